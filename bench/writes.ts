import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { migrations } from '../migrations/index.ts';
import { migrate } from '../src/db/migrate.ts';
import { databaseFile, openDatabase } from '../src/db/open.ts';
import { newId } from '../src/values/ids.ts';
import { approve, givenPairs, type Pair, postForm, submit } from '../test/support/pairs.ts';
import type { Child } from './child.ts';
import { median } from './pages.ts';

export interface Written {
  /** Durable writes of the program for each bare commit of the disk. */
  ratio: number;
  /** Requests submitted and requests approved, together, in a second. */
  own: number;
  bare: number;
  /** The same forms sent to Hono on node-server, which reads each and makes one bare commit: the most that HTTP leaves of `bare`. */
  overHttp: number;
}

const rounds = 5;
const secondsARound = 1;

/** A data folder with this many accounts, in each of which an admin and the owner are signed in. */
export async function preparePairs(dataDir: string, count: number): Promise<Pair[]> {
  const { db } = openDatabase(databaseFile(dataDir));
  const now = Math.floor(Date.now() / 1000);
  await migrate(db, migrations, now);
  const pairs = await givenPairs(db, count, now);
  await db.destroy();
  return pairs;
}

/** Submitting and approving, each a durable transaction of its own, in turns with bare commits on the same disk. */
export async function measureWrites(program: Child, yardstick: Child, dataDir: string, pairs: Pair[]): Promise<Written> {
  const own: number[] = [];
  const bare: number[] = [];
  const overHttp: number[] = [];
  await write(program.url, pairs);
  await post(yardstick.url, pairs);
  for (let round = 0; round < rounds; round++) {
    own.push(await write(program.url, pairs));
    bare.push(await commit(dataDir));
    overHttp.push(await post(yardstick.url, pairs));
  }
  const ratio = median(own.map((rate, round) => rate / (bare[round] ?? rate)));
  return { ratio, own: median(own), bare: median(bare), overHttp: median(overHttp) };
}

function write(url: string, pairs: Pair[]): Promise<number> {
  return aSecond(pairs, async (pair) => {
    const id = await submit(url, pair);
    await approve(url, pair, id);
    return 2;
  });
}

/** As many connections, sending what a pair sends. */
function post(url: string, pairs: Pair[]): Promise<number> {
  return aSecond(pairs, async ({ admin, version, seats }) => {
    await postForm(url, '/commit', admin, { version: String(version), key: newId(), 'seats.support-suite': String(seats), note: '' });
    return 1;
  });
}

async function aSecond(pairs: Pair[], act: (pair: Pair) => Promise<number>): Promise<number> {
  const began = performance.now();
  const until = began + secondsARound * 1000;
  let writes = 0;
  await Promise.all(
    pairs.map(async (pair) => {
      while (performance.now() < until) {
        // Not `writes += await …`: that adds to what it was before the wait, and the others' writes are lost.
        const made = await act(pair);
        writes += made;
      }
    }),
  );
  return (writes * 1000) / (performance.now() - began);
}

async function commit(dataDir: string): Promise<number> {
  const yardstick = join(import.meta.dirname, 'commits.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [yardstick, dataDir, String(secondsARound)]);
  return (JSON.parse(stdout) as { aSecond: number }).aSecond;
}

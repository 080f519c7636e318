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
  /** Durable writes of the program per bare commit: `own / bare`, as the median of the rounds. */
  ratio: number;
  /** Submitted and approved requests per second, counted together. */
  own: number;
  /** Bare commits per second. */
  bare: number;
  /** Forms per second when Hono on node-server reads each form and makes one bare commit: the upper limit for writes over HTTP. */
  overHttp: number;
}

const rounds = 5;
const secondsARound = 1;

/** Fills a data folder with this many accounts. In each of them an admin and the owner are signed in. */
export async function preparePairs(dataDir: string, count: number): Promise<Pair[]> {
  const { db } = openDatabase(databaseFile(dataDir));
  const now = Math.floor(Date.now() / 1000);
  await migrate(db, migrations, now);
  const pairs = await givenPairs(db, count, now);
  await db.destroy();
  return pairs;
}

/** Submits and approves requests, each in its own durable transaction, and takes turns with bare commits on the same disk. */
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

/** Sends the form of a pair to the yardstick over the same number of connections. */
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
        // Not `writes += await …`: it reads `writes` before the wait, so the writes of the other pairs would be lost.
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

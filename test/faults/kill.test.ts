import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { findViolations } from '../../src/cli/check.ts';
import { migrate } from '../../src/db/migrate.ts';
import { databaseFile, openDatabase } from '../../src/db/open.ts';
import { buildOnce, endProcess, type ServerProcess, startProcess } from '../support/child.ts';
import { approve, currentSubscription, givenPairs, type Pair, submit, UnexpectedAnswer } from '../support/pairs.ts';

const rounds = 50;
const dataDir = mkdtempSync(join(tmpdir(), 'seatkeeper-kill-'));
const file = databaseFile(dataDir);
let pairs: Pair[] = [];
let server: ServerProcess | undefined;

beforeAll(async () => {
  buildOnce();
  const { db } = openDatabase(file);
  const now = Math.floor(Date.now() / 1000);
  await migrate(db, migrations, now);
  pairs = await givenPairs(db, 6, now);
  await db.destroy();
});

afterAll(() => {
  server?.process.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

it(`loses nothing acknowledged and leaves nothing half done when it is killed under load, ${rounds} times`, async () => {
  const begun = new Map(pairs.map((pair) => [pair.accountId, pair.seats]));
  const submitted: string[] = [];
  const approved: string[] = [];
  const startsMs: number[] = [];

  for (let round = 0; round < rounds; round++) {
    server = await startProcess(dataDir, { LOG_LEVEL: 'info' });
    startsMs.push(server.startedInMs);
    const acknowledged = () => submitted.length + approved.length;
    const enough = acknowledged() + 3 + (round % 8);
    const { url } = server;
    const load = Promise.all(pairs.map((pair) => askAndApprove(url, pair, { submitted, approved })));
    // In the middle of the writing of the others, at another moment each time.
    await Promise.race([load, until(() => acknowledged() >= enough)]);
    await wait((round * 7) % 13);
    expect(await endProcess(server, 'SIGKILL')).toEqual({ code: null, signal: 'SIGKILL' });
    await load;
    await lookAtWhatIsThere();
  }
  expect(submitted.length).toBeGreaterThan(rounds);
  expect(approved.length).toBeGreaterThan(rounds);
  expect(startsMs.toSorted((one, other) => one - other)[rounds / 2]).toBeLessThan(3000);

  async function lookAtWhatIsThere(): Promise<void> {
    const { db } = openDatabase(file);
    const requests = await db
      .selectFrom('requests')
      .leftJoin('orders', 'orders.request_id', 'requests.id')
      .select(['requests.id', 'requests.account_id', 'status', 'orders.number'])
      .execute();
    const kept = new Map(requests.map((row) => [row.id, row]));
    expect(submitted.filter((id) => !kept.has(id))).toEqual([]);
    expect(approved.filter((id) => kept.get(id)?.status !== 'approved' || !kept.get(id)?.number)).toEqual([]);
    for (const pair of pairs) {
      const now = await currentSubscription(db, pair.accountId);
      const orders = requests.filter((row) => row.account_id === pair.accountId && row.number !== null).length;
      expect(now.seats).toBe((begun.get(pair.accountId) ?? 0) + orders);
      const pending = requests.find((row) => row.account_id === pair.accountId && row.status === 'pending');
      Object.assign(pair, now, { pending: pending?.id ?? null });
    }
    expect(await findViolations(db)).toEqual([]);
    await db.destroy();
  }
}, 600_000);

/** Until the connection breaks. What the server has acknowledged is written down. */
async function askAndApprove(url: string, pair: Pair, { submitted, approved }: { submitted: string[]; approved: string[] }): Promise<void> {
  try {
    for (;;) {
      const id = pair.pending ?? (await submit(url, pair));
      pair.pending = null;
      submitted.push(id);
      await approve(url, pair, id);
      approved.push(id);
    }
  } catch (error) {
    if (error instanceof UnexpectedAnswer) throw error;
  }
}

async function until(reached: () => boolean): Promise<void> {
  while (!reached()) await wait(1);
}

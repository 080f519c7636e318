import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { findViolations } from '../../src/cli/check.ts';
import { CommandError } from '../../src/cli/command-error.ts';
import { seedDemo } from '../../src/cli/demo/seed.ts';
import { runDueAsOf } from '../../src/cli/run-due.ts';
import { readConfig } from '../../src/config.ts';
import { migrate } from '../../src/db/migrate.ts';
import { databaseFile, openDatabase } from '../../src/db/open.ts';
import { addMonths, dayOf } from '../../src/values/day.ts';

let dataDir: string;
const output: string[] = [];

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'seatkeeper-run-due-'));
  output.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line) => output.push(line));
  const { db } = openDatabase(databaseFile(dataDir));
  const now = Math.floor(Date.now() / 1000);
  await migrate(db, migrations, now);
  await seedDemo(db, { now, password: 'seatkeeper-demo' });
  await db.destroy();
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(dataDir, { recursive: true, force: true });
});

const config = () => readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent' });

describe('run-due', () => {
  test('two years ahead renews every account of the demo, and check finds no contradiction', async () => {
    const { db } = openDatabase(databaseFile(dataDir));
    const today = dayOf(Date.now() / 1000);
    const day = addMonths(today, 24);
    await runDueAsOf(config(), day);
    const [, renewed] = output[0]?.match(/^As of \S+: (\d+) renewed, \d+ reminded of a request, 0 failed\.$/) ?? [];
    expect(Number(renewed)).toBeGreaterThan(30);
    expect(await findViolations(db)).toEqual([]);
    expect(await db.selectFrom('subscriptions').select('account_id').where('period_ends_on', '<=', day).execute()).toEqual([]);
    expect(await db.selectFrom('upcoming_changes').select('id').where('status', '=', 'waiting').execute()).toEqual([]);
    expect(await db.selectFrom('temporary_seats').select('id').where('ended_at', 'is', null).execute()).toEqual([]);
    const sources = await db.selectFrom('events').select('source').where('action', '=', 'subscription.renewed').distinct().execute();
    expect(sources.map((event) => event.source)).toContain('command line');

    await runDueAsOf(config(), day);
    await runDueAsOf(config(), '');
    expect(output.slice(1).map((line) => line.includes(': 0 renewed'))).toEqual([true, true]);
    await db.destroy();
  });

  test('takes only a day that exists', async () => {
    await expect(runDueAsOf(config(), '2026-02-30')).rejects.toThrow(CommandError);
    await expect(runDueAsOf(config(), 'tomorrow')).rejects.toThrow(CommandError);
  });

  test('says where a database is missing', async () => {
    await expect(runDueAsOf(readConfig({ DATA_DIR: join(dataDir, 'elsewhere') }), '')).rejects.toThrow(CommandError);
  });
});

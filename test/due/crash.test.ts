import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { findViolations } from '../../src/cli/check.ts';
import { migrate } from '../../src/db/migrate.ts';
import { type Db, openDatabase } from '../../src/db/open.ts';
import type { DueReport } from '../../src/due/run.ts';
import { noon } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { givenAccount, givenCatalogue } from '../support/given.ts';
import { dueOn } from './due.ts';

const accounts = 200;
const day = '2026-04-01';

async function fill(db: Db): Promise<void> {
  await givenCatalogue(db);
  for (let n = 0; n < accounts; n += 1) await givenAccount(db);
}

async function everyoneOnce(db: Db): Promise<void> {
  const invoices = await db.selectFrom('invoices').select('account_id').execute();
  expect(invoices).toHaveLength(accounts);
  expect(new Set(invoices.map((invoice) => invoice.account_id)).size).toBe(accounts);
  expect(await db.selectFrom('subscriptions').select('account_id').where('period_ends_on', '<=', day).execute()).toEqual([]);
  // The owner and the billing admin get one mail for each renewal.
  const mails = await db.selectFrom('outbox').select('id').where('letter', '=', 'invoice-created').execute();
  expect(mails).toHaveLength(2 * accounts);
  const events = await db.selectFrom('events').select('id').where('action', '=', 'subscription.renewed').execute();
  expect(events).toHaveLength(accounts);
  expect(await findViolations(db)).toEqual([]);
}

describe('a renewal of 200 accounts', () => {
  test('that breaks off in the middle goes on where it was', async () => {
    const { db, raw } = await freshDatabase();
    await fill(db);
    raw.exec(`CREATE TRIGGER crash BEFORE INSERT ON outbox WHEN (SELECT count(*) FROM invoices) > 80
      BEGIN SELECT RAISE(ABORT, 'crash'); END`);
    const broken = await dueOn(db, day);
    expect([broken.renewed, broken.failed.length]).toEqual([80, 120]);
    expect(await db.selectFrom('invoices').select('id').execute()).toHaveLength(80);
    expect(await findViolations(db)).toEqual([]);
    raw.exec('DROP TRIGGER crash');
    expect(await dueOn(db, day)).toEqual({ renewed: 120, reminded: 0, failed: [] });
    await everyoneOnce(db);
  });

  describe('in processes of their own', () => {
    let folder: string;
    let file: string;
    let db: Db;
    const processes: ChildProcess[] = [];

    beforeEach(async () => {
      folder = mkdtempSync(join(tmpdir(), 'seatkeeper-due-'));
      file = join(folder, 'seatkeeper.db');
      const opened = openDatabase(file);
      db = opened.db;
      await migrate(db, migrations, noon);
      // One commit for all rows: thousands of commits would take longer than the test.
      opened.raw.exec('BEGIN');
      await fill(db);
      opened.raw.exec('COMMIT');
    });

    afterEach(async () => {
      for (const one of processes.splice(0)) one.kill('SIGKILL');
      await db.destroy();
      rmSync(folder, { recursive: true, force: true });
    });

    function start(): ChildProcess {
      const script = fileURLToPath(new URL('./run-due-process.ts', import.meta.url));
      const child = spawn(process.execPath, ['--import', 'tsx', script, file, day], { stdio: ['ignore', 'pipe', 'inherit'] });
      processes.push(child);
      return child;
    }

    async function reportOf(child: ChildProcess): Promise<DueReport> {
      let output = '';
      child.stdout?.on('data', (part) => {
        output += part;
      });
      await once(child, 'close');
      return JSON.parse(output) as DueReport;
    }

    async function made(): Promise<number> {
      const { n } = await db
        .selectFrom('invoices')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow();
      return n;
    }

    test('that is killed goes on where it was', async () => {
      const killed = start();
      while ((await made()) < 20) await setTimeout(2);
      killed.kill('SIGKILL');
      await once(killed, 'close');
      const before = await made();
      expect(before).toBeLessThan(accounts);
      expect(await findViolations(db)).toEqual([]);
      const report = await reportOf(start());
      expect(report).toEqual({ renewed: accounts - before, reminded: 0, failed: [] });
      await everyoneOnce(db);
    }, 60_000);

    test('that two do at the same time is done once', async () => {
      const reports = await Promise.all([reportOf(start()), reportOf(start())]);
      expect(reports.flatMap((report) => report.failed)).toEqual([]);
      expect(reports.reduce((sum, report) => sum + report.renewed, 0)).toBe(accounts);
      await everyoneOnce(db);
    }, 60_000);
  });
});

import { pino } from 'pino';
import { expect, test } from 'vitest';
import { findViolations } from '../../src/cli/check.ts';
import { openDatabase } from '../../src/db/open.ts';
import { startDueWork } from '../../src/due/timer.ts';
import { addDays, dayOf } from '../../src/values/day.ts';
import { noon, origin } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { givenAccount, givenCatalogue } from '../support/given.ts';
import { withServer } from '../support/server.ts';

test('the server renews subscriptions that became due while it was stopped', async () => {
  await withServer(
    async ({ file }) => {
      const { db } = openDatabase(file);
      await expect.poll(() => db.selectFrom('invoices').select('kind').execute(), { timeout: 10_000 }).toHaveLength(3);
      await db.destroy();
    },
    async (db, now) => {
      await givenCatalogue(db);
      const today = dayOf(now);
      for (let n = 0; n < 3; n += 1) await givenAccount(db, { periodStartsOn: addDays(today, -20), periodEndsOn: today });
      await givenAccount(db, { periodStartsOn: addDays(today, -20), periodEndsOn: addDays(today, 1) });
    },
  );
});

test('a run that is stopped finishes the account in progress and no more, and goes on when started again', async () => {
  const { db } = await freshDatabase();
  await givenCatalogue(db);
  for (let n = 0; n < 30; n += 1) await givenAccount(db);
  const now = noon + 30 * 86_400;
  const start = () => startDueWork(db, { log: pino({ level: 'silent' }), now: () => now, publicUrl: () => origin });
  const made = async () => (await db.selectFrom('invoices').select('id').execute()).length;

  const first = start();
  while ((await made()) < 5) await new Promise(setImmediate);
  await first.stop();
  const afterStop = await made();
  expect(afterStop).toBeLessThan(30);
  expect(await findViolations(db)).toEqual([]);

  const second = start();
  await expect.poll(made, { timeout: 10_000 }).toBe(30);
  await second.stop();
  expect(await findViolations(db)).toEqual([]);
});

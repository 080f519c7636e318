import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { findViolations } from '../../src/cli/check.ts';
import type { Db } from '../../src/db/open.ts';
import { addDays, daysBetween } from '../../src/values/day.ts';
import { type Cycle, nthPeriod } from '../../src/values/period.ts';
import { freshDatabase } from '../support/database.ts';
import { givenAccount, givenCatalogue } from '../support/given.ts';
import { dueOn } from './due.ts';

// January 2027 to December 2029, so that 29 February 2028 is included.
const anchors = ['2027-01-01', '2027-01-15', '2027-01-28', '2027-01-29', '2027-01-30', '2027-01-31', '2028-02-29'];
const lastDay = '2030-02-01';

async function accountsByAnchor(db: Db): Promise<Map<string, { anchorOn: string; cycle: Cycle }>> {
  await givenCatalogue(db);
  const accounts = new Map<string, { anchorOn: string; cycle: Cycle }>();
  for (const anchorOn of anchors) {
    for (const cycle of ['monthly', 'annual'] as const) {
      const { startsOn, endsOn } = nthPeriod(anchorOn, cycle, 0);
      const { id } = await givenAccount(db, { cycle, periodStartsOn: startsOn, periodEndsOn: endsOn });
      accounts.set(id, { anchorOn, cycle });
    }
  }
  return accounts;
}

async function holdsFor(db: Db, accounts: Map<string, { anchorOn: string; cycle: Cycle }>): Promise<void> {
  for (const [id, { anchorOn, cycle }] of accounts) {
    const invoices = await db.selectFrom('invoices').selectAll().where('account_id', '=', id).orderBy('number').execute();
    const periods = invoices.map((invoice) => [invoice.period_starts_on, invoice.period_ends_on]);
    const months = cycle === 'monthly' ? 1 : 12;
    const expected: string[][] = [];
    // Calculated independently here: counted from the anchor; a month that is too short gives its last day.
    for (let n = 1; ; n += 1) {
      const [from, to] = [n, n + 1].map((k) =>
        Temporal.PlainDate.from(anchorOn)
          .add({ months: k * months })
          .toString(),
      );
      if (from! > lastDay) break;
      expected.push([from!, to!]);
    }
    expect(periods, `${cycle} from ${anchorOn}`).toEqual(expected);
    const days = periods.reduce((sum, [from, to]) => sum + daysBetween(from!, to!), 0);
    expect(days).toBe(daysBetween(expected[0]![0]!, expected.at(-1)![1]!));
  }
  expect(await findViolations(db)).toEqual([]);
}

describe('three years of renewals bill every period once, without gap or overlap', () => {
  test('when the work is done every day', async () => {
    const { db } = await freshDatabase();
    const accounts = await accountsByAnchor(db);
    let renewed = 0;
    for (let day = '2027-01-01'; day <= lastDay; day = addDays(day, 1)) {
      const report = await dueOn(db, day);
      renewed += report.renewed;
      const late = await db.selectFrom('subscriptions').select('account_id').where('period_ends_on', '<=', day).execute();
      expect(late).toEqual([]);
    }
    expect(renewed).toBeGreaterThan(230);
    const issued = await db.selectFrom('invoices').select(['issued_on', 'period_starts_on']).execute();
    expect(issued.filter((invoice) => invoice.issued_on !== invoice.period_starts_on)).toEqual([]);
    await holdsFor(db, accounts);
  }, 60_000);

  test('when the clock jumps over all of it at once', async () => {
    const { db } = await freshDatabase();
    const accounts = await accountsByAnchor(db);
    await dueOn(db, lastDay);
    await holdsFor(db, accounts);
    const inOrder = await db.selectFrom('invoices').select('period_starts_on').orderBy('number').execute();
    const days = inOrder.map((invoice) => invoice.period_starts_on);
    expect(days).toEqual(days.toSorted());
  });
});

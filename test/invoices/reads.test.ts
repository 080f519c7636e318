import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/values/ids.ts';
import { dueOn } from '../due/due.ts';
import { browser, freshInstance, noon } from '../support/app.ts';
import { givenAccount, givenCatalogue } from '../support/given.ts';

/** The text of each statement that any connection of this process has run. */
const statementsRun = new Set<string>();

const prototype = Object.getPrototypeOf(new BetterSqlite3(':memory:').prepare('SELECT 1')) as Record<
  'all' | 'run',
  (...values: unknown[]) => unknown
>;
const { all, run } = prototype;

beforeAll(() => {
  prototype.all = function (this: BetterSqlite3.Statement, ...values) {
    statementsRun.add(this.source);
    return all.apply(this, values);
  };
  prototype.run = function (this: BetterSqlite3.Statement, ...values) {
    statementsRun.add(this.source);
    return run.apply(this, values);
  };
});

afterAll(() => {
  Object.assign(prototype, { all, run });
});

test('due work and invoices find their rows by an index, however many there are', async () => {
  const instance = await freshInstance();
  const { db } = instance;
  await givenCatalogue(db);
  const account = await givenAccount(db, { suiteSeats: 5 });
  const owner = await browser(instance, account.owner);
  await owner.post('/subscription/manage', { version: '1', key: newId(), 'seats.support-suite': '3', 'remove.sales': 'yes' });
  for (const [first_on, last_on] of [
    ['2026-03-10', '2026-03-14'],
    ['2026-03-10', '2026-03-20'],
  ] as const) {
    await db
      .insertInto('temporary_seats')
      .values({
        id: newId(),
        account_id: account.id,
        group_id: account.groups['support-suite']!,
        seats: 1,
        first_on,
        last_on,
        created_at: noon,
        created_by: account.owner.id,
      })
      .execute();
  }
  statementsRun.clear();
  expect((await dueOn(db, '2026-03-15')).failed).toEqual([]);
  expect((await dueOn(db, '2026-05-01')).failed).toEqual([]);
  const invoice = await db.selectFrom('invoices').select('id').where('account_id', '=', account.id).executeTakeFirstOrThrow();
  expect((await owner.get(`/invoices/${invoice.id}`)).status).toBe(200);
  await owner.get('/invoices');

  const queries = [...statementsRun].filter((query) => /^(select|update|delete)/i.test(query));
  expect(queries.length).toBeGreaterThan(20);
  const scans: string[] = [];
  for (const query of queries) {
    const parameters = (query.match(/\?/g) ?? []).map(() => 'x');
    const { rows } = await db.executeQuery<{ detail: string }>({ sql: `EXPLAIN QUERY PLAN ${query}`, parameters } as never);
    // The catalogue is small and read completely. Due subscriptions are scanned in the order of an index on their days, and failing mail in
    // its own index.
    const small =
      /^SCAN (CONSTANT ROW|part|products|suite_products|plans|subscriptions USING INDEX subscriptions_due|outbox USING INDEX outbox_fail(ed|ing)|counters)\b/;
    for (const { detail } of rows) if (/^SCAN /.test(detail) && !small.test(detail)) scans.push(`${detail}: ${query}`);
  }
  expect(scans).toEqual([]);
});

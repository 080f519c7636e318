import BetterSqlite3 from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../src/values/ids.ts';
import { type Browser, browser, freshInstance } from './support/app.ts';
import { givenAccount, givenCatalogue } from './support/given.ts';

/** Every statement that SQLite was asked, from all connections of this process. */
const asked: string[] = [];

const memory = new BetterSqlite3(':memory:');
const statement = Object.getPrototypeOf(memory.prepare('SELECT 1')) as { all: (...values: unknown[]) => unknown };
const all = statement.all;

beforeAll(() => {
  statement.all = function (this: BetterSqlite3.Statement, ...values) {
    asked.push(this.source);
    return all.apply(this, values);
  };
});

afterAll(() => {
  statement.all = all;
});

const pages = [
  '/subscription',
  '/subscription/manage',
  '/subscription/manage?seats.sales=12',
  '/subscription/manage/summary?seats.sales=12',
  '/subscription/requests',
  '/contacts',
  '/profile',
  '/audit',
  '/team',
  '/team?sort=-seen',
  '/team/seats',
  '/invoices',
  '/invoices.csv',
  '/settings',
  '/subscription/temporary',
  '/operator/accounts',
  '/operator/orders',
  '/operator/orders?show=all',
  '/operator/orders?show=placed',
  '/operator/catalogue',
  '/operator/catalogue/products/sales',
  '/operator/catalogue/plans/sales-team',
  '/operator/catalogue/coupons',
  '/operator/catalogue/coupons?after=SPRING',
  '/operator/invoices',
  '/operator/invoices?search=harbour',
  '/operator/invoices?search=h&state=paid',
  ...['open', 'overdue', 'paid'].map((state) => `/operator/invoices?state=${state}`),
  '/operator/invoices.csv?state=paid',
  '/operator/mail',
  '/operator/mail?show=failing',
];

/**
 * The catalogue, which is read whole; what a query has already narrowed; the index of parts of names; all accounts, orders and invoices in
 * their order, by pages.
 */
const small =
  /^SCAN (CONSTANT ROW|products|suite_products|plans|part|holder|placed|found|account_search VIRTUAL TABLE|(accounts|orders) USING INDEX (accounts_by_name|orders_by_time)|invoices USING INDEX sqlite_autoindex_invoices_2|\(subquery)\b/;

/** The statements that SQLite sorts after it has found the rows, because there are few of them. */
const smallSorts: readonly (readonly [statement: RegExp, few: string])[] = [
  [/ from "products" order by /, 'the catalogue'],
  [/ from "suite_products" inner join "products" /, 'the catalogue'],
  [/ from "plans" left join "plan_versions" /, 'the catalogue'],
  [/ from "plan_versions" where "plan_id" = /, 'the prices that one plan has had'],
  [/ left join \(select 'line' as "kind"/, 'the lines, temporary seats and upcoming changes of one subscription'],
  [/ from "seat_groups" inner join "products" .* left join "dismissals" /, 'the seat groups of one account'],
  [/ from "seats_held" .* where "seats_held"."account_id" = \S+ and "seats_held"."member_id" = /, 'the seats of one member'],
  [/ from "sessions" where "account_id" = \S+ and "member_id" = /, 'the sessions of one member'],
  [
    / from "members" where "account_id" = \S+ and "role" in \(\S+ \S+\) .* order by .*"role" desc/,
    'owner and billing admins of one account',
  ],
  [
    / from "invoices" .* where .*"invoices"."account_id" in \(select /,
    'invoices of the accounts that a search finds, at most 1000 accounts',
  ],
];

/** Statements that sort what nothing bounds: the more there is of it, the slower they are. No other may join them. */
const growingSorts: readonly (readonly [statement: RegExp, growing: string])[] = [
  [/ over\(partition by "group_id"\) /, 'the unused seats of one account, to show the first twenty'],
  [
    / as "people" order by "people"."name"/,
    'owner, billing admins and admins of one account, to offer the first hundred as a filter of the audit log',
  ],
  [
    / and \("accounts"."representative_id" = \S+ or "accounts"."representative_id" is null\) order by /,
    'the requests of all accounts that have one representative or none',
  ],
];

async function given() {
  const instance = await freshInstance();
  await givenCatalogue(instance.db);
  const operators = await givenAccount(instance.db);
  const people: Record<string, Browser> = {};
  for (const type of ['self_service', 'online_assisted', 'managed'] as const) {
    const account = await givenAccount(instance.db, { type, requestsEnabled: type !== 'managed' });
    await instance.db.updateTable('accounts').set({ representative_id: operators.owner.id }).where('id', '=', account.id).execute();
    const asker = await browser(instance, account.admin2);
    await asker.post('/subscription/requests', { version: '1', key: newId(), 'seats.sales': '12' });
    people[`owner, ${type}`] = await browser(instance, account.owner);
    people[`admin, ${type}`] = await browser(instance, account.admin);
  }
  await instance.db.updateTable('members').set({ is_operator: 1 }).where('id', '=', operators.owner.id).execute();
  people.operator = await browser(instance, operators.owner);
  return { instance, people };
}

describe('pages', () => {
  it('take at most three reads besides the session, and none when nothing has changed (quality §2)', async () => {
    const { instance, people } = await given();
    const tooMany: string[] = [];
    for (const [who, visitor] of Object.entries(people)) {
      for (const path of pages) {
        // Everything that was kept is forgotten with this.
        await instance.db.updateTable('counters').set({ value: 0 }).where('name', '=', 'order').execute();
        asked.length = 0;
        const { status } = await visitor.get(path);
        const reads = asked.filter((query) => !/^select "(sessions)"/.test(query));
        // What the desk says of one product also tells whether anybody has it, or what it ever cost.
        const most = path.startsWith('/operator/catalogue/p') ? 4 : 3;
        if (status === 200 && reads.length > most) tooMany.push(`${path} for ${who}: ${reads.join('; ')}`);
        asked.length = 0;
        await visitor.get(path);
        // The profile asks which of the own sessions have ended by now; the pages of one product are for few.
        if (status === 200 && !/^\/(profile|operator\/catalogue\/)/.test(path)) expect(asked, `${path} for ${who}, again`).toEqual([]);
      }
    }
    expect(tooMany).toEqual([]);
  });

  it('find what they show by an index, and sort no more than a few rows (quality §2)', async () => {
    const { instance, people } = await given();
    asked.length = 0;
    for (const visitor of Object.values(people)) for (const path of pages) await visitor.get(path);
    const queries = [...new Set(asked)];
    expect(queries.length).toBeGreaterThan(10);
    const scans: string[] = [];
    const sorts: string[] = [];
    for (const query of queries) {
      const parameters = (query.match(/\?/g) ?? []).map(() => 'x');
      const explain = { sql: `EXPLAIN QUERY PLAN ${query}`, parameters } as never;
      const { rows } = await instance.db.executeQuery<{ detail: string }>(explain);
      for (const { detail } of rows) if (/^SCAN /.test(detail) && !small.test(detail)) scans.push(`${detail}: ${query}`);
      // For ORDER BY, DISTINCT or GROUP BY.
      if (rows.some(({ detail }) => /^USE TEMP B-TREE /.test(detail))) sorts.push(query);
    }
    expect(scans).toEqual([]);
    const known = [...smallSorts, ...growingSorts].map(([statement]) => statement);
    expect(sorts.filter((query) => !known.some((statement) => statement.test(query)))).toEqual([]);
    expect(
      known.filter((statement) => !sorts.some((query) => statement.test(query))),
      'no such sort any more',
    ).toEqual([]);
  });
});

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
  '/team/seats',
  '/invoices',
  '/invoices.csv',
  '/settings',
  '/subscription/temporary',
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

/** The catalogue, which is read whole; what a query has already narrowed; the index of parts of names; all invoices in their order, by pages. */
const small =
  /^SCAN (CONSTANT ROW|products|suite_products|plans|part|one|placed|found|account_search VIRTUAL TABLE|invoices USING INDEX sqlite_autoindex_invoices_2|\(subquery)\b/;

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

  it('find what they show by an index (quality §2)', async () => {
    const { instance, people } = await given();
    asked.length = 0;
    for (const visitor of Object.values(people)) for (const path of pages) await visitor.get(path);
    const queries = [...new Set(asked)];
    expect(queries.length).toBeGreaterThan(10);
    const scans: string[] = [];
    for (const query of queries) {
      const parameters = (query.match(/\?/g) ?? []).map(() => 'x');
      const explain = { sql: `EXPLAIN QUERY PLAN ${query}`, parameters } as never;
      const { rows } = await instance.db.executeQuery<{ detail: string }>(explain);
      for (const { detail } of rows) if (/^SCAN /.test(detail) && !small.test(detail)) scans.push(`${detail}: ${query}`);
    }
    expect(scans).toEqual([]);
  });
});

import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { findViolations } from '../src/cli/check.ts';
import { type Browser, browser, fieldsOf, freshInstance, type Instance, type Page } from './support/app.ts';
import { type GivenAccount, givenAccount, givenCatalogue } from './support/given.ts';

let instance: Instance;
let account: GivenAccount;
let owner: Browser;

beforeEach(async () => {
  instance = await freshInstance();
  await givenCatalogue(instance.db);
  account = await givenAccount(instance.db);
  await instance.db.updateTable('members').set({ is_operator: 1 }).where('id', '=', account.owner.id).execute();
  owner = await browser(instance, account.owner);
});

describe.each([
  ['is read-only', sql`PRAGMA query_only = ON`],
  // SQLite raises the limit to the current number of pages, so from now on the database cannot grow.
  ['is full', sql`PRAGMA max_page_count = 1`],
])('a disk that %s', (_, fault) => {
  it('is read as ever; writes answer 503, and nothing is half done (quality §4)', async () => {
    await fault.execute(instance.db);
    const refused = await changeUntilRefused();
    expect(refused.text).toContain('Nothing was changed');

    for (const path of pages) {
      expect([path, (await owner.get(path)).status]).toEqual([path, 200]);
    }
    const orders = await instance.db.selectFrom('orders').select('id').execute();
    const events = await instance.db.selectFrom('events').select('id').where('action', '=', 'subscription.changed').execute();
    const { version } = await instance.db.selectFrom('subscriptions').select('version').executeTakeFirstOrThrow();
    expect([events.length, version]).toEqual([orders.length, orders.length + 1]);
    expect(await findViolations(instance.db)).toEqual([]);
  });
});

const pages = [
  ...['/subscription', '/subscription/manage', '/subscription/requests', '/subscription/temporary', '/team', '/team/new', '/team/seats'],
  ...['/audit', '/contacts', '/profile', '/settings', '/invoices', '/healthz', '/readyz'],
  ...['/operator/accounts', '/operator/accounts/new', '/operator/orders', '/operator/invoices', '/operator/catalogue', '/operator/mail'],
];

it('a disk that is read-only refuses every kind of form with 503, and the session goes on', async () => {
  const visitor = await browser(instance);
  const product = '/operator/catalogue/products/sales';
  const forms: [who: Browser, path: string, fields: Record<string, string>][] = [
    [visitor, '/sign-in', { email: account.owner.email, password: 'whatever it is' }],
    [owner, '/language', { language: 'de' }],
    [owner, '/team/new', { name: 'Noor', email: 'noor@new.example', role: 'agent' }],
    [owner, `/team/${account.agent.id}/name`, { name: 'Noor' }],
    [owner, `/team/${account.agent.id}/downgrade`, {}],
    [owner, '/team/seats', { version: '1', key: 'k'.repeat(26), group: 'sales', seats: '2' }],
    [owner, product, { ...fieldsOf((await owner.get(product)).html, product), name: 'Another name' }],
    [owner, '/profile/sessions/end', {}],
  ];
  await browser(instance, account.owner);
  // The last use is so long ago that the next request would update it.
  await instance.db
    .updateTable('sessions')
    .set((eb) => ({ last_used_at: eb('last_used_at', '-', 3600) }))
    .execute();
  await sql`PRAGMA query_only = ON`.execute(instance.db);
  expect((await owner.get('/profile')).status).toBe(200);
  for (const [who, path, fields] of forms) {
    const answer = await who.post(path, fields);
    expect([path, answer.status]).toEqual([path, 503]);
    expect(answer.text).toContain('Nothing was changed');
  }
  await sql`PRAGMA query_only = OFF`.execute(instance.db);
  expect((await owner.post('/language', { language: 'de' })).status).toBe(303);
});

/** Makes changes until one is refused: the first rows still fit into the free space of existing database pages. */
async function changeUntilRefused(): Promise<Page> {
  for (let seats = 11; seats < 500; seats++) {
    const { html } = await owner.get('/subscription/manage');
    const answer = await owner.post('/subscription/manage', { ...fieldsOf(html, '/subscription/manage'), 'seats.sales': String(seats) });
    if (answer.status !== 303) {
      expect(answer.status).toBe(503);
      return answer;
    }
  }
  throw new Error('the disk was never full');
}

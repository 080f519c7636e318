import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { startSession } from '../src/auth/session.ts';
import { transaction } from '../src/db/transaction.ts';
import { makeInvoice } from '../src/invoices/make-invoice.ts';
import { accountTypes, can, type Permission, type Role, roles } from '../src/permissions.ts';
import { newId } from '../src/values/ids.ts';
import { actingSystem } from './support/acting.ts';
import { type Browser, browser, freshInstance, type Instance, noon, origin } from './support/app.ts';
import { type GivenAccount, type GivenMember, givenAccount, givenCatalogue } from './support/given.ts';

/**
 * Who may use a route: every visitor, every signed-in member, members with at least one of these permissions, or operators. A route that is
 * missing in this table fails the first test below, so a new route needs an entry.
 */
type Whose = 'anybody' | 'signed in' | 'operators' | Permission[];

const table: Record<string, Whose> = {
  'GET /': 'anybody',
  'GET /healthz': 'anybody',
  'GET /readyz': 'anybody',
  'GET /assets/:name': 'anybody',
  'GET /setup': 'anybody',
  'POST /setup': 'anybody',
  'GET /sign-in': 'anybody',
  'POST /sign-in': 'anybody',
  'POST /sign-out': 'anybody',
  'POST /language': 'anybody',
  'GET /forgot-password': 'anybody',
  'POST /forgot-password': 'anybody',
  'GET /reset-password': 'anybody',
  'POST /reset-password': 'anybody',
  'GET /invitation': 'anybody',
  'POST /invitation': 'anybody',

  'GET /profile': 'signed in',
  'GET /profile/password': 'signed in',
  'POST /profile/password': 'signed in',
  'POST /profile/sessions/:id/end': 'signed in',
  'POST /profile/sessions/end': 'signed in',

  'GET /subscription': ['subscription.see'],
  'GET /subscription/manage': ['subscription.manage'],
  'GET /subscription/manage/summary': ['subscription.manage'],
  'GET /subscription/manage/confirmation': ['subscription.change'],
  'GET /subscription/manage/losers': ['subscription.change'],
  'POST /subscription/manage': ['subscription.change'],
  'POST /subscription/upcoming/:id/undo': ['subscription.change'],
  'GET /subscription/upcoming/:id/losers': ['subscription.lower'],
  'POST /subscription/upcoming/:id/losers': ['subscription.lower'],
  'GET /subscription/temporary': ['temporarySeats.buy'],
  'POST /subscription/temporary': ['temporarySeats.buy'],
  'GET /subscription/cancellation': ['account.cancel'],
  'POST /subscription/cancellation': ['account.cancel'],
  'GET /subscription/requests': ['requests.seeAll', 'requests.seeOwn'],
  'POST /subscription/requests': ['request.submit'],
  'GET /subscription/requests/:id': ['requests.seeAll', 'requests.seeOwn'],
  'POST /subscription/requests/:id': ['request.submit'],
  'GET /subscription/requests/:id/edit': ['request.submit'],
  'GET /subscription/requests/:id/losers': ['request.decide'],
  'POST /subscription/requests/:id/approval': ['request.decide'],
  'POST /subscription/requests/:id/rejection': ['request.decide'],
  'POST /subscription/requests/:id/withdrawal': ['requests.seeAll', 'requests.seeOwn'],
  'POST /subscription/requests/:id/reminder': ['requests.seeAll', 'requests.seeOwn'],

  'GET /contacts': ['contacts.see'],
  'GET /audit': ['audit.see'],
  'GET /audit.csv': ['audit.see'],
  'GET /settings': ['settings.see'],
  'POST /settings': ['settings.change'],
  'POST /settings/payment': ['payment.manage'],
  'GET /invoices': ['invoices.see'],
  'GET /invoices.csv': ['invoices.see'],
  'GET /invoices/:id': ['invoices.see'],

  'GET /team': ['team.see'],
  'GET /team/new': ['team.manage'],
  'POST /team/new': ['team.manage'],
  'POST /team/none-left/dismissal': ['team.see'],
  'GET /team/:id': ['team.see'],
  'POST /team/:id/downgrade': ['team.manage'],
  'POST /team/:id/invitation': ['team.manage'],
  'POST /team/:id/name': ['team.manage'],
  // Only the owner can pass on the ownership; the act checks that after it has found the member.
  'POST /team/:id/ownership': ['team.manage'],
  'POST /team/:id/reactivation': ['team.manage'],
  'POST /team/:id/role': ['team.manage'],
  'POST /team/:id/seats/:groupId': ['team.manage'],
  'POST /team/:id/seats/:groupId/release': ['team.manage'],
  'POST /team/:id/suspension': ['team.manage'],

  // For an admin who can neither buy nor request seats, the page names the people to ask.
  'GET /team/seats': ['team.see'],
  'GET /team/seats/summary': ['seats.buy', 'seats.request', 'representative.write'],
  'POST /team/seats': ['seats.buy', 'seats.request', 'representative.write'],
  'GET /team/seats/reclaim': ['team.manage'],
  'POST /team/seats/reclaim': ['team.manage'],

  'GET /operator/accounts': 'operators',
  'GET /operator/accounts/:id': 'operators',
  'GET /operator/accounts/new': 'operators',
  'POST /operator/accounts': 'operators',
  'POST /operator/accounts/:id': 'operators',
  'POST /operator/accounts/:id/invitation': 'operators',
  'GET /operator/accounts/:id/subscription': 'operators',
  'GET /operator/accounts/:id/subscription/summary': 'operators',
  'GET /operator/accounts/:id/subscription/losers': 'operators',
  'POST /operator/accounts/:id/subscription': 'operators',
  'POST /operator/accounts/:id/upcoming/:upcoming/undo': 'operators',
  'GET /operator/accounts/:id/upcoming/:upcoming/losers': 'operators',
  'POST /operator/accounts/:id/upcoming/:upcoming/losers': 'operators',
  'GET /operator/accounts/:id/temporary-seats': 'operators',
  'POST /operator/accounts/:id/temporary-seats': 'operators',
  'POST /operator/accounts/:id/temporary-seats/:temporary/end': 'operators',
  'POST /operator/accounts/:id/discount/end': 'operators',
  'GET /operator/accounts/:id/members': 'operators',
  'GET /operator/accounts/:id/audit': 'operators',
  'GET /operator/accounts/:id/audit.csv': 'operators',
  'GET /operator/accounts/:account/requests/:id': 'operators',
  'POST /operator/accounts/:account/requests/:id/placement': 'operators',
  'POST /operator/accounts/:account/requests/:id/rejection': 'operators',
  'GET /operator/catalogue': 'operators',
  'GET /operator/catalogue/new': 'operators',
  'POST /operator/catalogue/new': 'operators',
  'GET /operator/catalogue/products/:id': 'operators',
  'POST /operator/catalogue/products/:id': 'operators',
  'GET /operator/catalogue/products/:id/plans': 'operators',
  'POST /operator/catalogue/products/:id/plans': 'operators',
  'GET /operator/catalogue/plans/:id': 'operators',
  'POST /operator/catalogue/plans/:id': 'operators',
  'GET /operator/catalogue/plans/:id/prices': 'operators',
  'POST /operator/catalogue/plans/:id/prices': 'operators',
  'POST /operator/catalogue/plans/:id/prices/end': 'operators',
  'GET /operator/catalogue/coupons': 'operators',
  'GET /operator/catalogue/coupons/new': 'operators',
  'POST /operator/catalogue/coupons/new': 'operators',
  'GET /operator/catalogue/coupons/:id': 'operators',
  'POST /operator/catalogue/coupons/:id': 'operators',
  'POST /operator/catalogue/coupons/:id/end': 'operators',
  'GET /operator/orders': 'operators',
  'GET /operator/orders/:number': 'operators',
  'GET /operator/mail': 'operators',
  'POST /operator/mail/:id/again': 'operators',
  'POST /operator/mail/:id/aside': 'operators',
  'GET /operator/invoices': 'operators',
  'GET /operator/invoices.csv': 'operators',
  'GET /operator/invoices/:number': 'operators',
  'POST /operator/invoices/:number/payment': 'operators',
};

const canary = 'CANARY-of-somebody-else';

let instance: Instance;
/** The account whose data must never appear in the answers to other accounts. */
let other: GivenAccount;
let foreignIds: Record<string, string>;
/** The ids of things below an account on the operator desk, by the path segment before the id. */
let innerIds: Record<string, string>;
let routes: { method: 'GET' | 'POST'; path: string; name: string }[];

beforeAll(async () => {
  instance = await freshInstance();
  await givenCatalogue(instance.db);
  other = await givenAccount(instance.db, { name: canary, type: 'online_assisted' });
  foreignIds = await hide(instance, other);
  const seen = new Map<string, (typeof routes)[number]>();
  for (const { method, path } of instance.app.routes) {
    if (method !== 'GET' && method !== 'POST') continue;
    const plain = path.replace(/\{[^}]*\}\}?/g, '');
    seen.set(`${method} ${plain}`, { method, path: plain, name: `${method} ${plain}` });
  }
  routes = [...seen.values()];
});

/** Fills the other account with canaries. @returns the ids of its things by the path prefix of their route */
async function hide({ db }: Instance, account: GivenAccount): Promise<Record<string, string>> {
  await db
    .updateTable('members')
    .set((eb) => ({ name: eb.val(canary) }))
    .where('account_id', '=', account.id)
    .execute();
  await db.updateTable('accounts').set({ purchase_order: canary, card_brand: canary }).where('id', '=', account.id).execute();
  const admin = await browser(instance, account.admin);
  await admin.post('/subscription/requests', { version: '1', key: newId(), 'seats.sales': '12', note: canary });
  const owner = await browser(instance, account.owner);
  await owner.post('/subscription/manage', { version: '1', key: newId(), 'seats.sales': '11' });
  const request = await db.selectFrom('requests').select('id').where('account_id', '=', account.id).executeTakeFirstOrThrow();
  const order = await db.selectFrom('orders').select('id').where('account_id', '=', account.id).executeTakeFirstOrThrow();
  const upcoming = newId();
  await db
    .insertInto('upcoming_changes')
    .values({
      id: upcoming,
      account_id: account.id,
      kind: 'seats',
      product_id: 'sales',
      to_seats: 5,
      effective_on: '2026-04-01',
      order_id: order.id,
      created_at: noon,
      created_by: account.owner.id,
    })
    .execute();
  const invoice = await transaction(db, (trx) =>
    makeInvoice(trx, {
      account: { id: account.id, name: canary, currency: 'EUR', taxRateBp: 1900, paymentTermsDays: 30, purchaseOrder: canary },
      kind: 'final',
      period: { startsOn: '2026-03-01', endsOn: '2026-03-15' },
      coming: null,
      discount: null,
      today: '2026-03-15',
      by: actingSystem(),
    }),
  );
  const session = await db.selectFrom('sessions').select('public_id').where('account_id', '=', account.id).executeTakeFirstOrThrow();
  const temporary = newId();
  await db
    .insertInto('temporary_seats')
    .values({
      id: temporary,
      account_id: account.id,
      group_id: account.groups.sales ?? '',
      seats: 2,
      first_on: '2026-03-20',
      last_on: '2026-03-25',
      order_id: order.id,
      created_at: noon,
      created_by: account.owner.id,
    })
    .execute();
  innerIds = { upcoming, requests: request.id, 'temporary-seats': temporary };
  return {
    '/subscription/requests': request.id,
    '/subscription/upcoming': upcoming,
    '/team': account.agent.id,
    '/profile/sessions': session.public_id,
    '/invoices': invoice?.id ?? '',
    ':groupId': account.groups.sales ?? '',
  };
}

function fill(path: string, id: (prefix: string) => string, groupId: string): string {
  const prefix = path.slice(0, path.indexOf('/:'));
  return path.replace(':groupId', groupId).replace(':name', 'app.css').replace(':id', id(prefix));
}

function send(who: Browser, method: 'GET' | 'POST', path: string) {
  return method === 'GET' ? who.get(path) : who.post(path, {});
}

const personOf = (account: GivenAccount, role: Role): GivenMember =>
  ({ owner: account.owner, billing_admin: account.billing, admin: account.admin, agent: account.agent, end_user: account.user })[role];

describe('every route', () => {
  it('is in the table of permissions', () => {
    expect(routes.map((route) => route.name).filter((name) => !(name in table))).toEqual([]);
    expect(Object.keys(table).filter((name) => !routes.some((route) => route.name === name))).toEqual([]);
  });

  it('sends a visitor to the sign-in page unless it is for anybody', async () => {
    for (const { method, path, name } of routes) {
      const visitor = await browser(instance);
      const answer = await send(
        visitor,
        method,
        fill(path, () => newId(), newId()),
      );
      expect(answer.status, name).toBeLessThan(500);
      if (table[name] !== 'anybody') expect([answer.status, answer.location?.split('?')[0]], name).toEqual([303, '/sign-in']);
      expect(answer.html, name).not.toContain(canary);
    }
  });

  for (const type of accountTypes) {
    it.each([...roles])(`keeps to the matrix for the %s of a ${type} account, on own and on foreign things`, async (role) => {
      const account = await givenAccount(instance.db, { type });
      const facts = { type, requestsEnabled: type === 'online_assisted', showPrices: type === 'self_service' };
      const eventsBefore = await eventsOf(other);
      for (const { method, path, name } of routes) {
        const whose = table[name];
        if (!whose || whose === 'anybody' || name.endsWith('/sessions/end')) continue;
        // A new session for each route, because some forms end it.
        const who = await browser(instance, personOf(account, role));
        const may = whose === 'signed in' || (whose !== 'operators' && whose.some((permission) => can(role, facts, permission)));

        const missing = await send(
          who,
          method,
          fill(path, () => newId(), newId()),
        );
        expect(missing.status, `${name} must not crash`).toBeLessThan(500);
        if (!may) expect(missing.status, name).toBe(403);
        else if (!path.includes(':')) expect(missing.status, name).not.toBe(403);
        expect(missing.html, name).not.toContain(canary);

        if (path.includes(':id')) {
          const foreign = await send(
            who,
            method,
            fill(path, (prefix) => foreignIds[prefix] ?? newId(), foreignIds[':groupId'] ?? ''),
          );
          expect([foreign.status, foreign.html], `${name} with a foreign id answers like a missing one`).toEqual([
            missing.status,
            missing.html,
          ]);
          if (may) expect(foreign.status, name).toBe(404);
        }
        const malformed = await send(
          who,
          method,
          fill(path, () => "'%22%3C%00", '..%2F..'),
        );
        expect(malformed.status, `${name} with a malformed id`).toBeLessThan(500);
      }
      expect(await eventsOf(other)).toBe(eventsBefore);
    });
  }

  it('of the operator desk finds no row of one account under the path of another account', async () => {
    const account = await givenAccount(instance.db, { type: 'online_assisted' });
    await instance.db.updateTable('members').set({ is_operator: 1 }).where('id', '=', account.owner.id).execute();
    const operator = await browser(instance, account.owner);
    const inner = routes.filter(({ path }) => /^\/operator\/accounts\/:\w+\/.*:/.test(path));
    expect(inner.length).toBeGreaterThanOrEqual(7);
    const eventsBefore = await eventsOf(other);
    for (const { method, path, name } of inner) {
      const [kind = '', parameter = ''] = path.match(/([\w-]+)\/(:\w+)(?=\/|$)(?!.*:)/)?.slice(1) ?? [];
      const at = (id: string) => path.replace(/:\w+/, account.id).replace(parameter, id);
      const missing = await send(operator, method, at(newId()));
      const foreign = await send(operator, method, at(innerIds[kind] ?? ''));
      expect(innerIds[kind], kind).toBeDefined();
      // Some forms are refused with 400 for missing fields before the row is looked up.
      expect([404, 400], name).toContain(missing.status);
      expect([foreign.status, foreign.html], name).toEqual([missing.status, missing.html]);
      expect(foreign.html, name).not.toContain(canary);
    }
    expect(await eventsOf(other)).toBe(eventsBefore);
  });

  it('changes nothing on GET, and answers 404 to every other method', async () => {
    const account = await givenAccount(instance.db);
    await instance.db.updateTable('members').set({ is_operator: 1 }).where('id', '=', account.owner.id).execute();
    const owner = await browser(instance, account.owner);
    const secret = await startSession(instance.db, account.owner, 'test');
    const before = await changes();
    for (const { method, path, name } of routes) {
      const address = path
        .replace(/:account\b|accounts\/:id/, (found) => found.replace(/:\w+/, account.id))
        .replace(/:\w+/g, account.agent.id);
      if (method === 'GET') await owner.get(address);
      for (const verb of ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const) {
        const headers = { origin, cookie: `seatkeeper=${secret}`, 'content-type': 'application/x-www-form-urlencoded' };
        const body = verb === 'HEAD' || verb === 'OPTIONS' ? null : new URLSearchParams({ 'seats.sales': '12', version: '1' });
        const { status } = await instance.app.request(new Request(`${origin}${address}`, { method: verb, headers, body }));
        if (verb === 'HEAD') expect(status, `${verb} ${name}`).toBeLessThan(500);
        else expect(status, `${verb} ${name}`).toBe(404);
      }
      expect(await changes(), name).toBe(before);
    }
  });

  async function changes(): Promise<number> {
    const { rows } = await sql<{ n: number }>`SELECT total_changes() AS n`.execute(instance.db);
    return rows[0]?.n ?? 0;
  }

  async function eventsOf(account: GivenAccount): Promise<number> {
    const rows = await instance.db.selectFrom('events').select('id').where('account_id', '=', account.id).execute();
    return rows.length;
  }
});

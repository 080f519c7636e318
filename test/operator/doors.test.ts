import { describe, expect, it } from 'vitest';
import { newId } from '../../src/values/ids.ts';
import { browser, fieldsOf } from '../support/app.ts';
import { type Desk, givenDesk } from './given.ts';

/** Every address of the desk, with an id that is there. */
function doors({ account }: Desk): { method: 'get' | 'post'; path: string }[] {
  const one = `/operator/accounts/${account.id}`;
  const get = [
    '/operator/accounts',
    '/operator/accounts?mine=yes',
    '/operator/accounts/new',
    one,
    `${one}/subscription`,
    `${one}/subscription/summary`,
    `${one}/members`,
    `${one}/audit`,
    `${one}/audit.csv`,
    '/operator/catalogue',
    '/operator/catalogue/new',
    '/operator/catalogue/products/sales',
    '/operator/catalogue/plans/sales-team',
    '/operator/catalogue/coupons',
    '/operator/catalogue/coupons/new',
    '/operator/orders',
    '/operator/orders?show=all',
    '/operator/orders?show=placed',
    '/operator/invoices',
    '/operator/invoices?state=overdue',
    '/operator/invoices.csv',
    '/operator/mail',
    '/operator/mail?show=failing',
  ];
  const post = [
    '/operator/accounts',
    one,
    `${one}/invitation`,
    `${one}/subscription`,
    `${one}/temporary-seats`,
    `${one}/temporary-seats/${newId()}/end`,
    `${one}/upcoming/${newId()}/undo`,
    `${one}/discount/end`,
    '/operator/catalogue/new',
    '/operator/catalogue/products/sales',
    '/operator/catalogue/products/sales/plans',
    '/operator/catalogue/plans/sales-team',
    '/operator/catalogue/plans/sales-team/prices',
    '/operator/catalogue/plans/sales-team/prices/end',
    '/operator/catalogue/coupons/new',
    `/operator/catalogue/coupons/${newId()}`,
    `/operator/catalogue/coupons/${newId()}/end`,
    '/operator/invoices/1/payment',
    `/operator/mail/${newId()}/again`,
    `/operator/mail/${newId()}/aside`,
  ];
  return [...get.map((path) => ({ method: 'get' as const, path })), ...post.map((path) => ({ method: 'post' as const, path }))];
}

describe('the operator desk', () => {
  it('opens to operators, whatever their role in their own account', async () => {
    const desk = await givenDesk();
    for (const role of ['owner', 'billing_admin', 'admin', 'agent', 'end_user'] as const) {
      if (role !== 'owner') await desk.db.updateTable('members').set({ role }).where('id', '=', desk.rep.id).execute();
      const operator = await browser(desk, role === 'owner' ? desk.other : desk.rep);
      for (const { path } of doors(desk).filter((door) => door.method === 'get')) {
        expect((await operator.get(path)).status, `${role} ${path}`).toBe(200);
      }
    }
  });

  it('is closed to everybody else of every account, also by POST and whatever is sent', async () => {
    const desk = await givenDesk();
    await desk.db.updateTable('members').set({ is_operator: 0 }).where('id', '=', desk.other.id).execute();
    const { owner, billing, admin, agent, user } = desk.account;
    const before = await desk.db.selectFrom('events').select('id').execute();
    for (const person of [owner, billing, admin, agent, user, desk.other]) {
      const visitor = await browser(desk, person);
      for (const { method, path } of doors(desk)) {
        const answer = method === 'get' ? await visitor.get(path) : await visitor.post(path, { anything: 'x' });
        expect(answer.status, `${person.role} ${method} ${path}`).toBe(403);
        expect(answer.html).not.toContain('Orchard Software</h1>');
      }
      // A door that is not there looks the same to them.
      expect((await visitor.get('/operator/nothing')).status).toBe(403);
      expect((await visitor.get(`/operator/accounts/${newId()}`)).status).toBe(403);
    }
    expect(await desk.db.selectFrom('events').select('id').execute()).toEqual(before);
  });

  it('is closed in the middle of an act to whoever is no operator any more', async () => {
    const desk = await givenDesk();
    const there = `/operator/accounts/${desk.account.id}`;
    const fields = fieldsOf((await desk.desk.get(there)).html, there);
    // The guard asks the session, which is read before; the act asks again.
    await desk.db.updateTable('members').set({ status: 'suspended' }).where('id', '=', desk.rep.id).execute();
    expect([303, 403]).toContain((await desk.desk.post(there, { ...fields, taxRate: '3' })).status);
    const row = await desk.db.selectFrom('accounts').select('tax_rate_bp').where('id', '=', desk.account.id).executeTakeFirstOrThrow();
    expect(row.tax_rate_bp).toBe(1900);
  });

  it('leads visitors to the sign-in page', async () => {
    const desk = await givenDesk();
    const visitor = await browser(desk);
    for (const { method, path } of doors(desk)) {
      const answer = method === 'get' ? await visitor.get(path) : await visitor.post(path, {});
      expect(answer.status, path).toBe(303);
      expect(answer.location, path).toMatch(/^\/sign-in/);
    }
  });

  it('answers ids that are not there, or are none, as pages that are not there', async () => {
    const desk = await givenDesk();
    const missing = await desk.desk.get('/operator/nothing');
    expect(missing.status).toBe(404);
    for (const id of [newId(), 'x', '..', '%00', "'", desk.account.owner.id, desk.account.id.toUpperCase()]) {
      for (const { method, path } of doors(desk).filter((door) => door.path.includes(desk.account.id))) {
        const there = path.replace(desk.account.id, encodeURIComponent(id));
        const answer = method === 'get' ? await desk.desk.get(there) : await desk.desk.post(there, {});
        expect(answer.status, `${method} ${there}`).toBe(404);
      }
    }
  });

  it('stands in the navigation of operators only', async () => {
    const desk = await givenDesk();
    expect((await desk.desk.get('/profile')).html).toContain('/operator/accounts');
    expect((await (await browser(desk, desk.account.owner)).get('/profile')).html).not.toContain('/operator/');
  });
});

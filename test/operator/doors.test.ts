import { describe, expect, it } from 'vitest';
import { newId } from '../../src/values/ids.ts';
import { browser, fieldsOf } from '../support/app.ts';
import { type Desk, givenDesk } from './given.ts';

/** Every path of the operator desk, with existing ids where the page needs them. */
function deskPaths({ account }: Desk): { method: 'get' | 'post'; path: string }[] {
  const accountPath = `/operator/accounts/${account.id}`;
  const get = [
    '/operator/accounts',
    '/operator/accounts?mine=yes',
    '/operator/accounts/new',
    accountPath,
    `${accountPath}/subscription`,
    `${accountPath}/subscription/summary`,
    `${accountPath}/members`,
    `${accountPath}/audit`,
    `${accountPath}/audit.csv`,
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
    accountPath,
    `${accountPath}/invitation`,
    `${accountPath}/subscription`,
    `${accountPath}/temporary-seats`,
    `${accountPath}/temporary-seats/${newId()}/end`,
    `${accountPath}/upcoming/${newId()}/undo`,
    `${accountPath}/discount/end`,
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
  it('is open to operators of every role in their own account', async () => {
    const desk = await givenDesk();
    for (const role of ['owner', 'billing_admin', 'admin', 'agent', 'end_user'] as const) {
      if (role !== 'owner') await desk.db.updateTable('members').set({ role }).where('id', '=', desk.rep.id).execute();
      const operator = await browser(desk, role === 'owner' ? desk.other : desk.rep);
      for (const { path } of deskPaths(desk).filter((entry) => entry.method === 'get')) {
        expect((await operator.get(path)).status, `${role} ${path}`).toBe(200);
      }
    }
  });

  it('is closed to all other members of every account, also for a POST with any body', async () => {
    const desk = await givenDesk();
    await desk.db.updateTable('members').set({ is_operator: 0 }).where('id', '=', desk.other.id).execute();
    const { owner, billing, admin, agent, user } = desk.account;
    const before = await desk.db.selectFrom('events').select('id').execute();
    for (const person of [owner, billing, admin, agent, user, desk.other]) {
      const visitor = await browser(desk, person);
      for (const { method, path } of deskPaths(desk)) {
        const answer = method === 'get' ? await visitor.get(path) : await visitor.post(path, { anything: 'x' });
        expect(answer.status, `${person.role} ${method} ${path}`).toBe(403);
        expect(answer.html).not.toContain('Orchard Software</h1>');
      }
      // Paths and ids that do not exist get the same answer.
      expect((await visitor.get('/operator/nothing')).status).toBe(403);
      expect((await visitor.get(`/operator/accounts/${newId()}`)).status).toBe(403);
    }
    expect(await desk.db.selectFrom('events').select('id').execute()).toEqual(before);
  });

  it('refuses an act of a member who is no longer an operator', async () => {
    const desk = await givenDesk();
    const url = `/operator/accounts/${desk.account.id}`;
    const fields = fieldsOf((await desk.desk.get(url)).html, url);
    // The guard uses the session, which was read earlier; the act checks the member again.
    await desk.db.updateTable('members').set({ status: 'suspended' }).where('id', '=', desk.rep.id).execute();
    expect([303, 403]).toContain((await desk.desk.post(url, { ...fields, taxRate: '3' })).status);
    const row = await desk.db.selectFrom('accounts').select('tax_rate_bp').where('id', '=', desk.account.id).executeTakeFirstOrThrow();
    expect(row.tax_rate_bp).toBe(1900);
  });

  it('redirects visitors to the sign-in page', async () => {
    const desk = await givenDesk();
    const visitor = await browser(desk);
    for (const { method, path } of deskPaths(desk)) {
      const answer = method === 'get' ? await visitor.get(path) : await visitor.post(path, {});
      expect(answer.status, path).toBe(303);
      expect(answer.location, path).toMatch(/^\/sign-in/);
    }
  });

  it('answers unknown and invalid ids with 404', async () => {
    const desk = await givenDesk();
    const missing = await desk.desk.get('/operator/nothing');
    expect(missing.status).toBe(404);
    for (const id of [newId(), 'x', '..', '%00', "'", desk.account.owner.id, desk.account.id.toUpperCase()]) {
      for (const { method, path } of deskPaths(desk).filter((entry) => entry.path.includes(desk.account.id))) {
        const url = path.replace(desk.account.id, encodeURIComponent(id));
        const answer = method === 'get' ? await desk.desk.get(url) : await desk.desk.post(url, {});
        expect(answer.status, `${method} ${url}`).toBe(404);
      }
    }
  });

  it('is in the navigation of operators only', async () => {
    const desk = await givenDesk();
    expect((await desk.desk.get('/profile')).html).toContain('/operator/accounts');
    expect((await (await browser(desk, desk.account.owner)).get('/profile')).html).not.toContain('/operator/');
  });
});

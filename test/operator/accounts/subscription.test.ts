import { describe, expect, it } from 'vitest';
import { newId } from '../../../src/values/ids.ts';
import { browser, fieldsOf, noon } from '../../support/app.ts';
import { givenAccount } from '../../support/given.ts';
import { type Desk, givenDesk } from '../given.ts';

const path = (desk: Desk) => `/operator/accounts/${desk.account.id}/subscription`;

async function fields(desk: Desk, change: Record<string, string> = {}): Promise<Record<string, string>> {
  return { ...fieldsOf((await desk.desk.get(path(desk))).html, path(desk)), ...change };
}

async function seatsOf(desk: Desk, leader: string): Promise<number> {
  const row = await desk.db
    .selectFrom('seat_groups')
    .select('seats')
    .where('account_id', '=', desk.account.id)
    .where('leader_product_id', '=', leader)
    .executeTakeFirstOrThrow();
  return row.seats;
}

const eventsOf = (desk: Desk) =>
  desk.db.selectFrom('events').selectAll().where('account_id', '=', desk.account.id).orderBy('seq').execute();

describe('the subscription of an account on the desk', () => {
  for (const type of ['self_service', 'online_assisted', 'sales_assisted', 'managed'] as const) {
    it(`can be changed by operators in every type of account: ${type}`, async () => {
      const desk = await givenDesk({ type });
      const answer = await desk.desk.post(path(desk), await fields(desk, { 'seats.sales': '14', 'seats.support-suite': '20' }));
      expect(answer.status).toBe(303);
      expect(await seatsOf(desk, 'sales')).toBe(14);
      // A decrease waits for the end of the period, also for operators.
      expect(await seatsOf(desk, 'support-suite')).toBe(25);
      const page = await desk.desk.get(path(desk));
      expect(page.text).toContain('from 25 to 20 seats');
      const [event] = await eventsOf(desk);
      expect(event).toMatchObject({ action: 'subscription.changed', actor_kind: 'operator', actor_name: desk.rep.name });
      const order = await desk.db.selectFrom('orders').selectAll().executeTakeFirstOrThrow();
      expect(order).toMatchObject({ placed_by: desk.rep.id, request_id: null });
    });
  }

  it('follows what is typed, in the currency and with the tax of that account', async () => {
    const desk = await givenDesk();
    const summary = await desk.desk.get(`${path(desk)}/summary?seats.sales=14`);
    expect(summary.html).not.toContain('<html');
    // 4 × 25.00 for 17 of 31 days.
    expect(summary.text).toContain('€54.84');
    expect((await desk.desk.get(`${path(desk)}?seats.sales=14`)).text).toContain('€54.84');
    expect((await desk.desk.get(path(desk))).html).toContain(`hx-get="${path(desk)}/summary"`);
  });

  it('takes a removal, another cycle, a longer term and a promotion code in one change', async () => {
    const desk = await givenDesk({ type: 'managed' });
    await desk.db
      .insertInto('coupons')
      .values({ id: newId(), code: 'WELCOME', kind: 'percent', value: 1000, currency: null, periods: 3, created_at: 0 })
      .execute();
    const change = { 'remove.status-page': 'yes', cycle: 'annual', extend: '2', code: 'welcome' };
    expect((await desk.desk.post(path(desk), await fields(desk, change))).status).toBe(303);
    const page = await desk.desk.get(path(desk));
    expect(page.text).toContain('Status Page is removed');
    expect(page.text).toContain('Billing changes to annual');
    expect(page.text).toContain('Code WELCOME: 10% off');

    const url = `/operator/accounts/${desk.account.id}/discount/end`;
    expect((await desk.desk.post(url)).status).toBe(303);
    expect((await desk.desk.get(path(desk))).text).toContain('The discount with code WELCOME has ended');
    expect((await desk.desk.post(url)).status).toBe(303);
    expect((await desk.desk.get(path(desk))).text).toContain('There is no discount any more');
    expect((await eventsOf(desk)).map((event) => event.action).filter((action) => action === 'promotion.ended')).toHaveLength(1);
  });

  it('is changed once by a form that is sent twice, and not at all by a stale form', async () => {
    const desk = await givenDesk();
    const form = await fields(desk, { 'seats.sales': '11' });
    const old = await fields(desk, { 'seats.sales': '99' });
    const answers = await Promise.all([desk.desk.post(path(desk), form), desk.desk.post(path(desk), form)]);
    expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
    expect(await desk.db.selectFrom('orders').select('id').execute()).toHaveLength(1);
    const stale = await desk.desk.post(path(desk), old);
    expect(stale.status).toBe(409);
    expect(stale.html).toContain('value="99"');
    expect(await seatsOf(desk, 'sales')).toBe(11);
  });

  it('refuses at the fields and shows the typed values again', async () => {
    const desk = await givenDesk();
    for (const [change, where] of [
      [{ 'seats.sales': 'ten' }, 'id="field-seats.sales-error"'],
      [{ 'seats.sales': '100001' }, 'id="field-seats.sales-error"'],
      [{ code: 'NOTHING' }, 'id="field-code-error"'],
      [{}, 'Nothing has been changed yet'],
      [{ is_over: '0' }, 'does not belong'],
    ] as const) {
      const answer = await desk.desk.post(path(desk), await fields(desk, change));
      expect(answer.status, JSON.stringify(change)).toBe(422);
      expect(answer.html, JSON.stringify(change)).toContain(where);
    }
    expect(await eventsOf(desk)).toEqual([]);
  });

  it("undoes an upcoming change, with the operator's name in the log", async () => {
    const desk = await givenDesk({ type: 'managed' });
    await desk.desk.post(path(desk), await fields(desk, { 'seats.sales': '4' }));
    const { id } = await desk.db.selectFrom('upcoming_changes').select('id').executeTakeFirstOrThrow();
    const url = `/operator/accounts/${desk.account.id}/upcoming/${id}/undo`;
    expect((await desk.desk.get(path(desk))).html).toContain(url);
    const foreign = await givenAccount(desk.db);
    expect((await desk.desk.post(url.replace(desk.account.id, foreign.id))).status).toBe(404);
    expect((await desk.desk.post(url)).status).toBe(303);
    expect((await eventsOf(desk)).at(-1)).toMatchObject({ action: 'upcoming.undone', actor_name: desk.rep.name });
    await desk.desk.post(url);
    expect((await desk.desk.get(path(desk))).text).toContain('no longer waiting');
  });

  it('of a cancelled account is read-only', async () => {
    const desk = await givenDesk();
    const form = await fields(desk, { 'seats.sales': '30' });
    await desk.db.updateTable('accounts').set({ status: 'cancelled', cancelled_at: 1 }).where('id', '=', desk.account.id).execute();
    const page = await desk.desk.get(path(desk));
    expect(page.text).toContain('Support Suite');
    expect(page.html).not.toContain('name="seats.sales"');
    expect((await desk.desk.post(path(desk), form)).status).toBe(409);
    const temporary = { key: newId(), version: '1', group: 'sales', seats: '3', firstOn: '2026-03-15', lastOn: '2026-03-20' };
    await desk.desk.post(`/operator/accounts/${desk.account.id}/temporary-seats`, temporary);
    await desk.desk.post(`/operator/accounts/${desk.account.id}/discount/end`);
    expect(await eventsOf(desk)).toEqual([]);
    expect(await desk.db.selectFrom('orders').select('id').execute()).toEqual([]);
  });
});

describe('temporary seats', () => {
  const url = (desk: Desk) => `/operator/accounts/${desk.account.id}/temporary-seats`;
  const wanted = { group: 'support-suite', seats: '4', firstOn: '2026-03-15', lastOn: '2026-03-31' };

  const rows = (desk: Desk) => desk.db.selectFrom('temporary_seats').selectAll().orderBy('first_on').execute();
  const group = (desk: Desk) =>
    desk.db
      .selectFrom('seat_groups')
      .select(['seats', 'temporary', 'used', 'is_over'])
      .where('id', '=', desk.account.groups['support-suite'] ?? '')
      .executeTakeFirstOrThrow();

  async function add(desk: Desk, change: Partial<typeof wanted> = {}): Promise<void> {
    const priced = await desk.desk.get(`${url(desk)}?${new URLSearchParams({ ...wanted, ...change, show: 'price' })}`);
    expect((await desk.desk.post(url(desk), fieldsOf(priced.html, url(desk)))).status).toBe(303);
  }

  it('count from today, are charged for their days, and are an order with the operator’s name', async () => {
    const desk = await givenDesk({ type: 'managed' });
    expect((await desk.desk.get(path(desk))).html).toContain(`href="${url(desk)}"`);
    expect((await desk.desk.get(url(desk))).html).toContain('name="lastOn"');
    const priced = await desk.desk.get(`${url(desk)}?${new URLSearchParams({ ...wanted, show: 'price' })}`);
    // 17 of 31 days of 4 × (55.00 + 50.00), rounded per line, and the tax on them.
    for (const words of ['Nothing has been added yet', '€120.65', '€109.68', '€230.33', 'Tax (19%) €43.76', '€274.09']) {
      expect(priced.text).toContain(words);
    }
    expect(await rows(desk)).toEqual([]);
    const form = fieldsOf(priced.html, url(desk));
    const answers = await Promise.all([desk.desk.post(url(desk), form), desk.desk.post(url(desk), form)]);
    expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
    expect(await group(desk)).toEqual({ seats: 25, temporary: 4, used: 5, is_over: 0 });
    expect(await rows(desk)).toHaveLength(1);
    const order = await desk.db.selectFrom('orders').selectAll().executeTakeFirstOrThrow();
    expect(order).toMatchObject({ placed_by: desk.rep.id, due_minor: 12065 + 10968 });
    const charges = await desk.db.selectFrom('charges').select(['kind', 'amount_minor', 'seats']).orderBy('amount_minor').execute();
    expect(charges).toEqual([
      { kind: 'temporary', amount_minor: 10968, seats: 4 },
      { kind: 'temporary', amount_minor: 12065, seats: 4 },
    ]);
    const events = await eventsOf(desk);
    expect(events.map((event) => [event.action, event.actor_name])).toEqual([
      ['temporarySeats.added', desk.rep.name],
      ['temporarySeats.started', desk.rep.name],
    ]);
    expect((await desk.desk.get(path(desk))).text).toContain('17 days left');
    expect((await desk.desk.get('/operator/orders/1')).text).toContain('€230.33');
  });

  it('with the price of a stale form are shown again with the current price', async () => {
    const desk = await givenDesk();
    const priced = await desk.desk.get(`${url(desk)}?${new URLSearchParams({ ...wanted, show: 'price' })}`);
    await desk.db.updateTable('subscriptions').set({ version: 2 }).where('account_id', '=', desk.account.id).execute();
    const answer = await desk.desk.post(url(desk), fieldsOf(priced.html, url(desk)));
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('This is the price as it is now');
    expect((await desk.desk.post(url(desk), fieldsOf(answer.html, url(desk)))).status).toBe(303);
    expect(await rows(desk)).toHaveLength(1);
  });

  it('that begin later count from their first day on', async () => {
    const desk = await givenDesk();
    await add(desk, { firstOn: '2026-03-20' });
    expect((await group(desk)).temporary).toBe(0);
    expect((await desk.desk.get(path(desk))).text).toContain('Scheduled');
  });

  it('are refused with the reason and the typed values', async () => {
    const desk = await givenDesk();
    for (const [change, field] of [
      [{ seats: '0' }, 'seats'],
      [{ seats: '99980' }, 'seats'],
      [{ group: 'voice' }, 'group'],
      [{ firstOn: '2026-03-14' }, 'firstOn'],
      [{ firstOn: '2026-02-30' }, 'firstOn'],
      [{ lastOn: '2026-03-14' }, 'lastOn'],
      [{ lastOn: '2036-03-14' }, 'lastOn'],
      [{ lastOn: '' }, 'lastOn'],
    ] as const) {
      const answer = await desk.desk.post(url(desk), { key: newId(), version: '1', ...wanted, ...change });
      expect(answer.status, JSON.stringify(change)).toBe(422);
      expect(answer.html, JSON.stringify(change)).toContain(`id="field-${field}-error"`);
    }
    expect(await rows(desk)).toEqual([]);
    expect(await desk.db.selectFrom('orders').select('id').execute()).toEqual([]);
  });

  it('end when an operator ends them; the newest members lose the missing seats and get a mail', async () => {
    const desk = await givenDesk({ suiteSeats: 5 });
    await add(desk, { seats: '1' });
    // A sixth member takes the temporary seat.
    const { user, groups } = desk.account;
    await desk.db.updateTable('members').set({ role: 'agent' }).where('id', '=', user.id).execute();
    await desk.db
      .insertInto('seats_held')
      .values({ account_id: desk.account.id, group_id: groups['support-suite'] ?? '', member_id: user.id, taken_at: noon })
      .execute();
    const [row] = await rows(desk);
    const end = `${url(desk)}/${row?.id}/end`;
    const foreign = await givenAccount(desk.db);
    expect((await desk.desk.post(end.replace(desk.account.id, foreign.id))).status).toBe(404);
    expect((await desk.desk.post(end)).status).toBe(303);
    expect(await group(desk)).toEqual({ seats: 5, temporary: 0, used: 5, is_over: 0 });
    const actions = (await eventsOf(desk)).map((event) => event.action);
    expect(actions).toContain('temporarySeats.ended');
    expect(actions).toContain('seat.lost');
    const mails = await desk.db.selectFrom('outbox').select(['letter', 'to_email']).where('letter', '=', 'seat-lost').execute();
    expect(mails).toEqual([{ letter: 'seat-lost', to_email: user.email }]);
    await desk.desk.post(end);
    expect((await desk.desk.get(path(desk))).text).toContain('have already ended');
    expect((await eventsOf(desk)).filter((event) => event.action === 'temporarySeats.ended')).toHaveLength(1);
  });

  it('that have not begun yet can be ended too', async () => {
    const desk = await givenDesk();
    await add(desk);
    await add(desk, { firstOn: '2026-03-20' });
    const later = (await rows(desk))[1];
    await desk.desk.post(`${url(desk)}/${later?.id}/end`);
    expect((await group(desk)).temporary).toBe(4);
    expect((await rows(desk)).map((row) => row.ended_at)).toEqual([null, noon]);
  });
});

describe('the choice of members who lose a seat', () => {
  it("is linked from the upcoming decrease, and chosen on the desk with the operator's name in the log", async () => {
    const desk = await givenDesk({ type: 'sales_assisted' });
    // Twenty seats are enough for all members; four are not.
    await desk.desk.post(path(desk), await fields(desk, { 'seats.support-suite': '20' }));
    const { id: upcoming } = await desk.db.updateTable('upcoming_changes').set({ to_seats: 4 }).returning('id').executeTakeFirstOrThrow();
    const url = `/operator/accounts/${desk.account.id}/upcoming/${upcoming}/losers`;
    expect((await desk.desk.get(path(desk))).html).toContain(`href="${url}"`);
    const page = await desk.desk.get(url);
    expect(page.text).toContain('So one member has to give back theirs.');
    const { agent, admin2 } = desk.account;
    expect(fieldsOf(page.html, url)).toEqual({ [`loser.support-suite.${agent.id}`]: 'yes' });
    const none = await desk.desk.post(url, { do: 'later' });
    expect(none.status).toBe(422);
    expect(none.html).toContain('error-summary');
    expect((await desk.desk.post(url, { [`loser.support-suite.${admin2.id}`]: 'yes', do: 'later' })).status).toBe(303);
    expect(await desk.db.selectFrom('upcoming_losers').select('member_id').execute()).toEqual([{ member_id: admin2.id }]);
    expect((await eventsOf(desk)).map((event) => [event.action, event.actor_name])).toContainEqual(['seats.chosen', desk.rep.name]);

    const foreign = await givenAccount(desk.db);
    expect((await desk.desk.get(url.replace(desk.account.id, foreign.id))).status).toBe(404);
    expect((await desk.desk.post(url, { [`loser.support-suite.${admin2.id}`]: 'yes', do: 'now' })).status).toBe(303);
    const held = await desk.db.selectFrom('seats_held').select('member_id').where('member_id', '=', admin2.id).execute();
    expect(held).toEqual([]);
  });
});

describe('the members of an account on the desk', () => {
  it('are listed and searched, without links', async () => {
    const desk = await givenDesk();
    const url = `/operator/accounts/${desk.account.id}/members`;
    const list = await desk.desk.get(url);
    expect(list.text).toContain(desk.account.agent.email);
    expect(list.text).not.toContain(desk.rep.email.replace('rep', 'owner'));
    expect(list.html).not.toContain(`/team/${desk.account.agent.id}`);
    const found = await desk.desk.get(`${url}?q=billing`);
    expect(found.text).toContain(desk.account.billing.email);
    expect(found.text).not.toContain(desk.account.agent.email);
    expect(found.html).toContain(`action="${url}"`);
  });
});

describe('the log of an account on the desk', () => {
  it('shows the events of the account and exports them as a file', async () => {
    const desk = await givenDesk();
    const owner = await browser(desk, desk.account.owner);
    const form = await owner.get('/subscription/manage');
    await owner.post('/subscription/manage', { ...fieldsOf(form.html, '/subscription/manage'), 'seats.sales': '12' });
    const url = `/operator/accounts/${desk.account.id}/audit`;
    const log = await desk.desk.get(url);
    expect(log.text).toContain(desk.account.owner.name);
    expect(log.html).toContain(`href="${url}.csv"`);
    expect(log.html).toContain(`action="${url}"`);
    const file = await desk.desk.get(`${url}.csv`);
    expect(file.headers.get('content-type')).toContain('text/csv');
    expect(file.html).toContain(desk.account.owner.name);
    expect((await desk.desk.get(`${url}?from=2026-02-30`)).status).toBe(422);
  });
});

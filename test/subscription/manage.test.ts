import { beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import { Forbidden } from '../../src/errors.ts';
import { accountTypes, can, type Role } from '../../src/permissions.ts';
import { noChange } from '../../src/pricing/quote.ts';
import { makeSetupCode } from '../../src/setup/set-up.ts';
import { applyByMember } from '../../src/subscription/apply.ts';
import { undoByMember } from '../../src/subscription/undo.ts';
import { actingAs } from '../support/acting.ts';
import { type Browser, browser, fieldsOf, freshInstance, type Instance, noon } from '../support/app.ts';
import { type GivenAccount, givenAccount, givenCatalogue } from '../support/given.ts';

let instance: Instance;
let account: GivenAccount;
let owner: Browser;

beforeEach(async () => {
  instance = await freshInstance();
  await givenCatalogue(instance.db);
  account = await givenAccount(instance.db);
  owner = await browser(instance, account.owner);
});

async function manage(changes: Record<string, string>, who: Browser = owner) {
  const { html } = await who.get('/subscription/manage');
  return who.post('/subscription/manage', { ...fieldsOf(html, '/subscription/manage'), ...changes });
}

async function seatsOf(leader: string, of: GivenAccount = account): Promise<number | undefined> {
  const row = await instance.db
    .selectFrom('seat_groups')
    .select('seats')
    .where('account_id', '=', of.id)
    .where('leader_product_id', '=', leader)
    .executeTakeFirst();
  return row?.seats;
}

it('no invoice is announced to an account that has bought nothing', async () => {
  expect((await owner.get('/subscription')).text).toContain('The subscription renews; the invoice will come to');
  const empty = await freshInstance();
  const visitor = await browser(empty);
  const code = await makeSetupCode(empty.db, noon);
  await visitor.post('/setup', {
    code,
    accountName: 'Harbour',
    currency: 'EUR',
    language: 'en',
    name: 'Ada',
    email: 'ada@harbour.example',
    password: 'a good long word',
  });
  const page = await visitor.get('/subscription');
  expect(page.text).toContain('The subscription renews');
  expect(page.text).not.toContain('the invoice will come to');
});

describe('more seats', () => {
  it('take effect at once, with an order, a charge for the rest of the period and an event', async () => {
    const answer = await manage({ 'seats.support-suite': '30' });
    expect([answer.status, answer.location]).toEqual([303, '/subscription']);
    expect(await seatsOf('support-suite')).toBe(30);

    const order = await instance.db.selectFrom('orders').selectAll().executeTakeFirstOrThrow();
    // 17 of 31 days: 5 × €55.00 for the suite, 5 × €50.00 for the add-on that follows it.
    const charges = await instance.db
      .selectFrom('charges')
      .select(['product_id', 'amount_minor', 'seats', 'first_on', 'last_on'])
      .orderBy('product_id')
      .execute();
    expect(charges).toEqual([
      { product_id: 'ai-assist', amount_minor: 13_710, seats: 5, first_on: '2026-03-15', last_on: '2026-03-31' },
      { product_id: 'support-suite', amount_minor: 15_081, seats: 5, first_on: '2026-03-15', last_on: '2026-03-31' },
    ]);
    expect(order.due_minor).toBe(28_791);
    const event = await instance.db.selectFrom('events').selectAll().where('action', '=', 'subscription.changed').executeTakeFirstOrThrow();
    expect(event).toMatchObject({ account_id: account.id, actor_id: account.owner.id });

    const { text } = await owner.get('/subscription');
    expect(text).toContain('The subscription has been updated. Order #00001.');
    expect(text).toContain('30 agent seats');
    expect((await owner.get('/subscription')).text).not.toContain('has been updated');
  });

  it('are charged once however often the form is sent', async () => {
    const { html } = await owner.get('/subscription/manage');
    const fields = { ...fieldsOf(html, '/subscription/manage'), 'seats.sales': '12' };
    const answers = await Promise.all([1, 2, 3, 4].map(() => owner.post('/subscription/manage', fields)));
    expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303, 303]);
    expect(await seatsOf('sales')).toBe(12);
    expect(await instance.db.selectFrom('orders').select('number').execute()).toHaveLength(1);
  });

  it('are refused from an old page, which keeps what was typed', async () => {
    const { html } = await owner.get('/subscription/manage');
    await manage({ 'seats.sales': '11' });
    const answer = await owner.post('/subscription/manage', { ...fieldsOf(html, '/subscription/manage'), 'seats.sales': '15' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('has changed since you opened this page');
    expect(fieldsOf(answer.html, '/subscription/manage')).toMatchObject({ 'seats.sales': '15', version: '2' });
    expect(await seatsOf('sales')).toBe(11);
  });

  it('are a form of their own when another number is sent with the key of an old form', async () => {
    const { html } = await owner.get('/subscription/manage');
    const fields = { ...fieldsOf(html, '/subscription/manage'), 'seats.sales': '12' };
    expect((await owner.post('/subscription/manage', fields)).status).toBe(303);
    expect((await owner.post('/subscription/manage', { ...fields, 'seats.sales': '14' })).status).toBe(409);
    expect(await seatsOf('sales')).toBe(12);
  });
});

describe('a decrease', () => {
  it('waits for the end of the period and can be undone until then', async () => {
    await manage({ 'seats.support-suite': '20', 'plan.sales': 'sales-team', cycle: 'annual' });
    expect(await seatsOf('support-suite')).toBe(25);
    const { text, html } = await owner.get('/subscription');
    expect(text).toContain('Support Suite and AI Assist: from 25 to 20 seats');
    expect(text).toContain('Billing changes to annual');

    const waiting = await instance.db.selectFrom('upcoming_changes').selectAll().where('kind', '=', 'seats').executeTakeFirstOrThrow();
    expect(waiting).toMatchObject({ to_seats: 20, effective_on: '2026-04-01', status: 'waiting' });
    expect(html).toContain(`/subscription/upcoming/${waiting.id}/undo`);
    expect((await owner.post(`/subscription/upcoming/${waiting.id}/undo`)).location).toBe('/subscription');
    const after = await owner.get('/subscription');
    expect(after.text).toContain('has been undone');
    expect(after.text).not.toContain('from 25 to 20');
    expect(await instance.db.selectFrom('events').select('action').where('action', '=', 'upcoming.undone').execute()).toHaveLength(1);

    await owner.post(`/subscription/upcoming/${waiting.id}/undo`);
    expect((await owner.get('/subscription')).text).toContain('no longer waiting');
  });

  it('is undone by a form without fields: a form with a field is refused, and an agent in any case', async () => {
    await manage({ 'seats.sales': '5' });
    const { id } = await instance.db.selectFrom('upcoming_changes').select('id').executeTakeFirstOrThrow();
    const agent = await browser(instance, account.agent);
    expect((await owner.post(`/subscription/upcoming/${id}/undo`, { unknown: '1' })).status).toBe(400);
    expect((await agent.post(`/subscription/upcoming/${id}/undo`, { unknown: '1' })).status).toBe(403);
    expect(await instance.db.selectFrom('upcoming_changes').select('status').execute()).toEqual([{ status: 'waiting' }]);
  });

  it('of another account cannot be undone, and looks as if it did not exist', async () => {
    await manage({ 'seats.sales': '5' });
    const { id } = await instance.db.selectFrom('upcoming_changes').select('id').executeTakeFirstOrThrow();
    const stranger = await browser(instance, (await givenAccount(instance.db)).owner);
    const foreign = await stranger.post(`/subscription/upcoming/${id}/undo`);
    const missing = await stranger.post(`/subscription/upcoming/${'0'.repeat(26)}/undo`);
    const malformed = await stranger.post('/subscription/upcoming/%00/undo');
    expect([foreign.status, missing.status, malformed.status]).toEqual([404, 404, 404]);
    expect(foreign.html).toBe(missing.html);
  });
});

describe('rights that were taken away after the page was loaded', () => {
  it.each([
    ['the role', () => instance.db.updateTable('members').set({ role: 'admin' }).where('id', '=', account.billing.id)],
    ['the membership', () => instance.db.updateTable('members').set({ status: 'suspended' }).where('id', '=', account.billing.id)],
    ['the type of the account', () => instance.db.updateTable('accounts').set({ type: 'managed' })],
    ['the account', () => instance.db.updateTable('accounts').set({ status: 'cancelled', cancelled_at: noon })],
  ])('count: %s', async (_, takeAway) => {
    await manage({ 'seats.sales': '5' });
    const { id } = await instance.db.selectFrom('upcoming_changes').select('id').executeTakeFirstOrThrow();
    await takeAway().execute();
    const change = { ...noChange(2), seats: { sales: 5 } };
    const input = { accountId: account.id, by: actingAs(account.billing), change, seenVersion: 2, seatLoss: null, idempotencyKey: 'k' };
    for (const permission of ['subscription.change', 'seats.buy'] as const) {
      await expect(transaction(instance.db, (trx) => applyByMember(trx, { ...input, permission }))).rejects.toThrow(Forbidden);
    }
    await expect(
      transaction(instance.db, (trx) => undoByMember(trx, { accountId: account.id, id, by: actingAs(account.billing) })),
    ).rejects.toThrow(Forbidden);
    expect(await seatsOf('sales')).toBe(10);
  });

  it('and an upcoming change cannot be undone on its day, even when the renewal is late', async () => {
    await manage({ 'seats.sales': '5' });
    const { id } = await instance.db.selectFrom('upcoming_changes').select('id').executeTakeFirstOrThrow();
    instance.clock.now = Date.UTC(2026, 3, 1, 0, 0, 5) / 1000;
    await owner.post(`/subscription/upcoming/${id}/undo`);
    expect(await instance.db.selectFrom('upcoming_changes').select('status').executeTakeFirst()).toEqual({ status: 'waiting' });
  });
});

it('asks for a whole number of cycles to extend by, not of seats', async () => {
  const answer = await manage({ extend: '1.5' });
  expect(answer.status).toBe(422);
  expect(answer.text).toContain('Enter a whole number, such as 25');
  expect(answer.text).not.toContain('whole number of seats');
});

describe('a promotion code', () => {
  it('is redeemed once, shows in the total, and only one is in use', async () => {
    const coupon = {
      kind: 'percent' as const,
      value: 1000,
      periods: 3,
      created_at: 1,
      currency: null,
      redeem_until: null,
      max_redemptions: 1,
    };
    await instance.db
      .insertInto('coupons')
      .values([
        { id: 'c1', code: 'SPRING', ...coupon },
        { id: 'c2', code: 'OTHER', ...coupon },
        { id: 'c3', code: 'OLD', ...coupon, redeem_until: '2026-03-14' },
      ])
      .execute();
    expect((await manage({ code: 'nonsense' })).text).toContain('There is no such promotion code');
    expect((await manage({ code: 'old' })).text).toContain('has expired');
    expect((await manage({ code: 'spring' })).status).toBe(303);
    expect((await owner.get('/subscription')).text).toContain('Promotion code SPRING');
    expect((await manage({ code: 'OTHER' })).text).toContain('only one can be used at a time');

    const second = await browser(instance, (await givenAccount(instance.db)).owner);
    expect((await manage({ code: 'SPRING' }, second)).text).toContain('has already been used');
  });
});

describe('adding', () => {
  it('a product makes its line, its group and its charge', async () => {
    expect((await manage({ 'add.voice': 'voice-standard', 'seats.voice': '4' })).status).toBe(303);
    expect(await seatsOf('voice')).toBe(4);
    expect((await owner.get('/subscription')).text).toContain('Voice');
  });

  it('an upgrade charges the difference and the new plan applies at once', async () => {
    expect((await manage({ 'plan.sales': 'sales-pro' })).status).toBe(303);
    const charge = await instance.db.selectFrom('charges').select('amount_minor').executeTakeFirstOrThrow();
    // 10 × (€65.00 − €25.00) × 17 ÷ 31
    expect(charge.amount_minor).toBe(21_935);
  });

  it('an extension moves the commitment, and later decreases wait for it', async () => {
    expect((await manage({ extend: '2' })).status).toBe(303);
    expect((await owner.get('/subscription')).text).toContain('Committed until 31 May 2026');
    await manage({ 'seats.sales': '3' });
    const { effective_on } = await instance.db.selectFrom('upcoming_changes').select('effective_on').executeTakeFirstOrThrow();
    expect(effective_on).toBe('2026-06-01');
  });
});

describe('bad input', () => {
  const cases: [string, Record<string, string>, string][] = [
    ['letters', { 'seats.sales': 'ten' }, 'Enter a whole number'],
    ['an empty field', { 'seats.sales': '' }, 'Enter a whole number'],
    ['a fraction', { 'seats.sales': '10.5' }, 'Enter a whole number'],
    ['an exponent', { 'seats.sales': '5e2' }, 'Enter a whole number'],
    ['a hexadecimal number', { 'seats.sales': '0x10' }, 'Enter a whole number'],
    ['zero', { 'seats.sales': '0' }, 'Enter a whole number'],
    ['a negative number', { 'seats.sales': '-3' }, 'Enter a whole number'],
    ['too many', { 'seats.sales': '100001' }, 'at most 100,000 seats'],
    ['a number beyond all', { 'seats.sales': '9'.repeat(40) }, 'Enter a whole number'],
    ['unequal totals in a group', { 'seats.support-suite': '30', 'seats.ai-assist': '31' }, 'enter the same number for each'],
    ['an unknown product', { 'seats.nothing': '3' }, 'no such product'],
    ['a product that does not exist', { 'add.nothing': 'x' }, 'no such product'],
    ['a plan of another product', { 'plan.sales': 'voice-standard' }, 'has no such plan'],
    ['nothing at all', {}, 'Nothing has been changed yet'],
    ['an unknown field', { unit_minor: '1', 'seats.sales': '12' }, 'something that does not belong to it'],
    ['a NUL', { 'seats.sales': '1\u00002' }, 'invisible characters'],
    ['a price', { 'price.sales': '1', 'seats.sales': '12' }, 'something that does not belong to it'],
    ['a cycle that is none', { cycle: 'weekly' }, 'Choose one of the options'],
    ['a suite member that is already held', { 'add.support': 'support-suite-team' }, 'Support'],
  ];
  it.each(cases)('%s is refused at its place, keeps what was typed and changes nothing', async (_, changes, message) => {
    const answer = await manage(changes);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(answer.html).toContain('error-summary');
    expect(answer.html).toContain('<title>Error: ');
    const formValues = changes['seats.sales'];
    if (formValues !== undefined && !formValues.includes('\u0000'))
      expect(fieldsOf(answer.html, '/subscription/manage')['seats.sales']).toBe(formValues);
    expect(await seatsOf('sales')).toBe(10);
    expect(await instance.db.selectFrom('orders').select('id').execute()).toEqual([]);
  });

  it('a repeated field is refused', async () => {
    const { html } = await owner.get('/subscription/manage');
    const fields: Record<string, string | string[]> = { ...fieldsOf(html, '/subscription/manage'), 'seats.sales': ['12', '13'] };
    const answer = await owner.post('/subscription/manage', fields);
    expect([answer.status, answer.text.includes('sent twice')]).toEqual([422, true]);
  });

  it('a broken or foreign body is refused without a crash', async () => {
    const cookie = { 'content-type': 'multipart/form-data; boundary=x' };
    const broken = await owner.post('/subscription/manage', { a: 'b' }, cookie);
    expect(broken.status).toBe(400);
    const json = await owner.post('/subscription/manage', { a: 'b' }, { 'content-type': 'application/json' });
    expect([400, 422]).toContain(json.status);
    expect(await seatsOf('sales')).toBe(10);
  });

  it('in a draft URL is answered like any other', async () => {
    for (const query of [
      'seats.sales=abc',
      'seats.sales=%00',
      'version=abc',
      'seats.sales=12&seats.sales=13',
      `note=${'x'.repeat(5000)}`,
      'a[b]=1',
    ]) {
      expect((await owner.get(`/subscription/manage?${query}`)).status, query).toBeLessThan(500);
      expect((await owner.get(`/subscription/manage/summary?${query}`)).status, query).toBeLessThan(500);
    }
  });
});

describe('the summary', () => {
  it('follows the draft, alone or in the page, with the same words', async () => {
    const fragment = await owner.get('/subscription/manage/summary?version=1&seats.support-suite=30&seats.sales=10');
    expect(fragment.html).not.toContain('<html');
    expect(fragment.text).toContain('from 25 to 30, difference +5');
    expect(fragment.text).toContain('€287.91');
    const whole = await owner.get('/subscription/manage?version=1&seats.support-suite=30&seats.sales=10');
    expect(whole.html).toContain(fragment.html.trim());
  });

  it('announces nothing while a field is not a number yet', async () => {
    const { html, text } = await owner.get('/subscription/manage/summary?version=1&seats.sales=1x');
    expect(html).not.toContain('data-announce');
    expect(text).toContain('as soon as what is typed is a valid number');
  });

  it('speaks the language of the reader', async () => {
    await instance.db.updateTable('members').set({ language: 'de' }).where('id', '=', account.owner.id).execute();
    const { text } = await owner.get('/subscription/manage/summary?version=1&seats.support-suite=30');
    expect(text).toContain('von 25 auf 30');
    expect(text.replaceAll('\u00a0', ' ')).toContain('287,91 €');
  });
});

describe('an online-assisted account', () => {
  let assisted: GivenAccount;
  let buyer: Browser;
  beforeEach(async () => {
    assisted = await givenAccount(instance.db, { type: 'online_assisted' });
    buyer = await browser(instance, assisted.owner);
  });

  it('confirms an order before it is placed, and shows what is added but no totals', async () => {
    const { html } = await buyer.get('/subscription/manage');
    expect(html).toContain('Review order');
    const fields = { ...fieldsOf(html, '/subscription/manage'), 'seats.sales': '12' };
    const confirmation = await buyer.get(`/subscription/manage/confirmation?${new URLSearchParams(fields)}`);
    expect(confirmation.status).toBe(200);
    expect(confirmation.text).toContain('Submit order');
    // 2 × €25.00 × 17 ÷ 31
    expect(confirmation.text).toContain('€27.42');
    expect(confirmation.text).not.toContain('Next invoice');
    const answer = await buyer.post('/subscription/manage', fieldsOf(confirmation.html, '/subscription/manage'));
    expect(answer.location).toBe('/subscription');
    expect(await seatsOf('sales', assisted)).toBe(12);
    expect((await buyer.get('/subscription')).text).toContain('Order #00001 has been placed');
  });

  it.each([
    ['fewer seats', { 'seats.sales': '9' }, 'cannot be lowered here'],
    ['a removal', { 'remove.sales': 'yes' }, 'cannot be removed by you'],
    ['another cycle', { cycle: 'annual' }, 'cannot be changed here'],
    ['a code', { code: 'SPRING' }, 'cannot be used here'],
  ])('refuses %s', async (_, changes, message) => {
    const answer = await manage(changes, buyer);
    expect([answer.status, answer.text.includes(message)]).toEqual([422, true]);
    expect(await seatsOf('sales', assisted)).toBe(10);
  });

  it('can be extended', async () => {
    expect((await manage({ extend: '1' }, buyer)).status).toBe(303);
  });
});

describe('the matrix', () => {
  const people = ['owner', 'billing', 'admin', 'agent', 'user'] as const;
  const roleOf: Record<(typeof people)[number], Role> = {
    owner: 'owner',
    billing: 'billing_admin',
    admin: 'admin',
    agent: 'agent',
    user: 'end_user',
  };
  for (const type of accountTypes) {
    for (const person of people) {
      it(`holds for the ${roleOf[person]} of a ${type} account`, async () => {
        const of = await givenAccount(instance.db, { type });
        const facts = { type, requestsEnabled: type === 'online_assisted', showPrices: type === 'self_service' };
        const who = await browser(instance, of[person]);
        const may = (permission: Parameters<typeof can>[2]) => can(roleOf[person], facts, permission);

        const seen = await who.get('/subscription');
        expect(seen.status).toBe(may('subscription.see') ? 200 : 403);
        expect(seen.html.includes('href="/subscription/manage"')).toBe(may('subscription.manage'));
        expect(seen.text.includes('Total per period')).toBe(may('prices.see'));
        expect((await who.get('/subscription/manage')).status).toBe(may('subscription.manage') ? 200 : 403);
        expect((await who.get('/subscription/manage/summary')).status).toBe(may('subscription.manage') ? 200 : 403);

        const key = 'k'.repeat(26);
        const posted = await who.post('/subscription/manage', { version: '1', key, 'seats.sales': '12' });
        expect(posted.status).toBe(may('subscription.change') ? 303 : 403);
        expect(await seatsOf('sales', of)).toBe(may('subscription.change') ? 12 : 10);
      });
    }
  }

  it('sends a visitor to the sign-in page and back', async () => {
    const visitor = await browser(instance);
    expect((await visitor.get('/subscription/manage')).location).toBe('/sign-in?back=%2Fsubscription%2Fmanage');
    expect((await visitor.post('/subscription/manage')).location).toBe('/sign-in');
  });

  it('lets only the owner remove a product', async () => {
    const billing = await browser(instance, account.billing);
    expect((await manage({ 'remove.sales': 'yes' }, billing)).text).toContain('cannot be removed by you');
    expect((await manage({ 'remove.sales': 'yes' })).status).toBe(303);
    expect((await owner.get('/subscription')).text).toContain('Sales is removed');
  });
});

import { beforeEach, describe, expect, test } from 'vitest';
import { findViolations } from '../../src/cli/check.ts';
import type { Db } from '../../src/db/open.ts';
import { transaction } from '../../src/db/transaction.ts';
import { noChange } from '../../src/pricing/quote.ts';
import type { Change } from '../../src/pricing/types.ts';
import { defaultChoice, type SeatLossAnswer } from '../../src/seat-loss/choosable.ts';
import { type ApplyInput, applyChange } from '../../src/subscription/apply.ts';
import { findSubscription } from '../../src/subscription/find.ts';
import { newId } from '../../src/values/ids.ts';
import { actingAs } from '../support/acting.ts';
import { noon } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { type GivenAccount, type GivenMember, givenAccount, givenCatalogue } from '../support/given.ts';
import { dueOn } from './due.ts';

let db: Db;
let account: GivenAccount;

beforeEach(async () => {
  ({ db } = await freshDatabase());
  await givenCatalogue(db);
  account = await givenAccount(db);
});

async function change(wanted: Partial<Change>, today = '2026-03-15'): Promise<void> {
  const subscription = await findSubscription(db, account.id);
  const version = subscription?.version ?? 0;
  const input: ApplyInput = {
    account: { id: account.id, name: 'Any', currency: 'EUR', taxRateBp: 1900 },
    change: { ...noChange(version), ...wanted },
    seenVersion: version,
    allowed: { lower: true, remove: true, extend: true, promotionCode: true },
    by: { ...actingAs(account.owner), today },
    requestId: null,
    seatLoss: null,
    idempotencyKey: newId(),
  };
  const apply = (seatLoss: SeatLossAnswer | null) => transaction(db, (trx) => applyChange(trx, { ...input, seatLoss }));
  let result = await apply(null);
  if (result.outcome === 'seat-loss') {
    // Accepts the members that the page shows.
    result = await apply({ chosen: defaultChoice(result.seatLoss), now: false });
  }
  expect(result.outcome, JSON.stringify(result)).toBe('applied');
}

const row = () => db.selectFrom('subscriptions').selectAll().where('account_id', '=', account.id).executeTakeFirstOrThrow();
const invoices = () => db.selectFrom('invoices').selectAll().where('account_id', '=', account.id).orderBy('number').execute();
const mails = (name: string) => db.selectFrom('outbox').selectAll().where('letter', '=', name).orderBy('to_email').execute();
const events = (action: string) => db.selectFrom('events').selectAll().where('action', '=', action).orderBy('seq').execute();
const roleOf = async ({ id }: GivenMember) =>
  (await db.selectFrom('members').select('role').where('id', '=', id).executeTakeFirstOrThrow()).role;
const group = (leader: string) =>
  db
    .selectFrom('seat_groups')
    .selectAll()
    .where('account_id', '=', account.id)
    .where('leader_product_id', '=', leader)
    .executeTakeFirstOrThrow();
const holders = async (leader: string) =>
  (
    await db
      .selectFrom('seats_held')
      .select('member_id')
      .where('group_id', '=', account.groups[leader] ?? '')
      .execute()
  ).map((seat) => seat.member_id);

/** 25 × (55.00 + 50.00) + 10 × 25.00 + 99.00 */
const aMonth = 297_400;

describe('a renewal', () => {
  test('is not made before the period has ended', async () => {
    expect(await dueOn(db, '2026-03-31')).toEqual({ renewed: 0, reminded: 0, failed: [] });
    expect(await invoices()).toEqual([]);
  });

  test('moves the period on and makes one invoice of the coming one in advance', async () => {
    expect(await dueOn(db, '2026-04-01')).toEqual({ renewed: 1, reminded: 0, failed: [] });
    expect(await row()).toMatchObject({
      anchor_on: '2026-03-01',
      period_starts_on: '2026-04-01',
      period_ends_on: '2026-05-01',
      committed_until: '2026-05-01',
      version: 2,
    });
    const tax = 56_506;
    expect(await invoices()).toMatchObject([
      {
        number: 1,
        kind: 'renewal',
        period_starts_on: '2026-04-01',
        period_ends_on: '2026-05-01',
        issued_on: '2026-04-01',
        due_on: '2026-05-01',
        status: 'open',
        lines_minor: aMonth,
        discount_minor: 0,
        tax_minor: tax,
        total_minor: aMonth + tax,
        purchase_order: null,
      },
    ]);
    const charges = await db.selectFrom('charges').selectAll().execute();
    expect(charges.map((charge) => [charge.product_id, charge.seats, charge.unit_minor, charge.amount_minor])).toEqual([
      ['support-suite', 25, 5500, 137_500],
      ['ai-assist', 25, 5000, 125_000],
      ['sales', 10, 2500, 25_000],
      ['status-page', null, 9900, 9900],
    ]);
    expect(new Set(charges.map((charge) => [charge.first_on, charge.last_on].join()))).toEqual(new Set(['2026-04-01,2026-04-30']));
    expect((await mails('invoice-created')).map((mail) => mail.to_email)).toEqual([account.billing.email, account.owner.email]);
    expect((await events('invoice.created')).map((event) => event.actor_kind)).toEqual(['system']);
    expect(await events('subscription.renewed')).toHaveLength(1);
    expect(await findViolations(db)).toEqual([]);
  });

  test('done twice is done once', async () => {
    await dueOn(db, '2026-04-01');
    expect(await dueOn(db, '2026-04-01')).toEqual({ renewed: 0, reminded: 0, failed: [] });
    expect(await invoices()).toHaveLength(1);
    expect(await mails('invoice-created')).toHaveLength(2);
  });

  test('two runs at the same time share the work', async () => {
    for (let n = 0; n < 9; n += 1) await givenAccount(db);
    const [one, other] = await Promise.all([dueOn(db, '2026-06-01'), dueOn(db, '2026-06-01')]);
    expect(one.renewed + other.renewed).toBe(30);
    expect(await db.selectFrom('invoices').selectAll().execute()).toHaveLength(30);
    expect(await findViolations(db)).toEqual([]);
  });

  test('after a jump of a year is made for every period in order, with the terms counted from the day it is made', async () => {
    await db.updateTable('accounts').set({ payment_terms_days: 14, purchase_order: 'PO 7' }).execute();
    expect((await dueOn(db, '2027-03-15')).renewed).toBe(12);
    const made = await invoices();
    expect(made.map((invoice) => invoice.period_starts_on)).toEqual([
      ...['2026-04-01', '2026-05-01', '2026-06-01', '2026-07-01', '2026-08-01', '2026-09-01', '2026-10-01', '2026-11-01', '2026-12-01'],
      ...['2027-01-01', '2027-02-01', '2027-03-01'],
    ]);
    expect(made.map((invoice) => invoice.number)).toEqual(made.map((_, index) => index + 1));
    expect(new Set(made.map((invoice) => `${invoice.issued_on} ${invoice.due_on} ${invoice.purchase_order}`))).toEqual(
      new Set(['2027-03-15 2027-03-29 PO 7']),
    );
    expect(await findViolations(db)).toEqual([]);
  });

  test('is not made again when the clock goes back', async () => {
    await dueOn(db, '2026-07-01');
    expect(await dueOn(db, '2026-02-01')).toEqual({ renewed: 0, reminded: 0, failed: [] });
    expect(await dueOn(db, '2026-07-02')).toEqual({ renewed: 0, reminded: 0, failed: [] });
    expect(await invoices()).toHaveLength(4);
  });

  test('bills what was charged in the period before, once', async () => {
    await change({ seats: { sales: 5 } });
    await dueOn(db, '2026-05-01');
    const [april, may] = await invoices();
    // 17 of 31 days of 5 × 25.00
    expect(april?.lines_minor).toBe(aMonth + 12_500 + 6855);
    expect(may?.lines_minor).toBe(aMonth + 12_500);
    expect(await db.selectFrom('charges').select('id').where('invoice_id', 'is', null).execute()).toEqual([]);
    expect(await findViolations(db)).toEqual([]);
  });

  test('bills to each account what was charged to it, and to no other', async () => {
    const first = account;
    await change({ seats: { sales: 5 } });
    account = await givenAccount(db);
    await change({ seats: { sales: 1 } });
    expect(await dueOn(db, '2026-04-01')).toEqual({ renewed: 2, reminded: 0, failed: [] });
    const bills = await db.selectFrom('invoices').select(['account_id', 'lines_minor']).execute();
    expect(Object.fromEntries(bills.map((bill) => [bill.account_id, bill.lines_minor]))).toEqual({
      [first.id]: aMonth + 12_500 + 6855,
      [account.id]: aMonth + 2500 + 1371,
    });
    expect(await findViolations(db)).toEqual([]);
  });

  test('leaves accounts alone that are cancelled', async () => {
    await db.updateTable('accounts').set({ status: 'cancelled', cancelled_at: noon }).execute();
    expect(await dueOn(db, '2027-04-01')).toEqual({ renewed: 0, reminded: 0, failed: [] });
  });

  test('moves the period of a subscription without lines on, and bills nothing', async () => {
    await db.deleteFrom('lines').execute();
    expect((await dueOn(db, '2026-05-01')).renewed).toBe(2);
    expect((await row()).period_ends_on).toBe('2026-06-01');
    expect(await invoices()).toEqual([]);
  });

  test('of lines that cost nothing makes an invoice that is paid', async () => {
    await db.deleteFrom('lines').where('product_id', '<>', 'status-page').execute();
    await db.insertInto('coupons').values({ id: newId(), code: 'ALLOFF', kind: 'percent', value: 10_000, created_at: 0 }).execute();
    await change({ promotionCode: 'ALLOFF' });
    await dueOn(db, '2026-04-01');
    expect(await invoices()).toMatchObject([
      { lines_minor: 9900, discount_minor: 9900, discount_code: 'ALLOFF', tax_minor: 0, total_minor: 0, status: 'paid', paid_at: noon },
    ]);
  });

  test('mails only the owner when billing admins get no mail, and no member when the representative handles the invoices', async () => {
    await db.updateTable('accounts').set({ mail_billing_admins: 0 }).execute();
    await givenAccount(db, { type: 'sales_assisted', name: 'Looked after' });
    expect((await dueOn(db, '2026-04-01')).renewed).toBe(2);
    expect((await mails('invoice-created')).map((mail) => mail.to_email)).toEqual([account.owner.email]);
  });

  test('of one account that fails does not hold up the others, and is done later', async () => {
    const other = await givenAccount(db);
    await db.insertInto('invoices').values(blocking(account.id)).execute();
    expect(await dueOn(db, '2026-05-01')).toEqual({ renewed: 2, reminded: 0, failed: [account.id] });
    expect((await row()).period_ends_on).toBe('2026-04-01');
    await db.deleteFrom('invoices').where('id', '=', 'blocking').execute();
    expect((await dueOn(db, '2026-05-01')).renewed).toBe(2);
    expect(await db.selectFrom('invoices').select('id').where('account_id', '=', other.id).execute()).toHaveLength(2);
    expect(await findViolations(db)).toEqual([]);
  });
});

/** An invoice for the same period that the renewal bills: the database refuses a second one. */
function blocking(accountId: string) {
  return {
    id: 'blocking',
    account_id: accountId,
    number: 1000,
    kind: 'renewal' as const,
    period_starts_on: '2026-04-01',
    period_ends_on: '2026-05-01',
    issued_on: '2026-03-20',
    due_on: '2026-03-20',
    currency: 'EUR',
    account_name: 'x',
    lines_minor: 0,
    tax_rate_bp: 0,
    tax_minor: 0,
    total_minor: 0,
    created_at: 0,
  };
}

describe('an upcoming change', () => {
  test('is carried out: removal, plan, seats and cycle', async () => {
    await change({ plans: { sales: { from: 'sales-team', to: 'sales-pro' } } });
    await change({
      remove: ['status-page'],
      plans: { sales: { from: 'sales-pro', to: 'sales-team' } },
      seats: { 'support-suite': -5 },
      cycle: 'annual',
    });
    await dueOn(db, '2026-04-01');
    expect(await row()).toMatchObject({
      cycle: 'annual',
      anchor_on: '2026-04-01',
      period_starts_on: '2026-04-01',
      period_ends_on: '2027-04-01',
      committed_until: '2027-04-01',
    });
    const lines = await db.selectFrom('lines').select(['product_id', 'plan_version_id']).orderBy('product_id').execute();
    expect(lines).toEqual([
      { product_id: 'ai-assist', plan_version_id: 'ai-assist-standard-v1' },
      { product_id: 'sales', plan_version_id: 'sales-team-v1' },
      { product_id: 'support-suite', plan_version_id: 'support-suite-team-v1' },
    ]);
    expect(await group('support-suite')).toMatchObject({ seats: 20, used: 5, is_over: 0 });
    const period = await db
      .selectFrom('charges')
      .select(['product_id', 'amount_minor'])
      .where('kind', '=', 'period')
      .orderBy('product_id')
      .execute();
    expect(period).toEqual([
      { product_id: 'ai-assist', amount_minor: 20 * 54_000 },
      { product_id: 'sales', amount_minor: 10 * 27_000 },
      { product_id: 'support-suite', amount_minor: 20 * 59_400 },
    ]);
    const upcoming = await db.selectFrom('upcoming_changes').select(['status', 'ended_at', 'ended_by']).execute();
    expect(upcoming).toEqual(Array(4).fill({ status: 'applied', ended_at: noon, ended_by: null }));
    expect((await events('upcoming.applied')).map((event) => event.subject_name)).toEqual([
      'Status Page',
      'Sales',
      'Support Suite',
      'annual',
    ]);
    expect(await findViolations(db)).toEqual([]);
  });

  test('is void when the plan is no longer sold on its day', async () => {
    await change({ plans: { sales: { from: 'sales-team', to: 'sales-pro' } } });
    await change({ plans: { sales: { from: 'sales-pro', to: 'sales-team' } } });
    await db.updateTable('plan_versions').set({ retired_at: noon }).where('plan_id', '=', 'sales-team').execute();
    await dueOn(db, '2026-04-01');
    const lines = await db.selectFrom('lines').select('plan_id').where('product_id', '=', 'sales').execute();
    expect(lines).toEqual([{ plan_id: 'sales-pro' }]);
    expect(await db.selectFrom('upcoming_changes').select('status').execute()).toEqual([{ status: 'void' }]);
    expect(await events('upcoming.voided')).toHaveLength(1);
  });

  test('goes on waiting while the subscription is committed, and prices are kept until then', async () => {
    await change({ extendCycles: 1 });
    await change({ seats: { sales: -4 } });
    await newPrice('sales-team', 3000);
    await dueOn(db, '2026-04-01');
    expect(await group('sales')).toMatchObject({ seats: 10 });
    expect((await invoices())[0]?.lines_minor).toBe(aMonth);
    expect((await row()).committed_until).toBe('2026-05-01');
    await dueOn(db, '2026-05-01');
    expect(await group('sales')).toMatchObject({ seats: 6 });
    expect((await invoices())[1]?.lines_minor).toBe(aMonth - 25_000 + 6 * 3000);
    expect((await row()).committed_until).toBe('2026-06-01');
  });
});

async function newPrice(planId: string, monthly: number): Promise<void> {
  await db.updateTable('plan_versions').set({ retired_at: noon }).where('plan_id', '=', planId).execute();
  await db
    .insertInto('plan_versions')
    .values({
      id: `${planId}-v2`,
      plan_id: planId,
      currency: 'EUR',
      version: 2,
      monthly_unit_minor: monthly,
      annual_unit_minor: monthly * 11,
      created_at: noon,
    })
    .execute();
}

describe('a discount', () => {
  test('lowers as many invoices as it has periods, and ends', async () => {
    await db
      .insertInto('coupons')
      .values({ id: newId(), code: 'TWICE', kind: 'percent', value: 1000, periods: 2, created_at: 0 })
      .execute();
    await change({ promotionCode: 'TWICE' });
    await dueOn(db, '2026-07-01');
    expect((await invoices()).map((invoice) => [invoice.discount_code, invoice.discount_minor])).toEqual([
      ['TWICE', aMonth / 10],
      ['TWICE', aMonth / 10],
      [null, 0],
      [null, 0],
    ]);
    expect(await db.selectFrom('account_coupons').select(['periods_left', 'ended_at']).execute()).toEqual([
      { periods_left: 0, ended_at: noon },
    ]);
    expect(await events('promotion.ended')).toMatchObject([{ subject_name: 'TWICE' }]);
    expect(await findViolations(db)).toEqual([]);
  });
});

describe('when there are fewer seats than are used', () => {
  test('the mail tells only members who can sign in that they still can', async () => {
    await db.updateTable('members').set({ status: 'suspended', suspended_at: noon }).where('id', '=', account.agent.id).execute();
    await db.updateTable('members').set({ status: 'invited', invited_at: noon }).where('id', '=', account.admin2.id).execute();
    await change({ seats: { 'support-suite': -23 } });
    await dueOn(db, '2026-04-01');
    const lossMails = await mails('seat-lost');
    expect(lossMails.map((mail) => [mail.to_email, mail.text.includes('You can still sign in'), mail.text.includes('/profile')])).toEqual([
      [account.admin2.email, false, false],
      [account.admin.email, true, true],
      [account.agent.email, false, false],
    ]);
  });

  // The members with a seat of the suite, in the order in which they took it: owner, billing admin, admin, second admin, agent.
  test('the members who took their seat last lose it, agents first, become end users, and get a mail, as the owner does', async () => {
    await change({ seats: { 'support-suite': -22 } });
    await dueOn(db, '2026-04-01');
    expect((await holders('support-suite')).toSorted()).toEqual([account.owner.id, account.billing.id, account.admin.id].toSorted());
    expect(await group('support-suite')).toMatchObject({ seats: 3, used: 3, is_over: 0 });
    expect([await roleOf(account.admin2), await roleOf(account.agent), await roleOf(account.admin)]).toEqual([
      'end_user',
      'end_user',
      'admin',
    ]);
    expect((await mails('seat-lost')).map((mail) => mail.to_email)).toEqual([account.admin2.email, account.agent.email]);
    const [told, ...more] = await mails('seats-taken');
    expect(more).toEqual([]);
    expect(told?.to_email).toBe(account.owner.email);
    expect(told?.text).toContain(account.agent.name);
    expect((await events('seat.lost')).map((event) => event.subject_id).toSorted()).toEqual(
      [account.agent.id, account.admin2.id].toSorted(),
    );
    expect(await events('member.downgraded')).toHaveLength(2);
    expect(await findViolations(db)).toEqual([]);
  });

  test('the chosen members go first', async () => {
    await change({ seats: { 'support-suite': -22 } });
    const upcoming = await db.selectFrom('upcoming_changes').select('id').executeTakeFirstOrThrow();
    await db.deleteFrom('upcoming_losers').execute();
    for (const member of [account.billing, account.owner]) {
      await db.insertInto('upcoming_losers').values({ account_id: account.id, upcoming_id: upcoming.id, member_id: member.id }).execute();
    }
    await dueOn(db, '2026-04-01');
    // The owner never goes, even if chosen; the second is found in the usual order.
    expect((await holders('support-suite')).toSorted()).toEqual([account.owner.id, account.admin.id, account.admin2.id].toSorted());
    expect(await roleOf(account.billing)).toBe('end_user');
  });

  test('a member who has another seat keeps their role and their sessions', async () => {
    await db
      .insertInto('seats_held')
      .values({ account_id: account.id, group_id: account.groups.sales!, member_id: account.agent.id, taken_at: noon })
      .execute();
    await change({ seats: { 'support-suite': -21 } });
    await dueOn(db, '2026-04-01');
    expect(await roleOf(account.agent)).toBe('agent');
    expect(await holders('support-suite')).not.toContain(account.agent.id);
    expect((await mails('seat-lost'))[0]?.text).toContain('Your other seats stay yours.');
  });

  test('no member loses a seat when seats were freed in time', async () => {
    await change({ seats: { 'support-suite': -20 } });
    await dueOn(db, '2026-04-01');
    expect(await holders('support-suite')).toHaveLength(5);
    expect(await mails('seats-taken')).toEqual([]);
  });

  test('a removed product gives all of its seats back, temporary ones too', async () => {
    for (const member of [account.owner, account.user]) {
      await db
        .insertInto('seats_held')
        .values({ account_id: account.id, group_id: account.groups.sales!, member_id: member.id, taken_at: noon })
        .execute();
    }
    await temporary(3, '2026-03-10', '2026-04-20', 'sales');
    await temporary(3, '2026-04-10', '2026-04-20', 'sales');
    await dueOn(db, '2026-03-15');
    expect(await group('sales')).toMatchObject({ temporary: 3 });
    await change({ remove: ['sales'] });
    await dueOn(db, '2026-04-01');
    expect(await holders('sales')).toEqual([]);
    expect(await group('sales')).toMatchObject({ used: 0, temporary: 0 });
    expect(await db.selectFrom('temporary_seats').select('id').where('ended_at', 'is', null).execute()).toEqual([]);
    expect(await roleOf(account.owner)).toBe('owner');
    expect((await mails('seat-lost')).map((mail) => mail.to_email)).toEqual([account.user.email]);
    expect((await mails('seats-taken'))[0]?.text).toContain('Sales');
  });
});

async function temporary(seats: number, firstOn: string, lastOn: string, leader = 'support-suite'): Promise<string> {
  const id = newId();
  await db
    .insertInto('temporary_seats')
    .values({
      id,
      account_id: account.id,
      group_id: account.groups[leader]!,
      seats,
      first_on: firstOn,
      last_on: lastOn,
      created_at: noon,
      created_by: account.owner.id,
    })
    .execute();
  return id;
}

describe('temporary seats', () => {
  beforeEach(async () => {
    await db.updateTable('seat_groups').set({ seats: 5 }).where('leader_product_id', '=', 'support-suite').execute();
  });

  test('count from their first day to their last', async () => {
    await temporary(4, '2026-03-10', '2026-03-20');
    await dueOn(db, '2026-03-09');
    expect(await group('support-suite')).toMatchObject({ temporary: 0 });
    await dueOn(db, '2026-03-10');
    expect(await group('support-suite')).toMatchObject({ temporary: 4 });
    await dueOn(db, '2026-03-20');
    expect(await group('support-suite')).toMatchObject({ temporary: 4 });
    await dueOn(db, '2026-03-21');
    expect(await group('support-suite')).toMatchObject({ temporary: 0 });
    expect(await events('temporarySeats.started')).toHaveLength(1);
    expect(await events('temporarySeats.ended')).toHaveLength(1);
  });

  test('stay when the clock goes back', async () => {
    await temporary(4, '2026-03-10', '2026-03-20');
    await temporary(2, '2026-03-01', '2026-03-12');
    await dueOn(db, '2026-03-15');
    expect(await group('support-suite')).toMatchObject({ temporary: 4 });
    await dueOn(db, '2026-03-05');
    expect(await group('support-suite')).toMatchObject({ temporary: 4 });
  });

  test('that began and ended between two runs are only ended', async () => {
    await temporary(4, '2026-03-10', '2026-03-12');
    await dueOn(db, '2026-03-20');
    expect(await group('support-suite')).toMatchObject({ temporary: 0 });
    expect(await events('temporarySeats.started')).toEqual([]);
    expect(await events('temporarySeats.ended')).toHaveLength(1);
  });

  test('take the seats of the members who came last when they end', async () => {
    await temporary(2, '2026-03-10', '2026-03-20');
    await dueOn(db, '2026-03-10');
    const later = { account_id: account.id, group_id: account.groups['support-suite']!, taken_at: noon };
    await db
      .insertInto('seats_held')
      .values({ ...later, member_id: account.user.id })
      .execute();
    await dueOn(db, '2026-03-21');
    expect(await holders('support-suite')).toHaveLength(5);
    expect(await holders('support-suite')).not.toContain(account.user.id);
    expect(await mails('seats-taken')).toHaveLength(1);
    expect(await findViolations(db)).toEqual([]);
  });

  test('that end just before a renewal no longer count in it, and the chosen members go first', async () => {
    await temporary(2, '2026-03-10', '2026-03-31');
    await dueOn(db, '2026-03-10');
    await change({ seats: { 'support-suite': -1 } });
    const upcoming = await db.selectFrom('upcoming_changes').select('id').executeTakeFirstOrThrow();
    await db.deleteFrom('upcoming_losers').execute();
    await db
      .insertInto('upcoming_losers')
      .values({ account_id: account.id, upcoming_id: upcoming.id, member_id: account.admin.id })
      .execute();
    await dueOn(db, '2026-04-01');
    expect(await holders('support-suite')).not.toContain(account.admin.id);
    expect(await holders('support-suite')).toContain(account.agent.id);
    expect(await mails('seats-taken')).toHaveLength(1);
  });

  test('are announced to end once, seven days before', async () => {
    await temporary(4, '2026-03-01', '2026-03-20');
    await dueOn(db, '2026-03-12');
    expect(await mails('temporary-ending')).toEqual([]);
    await dueOn(db, '2026-03-13');
    await dueOn(db, '2026-03-14');
    expect((await mails('temporary-ending')).map((mail) => mail.to_email)).toEqual([account.billing.email, account.owner.email]);
    // Others that begin bring the account up again.
    await temporary(1, '2026-03-15', '2026-06-15');
    await dueOn(db, '2026-03-15');
    expect(await group('support-suite')).toMatchObject({ temporary: 5 });
    expect(await mails('temporary-ending')).toHaveLength(2);
  });
});

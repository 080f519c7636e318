import { beforeEach, describe, expect, test } from 'vitest';
import { findViolations } from '../../src/cli/check.ts';
import { transaction } from '../../src/db/transaction.ts';
import { addTemporarySeats } from '../../src/subscription/temporary.ts';
import { newId } from '../../src/values/ids.ts';
import { dueOn } from '../due/due.ts';
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

const path = '/subscription/temporary';
const draft = { group: 'support-suite', seats: '5', firstOn: '2026-03-20', lastOn: '2026-04-10' };
const priceOf = (wanted: Record<string, string>, who = owner) => who.get(`${path}?${new URLSearchParams({ ...wanted, show: 'price' })}`);
const rows = () => instance.db.selectFrom('temporary_seats').selectAll().execute();
const group = () =>
  instance.db.selectFrom('seat_groups').selectAll().where('id', '=', account.groups['support-suite']!).executeTakeFirstOrThrow();

test('a higher plan and a new add-on are charged for the temporary seats too, in the summary, the order and the charges alike', async () => {
  const page = await priceOf(draft);
  await owner.post(path, fieldsOf(page.html, path));
  const manage = await owner.get('/subscription/manage');
  const fields = { ...fieldsOf(manage.html, '/subscription/manage'), 'plan.support-suite': 'support-suite-pro' };
  const drafted = await owner.get(`/subscription/manage?${new URLSearchParams(fields)}`);
  // 25 × 60.00 × 17 of 31 days, and 5 × 60.00 × (12 of 31 and 10 of 30 days) for the temporary seats.
  expect(drafted.text).toContain('€1,038.71');
  expect(drafted.text).toContain('€216.13 of it for temporary seats, until they end');
  expect((await owner.post('/subscription/manage', fields)).status).toBe(303);
  const order = await instance.db.selectFrom('orders').select(['id', 'due_minor']).where('number', '=', 2).executeTakeFirstOrThrow();
  expect(order.due_minor).toBe(103_871);
  const charges = await instance.db
    .selectFrom('charges')
    .select(['kind', 'seats', 'first_on', 'last_on', 'amount_minor'])
    .where('order_id', '=', order.id)
    .orderBy('amount_minor')
    .execute();
  expect(charges).toEqual([
    { kind: 'temporary', seats: 5, first_on: '2026-03-20', last_on: '2026-04-10', amount_minor: 21_613 },
    { kind: 'proration', seats: 25, first_on: '2026-03-15', last_on: '2026-03-31', amount_minor: 82_258 },
  ]);
  expect(await findViolations(instance.db)).toEqual([]);
});

describe('buying temporary seats', () => {
  test('shows the price by the day first, and buys nothing by it', async () => {
    const page = await priceOf(draft);
    expect(page.status).toBe(200);
    // 12 of 31 days of March and 10 of 30 of April of 5 × 55.00 and 5 × 50.00.
    expect(page.text).toContain('Support Suite Team €198.12');
    expect(page.text).toContain('AI Assist Standard €180.11');
    expect(page.text).toContain('Total before tax €378.23 Tax (19%) €71.86 Total €450.09');
    expect(page.text).toContain('It stands on the invoice of 1 April 2026.');
    expect(await rows()).toEqual([]);
  });

  test('makes the seats, an order, charges and an event; the next invoice collects them', async () => {
    const page = await priceOf(draft);
    const answer = await owner.post(path, fieldsOf(page.html, path));
    expect([answer.status, answer.location]).toEqual([303, '/subscription']);
    const overview = await owner.get('/subscription');
    expect(overview.text).toContain('5 temporary seats have been bought, from 20 March 2026 to 10 April 2026. Order #00001.');
    expect(overview.text).toContain('Scheduled');
    expect(await rows()).toMatchObject([
      { seats: 5, first_on: '2026-03-20', last_on: '2026-04-10', started_at: null, created_by: account.owner.id },
    ]);
    const charges = await instance.db
      .selectFrom('charges')
      .select(['kind', 'product_id', 'amount_minor'])
      .orderBy('amount_minor')
      .execute();
    expect(charges).toEqual([
      { kind: 'temporary', product_id: 'ai-assist', amount_minor: 18_011 },
      { kind: 'temporary', product_id: 'support-suite', amount_minor: 19_812 },
    ]);
    const order = await instance.db.selectFrom('orders').select(['number', 'due_minor']).executeTakeFirstOrThrow();
    expect(order).toEqual({ number: 1, due_minor: 37_823 });
    const events = await instance.db
      .selectFrom('events')
      .select(['actor_id', 'subject_name'])
      .where('action', '=', 'temporarySeats.added')
      .execute();
    expect(events).toEqual([{ actor_id: account.owner.id, subject_name: 'Support Suite' }]);
    expect(await findViolations(instance.db)).toEqual([]);

    await dueOn(instance.db, '2026-03-20');
    expect((await group()).temporary).toBe(5);
    await dueOn(instance.db, '2026-04-01');
    const invoice = await instance.db.selectFrom('invoices').select('lines_minor').executeTakeFirstOrThrow();
    expect(invoice.lines_minor).toBe(297_400 + 37_823);
    await dueOn(instance.db, '2026-04-11');
    expect((await group()).temporary).toBe(0);
    expect(await findViolations(instance.db)).toEqual([]);
  });

  test('counts seats from today at once', async () => {
    const page = await priceOf({ ...draft, firstOn: '2026-03-15' });
    await owner.post(path, fieldsOf(page.html, path));
    expect((await group()).temporary).toBe(5);
    expect((await owner.get('/subscription')).text).toContain('Active');
  });

  test('sent twice, or by ten at once, has one effect', async () => {
    const fields = fieldsOf((await priceOf(draft)).html, path);
    const answers = await Promise.all(Array.from({ length: 10 }, () => owner.post(path, fields)));
    expect(answers.map((answer) => answer.status)).toEqual(Array(10).fill(303));
    expect(await rows()).toHaveLength(1);
    expect(await instance.db.selectFrom('orders').select('id').execute()).toHaveLength(1);
  });

  test('shows the price anew when the subscription has changed in the meantime', async () => {
    const fields = fieldsOf((await priceOf(draft)).html, path);
    await instance.db.updateTable('subscriptions').set({ version: 9 }).execute();
    const answer = await owner.post(path, fields);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('The subscription has changed in the meantime.');
    expect(await rows()).toEqual([]);
    expect((await owner.post(path, fieldsOf(answer.html, path))).status).toBe(303);
    expect(await rows()).toHaveLength(1);
  });

  test.each([
    [{ seats: '0' }, 'seats', 'Enter a whole number'],
    [{ seats: '5e2' }, 'seats', 'Enter a whole number'],
    [{ seats: '99980' }, 'seats', 'more than 100,000 seats'],
    [{ group: 'status-page' }, 'group', 'Choose one of the products'],
    [{ group: 'ai-assist' }, 'group', 'Choose one of the products'],
    [{ firstOn: '2026-02-30' }, 'firstOn', 'Enter a day that exists'],
    [{ firstOn: '2026-03-14' }, 'firstOn', 'must be today or later'],
    [{ lastOn: '2026-03-19' }, 'lastOn', 'must not be before the first'],
    [{ lastOn: '2028-03-16' }, 'lastOn', 'more than two years away'],
    [{ lastOn: '' }, 'lastOn', 'Enter a day that exists'],
  ])('refuses %o at its field, keeps what was typed, before the price and after it', async (wrong, field, words) => {
    const formValues = { ...draft, ...wrong };
    const price = await priceOf(formValues);
    const bought = await owner.post(path, { ...formValues, key: newId(), version: '1' });
    for (const page of [price, bought]) {
      expect(page.status).toBe(422);
      expect(page.text).toContain(words);
      expect(page.html).toMatch(new RegExp(`id="field-${field}"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="field-${field}"`));
      if (field !== 'group') expect(page.html).toContain(`value="${formValues[field as keyof typeof formValues]}"`);
    }
    expect(await rows()).toEqual([]);
  });

  test('goes to the last day of two years, and not past the removal of the product', async () => {
    expect((await priceOf({ ...draft, lastOn: '2028-03-15' })).status).toBe(200);
    await owner.post('/subscription/manage', { version: '1', key: newId(), 'remove.sales': 'yes' });
    const page = await priceOf({ ...draft, group: 'sales' });
    expect(page.text).toContain('This product is removed before the last day');
    expect((await priceOf({ ...draft, group: 'sales', lastOn: '2026-04-01' })).status).toBe(422);
    expect((await priceOf({ ...draft, group: 'sales', lastOn: '2026-03-31' })).status).toBe(200);
  });

  test('refuses fields that the form does not have', async () => {
    const fields = fieldsOf((await priceOf(draft)).html, path);
    const answer = await owner.post(path, { ...fields, dueMinor: '1' });
    expect(answer.status).toBe(422);
    expect(await rows()).toEqual([]);
  });

  test.each(['online_assisted', 'sales_assisted', 'managed'] as const)(
    'is for nobody in a %s account, but for its operator',
    async (type) => {
      const other = await givenAccount(instance.db, { type });
      for (const who of [other.owner, other.billing, other.admin]) {
        const visit = await browser(instance, who);
        expect((await priceOf(draft, visit)).status).toBe(403);
        expect((await visit.post(path, { ...draft, key: newId(), version: '1' })).status).toBe(403);
        expect((await visit.get('/subscription')).html).not.toContain(path);
      }
      const result = await transaction(instance.db, (trx) =>
        addTemporarySeats(trx, {
          account: { id: other.id, name: 'Other', currency: 'EUR', taxRateBp: 1900 },
          wanted: { leader: 'sales', seats: 2, firstOn: '2026-03-15', lastOn: '2026-03-15' },
          seenVersion: 1,
          by: actingAs({ id: account.owner.id, name: 'Op' }, noon, 'operator'),
          idempotencyKey: newId(),
        }),
      );
      expect(result).toMatchObject({ outcome: 'added', orderNumber: 1, repeated: false });
    },
  );

  test('is offered on the Subscription page to owner and billing admin', async () => {
    for (const who of [account.owner, account.billing]) {
      expect((await (await browser(instance, who)).get('/subscription')).html).toContain(`href="${path}"`);
    }
    expect((await (await browser(instance, account.admin)).get('/subscription')).html).not.toContain(path);
  });
});

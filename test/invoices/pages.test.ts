import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, test } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import { inUnits } from '../../src/invoices/csv.ts';
import { markPaid } from '../../src/invoices/mark-paid.ts';
import { invoiceState } from '../../src/invoices/state.ts';
import { accountTypes, can, type Role } from '../../src/permissions.ts';
import { newId } from '../../src/values/ids.ts';
import { dueOn } from '../due/due.ts';
import { actingAs } from '../support/acting.ts';
import { browser, freshInstance, type Instance, noon } from '../support/app.ts';
import { type GivenAccount, givenAccount, givenCatalogue } from '../support/given.ts';
import { insertAccount } from '../support/rows.ts';

let instance: Instance;
let account: GivenAccount;

beforeEach(async () => {
  instance = await freshInstance();
  await givenCatalogue(instance.db);
  account = await givenAccount(instance.db);
});

const invoicesOf = (accountId: string) =>
  instance.db.selectFrom('invoices').selectAll().where('account_id', '=', accountId).orderBy('number').execute();

async function firstInvoice(of = account): Promise<string> {
  if ((await invoicesOf(of.id)).length === 0) await dueOn(instance.db, '2026-04-01');
  return (await invoicesOf(of.id))[0]!.id;
}

describe('the pages of invoices', () => {
  const people = ['owner', 'billing', 'admin', 'agent', 'user'] as const;
  const roles: Record<(typeof people)[number], Role> = {
    owner: 'owner',
    billing: 'billing_admin',
    admin: 'admin',
    agent: 'agent',
    user: 'end_user',
  };

  test.each(accountTypes)('are for those in the matrix, in a %s account', async (type) => {
    const one = await givenAccount(instance.db, { type });
    const id = await firstInvoice(one);
    for (const who of people) {
      const visit = await browser(instance, one[who]);
      const status = can(roles[who], { type, requestsEnabled: true, showPrices: true }, 'invoices.see') ? 200 : 403;
      for (const path of ['/invoices', '/invoices.csv', `/invoices/${id}`]) {
        expect((await visit.get(path)).status, `${who} ${path}`).toBe(status);
      }
    }
  });

  test('ask a visitor to sign in', async () => {
    const visit = await browser(instance);
    for (const path of ['/invoices', '/invoices.csv', `/invoices/${newId()}`]) {
      expect((await visit.get(path)).location).toMatch(/^\/sign-in/);
    }
  });

  test('answer for an invoice of another account byte for byte as for a missing one', async () => {
    const other = await givenAccount(instance.db);
    const foreign = await firstInvoice(other);
    const visit = await browser(instance, account.owner);
    const [theirs, missing, nonsense] = [
      await visit.get(`/invoices/${foreign}`),
      await visit.get(`/invoices/${newId()}`),
      await visit.get('/invoices/x%00y'),
    ];
    expect([theirs.status, missing.status, nonsense.status]).toEqual([404, 404, 404]);
    expect(theirs.html).toBe(missing.html);
    expect(nonsense.html).toBe(missing.html);
    expect(theirs.headers.get('content-length')).toBe(missing.headers.get('content-length'));
    for (const path of ['/invoices', '/invoices.csv']) expect((await visit.get(path)).html).not.toContain(foreign);
  });
});

describe('the list', () => {
  test('says when the first invoice comes', async () => {
    const visit = await browser(instance, account.owner);
    const page = await visit.get('/invoices');
    expect(page.text).toContain('No invoices yet');
    expect(page.text).toContain('1 April 2026');
    expect(page.html).not.toContain('/invoices.csv');
  });

  test('shows numbers, days, states and totals, the newest first', async () => {
    await dueOn(instance.db, '2026-05-20', Date.UTC(2026, 4, 20) / 1000);
    const [april] = await invoicesOf(account.id);
    await instance.db.updateTable('invoices').set({ due_on: '2026-05-01' }).where('id', '=', april!.id).execute();
    instance.clock.now = Date.UTC(2026, 4, 21) / 1000;
    const page = await (await browser(instance, account.billing)).get('/invoices');
    expect(page.text).toMatch(/#00002 .*1 May 2026 to 31 May 2026 .*Open .*€3,539\.06 .*#00001 .*1 April 2026 to 30 April 2026 .*Overdue/);
  });

  test('has pages of fifty', async () => {
    await dueOn(instance.db, '2030-06-01');
    const visit = await browser(instance, account.owner);
    const first = await visit.get('/invoices');
    expect(first.html.match(/\/invoices\/[0-9a-z]{26}/g)).toHaveLength(50);
    expect(first.text).toContain('1 to 50 of 51');
    const second = await visit.get('/invoices?page=2');
    expect(second.html.match(/\/invoices\/[0-9a-z]{26}/g)).toHaveLength(1);
    expect((await visit.get('/invoices?page=99')).text).toContain('51 to 51 of 51');
    expect((await visit.get('/invoices?page=x')).text).toContain('1 to 50 of 51');
  });

  test('is there as a file with every amount', async () => {
    await instance.db.updateTable('accounts').set({ purchase_order: '=1+1' }).execute();
    await dueOn(instance.db, '2026-05-01');
    await instance.db.updateTable('invoices').set({ status: 'paid', paid_at: noon }).where('number', '=', 1).execute();
    const answer = await (await browser(instance, account.owner)).get('/invoices.csv');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="invoices-2026-03-15.csv"');
    const rows: Record<string, string>[] = parse(answer.html, { columns: true, bom: true });
    expect(rows.map((row) => row.Number)).toEqual(['2', '1']);
    expect(rows[1]).toEqual({
      Number: '1',
      Kind: 'Invoice of a renewal',
      'Issued on': '2026-05-01',
      'Due on': '2026-05-31',
      'Period from': '2026-04-01',
      'Period to': '2026-04-30',
      State: 'Paid',
      'Paid on': '2026-03-15',
      'Purchase order': "'=1+1",
      Currency: 'EUR',
      'Sum of the lines': '2974.00',
      Discount: '0.00',
      'Tax rate': '19',
      Tax: '565.06',
      Total: '3539.06',
    });
  });
});

describe('an invoice', () => {
  test('shows everything that a printed one needs', async () => {
    const { db } = instance;
    await insertAccount(db, { name: 'Vendor Ltd', is_operators: 1 });
    await db.updateTable('accounts').set({ purchase_order: 'PO 2026/7' }).where('id', '=', account.id).execute();
    const coupon = newId();
    await db.insertInto('coupons').values({ id: coupon, code: 'TENOFF', kind: 'percent', value: 1000, created_at: 0 }).execute();
    await db.insertInto('account_coupons').values({ id: newId(), account_id: account.id, coupon_id: coupon, redeemed_at: 0 }).execute();
    const id = await firstInvoice();
    const page = await (await browser(instance, account.owner)).get(`/invoices/${id}`);
    const { name } = await db.selectFrom('accounts').select('name').where('id', '=', account.id).executeTakeFirstOrThrow();
    for (const words of [
      'Invoice #00001',
      'Vendor Ltd',
      name,
      'PO 2026/7',
      'Issued on 1 April 2026',
      'Due on 1 May 2026',
      '1 April 2026 to 30 April 2026',
      'Support Suite Team',
      '25',
      '€55.00',
      '€1,375.00',
      'Status Page Standard',
      'For the whole account',
      'Sum of the lines €2,974.00',
      'Discount with code TENOFF −€297.40',
      'Tax (19%) €508.55',
      'Total €3,185.15',
      'Please pay €3,185.15 by 1 May 2026.',
      'Open',
    ]) {
      expect(page.text).toContain(words);
    }
    // No part of the invoice is hidden when it is printed.
    const main = page.html.slice(page.html.indexOf('<main'), page.html.indexOf('</main>'));
    expect(main).not.toContain('no-print');
  });

  test('says so when it is paid', async () => {
    const id = await firstInvoice();
    const by = actingAs({ id: account.owner.id, name: 'Operator' }, Date.UTC(2026, 3, 2, 12) / 1000, 'operator');
    const pay = () => transaction(instance.db, (trx) => markPaid(trx, { accountId: account.id, id, paidOn: by.today, by }));
    expect(await pay()).toBe('paid');
    expect(await pay()).toBe('already');
    const page = await (await browser(instance, account.owner)).get(`/invoices/${id}`);
    expect(page.text).toContain('Paid on 2 April 2026. Thank you.');
    const events = await instance.db
      .selectFrom('events')
      .select(['actor_kind', 'subject_id'])
      .where('action', '=', 'invoice.paid')
      .execute();
    expect(events).toEqual([{ actor_kind: 'operator', subject_id: id }]);
    await expect(transaction(instance.db, (trx) => markPaid(trx, { accountId: newId(), id, paidOn: by.today, by }))).rejects.toThrow();
  });

  test('of an account that pays by card names the card, and does not ask for the money', async () => {
    const id = await firstInvoice();
    const payment = { payment_method: 'card', card_brand: 'Visa', card_last4: '4242' } as const;
    await instance.db.updateTable('accounts').set(payment).where('id', '=', account.id).execute();
    const page = await (await browser(instance, account.owner)).get(`/invoices/${id}`);
    expect(page.text).toContain('Payment: Visa ending in 4242, due on 1 May 2026.');
    expect(page.text).not.toContain('Please pay');
  });

  test('reads in the language of the reader', async () => {
    const german = await givenAccount(instance.db, { language: 'de' });
    const id = await firstInvoice(german);
    const page = await (await browser(instance, german.owner)).get(`/invoices/${id}`);
    expect(page.text).toContain('Gesamtbetrag 3.539,06 €');
    expect(page.text).toContain('1. April 2026 bis 30. April 2026');
  });
});

test('an invoice is overdue from the day after it is due', () => {
  expect(invoiceState({ status: 'open', dueOn: '2026-03-15' }, '2026-03-15')).toBe('open');
  expect(invoiceState({ status: 'open', dueOn: '2026-03-15' }, '2026-03-16')).toBe('overdue');
  expect(invoiceState({ status: 'paid', dueOn: '2026-03-15' }, '2026-03-16')).toBe('paid');
});

test.each([
  [0, 'EUR', '0.00'],
  [5, 'EUR', '0.05'],
  [123_456_789_012_345, 'EUR', '1234567890123.45'],
  [-150, 'CHF', '-1.50'],
  [150, 'JPY', '150'],
  [1500, 'KWD', '1.500'],
])('%s of %s is %s', (minor, currency, said) => {
  expect(inUnits(minor, currency)).toBe(said);
});

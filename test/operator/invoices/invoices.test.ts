import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../../src/db/transaction.ts';
import { makeInvoice } from '../../../src/invoices/make-invoice.ts';
import { addDays } from '../../../src/values/day.ts';
import { newId } from '../../../src/values/ids.ts';
import { actingSystem } from '../../support/acting.ts';
import { browser, fieldsOf, noon, type Page } from '../../support/app.ts';
import { type GivenAccount, givenAccount } from '../../support/given.ts';
import { type Desk, givenDesk } from '../given.ts';

let desk: Desk;

beforeEach(async () => {
  desk = await givenDesk();
});

interface Given {
  issuedOn?: string;
  terms?: number;
  paid?: boolean;
}

/** Makes an invoice of the account's lines with the act that makes all invoices. @returns its number */
async function givenInvoice(account: GivenAccount, { issuedOn = '2026-03-01', terms = 30, paid = false }: Given = {}): Promise<number> {
  const { db } = desk;
  const { name } = await db.selectFrom('accounts').select('name').where('id', '=', account.id).executeTakeFirstOrThrow();
  const charged = await db.selectFrom('orders').select('id').where('account_id', '=', account.id).executeTakeFirst();
  const orderId = charged?.id ?? newId();
  if (!charged) {
    await db
      .insertInto('orders')
      .values({
        id: orderId,
        account_id: account.id,
        number: Math.floor(Math.random() * 1e9) + 1,
        placed_at: noon,
        placed_by: account.owner.id,
        change: '{}',
        currency: 'EUR',
        due_minor: 10_000,
        idempotency_key: newId(),
      })
      .execute();
  }
  await db
    .insertInto('charges')
    .values({
      id: newId(),
      account_id: account.id,
      kind: 'proration',
      order_id: orderId,
      product_id: 'sales',
      product_name: 'Sales',
      plan_name: 'Team',
      seats: 4,
      unit_minor: 2500,
      first_on: issuedOn,
      last_on: issuedOn,
      amount_minor: 10_000,
      created_at: noon,
    })
    .execute();
  const made = await transaction(db, (trx) =>
    makeInvoice(trx, {
      account: { id: account.id, name, currency: 'EUR', taxRateBp: 1900, paymentTermsDays: terms, purchaseOrder: 'PO 7' },
      kind: 'renewal',
      period: { startsOn: issuedOn, endsOn: addDays(issuedOn, 28) },
      coming: null,
      discount: null,
      today: issuedOn,
      by: actingSystem(),
    }),
  );
  if (paid)
    await db
      .updateTable('invoices')
      .set({ status: 'paid', paid_at: noon })
      .where('id', '=', made?.id ?? '')
      .execute();
  return made?.number ?? 0;
}

const numbers = (page: Page) => [...page.html.matchAll(/\/operator\/invoices\/(\d+)"/g)].map((match) => Number(match[1]));

async function pay(number: number, fields: Record<string, string> = {}, by = desk.desk) {
  const paymentUrl = `/operator/invoices/${number}/payment`;
  return by.post(paymentUrl, { ...fieldsOf((await desk.desk.get(`/operator/invoices/${number}`)).html, paymentUrl), ...fields });
}

const paidEvents = () => desk.db.selectFrom('events').selectAll().where('action', '=', 'invoice.paid').execute();

describe('the invoices of all accounts', () => {
  it('say so when there are none', async () => {
    expect((await desk.desk.get('/operator/invoices')).text).toContain('No invoices yet');
    expect((await desk.desk.get('/operator/invoices?state=overdue')).text).toContain('Nothing is overdue');
    expect((await desk.desk.get('/operator/invoices?state=open')).text).toContain('Nothing is open');
    expect((await desk.desk.get('/operator/invoices?state=paid')).text).toContain('Nothing has been paid yet');
    expect((await desk.desk.get('/operator/invoices?search=nobody')).text).toContain('Nothing found');
  });

  it('are listed newest first, each with links to its page and to its account', async () => {
    const other = await givenAccount(desk.db, { name: 'Quarry Lights' });
    await givenInvoice(desk.account);
    await givenInvoice(other);
    const page = await desk.desk.get('/operator/invoices');
    expect(numbers(page)).toEqual([2, 1]);
    expect(page.text).toMatch(/#00002 Quarry Lights 1 March 2026 31 March 2026 Open €119\.00 #00001 Orchard Software/);
    expect(page.html).toContain(`href="/operator/accounts/${other.id}"`);
  });

  it('can be filtered by open, overdue by the terms of each account, and paid', async () => {
    const late = await givenInvoice(desk.account, { issuedOn: '2026-01-01', terms: 60 });
    const later = await givenInvoice(desk.account, { issuedOn: '2026-02-01', terms: 10 });
    const today = await givenInvoice(desk.account, { issuedOn: '2026-03-01', terms: 14 });
    const paid = await givenInvoice(desk.account, { issuedOn: '2026-01-02', terms: 0, paid: true });
    const shown = async (query: string) => numbers(await desk.desk.get(`/operator/invoices?${query}`));
    expect(await shown('state=open')).toEqual([today, later, late]);
    // Due on 11 February and 2 March. An invoice that is due today is not overdue yet.
    expect(await shown('state=overdue')).toEqual([later, late]);
    expect(await shown('state=paid')).toEqual([paid]);
    expect(await shown('state=nonsense')).toEqual([paid, today, later, late]);
    desk.clock.now += 86_400;
    expect(await shown('state=overdue')).toEqual([later, late, today]);
  });

  it('are found by account, owner and number, in any state', async () => {
    const other = await givenAccount(desk.db, { name: 'Quarry Lights' });
    await desk.db.updateTable('members').set({ name: 'Noor Example' }).where('id', '=', other.owner.id).execute();
    await givenInvoice(desk.account);
    await givenInvoice(other, { paid: true });
    await givenInvoice(other, { issuedOn: '2026-02-01', terms: 90 });
    const shown = async (query: string) => numbers(await desk.desk.get(`/operator/invoices?${query}`));
    expect(await shown('search=quarry')).toEqual([3, 2]);
    expect(await shown('search=noor+light')).toEqual([3, 2]);
    expect(await shown('search=q')).toEqual([3, 2]);
    expect(await shown('search=zz')).toEqual([]);
    expect(await shown('search=quarry&state=paid')).toEqual([2]);
    expect(await shown('search=q&state=open')).toEqual([3]);
    expect(await shown('search=%2300001')).toEqual([1]);
    expect(await shown('search=3')).toEqual([3]);
    expect(await shown('search=3&state=paid')).toEqual([]);
    expect(await shown(`account=${other.id}`)).toEqual([3, 2]);
    expect(await shown(`account=${other.id}&state=paid`)).toEqual([2]);
    expect((await desk.desk.get(`/operator/invoices?account=${other.id}`)).text).toContain('Only invoices of Quarry Lights are shown.');
    expect((await desk.desk.get(`/operator/invoices?account=${newId()}`)).status).toBe(404);
  });

  it('are paged forwards and backwards, in both orders', async () => {
    for (let n = 0; n < 60; n += 1) await givenInvoice(desk.account, { issuedOn: addDays('2025-06-01', (n * 37) % 60), terms: 0 });
    for (const state of ['', 'state=overdue', 'state=open&search=orchard']) {
      const first = await desk.desk.get(`/operator/invoices?${state}`);
      const next = first.html.match(/href="([^"]+)" rel="next"/)?.[1]?.replaceAll('&amp;', '&') ?? '';
      const second = await desk.desk.get(next);
      const shown = [...numbers(first), ...numbers(second)];
      expect(new Set(shown).size, state).toBe(60);
      expect(numbers(first)).toHaveLength(50);
      const back = await desk.desk.get(second.html.match(/href="([^"]+)" rel="prev"/)?.[1]?.replaceAll('&amp;', '&') ?? '');
      expect(numbers(back), state).toEqual(numbers(first));
      expect(back.html).not.toContain('rel="prev"');
      expect(second.html).not.toContain('rel="next"');
    }
  });

  it('are exported as a file with the same filter', async () => {
    const other = await givenAccount(desk.db, { name: '=Quarry' });
    await givenInvoice(desk.account);
    await givenInvoice(other, { paid: true });
    await givenInvoice(other, { issuedOn: '2026-01-01' });
    const file = async (query: string): Promise<Record<string, string>[]> => {
      const answer = await desk.desk.get(`/operator/invoices.csv?${query}`);
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      return parse(answer.html, { columns: true, bom: true });
    };
    expect((await file('')).map((row) => [row.Account, row.Number, row.State])).toEqual([
      ["'=Quarry", '3', 'Overdue'],
      ["'=Quarry", '2', 'Paid'],
      ['Orchard Software', '1', 'Open'],
    ]);
    expect((await file('search=quarry&state=paid')).map((row) => [row.Number, row.Total, row['Paid on']])).toEqual([
      ['2', '119.00', '2026-03-15'],
    ]);
    expect(await file('search=nobody')).toEqual([]);
    const page = await desk.desk.get('/operator/invoices?search=quarry&state=paid');
    expect(page.html).toContain('href="/operator/invoices.csv?state=paid&amp;search=quarry"');
  });
});

describe('an invoice on the desk', () => {
  it('shows the same content as for the account, for every type of account', async () => {
    const managed = await givenAccount(desk.db, { name: 'Managed', type: 'managed' });
    const number = await givenInvoice(managed);
    const page = await desk.desk.get(`/operator/invoices/${number}`);
    for (const words of ['Invoice #00001', 'Vendor', 'Managed', 'PO 7', 'Sales Team', 'Tax (19%) €19.00', 'Total €119.00']) {
      expect(page.text).toContain(words);
    }
    for (const wrong of ['2', '0', '01', 'x', newId()]) expect((await desk.desk.get(`/operator/invoices/${wrong}`)).status).toBe(404);
  });

  it('keeps the name of the seller from the day of its issue', async () => {
    const number = await givenInvoice(desk.account);
    await desk.db.updateTable('accounts').set({ name: 'New Name' }).where('id', '=', desk.vendorId).execute();
    expect((await desk.desk.get(`/operator/invoices/${number}`)).text).toContain('From Vendor');
    const { id } = await desk.db.selectFrom('invoices').select('id').where('number', '=', number).executeTakeFirstOrThrow();
    expect((await (await browser(desk, desk.account.owner)).get(`/invoices/${id}`)).text).toContain('From Vendor');
  });

  it("is marked as paid today, once, in the account's log with the operator's name, and no mail is sent", async () => {
    const number = await givenInvoice(desk.account);
    const before = await desk.db.selectFrom('outbox').select('id').execute();
    const answer = await pay(number);
    expect([answer.status, answer.location]).toEqual([303, `/operator/invoices/${number}`]);
    const page = await desk.desk.get(`/operator/invoices/${number}`);
    expect(page.text).toContain('Invoice #00001 of Orchard Software has been marked as paid.');
    expect(page.text).toContain('Paid on 15 March 2026');
    expect(page.html).not.toContain('/payment"');
    expect(await paidEvents()).toMatchObject([
      {
        account_id: desk.account.id,
        actor_kind: 'operator',
        actor_name: 'Rita Representative',
        subject_name: '#1',
        after: '{"paidOn":"2026-03-15","status":"paid"}',
      },
    ]);
    expect(await desk.db.selectFrom('outbox').select('id').execute()).toEqual(before);
    expect((await (await browser(desk, desk.account.owner)).get('/audit')).text).toContain('Rita Representative (Operator)');
  });

  it('accepts a day of payment between the issue and today', async () => {
    const number = await givenInvoice(desk.account, { issuedOn: '2026-03-01' });
    for (const [paidOn, words] of [
      ['2026-02-28', 'Enter the day of the issue, 1 March 2026, or a later one'],
      ['2026-03-16', 'Enter a day that is not in the future'],
      ['2026-02-30', 'Enter a day that exists'],
      ['soon', 'Enter a day that exists'],
      ['', 'Paid on'],
    ] as const) {
      const refused = await pay(number, { paidOn });
      expect(refused.status, paidOn).toBe(422);
      expect(refused.text).toContain(words);
      expect(refused.html).toContain('id="field-paidOn-error"');
      expect(refused.html).toContain(`value="${paidOn}"`);
    }
    expect(await paidEvents()).toEqual([]);
    expect((await pay(number, { paidOn: '2026-03-01' })).status).toBe(303);
    expect((await desk.desk.get(`/operator/invoices/${number}`)).text).toContain('Paid on 1 March 2026');
  });

  it('is paid once when the form is sent twice or by two operators', async () => {
    const number = await givenInvoice(desk.account);
    const other = await browser(desk, desk.other);
    const answers = await Promise.all([pay(number), pay(number), pay(number, { paidOn: '2026-03-10' }, other)]);
    expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303]);
    expect(await paidEvents()).toHaveLength(1);
  });

  it('of a cancelled account can be marked as paid too', async () => {
    const number = await givenInvoice(desk.account);
    await desk.db.updateTable('accounts').set({ status: 'cancelled', cancelled_at: noon }).where('id', '=', desk.account.id).execute();
    expect((await pay(number)).status).toBe(303);
    expect(await paidEvents()).toHaveLength(1);
  });

  it('is not marked by a member who is no longer an operator; an unknown number is not found', async () => {
    const number = await givenInvoice(desk.account);
    const paymentUrl = `/operator/invoices/${number}/payment`;
    expect((await (await browser(desk, desk.account.owner)).post(paymentUrl, { paidOn: '2026-03-15' })).status).toBe(403);
    expect((await desk.desk.post('/operator/invoices/99/payment', { paidOn: '2026-03-15' })).status).toBe(404);
    expect((await desk.desk.post(paymentUrl, { paidOn: '2026-03-15', status: 'open' })).status).toBe(422);
    await desk.db.updateTable('members').set({ is_operator: 0 }).where('id', '=', desk.rep.id).execute();
    expect((await desk.desk.post(paymentUrl, { paidOn: '2026-03-15' })).status).toBe(403);
    expect(await paidEvents()).toEqual([]);
  });
});

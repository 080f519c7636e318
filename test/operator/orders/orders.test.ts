import { describe, expect, it } from 'vitest';
import { transaction } from '../../../src/db/transaction.ts';
import { noChange } from '../../../src/pricing/quote.ts';
import type { Change } from '../../../src/pricing/types.ts';
import { submitRequest } from '../../../src/requests/submit.ts';
import { newId } from '../../../src/values/ids.ts';
import { actingAs } from '../../support/acting.ts';
import { browser, fieldsOf, noon } from '../../support/app.ts';
import { type GivenMember, givenAccount } from '../../support/given.ts';
import { type Desk, givenDesk } from '../given.ts';

const more: Change = { ...noChange(1), seats: { sales: 3 } };

/** Submits a request of this member to the representative. */
async function ask({ db }: Desk, person: GivenMember, change: Change = more): Promise<string> {
  const result = await transaction(db, (trx) =>
    submitRequest(trx, {
      accountId: person.accountId,
      answerer: 'representative',
      change,
      note: 'Canary note',
      key: newId(),
      by: actingAs(person, noon - 3600),
    }),
  );
  if (result.outcome !== 'submitted') throw new Error(result.outcome);
  return result.id;
}

const path = (desk: Desk, id: string) => `/operator/accounts/${desk.account.id}/requests/${id}`;

async function place(desk: Desk, id: string, change: Record<string, string> = {}) {
  const url = `${path(desk, id)}/placement`;
  return desk.desk.post(url, { ...fieldsOf((await desk.desk.get(path(desk, id))).html, url), ...change });
}

const mails = (desk: Desk) =>
  desk.db.selectFrom('outbox').select(['letter', 'to_email', 'subject']).where('letter', 'like', 'request-%').orderBy('id').execute();

describe('requests that wait for a representative', () => {
  it('are on the list of their representative, and on the list of all requests', async () => {
    const desk = await givenDesk({ type: 'sales_assisted' });
    await ask(desk, desk.account.admin);
    const mine = await desk.desk.get('/operator/orders');
    expect(mine.text).toContain('Orchard Software');
    expect(mine.text).toContain('Sales: 3 more seats, from 10 to 13');
    const other = await browser(desk, desk.other);
    expect((await other.get('/operator/orders')).text).toContain('Nothing is waiting');
    expect((await other.get('/operator/orders?show=all')).text).toContain('Orchard Software');
  });

  it('of an account without a representative are on the list of every operator', async () => {
    const desk = await givenDesk({ type: 'managed' });
    await desk.db.updateTable('accounts').set({ representative_id: null }).where('id', '=', desk.account.id).execute();
    await ask(desk, desk.account.admin);
    expect((await (await browser(desk, desk.other)).get('/operator/orders')).text).toContain('Orchard Software');
  });

  it("become an order that is applied at once, mailed to the requester, and logged with the operator's name", async () => {
    const desk = await givenDesk({ type: 'sales_assisted' });
    const id = await ask(desk, desk.account.admin);
    const page = await desk.desk.get(path(desk, id));
    expect(page.text).toContain('Canary note');
    expect(page.text).toContain('Place order');
    const answer = await place(desk, id);
    expect(answer.status).toBe(303);

    const request = await desk.db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(request).toMatchObject({ status: 'approved', decided_by: desk.rep.id });
    const order = await desk.db.selectFrom('orders').selectAll().executeTakeFirstOrThrow();
    // 3 × 25.00 for 17 of 31 days.
    expect(order).toMatchObject({ number: 1, request_id: id, placed_by: desk.rep.id, due_minor: 4113 });
    const group = await desk.db
      .selectFrom('seat_groups')
      .select('seats')
      .where('id', '=', desk.account.groups.sales ?? '')
      .executeTakeFirst();
    expect(group?.seats).toBe(13);
    const events = await desk.db.selectFrom('events').selectAll().where('account_id', '=', desk.account.id).orderBy('seq').execute();
    expect(events.map((event) => [event.action, event.actor_kind])).toEqual([
      ['request.submitted', 'member'],
      ['subscription.changed', 'operator'],
      ['request.approved', 'operator'],
    ]);
    expect(await mails(desk)).toMatchObject([{ letter: 'request-approved', to_email: desk.account.admin.email }]);

    const placed = await desk.desk.get('/operator/orders?show=placed');
    expect(placed.text).toContain('#00001');
    expect(placed.text).toContain(`asked for by ${desk.account.admin.name}`);
    const order1 = await desk.desk.get('/operator/orders/1');
    expect(order1.text).toContain('Sales');
    expect(order1.text).toContain('€41.13');
    expect((await desk.desk.get('/operator/orders/2')).status).toBe(404);
  });

  it('become one order when they are placed twice, by one operator or by two', async () => {
    const desk = await givenDesk({ type: 'sales_assisted' });
    const id = await ask(desk, desk.account.admin);
    const url = `${path(desk, id)}/placement`;
    const fields = fieldsOf((await desk.desk.get(path(desk, id))).html, url);
    const other = await browser(desk, desk.other);
    const answers = await Promise.all([desk.desk.post(url, fields), desk.desk.post(url, fields), other.post(url, fields)]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([303, 303, 409]);
    expect(answers[2]?.text).toContain('was first and approved');
    expect(await desk.db.selectFrom('orders').select('id').execute()).toHaveLength(1);
    expect(await mails(desk)).toHaveLength(1);
  });

  it('cause a mail to the representative when another operator answers', async () => {
    const desk = await givenDesk({ type: 'sales_assisted' });
    const id = await ask(desk, desk.account.admin);
    const other = { ...desk, desk: await browser(desk, desk.other) };
    expect((await place(other, id)).status).toBe(303);
    expect((await mails(desk)).map((mail) => mail.to_email).toSorted()).toEqual([desk.account.admin.email, desk.rep.email].toSorted());
  });

  it('are rejected with a reason that the requester reads', async () => {
    const desk = await givenDesk({ type: 'sales_assisted' });
    const id = await ask(desk, desk.account.admin);
    const url = `${path(desk, id)}/rejection`;
    const fields = fieldsOf((await desk.desk.get(path(desk, id))).html, url);
    const empty = await desk.desk.post(url, { ...fields, reason: ' ' });
    expect(empty.status).toBe(422);
    expect(empty.html).toContain('id="field-reason-error"');
    const answers = [
      await desk.desk.post(url, { ...fields, reason: 'Not in the budget' }),
      await desk.desk.post(url, { ...fields, reason: 'Not in the budget' }),
    ];
    expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
    const request = await desk.db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(request).toMatchObject({ status: 'rejected', reason: 'Not in the budget', decided_by: desk.rep.id });
    expect((await mails(desk)).map((mail) => mail.letter)).toEqual(['request-rejected']);
    expect((await (await browser(desk, desk.account.admin)).get(`/subscription/requests/${id}`)).text).toContain('Not in the budget');
  });

  it('are not applied if the subscription changed after the form was rendered', async () => {
    const desk = await givenDesk({ type: 'sales_assisted' });
    const id = await ask(desk, desk.account.admin);
    const stale = await place(desk, id, { version: '7' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('has changed since you opened this page');
    expect(await desk.db.selectFrom('orders').select('id').execute()).toEqual([]);
  });

  it('are refused with the reason if a line can no longer be bought', async () => {
    const desk = await givenDesk({ type: 'sales_assisted' });
    const id = await ask(desk, desk.account.admin, { ...noChange(1), add: { voice: { planId: 'voice-standard', seats: 4 } } });
    const fields = fieldsOf((await desk.desk.get(path(desk, id))).html, `${path(desk, id)}/placement`);
    await desk.db.updateTable('products').set({ on_sale: 0 }).where('id', '=', 'voice').execute();
    const answer = await desk.desk.post(`${path(desk, id)}/placement`, fields);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Voice is no longer sold');
  });

  it('belong to their account: with the id of another account they are not found', async () => {
    const desk = await givenDesk({ type: 'sales_assisted' });
    const other = await givenAccount(desk.db, { type: 'sales_assisted' });
    const id = await ask(desk, desk.account.admin);
    for (const url of [`/operator/accounts/${other.id}/requests/${id}`, path(desk, newId()), path(desk, 'x')]) {
      expect((await desk.desk.get(url)).status).toBe(404);
      expect((await desk.desk.post(`${url}/placement`, { version: '1', request: '1' })).status).toBe(404);
      expect((await desk.desk.post(`${url}/rejection`, { request: '1', reason: 'x' })).status).toBe(404);
    }
  });

  it('that the account itself answers are read-only on the desk', async () => {
    const desk = await givenDesk({ type: 'online_assisted' });
    const admin = await browser(desk, desk.account.admin);
    const form = await admin.get('/subscription/manage');
    await admin.post('/subscription/requests', { ...fieldsOf(form.html, '/subscription/requests'), 'seats.sales': '12' });
    const { id } = await desk.db.selectFrom('requests').select('id').executeTakeFirstOrThrow();
    const page = await desk.desk.get(path(desk, id));
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('Place order');
    expect((await desk.desk.post(`${path(desk, id)}/placement`, { version: '1', request: '1' })).status).toBe(404);
    expect((await desk.desk.get('/operator/orders?show=all')).text).toContain('Nothing is waiting');
  });

  it('are paged', async () => {
    const desk = await givenDesk({ type: 'sales_assisted' });
    const { admin } = desk.account;
    const id = await ask(desk, admin);
    const row = await desk.db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    for (let n = 0; n < 60; n++) {
      const person = newId();
      await desk.db
        .insertInto('members')
        .values({
          id: person,
          account_id: admin.accountId,
          email: `${person}@x.example`,
          name: `Asker ${n}`,
          role: 'admin',
          status: 'active',
          language: 'en',
          created_at: 0,
        })
        .execute();
      await desk.db
        .insertInto('requests')
        .values({ ...row, id: newId(), requester_id: person, idempotency_key: newId(), submitted_at: noon - 50 })
        .execute();
    }
    const first = await desk.desk.get('/operator/orders?show=all');
    const next = first.html.match(/href="(\/operator\/orders\?show=all&amp;after=[^"]+)"/)?.[1]?.replace('&amp;', '&') ?? '';
    const second = await desk.desk.get(next);
    const askers = (html: string) => [...html.matchAll(/Asker (\d+)<span/g)].map((match) => match[1]);
    expect(new Set([...askers(first.html), ...askers(second.html)]).size).toBe(60);
    expect(second.html).not.toContain('rel="next"');
  });
});

describe('the orders placed', () => {
  it('are paged to both ends', async () => {
    const desk = await givenDesk();
    for (let number = 1; number <= 120; number++) {
      await desk.db
        .insertInto('orders')
        .values({
          id: newId(),
          account_id: desk.account.id,
          number,
          // Several orders in the same second: the id decides the order of the list.
          placed_at: noon + Math.floor(number / 7),
          placed_by: desk.rep.id,
          change: '{}',
          currency: 'EUR',
          due_minor: 100,
          idempotency_key: newId(),
        })
        .execute();
    }
    const seen: string[][] = [];
    let path: string | undefined = '/operator/orders?show=placed';
    while (path) {
      const { html } = await desk.desk.get(path);
      seen.push([...html.matchAll(/\/operator\/orders\/(\d+)"/g)].map((match) => match[1] ?? ''));
      path = html.match(/<a [^>]*href="([^"]+)" rel="next"/)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(seen.map((page) => page.length)).toEqual([50, 50, 20]);
    expect(new Set(seen.flat()).size).toBe(120);
  });
});

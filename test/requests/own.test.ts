import { beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import { closePending } from '../../src/requests/close.ts';
import { remindUnanswered } from '../../src/requests/remind.ts';
import { actingAs, actingSystem } from '../support/acting.ts';
import { fieldsOf, noon } from '../support/app.ts';
import { approve, ask, asked, edit, eventsOf, freshWorld, mailsOf, press, reject, requestsOf, seatsOf, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await freshWorld();
});

const day = 86_400;
const at = (id: string, what = '') => `/subscription/requests/${id}${what && `/${what}`}`;
const forgetMails = () => world.instance.db.deleteFrom('outbox').execute();

describe('editing', () => {
  it('shows the form with the request as totals of the current subscription', async () => {
    const id = await asked(world.admin, { 'seats.support-suite': '30', 'plan.sales': 'sales-pro', extend: '2', note: 'why' });
    await world.instance.db.updateTable('seat_groups').set({ seats: 27 }).where('leader_product_id', '=', 'support-suite').execute();
    const page = await world.admin.get(at(id, 'edit'));
    expect(page.status).toBe(200);
    expect(page.text).toContain('Subscription change request');
    expect(fieldsOf(page.html, at(id))).toMatchObject({
      'seats.support-suite': '32',
      'seats.sales': '10',
      'plan.sales': 'sales-pro',
      extend: '2',
      note: '\nwhy',
      request: '1',
    });
  });

  it('replaces change and note, tells those who decide, and is counted', async () => {
    const id = await asked(world.admin, { 'seats.support-suite': '30', note: 'old words' });
    await forgetMails();
    world.instance.clock.now += 60;
    const answer = await edit(world.admin, id, { 'seats.support-suite': '25', 'seats.sales': '12', note: 'new words' });
    expect([answer.status, answer.location]).toEqual([303, at(id)]);
    const [row, ...more] = await requestsOf(world);
    expect(more).toEqual([]);
    expect(row).toMatchObject({ id, status: 'pending', version: 2, note: 'new words', submitted_at: noon, edited_at: noon + 60 });
    expect(JSON.parse(row?.change ?? '').seats).toEqual({ sales: 2 });
    expect(await eventsOf(world)).toEqual(['request.submitted', 'request.edited']);
    expect(await mailsOf(world)).toEqual(['request-edited → billing', 'request-edited → owner']);
    const { text } = await world.owner.get(at(id));
    expect(text).toContain('Sales: 2 more seats, from 10 to 12');
    expect(text).not.toContain('Support Suite and AI Assist: 5 more');
    expect(text).toContain('new words');
  });

  it('sent twice is one edit', async () => {
    const id = await asked(world.admin);
    const { html } = await world.admin.get(at(id, 'edit'));
    const fields = { ...fieldsOf(html, at(id)), 'seats.sales': '12' };
    const answers = [await world.admin.post(at(id), fields), await world.admin.post(at(id), fields)];
    expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
    expect((await requestsOf(world))[0]?.version).toBe(2);
    expect(await eventsOf(world)).toEqual(['request.submitted', 'request.edited']);
  });

  it('in two tabs saves the first, and shows the second its typed values with the new version', async () => {
    const id = await asked(world.admin);
    const tabs = await Promise.all([world.admin.get(at(id, 'edit')), world.admin.get(at(id, 'edit'))]);
    const [first, second] = tabs.map(({ html }) => fieldsOf(html, at(id)));
    expect((await world.admin.post(at(id), { ...first, 'seats.sales': '12' })).status).toBe(303);
    const late = await world.admin.post(at(id), { ...second, 'seats.sales': '19' });
    expect(late.status).toBe(409);
    expect(fieldsOf(late.html, at(id))).toMatchObject({ 'seats.sales': '19', request: '2' });
    expect(JSON.parse((await requestsOf(world))[0]?.change ?? '').seats).toMatchObject({ sales: 2 });
    expect((await world.admin.post(at(id), fieldsOf(late.html, at(id)))).status).toBe(303);
  });

  it('is refused like a new request, with what was typed, and the old one stays', async () => {
    const id = await asked(world.admin);
    for (const fields of [
      { 'seats.support-suite': '25' },
      { 'seats.sales': 'many' },
      { 'seats.sales': '12', note: 'x'.repeat(2001) },
      { wrong: '1' },
    ]) {
      const answer = await edit(world.admin, id, fields as unknown as Record<string, string>);
      expect([fields, answer.status]).toEqual([fields, 422]);
      expect(answer.html).toContain(`action="${at(id)}"`);
    }
    expect((await requestsOf(world))[0]?.version).toBe(1);
  });

  it('keeps the draft in the address while the summary is updated without a script', async () => {
    const id = await asked(world.admin);
    const page = await world.admin.get(`${at(id, 'edit')}?version=1&request=1&seats.sales=14`);
    expect(fieldsOf(page.html, at(id))).toMatchObject({ 'seats.sales': '14', 'seats.support-suite': '25' });
    expect(page.html).toContain(`formaction="${at(id, 'edit')}"`);
  });
});

describe('withdrawing', () => {
  it('ends the request and tells those who decide', async () => {
    const id = await asked(world.admin);
    await forgetMails();
    const answer = await press(world.admin, id, 'withdrawal');
    expect([answer.status, answer.location]).toEqual([303, at(id)]);
    expect((await requestsOf(world))[0]).toMatchObject({ status: 'withdrawn', decided_by: world.account.admin.id, decided_at: noon });
    expect(await eventsOf(world)).toEqual(['request.submitted', 'request.withdrawn']);
    expect(await mailsOf(world)).toEqual(['request-withdrawn → billing', 'request-withdrawn → owner']);
    expect((await world.admin.get(at(id))).text).toContain('Your request has been withdrawn');
    expect((await world.admin.get('/subscription/manage')).text).toContain('Submit request');
  });

  it('is possible when the user may no longer submit requests', async () => {
    const id = await asked(world.admin);
    await world.instance.db.updateTable('accounts').set({ requests_enabled: 0 }).where('id', '=', world.account.id).execute();
    const { html, text } = await world.admin.get(at(id));
    expect(text).not.toContain('Edit your request');
    expect(html).not.toContain(at(id, 'edit'));
    expect((await world.admin.get(at(id, 'edit'))).status).toBe(403);
    expect((await press(world.admin, id, 'withdrawal')).status).toBe(303);
  });

  it('and approving at once is one of the two', async () => {
    const id = await asked(world.admin);
    const { html } = await world.owner.get(at(id));
    const answers = await Promise.all([
      world.admin.post(at(id, 'withdrawal'), {}),
      world.owner.post(at(id, 'approval'), fieldsOf(html, at(id, 'approval'))),
    ]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([303, 409]);
    const [row] = await requestsOf(world);
    expect(await seatsOf(world, 'support-suite')).toBe(row?.status === 'approved' ? 30 : 25);
  });
});

describe('reminding', () => {
  it('writes to those who decide, once a day', async () => {
    const id = await asked(world.admin);
    await forgetMails();
    expect((await press(world.admin, id, 'reminder')).status).toBe(303);
    expect((await requestsOf(world))[0]).toMatchObject({ status: 'pending', reminded_at: noon, version: 1 });
    expect(await eventsOf(world)).toEqual(['request.submitted', 'request.reminded']);
    expect(await mailsOf(world)).toEqual(['request-reminder → billing', 'request-reminder → owner']);

    world.instance.clock.now += day - 1;
    const page = await world.admin.get(at(id));
    expect(page.html).not.toContain(at(id, 'reminder'));
    expect(page.text).toContain('The next reminder can be sent from');
    const soon = await world.admin.post(at(id, 'reminder'), {});
    expect(soon.status).toBe(422);
    expect(soon.text).toContain('You can send one reminder a day; the next one from 16 Mar 2026, 12:00 UTC on.');
    expect(await mailsOf(world)).toHaveLength(2);

    world.instance.clock.now += 1;
    expect((await press(world.admin, id, 'reminder')).status).toBe(303);
    expect(await mailsOf(world)).toHaveLength(4);
  });

  it('does not move the version that a reviewer has seen', async () => {
    const id = await asked(world.admin);
    const { html } = await world.owner.get(at(id));
    await press(world.admin, id, 'reminder');
    expect((await world.owner.post(at(id, 'approval'), fieldsOf(html, at(id, 'approval')))).status).toBe(303);
  });

  it('ten times at once sends one', async () => {
    const id = await asked(world.admin);
    await forgetMails();
    const answers = await Promise.all(Array.from({ length: 10 }, () => world.admin.post(at(id, 'reminder'), {})));
    expect(answers.filter((answer) => answer.status === 303)).toHaveLength(1);
    expect(await mailsOf(world)).toHaveLength(2);
  });
});

describe('the automatic reminder', () => {
  const run = (now: number) => remindUnanswered(world.instance.db, actingSystem(now));

  it('is sent after three days, once, for requests that are still pending', async () => {
    const id = await asked(world.admin);
    const withdrawn = await asked(world.admin2);
    await press(world.admin2, withdrawn, 'withdrawal');
    await forgetMails();
    expect(await run(noon + 3 * day - 1)).toBe(0);
    expect(await run(noon + 3 * day)).toBe(1);
    expect(await run(noon + 3 * day)).toBe(0);
    expect(await run(noon + 30 * day)).toBe(0);
    const row = (await requestsOf(world)).find((one) => one.id === id);
    expect(row).toMatchObject({ status: 'pending', reminded_at: null, auto_reminded_at: noon + 3 * day });
    expect(await mailsOf(world)).toEqual(['request-reminder → billing', 'request-reminder → owner']);
    const event = await world.instance.db
      .selectFrom('events')
      .select(['actor_kind', 'source'])
      .where('action', '=', 'request.reminded')
      .executeTakeFirstOrThrow();
    expect(event).toEqual({ actor_kind: 'system', source: 'server' });
    const { text } = await world.instance.db.selectFrom('outbox').select('text').executeTakeFirstOrThrow();
    expect(text).toContain('It has been waiting for 3 days.');
  });

  it('is sent once when two servers run at the same time', async () => {
    await asked(world.admin);
    await forgetMails();
    const sent = await Promise.all([run(noon + 4 * day), run(noon + 4 * day), run(noon + 4 * day)]);
    expect(sent.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(await mailsOf(world)).toHaveLength(2);
  });

  it('leaves cancelled accounts alone', async () => {
    await asked(world.admin);
    await forgetMails();
    const { db } = world.instance;
    await db.updateTable('accounts').set({ status: 'cancelled', cancelled_at: noon }).where('id', '=', world.account.id).execute();
    expect(await run(noon + 4 * day)).toBe(0);
  });

  it('goes to the representative when they answer the request', async () => {
    const { db } = world.instance;
    const id = await asked(world.admin);
    await db.updateTable('requests').set({ answerer: 'representative' }).where('id', '=', id).execute();
    await db.updateTable('accounts').set({ representative_id: world.other.owner.id }).where('id', '=', world.account.id).execute();
    await forgetMails();
    expect(await run(noon + 4 * day)).toBe(1);
    const mails = await db.selectFrom('outbox').selectAll().execute();
    expect(mails).toMatchObject([{ account_id: world.account.id, member_id: null, to_email: world.other.owner.email }]);
  });
});

describe('closing', () => {
  const close = (because: 'cancellation' | 'type') => {
    const { owner, id } = world.account;
    return transaction(world.instance.db, (trx) => closePending(trx, { accountId: id, because, by: actingAs(owner, noon + day) }));
  };

  it.each([
    ['cancellation', 'The account was cancelled.'],
    ['type', 'The new account type does not allow such requests.'],
  ] as const)('because of %s ends all that wait, says why, and tells the requesters', async (because, words) => {
    const rejected = await asked(world.admin);
    await reject(world.owner, rejected);
    const ids = [await asked(world.admin), await asked(world.admin2)];
    await forgetMails();
    expect(await close(because)).toBe(2);
    expect(await close(because)).toBe(0);
    const rows = await requestsOf(world);
    expect(rows.map((row) => [row.status, row.reason]).toSorted()).toEqual([
      ['closed', because],
      ['closed', because],
      ['rejected', 'Not before summer.'],
    ]);
    expect(await mailsOf(world)).toEqual(['request-closed → admin', 'request-closed → admin2']);
    expect((await eventsOf(world)).filter((action) => action === 'request.closed')).toHaveLength(2);
    const page = await world.admin.get(at(ids[0] ?? ''));
    expect(page.text).toContain('Closed on 16 March 2026');
    expect(page.text).toContain(words);
  });

  it('leaves other accounts alone', async () => {
    await ask(world.otherAdmin);
    await asked(world.admin);
    expect(await close('type')).toBe(1);
    const waiting = await world.instance.db.selectFrom('requests').select('account_id').where('status', '=', 'pending').execute();
    expect(waiting).toEqual([{ account_id: world.other.id }]);
  });

  it('and approving at once is one of the two', async () => {
    const id = await asked(world.admin);
    const { html } = await world.owner.get(at(id));
    const [answer] = await Promise.all([world.owner.post(at(id, 'approval'), fieldsOf(html, at(id, 'approval'))), close('type')]);
    const [row] = await requestsOf(world);
    expect(row?.status).toBe(answer.status === 303 ? 'approved' : 'closed');
    expect(await seatsOf(world, 'support-suite')).toBe(answer.status === 303 ? 30 : 25);
  });
});

describe('a requester who was made billing admin', () => {
  it('decides like any other, may still withdraw, and is written to once', async () => {
    const id = await asked(world.admin);
    await world.instance.db.updateTable('members').set({ role: 'billing_admin' }).where('id', '=', world.account.admin.id).execute();
    await forgetMails();
    const { html } = await world.admin.get(at(id));
    expect(html).toContain(at(id, 'withdrawal'));
    expect(html).not.toContain(at(id, 'edit'));
    expect((await approve(world.owner, id)).status).toBe(303);
    expect(await mailsOf(world)).toEqual(['request-approved → admin', 'request-approved → billing']);
  });
});

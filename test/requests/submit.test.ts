import { beforeEach, describe, expect, it } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import { Forbidden } from '../../src/errors.ts';
import { noChange } from '../../src/pricing/quote.ts';
import { submitRequest } from '../../src/requests/submit.ts';
import { actingAs } from '../support/acting.ts';
import { browser, fieldsOf, noon } from '../support/app.ts';
import { ask, asked, edit, eventsOf, freshWorld, mailsOf, requestsOf, seatsOf, setLanguage, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await freshWorld();
});

const manage = '/subscription/manage';
const requests = '/subscription/requests';

describe('asking for a change', () => {
  it('makes one row, one event and a mail to each decider, and changes nothing yet', async () => {
    const { admin, account } = world;
    const answer = await ask(admin, { 'seats.support-suite': '30', note: ' Two people start\non Monday. ' });
    expect(answer.status).toBe(303);
    const [row, ...more] = await requestsOf(world);
    expect(more).toEqual([]);
    expect(row).toMatchObject({
      requester_id: account.admin.id,
      status: 'pending',
      answerer: 'account',
      note: 'Two people start\non Monday.',
      version: 1,
      submitted_at: noon,
    });
    expect(JSON.parse(row?.change ?? '')).toMatchObject({ version: 1, seats: { 'support-suite': 5 }, plans: {}, add: {} });
    expect(JSON.parse(row?.snapshot ?? '')).toMatchObject({
      subscription: { version: 1, cycle: 'monthly' },
      quote: { due: { netMinor: 28_791 } },
    });
    expect(await eventsOf(world)).toEqual(['request.submitted']);
    expect(await mailsOf(world)).toEqual(['request-submitted → billing', 'request-submitted → owner']);
    expect(await seatsOf(world, 'support-suite')).toBe(25);

    const page = await admin.get(answer.location ?? '');
    expect(page.text).toContain('Your request has been submitted.');
    expect(page.text).toContain('Support Suite and AI Assist: 5 more seats, from 25 to 30');
    expect((await admin.get(answer.location ?? '')).text).not.toContain('Your request has been submitted.');
  });

  it('records the current and the requested state in the audit log', async () => {
    await asked(world.admin, { 'seats.support-suite': '30', 'plan.sales': 'sales-pro', note: 'please' });
    const event = await world.instance.db.selectFrom('events').selectAll().executeTakeFirstOrThrow();
    expect(event).toMatchObject({ actor_id: world.account.admin.id, subject_type: 'request', subject_name: world.account.admin.name });
    expect(JSON.parse(event.before ?? '').lines).toContainEqual({ product: 'Sales', plan: 'Team', seats: 10 });
    expect(JSON.parse(event.after ?? '')).toMatchObject({ note: 'please' });
    expect(JSON.parse(event.after ?? '').lines).toContainEqual({ product: 'Sales', plan: 'Pro', seats: 10 });
    expect(JSON.parse(event.after ?? '').lines).toContainEqual({ product: 'AI Assist', plan: 'Standard', seats: 30 });
  });

  it('writes to each reader in their own language, with cost, note and a link to the request', async () => {
    await setLanguage(world, world.account.owner, 'de');
    await setLanguage(world, world.account.billing, 'it');
    const id = await asked(world.admin, { 'seats.support-suite': '30', note: 'Montag' });
    const mails = await world.instance.db.selectFrom('outbox').selectAll().orderBy('to_email').execute();
    const [billing, owner] = mails;
    expect(owner?.subject).toBe('Eine Abonnementänderung wartet auf Ihre Entscheidung');
    expect(owner?.text).toContain('Support Suite und AI Assist: 5 weitere Lizenzen, von 25 auf 30');
    expect(owner?.text).toContain('287,91');
    expect(owner?.text).toContain('> Montag');
    expect(owner?.text).toContain(`http://localhost/subscription/requests/${id}`);
    expect(billing?.text).toContain('Support Suite e AI Assist: 5 licenze in più, da 25 a 30');
    expect(owner?.subject + (billing?.subject ?? '')).not.toContain('Montag');
  });

  it('does not write to billing admins where the account says so, nor to suspended ones', async () => {
    const { db } = world.instance;
    await db.updateTable('accounts').set({ mail_billing_admins: 0 }).where('id', '=', world.account.id).execute();
    await asked(world.admin);
    expect(await mailsOf(world)).toEqual(['request-submitted → owner']);
    await db.updateTable('accounts').set({ mail_billing_admins: 1 }).where('id', '=', world.account.id).execute();
    await db.updateTable('members').set({ status: 'suspended', suspended_at: noon }).where('id', '=', world.account.billing.id).execute();
    await asked(world.admin2);
    expect(await mailsOf(world)).toEqual(['request-submitted → owner', 'request-submitted → owner']);
  });

  it('accepts each kind of change on self-service: less, another plan, another cycle, an extension, a product', async () => {
    const id = await asked(world.admin, {
      'seats.support-suite': '20',
      'plan.sales': 'sales-pro',
      'add.voice': 'voice-standard',
      'seats.voice': '4',
      cycle: 'annual',
      extend: '2',
    });
    const { text } = await world.owner.get(`${requests}/${id}`);
    for (const sentence of [
      'Support Suite and AI Assist: 5 seats fewer, from 25 to 20',
      'Sales: plan Pro instead of Team',
      'Add Voice on plan Standard with 4 seats',
      'Billing by the year instead of by the month',
      'Extend the subscription by 2 months',
    ]) {
      expect(text).toContain(sentence);
    }
  });
});

describe('one pending request per requester', () => {
  it('shows the pending one in place of Manage, with Edit and Withdraw', async () => {
    const id = await asked(world.admin);
    const page = await world.admin.get(manage);
    expect(page.status).toBe(200);
    expect(page.text).toContain('You already have a pending request');
    expect(page.text).toContain('5 more seats, from 25 to 30');
    expect(page.html).toContain(`href="${requests}/${id}/edit"`);
    expect(page.html).toContain(`action="${requests}/${id}/withdrawal"`);
    // Other members still see the form.
    expect((await world.admin2.get(manage)).text).toContain('Submit request');
    expect((await world.owner.get(manage)).text).toContain('Update subscription');
  });

  it('answers a second form with the pending one, and keeps what was typed for an edit', async () => {
    const { html } = await world.admin.get(manage);
    const second = { ...fieldsOf(html, requests), key: '0'.repeat(26), 'seats.sales': '17', note: 'second & last' };
    const id = await asked(world.admin);
    const answer = await world.admin.post(requests, second);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('You already have a pending request');
    expect(await requestsOf(world)).toHaveLength(1);
    expect(await mailsOf(world)).toHaveLength(2);

    const [, href = ''] = answer.html.match(/href="([^"]*\/edit\?[^"]*)"/) ?? [];
    const draft = await world.admin.get(href.replaceAll('&amp;', '&'));
    expect(fieldsOf(draft.html, `${requests}/${id}`)).toMatchObject({ 'seats.sales': '17', note: '\nsecond & last' });
  });

  it('makes one request of the same form sent twice, also when the Back button brings it later', async () => {
    const { html } = await world.admin.get(manage);
    const fields = { ...fieldsOf(html, requests), 'seats.support-suite': '30' };
    const first = await world.admin.post(requests, fields);
    const second = await world.admin.post(requests, fields);
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(second.location).toBe(first.location);
    expect((await world.admin.get(second.location ?? '')).text).toContain('was already submitted');

    await world.admin.post(`${first.location}/withdrawal`);
    const third = await world.admin.post(requests, fields);
    expect(third.location).toBe(first.location);
    expect(await requestsOf(world)).toHaveLength(1);
    expect(await eventsOf(world)).toEqual(['request.submitted', 'request.withdrawn']);
  });

  it('lets several admins each have one', async () => {
    const ids = [await asked(world.admin), await asked(world.admin2)];
    expect(new Set(ids).size).toBe(2);
    expect((await requestsOf(world)).map((row) => row.status)).toEqual(['pending', 'pending']);
  });

  it('makes one of 50 parallel submissions', async () => {
    const { html } = await world.admin.get(manage);
    const fields = { ...fieldsOf(html, requests), 'seats.support-suite': '30' };
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => world.admin.post(requests, { ...fields, key: String(n).padStart(26, '0') })),
    );
    const statuses = answers.map((answer) => answer.status).toSorted();
    expect(statuses.filter((status) => status === 303)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(49);
    expect(await requestsOf(world)).toHaveLength(1);
    expect(await eventsOf(world)).toEqual(['request.submitted']);
    expect(await mailsOf(world)).toHaveLength(2);
  });

  it('is enforced by a unique index, even if the code does not check', async () => {
    await asked(world.admin);
    const [row] = await requestsOf(world);
    const copy = { ...row, id: 'other', idempotency_key: 'other' } as NonNullable<typeof row>;
    await expect(world.instance.db.insertInto('requests').values(copy).execute()).rejects.toThrow(/UNIQUE/);
  });
});

describe('what cannot be asked for', () => {
  it.each([
    ['nothing', {}, 'Nothing has been changed yet'],
    ['no number', { 'seats.sales': '5e2' }, 'Enter a whole number of seats for Sales'],
    ['zero seats', { 'seats.sales': '0' }, 'Enter a whole number of seats for Sales'],
    ['too many seats', { 'seats.sales': '100001' }, 'at most 100,000 seats'],
    ['a removal', { 'remove.status-page': 'yes' }, 'cannot be removed by you'],
    ['an unknown product', { 'seats.nonsense': '5' }, 'There is no such product'],
    ['a field that is not on the form', { isOwner: 'yes' }, 'something that does not belong to it'],
    ['a note that is too long', { 'seats.sales': '12', note: 'x'.repeat(2001) }, 'This is too long'],
    ['an invisible character', { 'seats.sales': '12', note: 'a\u0000b' }, 'invisible characters'],
    ['an unknown code', { code: 'NOTHING' }, 'There is no such promotion code'],
  ])('%s is refused on the same page with what was typed', async (_name, fields, words) => {
    const answer = await ask(world.admin, { note: 'kept', ...(fields as Record<string, string>) });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain('Subscription change request');
    const formValues = fieldsOf(answer.html, requests);
    if (!('note' in fields)) expect(formValues.note?.trim()).toBe('kept');
    if ('seats.sales' in fields) expect(formValues['seats.sales']).toBe(fields['seats.sales' as keyof typeof fields]);
    expect(await requestsOf(world)).toEqual([]);
    expect(await mailsOf(world)).toEqual([]);
  });

  it('is anything but an addition on online-assisted', async () => {
    world = await freshWorld({ type: 'online_assisted' });
    const less: Record<string, string>[] = [{ 'seats.support-suite': '24' }, { cycle: 'annual' }, { extend: '1' }, { code: 'SPRING' }];
    for (const fields of less) {
      const answer = await ask(world.admin, fields);
      expect([fields, answer.status]).toEqual([fields, 422]);
    }
    expect(await requestsOf(world)).toEqual([]);
    expect((await ask(world.admin, { 'seats.support-suite': '26' })).status).toBe(303);
  });

  it('is a form for an older version of the subscription: it comes back for the current one, with the typed values', async () => {
    const { html } = await world.admin.get(manage);
    const fields = { ...fieldsOf(html, requests), 'seats.support-suite': '30' };
    const owners = await world.owner.get(manage);
    await world.owner.post(manage, { ...fieldsOf(owners.html, manage), 'seats.support-suite': '28' });
    const answer = await world.admin.post(requests, fields);
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('The subscription has changed since you opened this page');
    expect(fieldsOf(answer.html, requests)).toMatchObject({ 'seats.support-suite': '30', version: '2' });
    expect(await requestsOf(world)).toEqual([]);
    // Sent again from the new page, the same total is two more seats.
    await world.admin.post(requests, fieldsOf(answer.html, requests));
    expect(JSON.parse((await requestsOf(world))[0]?.change ?? '').seats).toEqual({ 'support-suite': 2 });
  });
});

describe('the right to ask', () => {
  it('is taken away with the setting, between page and form too', async () => {
    const { html } = await world.admin.get(manage);
    await world.instance.db.updateTable('accounts').set({ requests_enabled: 0 }).where('id', '=', world.account.id).execute();
    const answer = await world.admin.post(requests, { ...fieldsOf(html, requests), 'seats.sales': '11' });
    expect(answer.status).toBe(403);
    expect(answer.text).toContain(world.account.owner.name);
    expect(await requestsOf(world)).toEqual([]);
  });

  const whatHappened: Record<string, (world: World) => Promise<unknown>> = {
    'the member has another role': ({ instance: { db }, account: { admin } }) =>
      db.updateTable('members').set({ role: 'agent' }).where('id', '=', admin.id).execute(),
    'the member is suspended': ({ instance: { db }, account: { admin } }) =>
      db.updateTable('members').set({ status: 'suspended' }).where('id', '=', admin.id).execute(),
    'the account is cancelled': ({ instance: { db }, account: { id } }) =>
      db.updateTable('accounts').set({ status: 'cancelled', cancelled_at: noon }).where('id', '=', id).execute(),
  };
  it.each(Object.keys(whatHappened))('is read again inside the act itself: %s', async (what) => {
    const { db } = world.instance;
    const { account } = world;
    await whatHappened[what]?.(world);
    const change = { ...noChange(1), seats: { sales: 1 } };
    const act = transaction(db, (trx) =>
      submitRequest(trx, { accountId: account.id, answerer: 'account', change, note: '', key: 'k', by: actingAs(account.admin) }),
    );
    await expect(act).rejects.toBeInstanceOf(Forbidden);
  });
});

describe('a note with markup', () => {
  it('is shown as it was written, everywhere', async () => {
    const id = await asked(world.admin, { 'seats.sales': '12', note: '<script>alert(1)</script> & "quotes"' });
    for (const who of [world.owner, world.admin]) {
      const page = await who.get(`${requests}/${id}`);
      expect(page.html).not.toContain('<script>alert');
      expect(page.text).toContain('<script>alert(1)</script> & "quotes"');
    }
    const mail = await world.instance.db.selectFrom('outbox').select('html').executeTakeFirstOrThrow();
    expect(mail.html).not.toContain('<script>alert');
    await edit(world.admin, id, { 'seats.sales': '13' });
    const { html } = await world.admin.get(`${requests}/${id}/edit`);
    expect(fieldsOf(html, `${requests}/${id}`).note).toContain('<script>alert(1)</script> & "quotes"');
  });
});

describe('without a session', () => {
  it('leads to signing in', async () => {
    const visitor = await browser(world.instance);
    for (const path of [requests, `${requests}/01jzzzzzzzzzzzzzzzzzzzzzzz`, `${requests}/01jzzzzzzzzzzzzzzzzzzzzzzz/edit`]) {
      const { status, location } = await visitor.get(path);
      expect([status, location]).toEqual([303, `/sign-in?back=${encodeURIComponent(path)}`]);
    }
    expect((await visitor.post(requests, { 'seats.sales': '12' })).location).toBe('/sign-in');
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { verifyAccount } from '../../src/audit/verify.ts';
import { onCommit } from '../../src/db/transaction.ts';
import { fieldsOf, noon } from '../support/app.ts';
import {
  approve,
  ask,
  asked,
  edit,
  eventsOf,
  freshWorld,
  mailsOf,
  press,
  reject,
  requestsOf,
  seatsOf,
  setLanguage,
  type World,
} from './world.ts';

let world: World;
beforeEach(async () => {
  world = await freshWorld();
});

const manage = '/subscription/manage';
const at = (id: string, what = '') => `/subscription/requests/${id}${what && `/${what}`}`;

async function ordersOf() {
  return world.instance.db.selectFrom('orders').selectAll().where('account_id', '=', world.account.id).execute();
}

/** The owner changes the subscription, which raises its version by one. */
async function ownerSets(fields: Record<string, string>): Promise<void> {
  const { html } = await world.owner.get(manage);
  const { status } = await world.owner.post(manage, { ...fieldsOf(html, manage), ...fields });
  if (status !== 303) throw new Error(`the owner could not: ${status}`);
}

describe('approving', () => {
  it('applies the change, makes the order, records both and writes to the requester and the others who decide', async () => {
    const id = await asked(world.admin, { 'seats.support-suite': '30', note: 'please' });
    await world.instance.db.deleteFrom('outbox').execute();
    const answer = await approve(world.billing, id);
    expect([answer.status, answer.location]).toEqual([303, at(id)]);

    expect(await seatsOf(world, 'support-suite')).toBe(30);
    const [order, ...more] = await ordersOf();
    expect(more).toEqual([]);
    expect(order).toMatchObject({ request_id: id, placed_by: world.account.billing.id, due_minor: 28_791 });
    const [row] = await requestsOf(world);
    expect(row).toMatchObject({ status: 'approved', decided_by: world.account.billing.id, decided_at: noon, reason: null });
    expect(await eventsOf(world)).toEqual(['request.submitted', 'subscription.changed', 'request.approved']);
    expect(await mailsOf(world)).toEqual(['request-approved → admin', 'request-approved → owner']);

    const page = await world.billing.get(at(id));
    expect(page.text).toContain(`The subscription has been updated as ${world.account.admin.name} asked. Order #00001.`);
    expect(page.text).toContain(`Approved by ${world.account.billing.name} on 15 March 2026`);
    expect(page.html).not.toContain(at(id, 'approval'));
    const requesters = await world.admin.get(at(id));
    expect(requesters.text).toContain(`Approved by ${world.account.billing.name}`);
    expect(requesters.text).toContain('#00001');
  });

  it('tells each of them in their own language', async () => {
    await setLanguage(world, world.account.admin, 'fr');
    await setLanguage(world, world.account.owner, 'de');
    const id = await asked(world.admin);
    await world.instance.db.deleteFrom('outbox').execute();
    await approve(world.billing, id);
    const mails = await world.instance.db.selectFrom('outbox').selectAll().execute();
    const of = (who: { id: string }) => mails.find((mail) => mail.member_id === who.id);
    expect(of(world.account.admin)?.text).toContain('5 licences de plus');
    expect(of(world.account.owner)?.text).toContain('5 weitere Lizenzen');
    expect(of(world.account.admin)?.subject).not.toBe(of(world.account.owner)?.subject);
  });

  it('wakes the mail worker, as asking and rejecting do, so that the mails leave at once', async () => {
    let times = 0;
    onCommit(world.instance.db, 'outbox', () => {
      times += 1;
    });
    const woken = async (act: () => Promise<unknown>) => {
      times = 0;
      await act();
      return times;
    };
    expect(await woken(() => asked(world.admin))).toBe(1);
    expect(await woken(() => asked(world.admin2))).toBe(1);
    const [one, two] = await requestsOf(world);
    expect(await woken(() => approve(world.owner, one?.id ?? ''))).toBe(1);
    expect(await woken(() => reject(world.owner, two?.id ?? ''))).toBe(1);
    expect(await woken(() => world.owner.get('/subscription/requests'))).toBe(0);
  });

  it('does it on online-assisted too, by owner or billing admin', async () => {
    world = await freshWorld({ type: 'online_assisted' });
    const [one, two] = [await asked(world.admin), await asked(world.admin2, { 'seats.sales': '11' })];
    expect((await approve(world.owner, one)).status).toBe(303);
    expect((await approve(world.billing, two)).status).toBe(303);
    expect([await seatsOf(world, 'support-suite'), await seatsOf(world, 'sales')]).toEqual([30, 11]);
  });

  it('twice by the same person places one order and says so both times', async () => {
    const id = await asked(world.admin);
    const { html } = await world.owner.get(at(id));
    const fields = fieldsOf(html, at(id, 'approval'));
    const first = await world.owner.post(at(id, 'approval'), fields);
    const second = await world.owner.post(at(id, 'approval'), fields);
    expect([first.status, second.status, second.location]).toEqual([303, 303, at(id)]);
    expect(await ordersOf()).toHaveLength(1);
    expect((await eventsOf(world)).filter((action) => action === 'request.approved')).toHaveLength(1);
  });

  it('a hundred times in parallel makes one order', async () => {
    const id = await asked(world.admin);
    await world.instance.db.deleteFrom('outbox').execute();
    const forms = await Promise.all([world.owner, world.billing].map((who) => who.get(at(id))));
    const fields = forms.map(({ html }) => fieldsOf(html, at(id, 'approval')));
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, n) => (n % 2 ? world.billing : world.owner).post(at(id, 'approval'), fields[n % 2])),
    );
    const statuses = answers.map((answer) => answer.status);
    // The decider who was first sees their order on each press; the other decider learns that the request was already answered.
    expect(statuses.filter((status) => status === 303)).toHaveLength(50);
    expect(statuses.filter((status) => status === 409)).toHaveLength(50);
    expect(await ordersOf()).toHaveLength(1);
    expect(await seatsOf(world, 'support-suite')).toBe(30);
    expect(await eventsOf(world)).toEqual(['request.submitted', 'subscription.changed', 'request.approved']);
    expect(await mailsOf(world)).toHaveLength(2);
    const { charges } = await world.instance.db
      .selectFrom('charges')
      .select((eb) => eb.fn.countAll<number>().as('charges'))
      .executeTakeFirstOrThrow();
    expect(charges).toBe(2);
    expect(await verifyAccount(world.instance.db, world.account.id)).toEqual({ intact: true, events: 3 });
  });

  it('tells the second decider who was first, and when', async () => {
    const id = await asked(world.admin);
    const { html } = await world.billing.get(at(id));
    world.instance.clock.now += 3600;
    await approve(world.owner, id);
    for (const what of ['approval', 'rejection']) {
      const late = await world.billing.post(at(id, what), {
        ...fieldsOf(html, at(id, what)),
        ...(what === 'rejection' && { reason: 'no' }),
      });
      expect(late.status).toBe(409);
      expect(late.text).toContain(`${world.account.owner.name} was first and approved this request on 15 March 2026`);
    }
    expect(await ordersOf()).toHaveLength(1);
    expect((await requestsOf(world))[0]?.status).toBe('approved');
  });
});

describe('a subscription that has changed since the request', () => {
  it('still gets five more seats when five more were asked for', async () => {
    const id = await asked(world.admin, { 'seats.support-suite': '30' });
    await ownerSets({ 'seats.support-suite': '40' });
    const review = await world.owner.get(at(id));
    expect(review.text).toContain('The subscription has changed since this was asked for');
    expect(review.text).toContain('When it was asked');
    expect(review.text).toMatch(/25 seats\s+Team\s+40 seats\s+Team\s+45 seats\s+Team/);
    expect((await approve(world.owner, id)).status).toBe(303);
    expect(await seatsOf(world, 'support-suite')).toBe(45);
  });

  it('does not mention a change when the subscription has not changed', async () => {
    const id = await asked(world.admin);
    const { text } = await world.owner.get(at(id));
    expect(text).toContain('The subscription is as it was when this was asked for.');
    expect(text).not.toContain('The subscription has changed since');
  });

  it('while the reviewer reads it: shows the current summary and applies nothing', async () => {
    const id = await asked(world.admin);
    const { html } = await world.billing.get(at(id));
    await ownerSets({ 'seats.sales': '12' });
    const answer = await world.billing.post(at(id, 'approval'), fieldsOf(html, at(id, 'approval')));
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('Nothing has been applied. This is how it is now.');
    expect(await seatsOf(world, 'support-suite')).toBe(25);
    expect((await requestsOf(world))[0]?.status).toBe('pending');
    // The new page carries the new version.
    expect((await world.billing.post(at(id, 'approval'), fieldsOf(answer.html, at(id, 'approval')))).status).toBe(303);
    expect(await seatsOf(world, 'support-suite')).toBe(30);
  });

  it('is not approved when the request was edited while the reviewer reads it', async () => {
    const id = await asked(world.admin, { 'seats.sales': '11' });
    const { html } = await world.owner.get(at(id));
    await edit(world.admin, id, { 'seats.sales': '99' });
    const approval = await world.owner.post(at(id, 'approval'), fieldsOf(html, at(id, 'approval')));
    expect(approval.status).toBe(409);
    expect(approval.text).toContain('Sales: 89 more seats, from 10 to 99');
    const rejection = await world.owner.post(at(id, 'rejection'), { ...fieldsOf(html, at(id, 'rejection')), reason: 'too few' });
    expect(rejection.status).toBe(409);
    expect(fieldsOf(rejection.html, at(id, 'rejection')).reason?.trim()).toBe('too few');
    expect((await requestsOf(world))[0]?.status).toBe('pending');
    expect(await ordersOf()).toEqual([]);
  });

  it('is refused with the reason when a line is gone, and stays pending', async () => {
    const id = await asked(world.admin, { 'seats.sales': '12', 'seats.support-suite': '26' });
    const { html } = await world.owner.get(at(id));
    const { db } = world.instance;
    await db.deleteFrom('lines').where('account_id', '=', world.account.id).where('product_id', '=', 'sales').execute();
    await db.updateTable('subscriptions').set({ version: 2 }).where('account_id', '=', world.account.id).execute();

    const review = await world.owner.get(at(id));
    expect(review.text).toContain('This cannot be approved as it stands');
    expect(review.text).toContain('Sales is no longer part of the subscription');
    expect(review.text).toMatch(/Sales\s+10 seats\s+Team\s+Not in the subscription\s+Not in the subscription/);
    expect(review.html).not.toContain(`action="${at(id, 'approval')}"`);

    const answer = await world.owner.post(at(id, 'approval'), { ...fieldsOf(html, at(id, 'approval')), version: '2' });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('id="error-summary"');
    expect(answer.text).toContain('Sales is no longer part of the subscription');
    expect((await requestsOf(world))[0]?.status).toBe('pending');
    expect(await seatsOf(world, 'support-suite')).toBe(25);
    expect(await ordersOf()).toEqual([]);
    // The page tells the requester what to do, and the owner can still reject the request.
    expect((await world.admin.get(at(id))).text).toContain('Edit your request, or withdraw it.');
    expect((await reject(world.owner, id)).status).toBe(303);
  });
});

describe('rejecting', () => {
  it('takes a reason that the requester and the other deciders read', async () => {
    const id = await asked(world.admin);
    await world.instance.db.deleteFrom('outbox').execute();
    const answer = await reject(world.owner, id, '  Not before summer.\r\nAsk again <then>.  ');
    expect([answer.status, answer.location]).toEqual([303, at(id)]);
    const [row] = await requestsOf(world);
    expect(row).toMatchObject({
      status: 'rejected',
      decided_by: world.account.owner.id,
      reason: 'Not before summer.\nAsk again <then>.',
    });
    expect(await seatsOf(world, 'support-suite')).toBe(25);
    expect(await eventsOf(world)).toEqual(['request.submitted', 'request.rejected']);
    expect(await mailsOf(world)).toEqual(['request-rejected → admin', 'request-rejected → billing']);
    const mail = await world.instance.db
      .selectFrom('outbox')
      .selectAll()
      .where('member_id', '=', world.account.admin.id)
      .executeTakeFirstOrThrow();
    expect(mail.text).toContain('> Ask again <then>.');
    expect((await world.admin.get(at(id))).text).toContain('Ask again <then>.');
    expect((await world.admin.get('/subscription/requests')).text).toContain('Reason: Not before summer.');
    expect((await world.admin.get(at(id))).html).not.toContain('<then>');
  });

  it.each([
    ['no reason', '', 'Enter a reason'],
    ['a blank reason', '  \n ', 'Enter a reason'],
    ['a reason that is too long', 'x'.repeat(2001), 'This is too long'],
    ['an invisible character', 'a\u0000b', 'invisible characters'],
  ])('keeps the page with %s', async (_name, reason, words) => {
    const id = await asked(world.admin);
    const answer = await reject(world.owner, id, reason);
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('id="error-summary"');
    expect(answer.html).toContain('href="#field-reason"');
    expect(answer.html).toMatch(/<title>Error: /);
    expect(answer.text).toContain(words);
    expect(answer.text).toContain('5 more seats, from 25 to 30');
    if (reason.includes('x')) expect(fieldsOf(answer.html, at(id, 'rejection')).reason?.trim()).toBe(reason);
    expect((await requestsOf(world))[0]?.status).toBe('pending');
  });

  it('twice by the same person is one rejection', async () => {
    const id = await asked(world.admin);
    const { html } = await world.owner.get(at(id));
    const fields = { ...fieldsOf(html, at(id, 'rejection')), reason: 'No.' };
    const answers = [await world.owner.post(at(id, 'rejection'), fields), await world.owner.post(at(id, 'rejection'), fields)];
    expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
    expect(await eventsOf(world)).toEqual(['request.submitted', 'request.rejected']);
  });
});

describe('an ended request', () => {
  const endings: Record<string, (id: string) => Promise<unknown>> = {
    approved: (id) => approve(world.owner, id),
    rejected: (id) => reject(world.owner, id),
    withdrawn: (id) => press(world.admin, id, 'withdrawal'),
  };
  it.each(Object.keys(endings))('that was %s never changes, no matter which form is sent', async (status) => {
    const id = await asked(world.admin);
    const { html: decider } = await world.billing.get(at(id));
    const { html: requester } = await world.admin.get(at(id));
    const { html: form } = await world.admin.get(`${at(id)}/edit`);
    await endings[status]?.(id);
    const before = { rows: await requestsOf(world), orders: await ordersOf(), events: await eventsOf(world) };

    const late = [
      await world.billing.post(at(id, 'approval'), fieldsOf(decider, at(id, 'approval'))),
      await world.billing.post(at(id, 'rejection'), { ...fieldsOf(decider, at(id, 'rejection')), reason: 'late' }),
      await world.admin.post(at(id, 'reminder'), fieldsOf(requester, at(id, 'reminder'))),
      await world.admin.post(at(id), { ...fieldsOf(form, at(id)), 'seats.sales': '50' }),
    ];
    expect(late.map((answer) => answer.status)).toEqual([409, 409, 409, 409]);
    const withdrawal = await world.admin.post(at(id, 'withdrawal'), {});
    expect(withdrawal.status).toBe(status === 'withdrawn' ? 303 : 409);
    expect({ rows: await requestsOf(world), orders: await ordersOf(), events: await eventsOf(world) }).toEqual(before);
    expect((await world.admin.get(`${at(id)}/edit`)).location).toBe(at(id));
    await expect(world.instance.db.updateTable('requests').set({ note: 'x' }).where('id', '=', id).execute()).rejects.toThrow(
      /never changes/,
    );
  });

  it('allows the requester to submit another one', async () => {
    const id = await asked(world.admin);
    await reject(world.owner, id);
    expect((await ask(world.admin, { 'seats.sales': '11' })).status).toBe(303);
  });
});

describe('a form of the summary that was tampered with', () => {
  it.each([
    ['approval', {}],
    ['approval', { version: '1' }],
    ['approval', { version: 'x', request: '1' }],
    ['approval', { version: '1', request: '1', price: '0' }],
    ['approval', { version: '1e0', request: '1' }],
    ['approval', { version: '1', request: '0x1' }],
    ['rejection', { reason: 'no' }],
    ['rejection', { request: '1e0', reason: 'no' }],
  ] as const)('%s with %j changes nothing', async (what, fields) => {
    const id = await asked(world.admin);
    const answer = await world.owner.post(at(id, what), fields as Record<string, string>);
    expect(answer.status).toBe(422);
    expect((await requestsOf(world))[0]?.status).toBe('pending');
    expect(await ordersOf()).toEqual([]);
  });
});

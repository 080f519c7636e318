import { beforeEach, describe, expect, test } from 'vitest';
import { findViolations } from '../../src/cli/check.ts';
import { newId } from '../../src/values/ids.ts';
import { dueOn } from '../due/due.ts';
import { type Browser, browser, fieldsOf, freshInstance, type Instance, noon, type Page } from '../support/app.ts';
import { type GivenAccount, givenAccount, givenCatalogue } from '../support/given.ts';
import { givenMembers } from '../team/given.ts';

/**
 * Before seats are lowered below the number in use, the page shows which members would lose theirs. Nothing is saved until then
 * (rules §4.16).
 */
const manage = '/subscription/manage';

let instance: Instance;
let account: GivenAccount;
let owner: Browser;

beforeEach(async () => {
  instance = await freshInstance();
  await givenCatalogue(instance.db);
  account = await givenAccount(instance.db, { suiteSeats: 5 });
  owner = await browser(instance, account.owner);
});

const lower = (person: Browser, fields: Record<string, string> = { 'seats.support-suite': '3' }, path = manage) =>
  person.post(path, { version: '1', key: newId(), ...fields });
const stepOf = async (person: Browser, answer: Page) => person.get(answer.location ?? '');
const fieldsWithoutTicks = (html: string, action: string) =>
  Object.fromEntries(Object.entries(fieldsOf(html, action)).filter(([name]) => !name.startsWith('loser.')));
const ticksOf = (html: string, action: string) =>
  Object.keys(fieldsOf(html, action))
    .filter((name) => name.startsWith('loser.'))
    .map((name) => name.split('.')[2]);
const tick = (leader: string, ...members: { id: string }[]) =>
  Object.fromEntries(members.map(({ id }) => [`loser.${leader}.${id}`, 'yes']));
const waiting = () => instance.db.selectFrom('upcoming_changes').selectAll().where('status', '=', 'waiting').execute();
const orders = async () => (await instance.db.selectFrom('orders').select('id').execute()).length;
const chosen = async () => (await instance.db.selectFrom('upcoming_losers').select('member_id').execute()).map((row) => row.member_id);
const held = async (memberId: string) =>
  (await instance.db.selectFrom('seats_held').select('group_id').where('member_id', '=', memberId).execute()).length;
const give = (member: { id: string }, leader: string, takenAt = noon) =>
  instance.db
    .insertInto('seats_held')
    .values({ account_id: account.id, group_id: account.groups[leader] ?? '', member_id: member.id, taken_at: takenAt })
    .execute();

describe('the summary', () => {
  test('names the members and their number, in the page and in the live fragment, and says nothing when no member loses a seat', async () => {
    const query = '?version=1&seats.support-suite=3';
    const sentence = `2 members would lose their seat of Support Suite and AI Assist on 1 April 2026: ${account.agent.name} and ${account.admin2.name}.`;
    const page = await owner.get(manage + query);
    expect(page.text).toContain(sentence);
    expect(page.text).toContain('In the next step you can choose others, before anything is saved.');
    const fragment = await owner.get(`${manage}/summary${query}`, { 'HX-Request': 'true' });
    expect(fragment.text).toContain(sentence);
    expect(fragment.html).toMatch(/data-announce="">[^<]*2 members would lose their seat\./);
    for (const seats of ['5', '6'])
      expect((await owner.get(`${manage}?version=1&seats.support-suite=${seats}`)).text).not.toContain('lose their seat');
    expect((await owner.get(`${manage}?version=1&seats.sales=1`)).text).not.toContain('lose their seat');
  });

  test('names eight and counts the others', async () => {
    for (let number = 0; number < 9; number += 1) {
      const id = newId();
      await instance.db.updateTable('seat_groups').set({ seats: 20 }).where('id', '=', account.groups['support-suite']!).execute();
      await instance.db
        .insertInto('members')
        .values({
          id,
          account_id: account.id,
          email: `more${number}@example.com`,
          name: `More ${number}`,
          role: 'agent',
          status: 'active',
          language: 'en',
          created_at: noon,
        })
        .execute();
      await give({ id }, 'support-suite', noon + number);
    }
    const { text } = await owner.get(`${manage}?version=1&seats.support-suite=3`);
    expect(text).toContain('11 members would lose their seat');
    expect(text).toContain('More 8, More 7, More 6, More 5, More 4, More 3, More 2, More 1 and 3 others.');
  });

  test('is shown to an admin who asks for the change, and says that the approver can choose other members', async () => {
    await instance.db.updateTable('accounts').set({ requests_enabled: 1 }).where('id', '=', account.id).execute();
    const admin = await browser(instance, account.admin);
    const page = await admin.get(`${manage}?version=1&seats.support-suite=4`);
    expect(page.text).toContain(`One member would lose their seat of Support Suite and AI Assist on 1 April 2026: ${account.agent.name}.`);
    expect(page.text).toContain('Whoever approves this can choose others.');
    expect((await admin.post('/subscription/requests', { version: '1', key: newId(), 'seats.support-suite': '4', note: '' })).status).toBe(
      303,
    );
    expect((await admin.get('/subscription/manage/losers?version=1&seats.support-suite=4')).status).toBe(403);
  });
});

describe('the step before saving', () => {
  test('comes first: nothing is written until it has been shown, and then all of it', async () => {
    const answer = await lower(owner);
    expect(answer.status).toBe(303);
    expect(answer.location).toMatch(/^\/subscription\/manage\/losers\?/);
    expect([await orders(), await waiting()]).toEqual([0, []]);
    const step = await stepOf(owner, answer);
    expect(step.text).toContain('Nothing has been saved yet.');
    expect(step.text).toContain('On 1 April 2026 there will be 3 seats of Support Suite and AI Assist. 5 seats are in use.');
    expect(ticksOf(step.html, manage).toSorted()).toEqual([account.agent.id, account.admin2.id].toSorted());
    expect(step.html).not.toContain(account.owner.id);

    const done = await owner.post(manage, { ...fieldsOf(step.html, manage), do: 'later' });
    expect(done.location).toBe('/subscription');
    expect(await waiting()).toHaveLength(1);
    expect((await chosen()).toSorted()).toEqual([account.agent.id, account.admin2.id].toSorted());
    const event = await instance.db.selectFrom('events').selectAll().where('action', '=', 'seats.chosen').executeTakeFirstOrThrow();
    expect(event).toMatchObject({ actor_id: account.owner.id, before: null, subject_name: 'Support Suite' });
    // The same form sent again has no second effect.
    expect((await owner.post(manage, { ...fieldsOf(step.html, manage), do: 'later' })).location).toBe('/subscription');
    expect([await orders(), (await waiting()).length]).toEqual([1, 1]);
    expect(await findViolations(instance.db)).toEqual([]);
  });

  test('shows the members who lose their seat at the renewal, even when another member takes a seat in between', async () => {
    await instance.db.updateTable('seat_groups').set({ seats: 6 }).where('id', '=', account.groups['support-suite']!).execute();
    const step = await stepOf(owner, await lower(owner));
    await owner.post(manage, {
      ...fieldsWithoutTicks(step.html, manage),
      do: 'later',
      ...tick('support-suite', account.admin, account.agent),
    });
    await instance.db.updateTable('members').set({ role: 'agent' }).where('id', '=', account.user.id).execute();
    await give(account.user, 'support-suite', noon + 1000);
    await dueOn(instance.db, '2026-04-01');
    // One member more than was shown has to go, in the usual order: the member who took a seat last.
    expect(await Promise.all([account.admin, account.agent, account.user, account.admin2].map(({ id }) => held(id)))).toEqual([0, 0, 0, 1]);
    expect(await findViolations(instance.db)).toEqual([]);
  });

  test('gives the seats back at once when the user wants it; the bill stays', async () => {
    const step = await stepOf(owner, await lower(owner));
    const done = await owner.post(manage, {
      ...fieldsWithoutTicks(step.html, manage),
      do: 'now',
      ...tick('support-suite', account.admin, account.agent),
    });
    expect(done.location).toBe('/subscription');
    expect((await owner.get('/subscription')).text).toMatch(/Order #\d{5}.* 2 seats have been given back\./);
    expect(await Promise.all([account.admin, account.agent, account.admin2].map(({ id }) => held(id)))).toEqual([0, 0, 1]);
    expect(await waiting()).toHaveLength(1);
    expect(await chosen()).toEqual([]);
    const mails = await instance.db.selectFrom('outbox').select('to_email').where('letter', '=', 'seat-lost').orderBy('to_email').execute();
    expect(mails.map((mail) => mail.to_email)).toEqual([account.admin.email, account.agent.email].toSorted());
    expect(await instance.db.selectFrom('charges').selectAll().execute()).toEqual([]);
    expect(await findViolations(instance.db)).toEqual([]);
  });

  test('accepts exactly as many members as have to go, and refuses the owner, a member without a seat and a member of another account', async () => {
    const step = await stepOf(owner, await lower(owner));
    const carried = fieldsWithoutTicks(step.html, manage);
    const elsewhere = await givenAccount(instance.db);
    const few = await owner.post(manage, { ...carried, do: 'later', ...tick('support-suite', account.admin) });
    expect(few.status).toBe(422);
    expect(few.html).toContain('<title>Error: ');
    expect(few.text).toContain('Tick exactly 2 members: 1 is ticked');
    expect(ticksOf(few.html, manage)).toEqual([account.admin.id]);
    // The error is shown at the group and links to the first member who can be ticked.
    const [, target = ''] = few.html.match(/<a href="#(field-loser\.support-suite\.[0-9a-z]{26})"/) ?? [];
    expect(few.html).toContain(`id="${target}"`);
    for (const wrong of [account.owner, account.user, elsewhere.agent, { id: newId() }]) {
      const answer = await owner.post(manage, { ...carried, do: 'now', ...tick('support-suite', account.admin, wrong) });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('Somebody who was ticked has no seat any more');
    }
    expect((await owner.post(manage, { ...carried, do: 'now' })).text).toContain('Tick exactly 2 members: 0 are ticked');
    expect([await orders(), await waiting(), await chosen()]).toEqual([0, [], []]);
    expect(await held(account.admin.id)).toBe(1);
  });

  test('does not let a billing admin choose another billing admin, whom only the owner may choose', async () => {
    await instance.db.updateTable('members').set({ role: 'billing_admin' }).where('id', '=', account.admin.id).execute();
    const billing = await browser(instance, account.billing);
    const step = await stepOf(billing, await lower(billing, { 'seats.support-suite': '4' }));
    expect(step.html).not.toContain(account.admin.id);
    const carried = fieldsWithoutTicks(step.html, manage);
    const answer = await billing.post(manage, { ...carried, do: 'later', ...tick('support-suite', account.admin) });
    expect([answer.status, await waiting()]).toEqual([422, []]);
    expect((await owner.post(manage, { ...carried, do: 'later', ...tick('support-suite', account.admin) })).status).toBe(303);
  });

  test('asks again when the subscription has changed, about as many members as have to go by then', async () => {
    const step = await stepOf(owner, await lower(owner));
    const fields = fieldsOf(step.html, manage);
    await instance.db.deleteFrom('seats_held').where('member_id', '=', account.agent.id).execute();
    const fewer = await owner.post(manage, { ...fields, do: 'later' });
    expect(fewer.status).toBe(422);
    expect(fewer.text).toContain('So one member has to give back theirs.');
    await owner.post(manage, { version: '1', key: newId(), 'seats.sales': '12' });
    const stale = await owner.post(manage, { ...fields, do: 'later' });
    expect(stale.status).toBe(409);
    expect((await owner.get(`/subscription/manage/losers?version=1&seats.support-suite=3`)).status).toBe(409);
    expect(await waiting()).toEqual([]);
  });

  test('leads back to Manage when no member loses a seat any more, and for a change that cannot be made', async () => {
    await instance.db.deleteFrom('seats_held').where('account_id', '=', account.id).execute();
    const gone = await owner.get('/subscription/manage/losers?version=1&seats.support-suite=3');
    expect(gone.location).toBe('/subscription/manage?version=1&seats.support-suite=3');
    expect((await owner.get('/subscription/manage/losers?version=1&seats.support-suite=0')).status).toBe(422);
    const foreign = await browser(instance, (await givenAccount(instance.db, { type: 'online_assisted' })).owner);
    expect((await foreign.get('/subscription/manage/losers?version=1&seats.support-suite=3')).status).toBe(422);
  });

  test('counts temporary seats that will still be active', async () => {
    await instance.db
      .insertInto('temporary_seats')
      .values({
        id: newId(),
        account_id: account.id,
        group_id: account.groups['support-suite']!,
        seats: 2,
        first_on: '2026-03-20',
        last_on: '2026-04-01',
        created_at: noon,
        created_by: account.owner.id,
      })
      .execute();
    expect((await lower(owner)).location).toBe('/subscription');
  });

  test('offers no choice when more members would have to be ticked than a form can carry', async () => {
    const ids = await givenMembers(
      instance.db,
      account.id,
      Array.from({ length: 800 }, (_, at) => ({ name: `Person ${at}`, email: `person${at}@example.com` })),
    );
    await instance.db.updateTable('seat_groups').set({ seats: 900 }).where('id', '=', account.groups['support-suite']!).execute();
    for (const [at, id] of ids.entries()) await give({ id }, 'support-suite', noon + at);
    const step = await stepOf(owner, await lower(owner, { 'seats.support-suite': '10' }));
    expect(step.html).not.toContain('type="checkbox"');
    expect(step.text).toContain('So 795 members have to give back theirs.');
    expect(step.text).toContain('Person 799');
    expect(step.text).toContain('595 others');
    expect((await owner.post(manage, { ...fieldsOf(step.html, manage), do: 'now' })).location).toBe('/subscription');
    const { used } = await instance.db
      .selectFrom('seat_groups')
      .select('used')
      .where('id', '=', account.groups['support-suite']!)
      .executeTakeFirstOrThrow();
    expect(used).toBe(10);
    expect(await findViolations(instance.db)).toEqual([]);
  });

  test('names all members when a product is removed, and each group when several get too small', async () => {
    await give(account.owner, 'sales');
    await give(account.admin, 'sales');
    const step = await stepOf(owner, await lower(owner, { 'seats.support-suite': '4', 'remove.sales': 'yes' }));
    expect(step.text).toContain('On 1 April 2026 Sales is removed. Everybody who has a seat of it gives it back.');
    expect(step.text).toContain('So one member has to give back theirs.');
    expect(step.html).not.toContain('name="loser.sales.');
    const done = await owner.post(manage, { ...fieldsOf(step.html, manage), do: 'now' });
    expect(done.location).toBe('/subscription');
    expect([await held(account.agent.id), await held(account.admin.id), await held(account.owner.id)]).toEqual([0, 1, 2]);
    expect(await waiting()).toHaveLength(2);
    expect(await findViolations(instance.db)).toEqual([]);
  });
});

describe('a request that would take seats away', () => {
  let id: string;
  const approval = () => `/subscription/requests/${id}/approval`;

  beforeEach(async () => {
    await instance.db.updateTable('accounts').set({ requests_enabled: 1 }).where('id', '=', account.id).execute();
    const admin = await browser(instance, account.admin);
    await admin.post('/subscription/requests', { version: '1', key: newId(), 'seats.support-suite': '3', note: '' });
    ({ id } = await instance.db.selectFrom('requests').select('id').executeTakeFirstOrThrow());
  });

  test('shows the members to the reviewer, who can choose others before it is approved', async () => {
    const review = await owner.get(`/subscription/requests/${id}`);
    expect(review.text).toContain(`on 1 April 2026: ${account.agent.name} and ${account.admin2.name}.`);
    const answer = await owner.post(approval(), fieldsOf(review.html, approval()));
    expect(answer.location).toBe(`/subscription/requests/${id}/losers?version=1&request=1`);
    expect(await waiting()).toEqual([]);
    const step = await stepOf(owner, answer);
    expect(ticksOf(step.html, approval())).toHaveLength(2);
    const carried = fieldsWithoutTicks(step.html, approval());
    const few = await owner.post(approval(), { ...carried, do: 'later', ...tick('support-suite', account.admin) });
    expect([few.status, ticksOf(few.html, approval())]).toEqual([422, [account.admin.id]]);
    const both = tick('support-suite', account.admin, account.admin2);
    expect((await owner.post(approval(), { ...carried, do: 'later', ...both })).location).toBe(`/subscription/requests/${id}`);
    expect((await chosen()).toSorted()).toEqual([account.admin.id, account.admin2.id].toSorted());
    expect((await owner.get(`/subscription/requests/${id}`)).text).toContain('Approved');
    expect((await owner.get(`/subscription/requests/${id}/losers?version=1&request=1`)).status).toBe(409);
  });

  test('gives the seats back at once', async () => {
    const step = await stepOf(owner, await owner.post(approval(), { version: '1', request: '1' }));
    const done = await owner.post(approval(), { ...fieldsOf(step.html, approval()), do: 'now' });
    expect((await owner.get(done.location ?? '')).text).toContain('2 seats have been given back.');
    expect([await held(account.agent.id), await held(account.admin2.id)]).toEqual([0, 0]);
  });

  test('goes back to the review when the request or the subscription has changed, and is refused to other users', async () => {
    expect((await owner.get(`/subscription/requests/${id}/losers?version=2&request=1`)).status).toBe(409);
    expect((await owner.get(`/subscription/requests/${id}/losers`)).status).toBe(409);
    const other = await browser(instance, (await givenAccount(instance.db)).owner);
    expect((await other.get(`/subscription/requests/${id}/losers?version=1&request=1`)).status).toBe(404);
    const admin = await browser(instance, account.admin);
    expect((await admin.get(`/subscription/requests/${id}/losers?version=1&request=1`)).status).toBe(403);
    expect((await owner.post(approval(), { version: '1', request: '1', do: 'now', role: 'owner' })).status).toBe(422);
    expect((await owner.post(approval(), { version: '1' })).status).toBe(422);
  });
});

test('on the operator desk the same step comes first, with all members to choose from', async () => {
  const operators = await givenAccount(instance.db, { name: 'Operators' });
  await instance.db.updateTable('accounts').set({ is_operators: 1 }).where('id', '=', operators.id).execute();
  await instance.db.updateTable('members').set({ is_operator: 1 }).where('id', '=', operators.admin.id).execute();
  const desk = await browser(instance, operators.admin);
  const path = `/operator/accounts/${account.id}/subscription`;
  expect((await desk.get(`${path}?version=1&seats.support-suite=3`)).text).toContain('2 members would lose their seat');
  const answer = await lower(desk, undefined, path);
  expect(answer.location).toMatch(new RegExp(`^${path}/losers\\?`));
  const step = await stepOf(desk, answer);
  const carried = fieldsWithoutTicks(step.html, path);
  const wrong = await desk.post(path, { ...carried, do: 'later', ...tick('support-suite', operators.agent, account.agent) });
  expect([wrong.status, await waiting()]).toEqual([422, []]);
  const done = await desk.post(path, { ...carried, do: 'later', ...tick('support-suite', account.billing, account.agent) });
  expect(done.location).toBe(path);
  expect((await chosen()).toSorted()).toEqual([account.billing.id, account.agent.id].toSorted());
  expect((await desk.get(`${path}/losers?version=1&seats.support-suite=3`)).status).toBe(409);
  await instance.db.updateTable('accounts').set({ status: 'cancelled', cancelled_at: noon }).where('id', '=', account.id).execute();
  expect((await desk.get(`${path}/losers?version=2&seats.support-suite=2`)).location).toMatch(new RegExp(`^${path}\\?`));
});

import { beforeEach, describe, expect, test } from 'vitest';
import { findViolations } from '../../src/cli/check.ts';
import { newId } from '../../src/values/ids.ts';
import { dueOn } from '../due/due.ts';
import { type Browser, browser, fieldsOf, freshInstance, type Instance, noon } from '../support/app.ts';
import { type GivenAccount, givenAccount, givenCatalogue } from '../support/given.ts';
import { confirmSeatLoss } from '../support/seat-loss.ts';

let instance: Instance;
let account: GivenAccount;
let owner: Browser;

beforeEach(async () => {
  instance = await freshInstance();
  await givenCatalogue(instance.db);
  account = await givenAccount(instance.db, { suiteSeats: 5 });
  owner = await browser(instance, account.owner);
});

/** Lowers the suite, or removes a product, and returns the id of the upcoming change. */
async function ask(fields: Record<string, string>): Promise<string> {
  const { version } = await instance.db
    .selectFrom('subscriptions')
    .select('version')
    .where('account_id', '=', account.id)
    .executeTakeFirstOrThrow();
  const answer = await owner.post('/subscription/manage', { version: String(version), key: newId(), ...fields });
  expect((await confirmSeatLoss(owner, answer, '/subscription/manage')).location).toBe('/subscription');
  const row = await instance.db.selectFrom('upcoming_changes').select('id').where('status', '=', 'waiting').executeTakeFirstOrThrow();
  return row.id;
}

const lowerTo = (seats: number) => ask({ 'seats.support-suite': String(seats) });
const pageOf = (id: string) => `/subscription/upcoming/${id}/losers`;
const ticksOf = (html: string, id: string) =>
  Object.keys(fieldsOf(html, pageOf(id)))
    .filter((name) => name.startsWith('loser.'))
    .map((name) => name.replace(/^loser\.[a-z-]+\./, ''));
const tick = (...members: { id: string }[]) => Object.fromEntries(members.map(({ id }) => [`loser.support-suite.${id}`, 'yes']));
const chosen = async () => (await instance.db.selectFrom('upcoming_losers').select('member_id').execute()).map((row) => row.member_id);
const held = async (memberId: string) =>
  (await instance.db.selectFrom('seats_held').select('group_id').where('member_id', '=', memberId).execute()).length;

describe('the page of the members who would lose their seat', () => {
  test('ticks the members who took their seat last, agents first, and never lists the owner', async () => {
    const id = await lowerTo(3);
    const page = await owner.get(pageOf(id));
    expect(page.status).toBe(200);
    expect(page.text).toContain('On 1 April 2026 there will be 3 seats of Support Suite and AI Assist.');
    expect(page.text).toContain('5 seats are in use. So 2 members have to give back theirs.');
    expect(ticksOf(page.html, id).toSorted()).toEqual([account.agent.id, account.admin2.id].toSorted());
    expect(page.html).not.toContain(`loser.support-suite.${account.owner.id}`);
    expect(page.html).toContain(`loser.support-suite.${account.billing.id}`);
  });

  test('says one seat when one is left', async () => {
    const page = await owner.get(pageOf(await lowerTo(1)));
    expect(page.text).toContain('On 1 April 2026 there will be 1 seat of Support Suite and AI Assist.');
  });

  test('is linked from the upcoming change that takes seats, for users who may choose, and from no other change', async () => {
    const id = await lowerTo(3);
    const link = `href="${pageOf(id)}"`;
    expect((await owner.get('/subscription')).html).toContain(link);
    const admin = await browser(instance, account.admin);
    expect((await admin.get('/subscription')).html).not.toContain('/losers"');
    await owner.post(
      `/subscription/upcoming/${id}/undo`,
      fieldsOf((await owner.get('/subscription')).html, `/subscription/upcoming/${id}/undo`),
    );
    await ask({ 'seats.sales': '2' });
    expect((await owner.get('/subscription')).html).not.toContain('/losers"');
  });

  test('says that no member loses a seat when there are enough', async () => {
    const { id: sales } = { id: await ask({ 'seats.sales': '2' }) };
    const page = await owner.get(pageOf(sales));
    expect(page.text).toContain('Nobody loses a seat');
    expect(page.html).not.toContain(`action="${pageOf(sales)}"`);
  });

  test('counts temporary seats that are still active on that day', async () => {
    await instance.db
      .insertInto('temporary_seats')
      .values({
        id: newId(),
        account_id: account.id,
        group_id: account.groups['support-suite']!,
        seats: 1,
        first_on: '2026-03-20',
        last_on: '2026-04-01',
        created_at: noon,
        created_by: account.owner.id,
      })
      .execute();
    const id = await lowerTo(3);
    const page = await owner.get(pageOf(id));
    expect(page.text).toContain('1 temporary seat is still there then. 5 seats are in use. So one member has to give back theirs.');
    expect(ticksOf(page.html, id)).toEqual([account.agent.id]);
  });

  test('lists all members at a removal, with nothing to choose', async () => {
    for (const member of [account.owner, account.admin]) {
      await instance.db
        .insertInto('seats_held')
        .values({ account_id: account.id, group_id: account.groups.sales!, member_id: member.id, taken_at: noon })
        .execute();
    }
    const id = await ask({ 'remove.sales': 'yes' });
    const page = await owner.get(pageOf(id));
    expect(page.text).toContain('On 1 April 2026 Sales is removed.');
    expect(page.text).toContain(account.admin.name);
    expect(page.html).not.toContain('type="checkbox"');
    expect((await owner.post(pageOf(id), { do: 'now' })).status).toBe(303);
    expect(await held(account.admin.id)).toBe(1);
  });

  test('is 404 for a change that is missing, foreign, or takes no seats, and 403 for users who may not lower seats', async () => {
    const id = await lowerTo(3);
    const other = await browser(instance, (await givenAccount(instance.db)).owner);
    const foreign = await other.get(pageOf(id));
    const missing = await other.get(pageOf(newId()));
    expect([foreign.status, missing.status]).toEqual([404, 404]);
    expect(foreign.html).toBe(missing.html);
    expect((await other.post(pageOf(id), { do: 'now' })).status).toBe(404);
    for (const member of [account.admin, account.agent, account.user]) {
      const visit = await browser(instance, member);
      expect((await visit.get(pageOf(id))).status).toBe(403);
      expect((await visit.post(pageOf(id), { do: 'now' })).status).toBe(403);
    }
    const cycle = await ask({ cycle: 'annual' }).then(
      async () => (await instance.db.selectFrom('upcoming_changes').select('id').where('kind', '=', 'cycle').executeTakeFirstOrThrow()).id,
    );
    expect((await owner.get(pageOf(cycle))).status).toBe(404);
  });
});

describe('choosing other members', () => {
  test('is stored, shown, recorded once, and carried out at the renewal', async () => {
    const id = await lowerTo(3);
    const visit = await browser(instance, account.billing);
    const choice = { do: 'later', ...tick(account.admin, account.agent) };
    expect((await visit.post(pageOf(id), choice)).location).toBe('/subscription');
    expect((await visit.get('/subscription')).text).toContain('The choice has been saved.');
    expect((await chosen()).toSorted()).toEqual([account.admin.id, account.agent.id].toSorted());
    await visit.post(pageOf(id), choice);
    const events = await instance.db.selectFrom('events').selectAll().where('action', '=', 'seats.chosen').execute();
    expect(events.map((event) => event.actor_id)).toEqual([account.owner.id, account.billing.id]);
    expect(events[1]).toMatchObject({ subject_name: 'Support Suite' });
    expect(JSON.parse(events[1]?.before ?? '')).toEqual({ members: [account.agent.name, account.admin2.name] });
    const page = await owner.get(pageOf(id));
    expect(page.text).toContain('Ticked are those who have been chosen.');
    expect(ticksOf(page.html, id).toSorted()).toEqual([account.admin.id, account.agent.id].toSorted());

    await dueOn(instance.db, '2026-04-01');
    expect([await held(account.admin.id), await held(account.agent.id), await held(account.admin2.id)]).toEqual([0, 0, 1]);
    expect(await findViolations(instance.db)).toEqual([]);
  });

  test('needs exactly as many members as have to go; ticked members stay ticked', async () => {
    const id = await lowerTo(3);
    const few = await owner.post(pageOf(id), { do: 'later', ...tick(account.admin) });
    expect(few.status).toBe(422);
    expect(few.text).toContain('Tick exactly 2 members: 1 is ticked');
    expect(few.html).toContain('<title>Error: ');
    expect(ticksOf(few.html, id)).toEqual([account.admin.id]);
    const many = await owner.post(pageOf(id), { do: 'now', ...tick(account.admin, account.admin2, account.agent) });
    expect(many.text).toContain('Tick exactly 2 members: 3 are ticked');
    expect((await chosen()).toSorted()).toEqual([account.agent.id, account.admin2.id].toSorted());
    expect(await held(account.admin.id)).toBe(1);
  });

  test('refuses the owner, a member without a seat, a member of another account, and other fields', async () => {
    const id = await lowerTo(4);
    const elsewhere = await givenAccount(instance.db);
    for (const member of [account.owner, account.user, elsewhere.agent]) {
      const answer = await owner.post(pageOf(id), { do: 'now', ...tick(member) });
      expect(answer.status).toBe(422);
      expect(answer.text).toContain('Somebody who was ticked has no seat any more.');
    }
    expect((await owner.post(pageOf(id), { do: 'now', role: 'owner' })).status).toBe(422);
    expect(await chosen()).toEqual([account.agent.id]);
    expect(await instance.db.selectFrom('seats_held').select('member_id').where('account_id', '=', account.id).execute()).toHaveLength(5);
  });

  test('is too late when the change no longer waits', async () => {
    const id = await lowerTo(3);
    await owner.post(`/subscription/upcoming/${id}/undo`);
    expect((await owner.get(pageOf(id))).location).toBe('/subscription');
    expect((await owner.post(pageOf(id), { do: 'later', ...tick(account.agent, account.admin) })).location).toBe('/subscription');
    expect((await owner.get('/subscription')).text).toContain('no longer waiting');
    expect((await chosen()).toSorted()).toEqual([account.agent.id, account.admin2.id].toSorted());
  });
});

describe('giving the seats back at once', () => {
  test('frees the seats, makes members without a seat end users, signs them out and mails them; the bill stays', async () => {
    const id = await lowerTo(3);
    const agent = await browser(instance, account.agent);
    expect((await agent.get('/profile')).status).toBe(200);
    const page = await owner.get(pageOf(id));
    const answer = await owner.post(pageOf(id), { ...fieldsOf(page.html, pageOf(id)), do: 'now' });
    expect(answer.location).toBe('/subscription');
    expect((await owner.get('/subscription')).text).toContain('2 seats have been given back.');
    const group = await instance.db
      .selectFrom('seat_groups')
      .select(['seats', 'used'])
      .where('id', '=', account.groups['support-suite']!)
      .executeTakeFirstOrThrow();
    expect(group).toEqual({ seats: 5, used: 3 });
    expect((await agent.get('/profile')).location).toMatch(/^\/sign-in/);
    const mails = await instance.db.selectFrom('outbox').select(['letter', 'to_email']).orderBy('letter').orderBy('to_email').execute();
    expect(mails).toEqual([
      { letter: 'seat-lost', to_email: account.admin2.email },
      { letter: 'seat-lost', to_email: account.agent.email },
      { letter: 'seats-taken', to_email: account.owner.email },
    ]);
    const events = await instance.db.selectFrom('events').select(['action', 'actor_id']).where('action', '=', 'seat.lost').execute();
    expect(events).toEqual(Array(2).fill({ action: 'seat.lost', actor_id: account.owner.id }));
    expect((await owner.get(pageOf(id))).text).toContain('Nobody loses a seat');
    expect(await findViolations(instance.db)).toEqual([]);
  });
});

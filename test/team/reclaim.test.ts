import { beforeEach, describe, expect, it } from 'vitest';
import { accountTypes, type Role, roles } from '../../src/permissions.ts';
import { findReclaimable } from '../../src/team/reclaim.ts';
import { newId } from '../../src/values/ids.ts';
import { type Browser, browser, fieldsOf, noon } from '../support/app.ts';
import type { GivenMember } from '../support/given.ts';
import { actions, givenTeam, lastEvent, type World } from './given.ts';

const page = '/team/seats/reclaim';
const suite = 'support-suite';
const day = 86_400;

let world: World;
let owner: Browser;
beforeEach(() => start());

async function start(options: Parameters<typeof givenTeam>[0] = {}): Promise<void> {
  world = await givenTeam(options);
  owner = await world.as(world.owner);
}

interface Holding {
  status?: 'active' | 'invited' | 'suspended';
  role?: Role;
  createdDaysAgo?: number;
  invitedDaysAgo?: number;
  seenDaysAgo?: number | null;
  group?: string | null;
}

/** Inserts a member who holds a seat, with the days of their last activity. */
async function holder(name: string, holding: Holding = {}): Promise<string> {
  const { status = 'active', role = 'agent', createdDaysAgo = 400, invitedDaysAgo, seenDaysAgo = 1, group = suite } = holding;
  const id = newId();
  const ago = (days: number | null | undefined) => (days === null || days === undefined ? null : noon - days * day);
  await world.db
    .insertInto('members')
    .values({
      id,
      account_id: world.id,
      name,
      email: `${id}@ours.example`,
      role,
      status,
      language: 'en',
      created_at: noon - createdDaysAgo * day,
      invited_at: ago(invitedDaysAgo),
      suspended_at: status === 'suspended' ? noon - 5 * day : null,
      last_seen_at: status === 'invited' ? null : ago(seenDaysAgo),
    })
    .execute();
  if (group) {
    await world.db
      .insertInto('seats_held')
      .values({ account_id: world.id, group_id: world.groups[group] ?? '', member_id: id, taken_at: noon - 100 })
      .execute();
  }
  return id;
}

async function reclaimableNames(asking: GivenMember = world.owner): Promise<string[]> {
  const groups = await findReclaimable(world.db, { accountId: world.id, asking, now: noon });
  return groups.flatMap((group) => group.members.map((member) => member.name));
}

async function holdersOf(group: string): Promise<string[]> {
  const rows = await world.db
    .selectFrom('seats_held')
    .select('member_id')
    .where('group_id', '=', world.groups[group] ?? '')
    .execute();
  return rows.map((row) => row.member_id);
}

async function usedOf(group: string): Promise<number> {
  const row = await world.db
    .selectFrom('seat_groups')
    .select('used')
    .where('id', '=', world.groups[group] ?? '')
    .executeTakeFirstOrThrow();
  return row.used;
}

describe('seats that could be freed first', () => {
  const cases: [what: string, holding: Holding, isOne: boolean][] = [
    ['suspended', { status: 'suspended' }, true],
    ['invited 30 days ago', { status: 'invited', invitedDaysAgo: 30 }, true],
    ['invited 29 days ago', { status: 'invited', invitedDaysAgo: 29 }, false],
    ['invited long ago, and again since', { status: 'invited', createdDaysAgo: 300, invitedDaysAgo: 2 }, false],
    ['not signed in for 90 days', { seenDaysAgo: 90 }, true],
    ['signed in 89 days ago', { seenDaysAgo: 89 }, false],
    ['never signed in, created 90 days ago', { seenDaysAgo: null, createdDaysAgo: 90 }, true],
    ['never signed in, created 89 days ago', { seenDaysAgo: null, createdDaysAgo: 89 }, false],
    ['suspended without a seat', { status: 'suspended', group: null }, false],
    ['in use', {}, false],
  ];
  it.each(cases)('%s', async (_, holding, isOne) => {
    await holder('Ada', holding);
    expect(await reclaimableNames()).toEqual(isOne ? ['Ada'] : []);
  });

  it('are never the owner’s or one’s own, and those of billing admins only for the owner', async () => {
    await world.db
      .updateTable('members')
      .set({ last_seen_at: noon - 200 * day, created_at: noon - 400 * day })
      .where('account_id', '=', world.id)
      .execute();
    const all = [world.billing, world.admin, world.admin2, world.agent].map((one) => one.name).toSorted();
    expect((await reclaimableNames()).toSorted()).toEqual(all);
    expect((await reclaimableNames(world.admin)).toSorted()).toEqual([world.admin2.name, world.agent.name].toSorted());
    expect((await reclaimableNames(world.billing)).toSorted()).toEqual(all.filter((name) => name !== world.billing.name));
  });

  it('are all counted and the first twenty named, suspended before invited before away', async () => {
    await world.db
      .updateTable('seat_groups')
      .set({ seats: 60 })
      .where('id', '=', world.groups[suite] ?? '')
      .execute();
    for (let n = 0; n < 22; n++) await holder(`Away ${n}`, { seenDaysAgo: 100 + n });
    await holder('Invited', { status: 'invited', invitedDaysAgo: 40 });
    await holder('Suspended', { status: 'suspended' });
    const [group] = await findReclaimable(world.db, { accountId: world.id, asking: world.owner, now: noon });
    expect(group?.seats).toBe(24);
    expect(group?.members.map((one) => one.name).slice(0, 4)).toEqual(['Suspended', 'Invited', 'Away 21', 'Away 20']);
    expect(group?.members).toHaveLength(20);
    const { text } = await owner.get('/team/seats');
    expect(text).toContain('24 seats for Support Suite and AI Assist could be freed first');
    expect(text).toContain('and 4 more');
    expect((await owner.get(page)).text).toContain('The first 20 of 24 are shown');
  });

  it('are found by indexes, so that the number of members does not matter', async () => {
    const plans: string[] = [];
    const explained = new Proxy(world.db, {
      get(db, key) {
        if (key !== 'executeQuery') return Reflect.get(db, key);
        return async (query: { sql: string }) => {
          const plan = await db.executeQuery<{ detail: string }>({ ...query, sql: `EXPLAIN QUERY PLAN ${query.sql}` } as never);
          plans.push(...plan.rows.map((row) => row.detail));
          return db.executeQuery(query as never);
        };
      },
    });
    await findReclaimable(explained, { accountId: world.id, asking: world.owner, now: noon });
    expect(plans.filter((detail) => /^SCAN (members|seats_held)/.test(detail))).toEqual([]);
    expect(plans.filter((detail) => /^SEARCH members USING INDEX/.test(detail))).toHaveLength(3);
    expect(plans.filter((detail) => /^SEARCH seats_held USING COVERING INDEX .*member_id=\?/.test(detail))).toHaveLength(3);
  });

  it('are shown where seats are added and on Manage, with the way to free them, and nowhere without any', async () => {
    for (const where of ['/team/seats', '/subscription/manage']) {
      expect((await owner.get(where)).text).not.toContain('could be freed first');
    }
    await holder('Ada Away', { seenDaysAgo: 120 });
    for (const where of ['/team/seats', '/subscription/manage']) {
      const { text, html } = await owner.get(where);
      expect(text).toContain('1 seat for Support Suite and AI Assist could be freed first');
      expect(text).toContain('Not signed in for 90 days: Ada Away');
      expect(html).toContain(`/team/seats/reclaim?group=${suite}&amp;back=${encodeURIComponent(where)}`);
    }
    // The notice also appears where a decider reviews a request, for the groups of which the request adds seats.
    await start({ type: 'online_assisted' });
    await holder('Ada Away', { seenDaysAgo: 120 });
    const admin = await world.as(world.admin);
    const asked = await admin.post('/team/seats', { version: '1', key: newId(), group: suite, seats: '2' });
    const review = await owner.get(asked.location ?? '');
    expect(review.text).toContain('1 seat for Support Suite and AI Assist could be freed first');
    expect(review.html).toContain(`reclaim?group=${suite}&amp;back=${encodeURIComponent(asked.location ?? '')}`);
    expect((await admin.get(asked.location ?? '')).text).not.toContain('could be freed first');
    await (await world.as(world.admin2)).post('/team/seats', { version: '1', key: newId(), group: 'sales', seats: '2' });
    const other = await world.db.selectFrom('requests').select('id').where('requester_id', '=', world.admin2.id).executeTakeFirstOrThrow();
    expect((await owner.get(`/subscription/requests/${other.id}`)).text).not.toContain('could be freed first');
    // An admin who can neither buy nor request seats sees it as well.
    await start();
    await holder('Ada Away', { seenDaysAgo: 120 });
    expect((await (await world.as(world.admin)).get('/team/seats')).text).toContain('could be freed first');
  });
});

describe('freeing them', () => {
  it('frees exactly the chosen, with an event each, and says that the bill is the same', async () => {
    const [ada, ben, cleo] = [
      await holder('Ada', { status: 'suspended' }),
      await holder('Ben', { seenDaysAgo: 100 }),
      await holder('Cleo', { seenDaysAgo: 100 }),
    ];
    const { html, text } = await owner.get(`${page}?group=${suite}&back=/contacts`);
    expect(text).toContain('Freeing a seat does not lower your bill');
    const fields = fieldsOf(html, page);
    // Members who cannot use their seat are preselected; a member who is only away is not.
    expect(fields).toEqual({ group: suite, back: '/contacts', [`member.${ada}`]: 'yes' });
    const seats = await usedOf(suite);
    const answer = await owner.post(page, { ...fields, [`member.${ben}`]: 'yes' });
    expect(answer).toMatchObject({ status: 303, location: '/contacts' });
    const holders = await holdersOf(suite);
    expect([ada, ben, cleo].map((id) => holders.includes(id))).toEqual([false, false, true]);
    expect(await usedOf(suite)).toBe(seats - 2);
    expect(await actions(world.db, world.id)).toEqual(['seat.freed', 'seat.freed']);
    expect(await lastEvent(world.db, world.id)).toMatchObject({
      actor_id: world.owner.id,
      subject_id: ben,
      before: { product: 'Support Suite', free: 18 },
      after: { product: 'Support Suite', free: 19 },
    });
    expect(
      await world.db
        .selectFrom('seat_groups')
        .select('seats')
        .where('id', '=', world.groups[suite] ?? '')
        .executeTakeFirst(),
    ).toEqual({
      seats: 25,
    });
    const notice = (await owner.get('/contacts')).text;
    expect(notice).toContain('2 seats for Support Suite and AI Assist are free: they were held by Ada and Ben. Your bill stays the same.');
    // The same form sent again changes nothing.
    await owner.post(page, { ...fields, [`member.${ben}`]: 'yes' });
    expect((await owner.get('/contacts')).text).toContain('Nothing was freed');
    expect(await actions(world.db, world.id)).toHaveLength(2);
  });

  it('skips members who use their seat again, other groups, and members outside the rights of the user', async () => {
    const back = await holder('Back', { seenDaysAgo: 100 });
    const away = await holder('Away', { seenDaysAgo: 100 });
    const elsewhere = await holder('Elsewhere', { seenDaysAgo: 100, group: 'sales' });
    const { html } = await owner.get(`${page}?group=${suite}`);
    await world.db.updateTable('members').set({ last_seen_at: noon }).where('id', '=', back).execute();
    const stranger = world.other.agent.id;
    const chosen = [back, away, elsewhere, stranger, world.owner.id, world.admin.id];
    const boxes = Object.fromEntries(chosen.map((id) => [`member.${id}`, 'yes']));
    expect((await owner.post(page, { ...fieldsOf(html, page), ...boxes })).status).toBe(303);
    expect((await owner.get('/team')).text).toContain('5 chosen seats were left');
    const holders = await holdersOf(suite);
    expect([back, away, world.owner.id, world.admin.id].map((id) => holders.includes(id))).toEqual([true, false, true, true]);
    expect(await holdersOf('sales')).toEqual([elsewhere]);
    expect(await world.db.selectFrom('seats_held').where('member_id', '=', stranger).selectAll().execute()).toHaveLength(1);
    expect(await actions(world.db, world.other.id)).toEqual([]);
  });

  it('does not let an admin free a seat of a billing admin, or a user their own', async () => {
    await world.db
      .updateTable('members')
      .set({ last_seen_at: noon - 200 * day, created_at: noon - 400 * day })
      .where('account_id', '=', world.id)
      .execute();
    const admin = await world.as(world.admin);
    const boxes = Object.fromEntries([world.billing, world.admin, world.agent].map((one) => [`member.${one.id}`, 'yes']));
    expect((await admin.post(page, { group: suite, ...boxes })).status).toBe(303);
    const holders = await holdersOf(suite);
    expect([world.billing, world.admin, world.agent].map((one) => holders.includes(one.id))).toEqual([true, true, false]);
  });

  it('by several at once frees each seat once', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, (_, n) => holder(`Away ${n}`, { seenDaysAgo: 100 })));
    const boxes = Object.fromEntries(ids.map((id) => [`member.${id}`, 'yes']));
    const people = await Promise.all([world.owner, world.billing, world.admin, world.admin2].map((one) => world.as(one)));
    const before = await usedOf(suite);
    await Promise.all(people.map((person) => person.post(page, { group: suite, ...boxes })));
    expect(await usedOf(suite)).toBe(before - 10);
    expect(await actions(world.db, world.id)).toHaveLength(10);
  });

  it.each(accountTypes.flatMap((type) => roles.map((role) => ({ type, role }))))('$type, $role', async ({ type, role }) => {
    await start({ type });
    const ada = await holder('Ada', { status: 'suspended' });
    const { owner: o, billing: b, admin: a, agent, user } = world;
    const who = await world.as({ owner: o, billing_admin: b, admin: a, agent, end_user: user }[role]);
    const may = ['owner', 'billing_admin', 'admin'].includes(role);
    expect((await who.get(page)).status).toBe(may ? 200 : 403);
    expect((await who.post(page, { group: suite, [`member.${ada}`]: 'yes' })).status).toBe(may ? 303 : 403);
    expect((await holdersOf(suite)).includes(ada)).toBe(!may);
  });

  it('asks for a choice, and refuses what does not belong there', async () => {
    await holder('Ada', { status: 'suspended' });
    const none = await owner.post(page, { group: suite });
    expect([none.status, none.text.includes('Choose at least one person')]).toEqual([422, true]);
    expect(none.html).not.toMatch(/type="checkbox"[^>]*checked/);
    const unknown = await owner.post(page, { group: suite, price: '0' });
    expect([unknown.status, unknown.text.includes('does not belong to it')]).toEqual([422, true]);
    expect((await owner.post(page, { group: suite, [`member.${newId()}`]: 'yes\u0000' })).status).toBe(422);
    expect((await owner.get(`${page}?group=voice`)).status).toBe(404);
    expect((await owner.post(page, { group: 'voice', [`member.${newId()}`]: 'yes' })).status).toBe(404);
    expect((await owner.get(`${page}?group=sales`)).text).toContain('No seats to free');
    expect((await (await browser(world.instance)).post(page, { group: suite })).location).toContain('/sign-in');
    const elsewhere = await owner.get(`${page}?back=${encodeURIComponent('//elsewhere.example')}`);
    expect(fieldsOf(elsewhere.html, page).back).toBe('/team/seats');
  });
});

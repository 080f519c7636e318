import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../src/values/ids.ts';
import { noon } from '../support/app.ts';
import { actions, givenMembers, givenTeam, groupRow, leaveFree, mails, type World } from './given.ts';

const suite = 'support-suite';
let world: World;
let group: string;
beforeEach(async () => {
  world = await givenTeam();
  group = world.groups[suite] ?? '';
});

async function held(groupId: string): Promise<number> {
  const { n } = await world.db
    .selectFrom('seats_held')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('group_id', '=', groupId)
    .executeTakeFirstOrThrow();
  return n;
}

describe('more used than bought is impossible', () => {
  it('by a hundred invitations at once', async () => {
    await leaveFree(world.db, group, 7);
    const people = await Promise.all([world.as(world.owner), world.as(world.billing), world.as(world.admin)]);
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        people[at % 3]?.post('/team/new', {
          name: `Person ${at}`,
          email: `person${at}@harbour.example`,
          role: 'agent',
          'seats.support-suite': 'yes',
          lastSeat: suite,
        }),
      ),
    );
    expect(answers.filter((answer) => answer?.status === 303)).toHaveLength(7);
    expect(answers.filter((answer) => answer?.status === 422)).toHaveLength(93);
    expect(await groupRow(world.db, group)).toMatchObject({ used: 12, seats: 12 });
    expect(await held(group)).toBe(12);
  });

  it('by inviting, promoting, reactivating and giving at once', async () => {
    const users = await givenMembers(
      world.db,
      world.id,
      Array.from({ length: 60 }, (_, at) => ({ name: `User ${at}`, email: `user${at}@harbour.example`, role: 'end_user' as const })),
    );
    const agents = await givenMembers(
      world.db,
      world.id,
      Array.from({ length: 60 }, (_, at) => ({ name: `Agent ${at}`, email: `agent${at}@harbour.example` })),
    );
    const suspended = await givenMembers(
      world.db,
      world.id,
      Array.from({ length: 30 }, (_, at) => ({ name: `Gone ${at}`, email: `gone${at}@harbour.example`, status: 'suspended' as const })),
    );
    await leaveFree(world.db, group, 11);
    const owner = await world.as(world.owner);
    const admin = await world.as(world.admin);
    const seat = { 'seats.support-suite': 'yes', lastSeat: suite };
    const answers = await Promise.all([
      ...users.map((id) => owner.post(`/team/${id}/role`, { from: 'end_user', role: 'agent', ...seat })),
      ...agents.map((id) => admin.post(`/team/${id}/seats/${group}`, { lastSeat: suite })),
      ...suspended.map((id) => admin.post(`/team/${id}/reactivation`, seat)),
      ...users.map((_, at) => owner.post('/team/new', { name: 'New', email: `new${at}@harbour.example`, role: 'agent', ...seat })),
    ]);
    expect(answers.every((answer) => [303, 422].includes(answer.status))).toBe(true);
    expect(answers.filter((answer) => answer.status === 303)).toHaveLength(11);
    const { used, seats } = await groupRow(world.db, group);
    expect(used).toBe(seats);
    expect(await held(group)).toBe(used);
  });

  it('by code that does not check: the database refuses', async () => {
    await leaveFree(world.db, group, 0);
    const seat = { account_id: world.id, group_id: group, member_id: world.user.id, taken_at: noon };
    await expect(world.db.insertInto('seats_held').values(seat).execute()).rejects.toThrow('no free seat');
  });
});

describe('when a group runs out', () => {
  it('owner and billing admins get a mail once, and again only after a seat was free', async () => {
    await leaveFree(world.db, group, 1);
    const admin = await world.as(world.admin);
    const release = () => admin.post(`/team/${world.agent.id}/seats/${group}/release`);
    const give = () => admin.post(`/team/${world.agent.id}/seats/${group}`, { lastSeat: suite });
    const ranOutMails = async () => (await mails(world.db, world.id)).filter((mail) => mail.letter === 'seats-ran-out');

    await admin.post('/team/new', {
      name: 'Ada',
      email: 'ada@harbour.example',
      role: 'agent',
      'seats.support-suite': 'yes',
      lastSeat: suite,
    });
    expect((await ranOutMails()).map((mail) => mail.to_email).sort()).toEqual([world.billing.email, world.owner.email].sort());
    expect((await ranOutMails())[0]?.subject).toBe('No seats remaining');
    expect((await ranOutMails())[0]?.text).toContain('All 6 seats for Support Suite');
    expect(await actions(world.db, world.id)).toEqual(['member.invited', 'seats.ranOut']);
    expect((await groupRow(world.db, group)).ran_out_at).not.toBeNull();

    await give();
    expect(await ranOutMails()).toHaveLength(2);
    await release();
    expect((await groupRow(world.db, group)).ran_out_at).toBeNull();
    await give();
    expect(await ranOutMails()).toHaveLength(4);
  });

  it('says nothing about a group that was full before and was not touched', async () => {
    await leaveFree(world.db, group, 0);
    const admin = await world.as(world.admin);
    await admin.post(`/team/${world.agent.id}/seats/${world.groups.sales}`);
    expect(await mails(world.db, world.id)).toEqual([]);
  });
});

describe('the banner while none is left', () => {
  const banner = 'No seats remaining for Support Suite';
  const dismiss = (groups: string) => ({ groups });

  it('is shown to those who look after the team until they put it away, each for themselves', async () => {
    const admin = await world.as(world.admin);
    expect((await admin.get('/team')).text).not.toContain(banner);
    await leaveFree(world.db, group, 0);
    expect((await admin.get('/team')).text).toContain(banner);
    expect((await admin.post('/team/none-left/dismissal', dismiss(suite))).location).toBe('/team');
    expect((await admin.get('/team')).text).not.toContain(banner);
    expect((await (await world.as(world.owner)).get('/team')).text).toContain(banner);
  });

  it('comes back when the number bought changes, or when a seat was free in between', async () => {
    await leaveFree(world.db, group, 0);
    const admin = await world.as(world.admin);
    await admin.post('/team/none-left/dismissal', dismiss(suite));
    await admin.post(`/team/${world.agent.id}/seats/${group}/release`);
    await admin.post(`/team/${world.agent.id}/seats/${group}`, { lastSeat: suite });
    expect((await admin.get('/team')).text).toContain(banner);
    await admin.post('/team/none-left/dismissal', dismiss(suite));
    expect((await admin.get('/team')).text).not.toContain(banner);
    await world.db.updateTable('seat_groups').set({ seats: 6 }).where('id', '=', group).execute();
    await admin.post('/team/new', {
      name: 'Ada',
      email: 'ada@harbour.example',
      role: 'agent',
      'seats.support-suite': 'yes',
      lastSeat: suite,
    });
    expect((await admin.get('/team')).text).toContain(banner);
  });

  it('hiding it changes nothing for a group with free seats, for an unknown group, and for an agent', async () => {
    const admin = await world.as(world.admin);
    for (const groups of ['sales', 'voice', '', newId(), 'x y z']) {
      expect((await admin.post('/team/none-left/dismissal', { groups })).status).toBe(303);
    }
    expect(await world.db.selectFrom('dismissals').selectAll().execute()).toEqual([]);
    expect((await (await world.as(world.agent)).post('/team/none-left/dismissal', dismiss(suite))).status).toBe(403);
  });
});

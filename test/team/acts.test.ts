import { beforeEach, describe, expect, it } from 'vitest';
import { issueToken } from '../../src/auth/tokens.ts';
import { type Trx, transaction } from '../../src/db/transaction.ts';
import { Forbidden } from '../../src/errors.ts';
import { changeRole } from '../../src/team/change-role.ts';
import { downgrade } from '../../src/team/downgrade.ts';
import { inviteMember } from '../../src/team/invite.ts';
import { reclaimSeats } from '../../src/team/reclaim.ts';
import { freeSeat } from '../../src/team/seats.ts';
import { suspend } from '../../src/team/suspend.ts';
import { newId } from '../../src/values/ids.ts';
import { actingAs } from '../support/acting.ts';
import { type Browser, browser, fieldsOf, noon } from '../support/app.ts';
import type { GivenMember } from '../support/given.ts';
import { actions, givenTeam, groupRow, lastEvent, leaveFree, mails, memberRow, seatsOf, type World } from './given.ts';

let world: World;
beforeEach(async () => {
  world = await givenTeam();
});

const suite = 'support-suite';

/** All acts on a member, with fields that are valid for an agent who holds a suite seat. */
const acts: [name: string, path: (id: string, groupId: string) => string, fields: Record<string, string>][] = [
  ['name', (id) => `/team/${id}/name`, { name: 'Somebody New' }],
  ['role', (id) => `/team/${id}/role`, { from: 'agent', role: 'admin' }],
  ['suspension', (id) => `/team/${id}/suspension`, { seats: 'keep' }],
  ['reactivation', (id) => `/team/${id}/reactivation`, {}],
  ['downgrade', (id) => `/team/${id}/downgrade`, {}],
  ['give a seat', (id, groupId) => `/team/${id}/seats/${groupId}`, {}],
  ['free a seat', (id, groupId) => `/team/${id}/seats/${groupId}/release`, {}],
  ['invitation', (id) => `/team/${id}/invitation`, {}],
  ['ownership', (id) => `/team/${id}/ownership`, { understood: 'yes' }],
];

describe('every act on a member', () => {
  it.each(acts)('%s: sends a visitor to the sign-in page', async (_, path, fields) => {
    const visitor = await browser(world.instance);
    const answer = await visitor.post(path(world.agent.id, world.groups.sales ?? ''), fields);
    expect(answer).toMatchObject({ status: 303, location: '/sign-in' });
  });

  it.each(acts)('%s: is closed to agents and end users, also on themselves', async (_, path, fields) => {
    for (const who of [world.agent, world.user]) {
      const person = await world.as(who);
      for (const whom of [world.agent, world.user]) {
        expect((await person.post(path(whom.id, world.groups.sales ?? ''), fields)).status).toBe(403);
      }
    }
    expect(await actions(world.db, world.id)).toEqual([]);
  });

  it.each(acts)('%s: a member of another account is not there, to the byte', async (_, path, fields) => {
    for (const who of [world.owner, world.billing, world.admin]) {
      const person = await world.as(who);
      const foreign = await person.post(path(world.other.agent.id, world.other.groups.sales ?? ''), fields);
      const missing = await person.post(path(newId(), newId()), fields);
      expect(foreign.status).toBe(404);
      expect(foreign.html).toBe(missing.html);
      const unreadable = await person.post(path(world.other.agent.id, world.other.groups.sales ?? ''), { ...fields, surplus: 'x' });
      expect(unreadable.html).toBe(missing.html);
    }
    expect(await actions(world.db, world.other.id)).toEqual([]);
  });

  it.each(acts)('%s: only the owner acts on a billing admin, and no one on the owner', async (_, path, fields) => {
    for (const who of [world.billing, world.admin]) {
      const person = await world.as(who);
      for (const whom of [world.billing, world.owner]) {
        if (who === whom) continue;
        const { status } = await person.post(path(whom.id, world.groups.sales ?? ''), {
          ...fields,
          ...(fields.from && { from: whom.role }),
        });
        expect(status).toBe(403);
      }
    }
    expect(await actions(world.db, world.id)).toEqual([]);
  });

  it.each(acts)('%s: refuses an unknown field and keeps things as they are', async (_, path, fields) => {
    const owner = await world.as(world.owner);
    const answer = await owner.post(path(world.agent.id, world.groups.sales ?? ''), { ...fields, surplus: '1' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('There is a problem');
    expect(await actions(world.db, world.id)).toEqual([]);
  });

  it('a form from another site is refused', async () => {
    const owner = await world.as(world.owner);
    expect((await owner.post(`/team/${world.agent.id}/downgrade`, {}, { origin: 'https://elsewhere.example' })).status).toBe(403);
  });

  it('the page of a member: open to those who manage the team, 404 for a member of another account', async () => {
    for (const who of [world.owner, world.billing, world.admin]) {
      const person = await world.as(who);
      const own = await person.get(`/team/${world.agent.id}`);
      expect(own.status).toBe(200);
      expect(own.text).toContain(world.agent.email);
      const foreign = await person.get(`/team/${world.other.agent.id}`);
      expect(foreign.status).toBe(404);
      expect(foreign.html).toBe((await person.get(`/team/${newId()}`)).html);
    }
    for (const who of [world.agent, world.user]) expect((await (await world.as(who)).get(`/team/${who.id}`)).status).toBe(403);
  });
});

/** Submits the form that posts to this address, after checking that the page has it. */
async function press(person: Browser, member: GivenMember, path: string, fields: Record<string, string> = {}) {
  const { html } = await person.get(`/team/${member.id}`);
  expect(html).toContain(`action="${path}"`);
  return person.post(path, fields);
}

describe('renaming', () => {
  it('is saved, recorded and confirmed', async () => {
    const admin = await world.as(world.admin);
    const answer = await press(admin, world.agent, `/team/${world.agent.id}/name`, { name: '  Ada  Nkemelu ' });
    expect(answer).toMatchObject({ status: 303, location: `/team/${world.agent.id}` });
    expect((await memberRow(world.db, world.agent.id)).name).toBe('Ada  Nkemelu');
    expect(await lastEvent(world.db, world.id)).toMatchObject({
      action: 'member.edited',
      actor_id: world.admin.id,
      before: { name: world.agent.name },
      after: { name: 'Ada  Nkemelu' },
    });
    expect((await admin.get(`/team/${world.agent.id}`)).text).toContain('The name is saved.');
  });

  it('keeps what was typed when it cannot be saved', async () => {
    const admin = await world.as(world.admin);
    const long = 'x'.repeat(121);
    const answer = await admin.post(`/team/${world.agent.id}/name`, { name: long });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain(`value="${long}"`);
    expect(answer.html).toContain('href="#field-name"');
  });

  it('shows a name made of markup as it was typed', async () => {
    const admin = await world.as(world.admin);
    await admin.post(`/team/${world.agent.id}/name`, { name: '<script>alert("1")</script>' });
    for (const path of ['/team', `/team/${world.agent.id}`]) {
      const { html } = await admin.get(path);
      expect(html).not.toContain('<script>alert');
      expect(html).toContain('&lt;script&gt;alert(');
    }
  });
});

describe('changing a role', () => {
  it('up to admin: role, event, letter, and their sessions end', async () => {
    const agent = await world.as(world.agent);
    const billing = await world.as(world.billing);
    const answer = await press(billing, world.agent, `/team/${world.agent.id}/role`, { from: 'agent', role: 'admin' });
    expect(answer.status).toBe(303);
    expect((await memberRow(world.db, world.agent.id)).role).toBe('admin');
    expect(await lastEvent(world.db, world.id)).toMatchObject({
      action: 'member.roleChanged',
      before: { role: 'agent', seats: ['Support Suite'] },
      after: { role: 'admin', seats: ['Support Suite'] },
    });
    expect(await mails(world.db, world.id)).toMatchObject([
      { letter: 'member-role', to_email: world.agent.email, text: expect.stringContaining('You are now: Admin.') },
    ]);
    expect((await agent.get('/')).location).toBe('/sign-in');
  });

  it('to billing admin and back by the owner alone', async () => {
    const owner = await world.as(world.owner);
    expect((await owner.post(`/team/${world.admin.id}/role`, { from: 'admin', role: 'billing_admin' })).status).toBe(303);
    expect((await memberRow(world.db, world.admin.id)).role).toBe('billing_admin');
    expect((await owner.post(`/team/${world.billing.id}/role`, { from: 'billing_admin', role: 'admin' })).status).toBe(303);
    expect((await memberRow(world.db, world.billing.id)).role).toBe('admin');
    const admin2 = await world.as(world.admin2);
    const refused = await admin2.post(`/team/${world.agent.id}/role`, { from: 'agent', role: 'billing_admin' });
    expect(refused.status).toBe(403);
    expect(refused.text).toContain(world.owner.name);
  });

  it('cannot make a member owner or end user', async () => {
    const owner = await world.as(world.owner);
    for (const role of ['owner', 'end_user', 'boss', '']) {
      expect((await owner.post(`/team/${world.agent.id}/role`, { from: 'agent', role })).status).toBe(422);
    }
    expect((await memberRow(world.db, world.agent.id)).role).toBe('agent');
  });

  it('is refused for the own role', async () => {
    for (const who of [world.owner, world.admin]) {
      const person = await world.as(who);
      expect((await person.post(`/team/${who.id}/role`, { from: who.role, role: 'agent' })).status).toBe(422);
      expect((await person.get(`/team/${who.id}`)).html).not.toContain(`/team/${who.id}/role`);
    }
  });

  it('answers 409 with the current role when it was changed in the meantime', async () => {
    const owner = await world.as(world.owner);
    await owner.post(`/team/${world.agent.id}/role`, { from: 'agent', role: 'admin' });
    const admin = await world.as(world.admin2);
    const stale = await admin.post(`/team/${world.agent.id}/role`, { from: 'end_user', role: 'agent' });
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('it is now Admin');
    expect((await memberRow(world.db, world.agent.id)).role).toBe('admin');
  });

  it('the same form sent twice has one effect', async () => {
    const owner = await world.as(world.owner);
    for (const _ of [1, 2]) expect((await owner.post(`/team/${world.agent.id}/role`, { from: 'agent', role: 'admin' })).status).toBe(303);
    expect(await actions(world.db, world.id)).toEqual(['member.roleChanged']);
    expect(await mails(world.db, world.id)).toHaveLength(1);
  });

  it('promoting an end user takes the seats that come with it', async () => {
    const admin = await world.as(world.admin);
    const { html } = await admin.get(`/team/${world.user.id}`);
    expect(fieldsOf(html, `/team/${world.user.id}/role`)).toEqual({ from: 'end_user', 'seats.support-suite': 'yes' });
    const answer = await press(admin, world.user, `/team/${world.user.id}/role`, {
      from: 'end_user',
      role: 'agent',
      'seats.support-suite': 'yes',
      'seats.sales': 'yes',
    });
    expect(answer.status).toBe(303);
    expect(await seatsOf(world.db, world.user.id)).toEqual(['sales', suite]);
    expect(await lastEvent(world.db, world.id)).toMatchObject({ after: { role: 'agent', seats: ['Support Suite', 'Sales'] } });
  });

  it('promoting into a seat needs a free one; what was ticked is kept', async () => {
    await leaveFree(world.db, world.groups[suite] ?? '', 0);
    const admin = await world.as(world.admin);
    const answer = await admin.post(`/team/${world.user.id}/role`, { from: 'end_user', role: 'admin', 'seats.support-suite': 'yes' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('No seat is left for Support Suite');
    expect(answer.html).toMatch(/name="seats\.support-suite"[^>]*/);
    expect(answer.html).toMatch(/value="admin" checked/);
    expect((await memberRow(world.db, world.user.id)).role).toBe('end_user');
    expect(await actions(world.db, world.id)).toEqual([]);
    const without = await admin.post(`/team/${world.user.id}/role`, { from: 'end_user', role: 'admin' });
    expect(without.status).toBe(303);
    expect(await seatsOf(world.db, world.user.id)).toEqual([]);
  });

  it('refuses seats that are no part of the subscription', async () => {
    const admin = await world.as(world.admin);
    const answer = await admin.post(`/team/${world.user.id}/role`, { from: 'end_user', role: 'agent', 'seats.voice': 'yes' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('no longer part of the subscription');
  });
});

describe('suspending', () => {
  it('keeps the seats when the form says so, ends sessions, is recorded and mailed', async () => {
    const agent = await world.as(world.agent);
    const admin = await world.as(world.admin);
    expect((await press(admin, world.agent, `/team/${world.agent.id}/suspension`, { seats: 'keep' })).status).toBe(303);
    expect(await memberRow(world.db, world.agent.id)).toMatchObject({
      status: 'suspended',
      role: 'agent',
      suspended_at: expect.any(Number),
    });
    expect(await seatsOf(world.db, world.agent.id)).toEqual([suite]);
    expect((await groupRow(world.db, world.groups[suite] ?? '')).used).toBe(5);
    expect(await lastEvent(world.db, world.id)).toMatchObject({
      action: 'member.suspended',
      after: { status: 'suspended', seats: ['Support Suite'] },
    });
    expect(await mails(world.db, world.id)).toMatchObject([{ letter: 'member-suspended', to_email: world.agent.email }]);
    expect((await agent.get('/')).location).toBe('/sign-in');
  });

  it('ends sessions and links for good: a member who is reactivated signs in anew, with the password that they had', async () => {
    const agent = await world.as(world.agent);
    const { now } = world.instance.clock;
    const token = await transaction(world.db, (trx) => issueToken(trx, { member: world.agent, purpose: 'reset', now }));
    const link = `/reset-password?token=${token}`;
    expect((await agent.get(link)).status).toBe(200);
    const admin = await world.as(world.admin);
    await admin.post(`/team/${world.agent.id}/suspension`, { seats: 'keep' });
    await admin.post(`/team/${world.agent.id}/reactivation`, {});
    expect((await memberRow(world.db, world.agent.id)).status).toBe('active');
    expect((await agent.get('/')).location).toBe('/sign-in');
    expect((await agent.get(link)).status).toBe(404);
  });

  it('frees the seats when the form says so, and says that the bill does not change', async () => {
    const admin = await world.as(world.admin);
    const { text } = await admin.get(`/team/${world.agent.id}`);
    expect(text).toContain('What about their seats?');
    expect(text).toContain('It does not lower your bill');
    await admin.post(`/team/${world.agent.id}/suspension`, { seats: 'free' });
    expect(await seatsOf(world.db, world.agent.id)).toEqual([]);
    expect((await groupRow(world.db, world.groups[suite] ?? '')).used).toBe(4);
    expect(await lastEvent(world.db, world.id)).toMatchObject({ before: { seats: ['Support Suite'] }, after: { seats: [] } });
  });

  it('asks what to do about the seats: without an answer nothing happens', async () => {
    const admin = await world.as(world.admin);
    expect((await admin.post(`/team/${world.agent.id}/suspension`, {})).status).toBe(422);
    expect((await memberRow(world.db, world.agent.id)).status).toBe('active');
  });

  it('is refused for the own account', async () => {
    for (const who of [world.owner, world.billing, world.admin]) {
      const person = await world.as(who);
      expect((await person.post(`/team/${who.id}/suspension`, { seats: 'keep' })).status).toBe(422);
      expect((await memberRow(world.db, who.id)).status).toBe('active');
    }
  });

  it('the same form sent twice has one effect', async () => {
    const admin = await world.as(world.admin);
    for (const _ of [1, 2]) expect((await admin.post(`/team/${world.agent.id}/suspension`, { seats: 'free' })).status).toBe(303);
    expect(await actions(world.db, world.id)).toEqual(['member.suspended']);
  });
});

describe('reactivating', () => {
  beforeEach(async () => {
    const admin = await world.as(world.admin);
    await admin.post(`/team/${world.agent.id}/suspension`, { seats: 'free' });
  });

  it('gives the ticked seats, and is recorded and mailed', async () => {
    const admin = await world.as(world.admin);
    const answer = await press(admin, world.agent, `/team/${world.agent.id}/reactivation`, { 'seats.support-suite': 'yes' });
    expect(answer.status).toBe(303);
    expect(await memberRow(world.db, world.agent.id)).toMatchObject({ status: 'active', suspended_at: null });
    expect(await seatsOf(world.db, world.agent.id)).toEqual([suite]);
    expect(await lastEvent(world.db, world.id)).toMatchObject({
      action: 'member.reactivated',
      after: { status: 'active', seats: ['Support Suite'] },
    });
    expect((await mails(world.db, world.id)).map((mail) => mail.letter)).toContain('member-reactivated');
  });

  it('needs a free seat for each', async () => {
    await leaveFree(world.db, world.groups[suite] ?? '', 0);
    const admin = await world.as(world.admin);
    const answer = await admin.post(`/team/${world.agent.id}/reactivation`, { 'seats.support-suite': 'yes' });
    expect(answer.status).toBe(422);
    expect(answer.html).toMatch(/name="seats\.support-suite"/);
    expect((await memberRow(world.db, world.agent.id)).status).toBe('suspended');
    expect((await admin.post(`/team/${world.agent.id}/reactivation`, {})).status).toBe(303);
    expect((await memberRow(world.db, world.agent.id)).status).toBe('active');
  });

  it('makes a member who never accepted the invitation invited again', async () => {
    await world.db.updateTable('members').set({ invited_at: 1, status: 'suspended' }).where('id', '=', world.agent.id).execute();
    const admin = await world.as(world.admin);
    await admin.post(`/team/${world.agent.id}/reactivation`, {});
    expect((await memberRow(world.db, world.agent.id)).status).toBe('invited');
  });

  it('sends a new invitation, because the link of the first one no longer works', async () => {
    await world.db.updateTable('members').set({ invited_at: 1, status: 'suspended' }).where('id', '=', world.agent.id).execute();
    const admin = await world.as(world.admin);
    await admin.post(`/team/${world.agent.id}/reactivation`, {});
    const page = await admin.get(`/team/${world.agent.id}`);
    expect(page.text).toContain(`${world.agent.name} is invited. Pass on the link below.`);
    expect(page.text).not.toContain('can sign in again');
    const link = page.html.match(/\/invitation\?token=[\w-]+/)?.[0] ?? '';
    expect((await (await browser(world.instance)).get(link)).status).toBe(200);
    expect(await memberRow(world.db, world.agent.id)).toMatchObject({ invited_at: noon });
    const sentKinds = (await mails(world.db, world.id)).map((mail) => mail.letter);
    expect(sentKinds).toContain('invitation');
    expect(sentKinds).not.toContain('member-reactivated');
  });
});

describe('downgrading', () => {
  it('makes an end user, frees the seats, ends sessions, is recorded and mailed', async () => {
    const agent = await world.as(world.agent);
    const admin = await world.as(world.admin);
    expect((await press(admin, world.agent, `/team/${world.agent.id}/downgrade`)).status).toBe(303);
    expect(await memberRow(world.db, world.agent.id)).toMatchObject({ role: 'end_user', status: 'active' });
    expect(await seatsOf(world.db, world.agent.id)).toEqual([]);
    expect(await lastEvent(world.db, world.id)).toMatchObject({
      action: 'member.downgraded',
      before: { role: 'agent', seats: ['Support Suite'] },
      after: { role: 'end_user', seats: [] },
    });
    expect(await mails(world.db, world.id)).toMatchObject([{ letter: 'member-downgraded', to_email: world.agent.email }]);
    expect((await agent.get('/')).location).toBe('/sign-in');
    expect((await admin.get(`/team/${world.agent.id}`)).text).toContain('your bill stays the same');
  });

  it('is for the owner alone on a billing admin, and refused on oneself and on the owner', async () => {
    expect((await (await world.as(world.admin)).post(`/team/${world.billing.id}/downgrade`)).status).toBe(403);
    expect((await (await world.as(world.admin)).post(`/team/${world.admin.id}/downgrade`)).status).toBe(422);
    expect((await (await world.as(world.owner)).post(`/team/${world.owner.id}/downgrade`)).status).toBe(422);
    expect((await (await world.as(world.owner)).post(`/team/${world.billing.id}/downgrade`)).status).toBe(303);
    expect((await memberRow(world.db, world.billing.id)).role).toBe('end_user');
  });
});

describe('giving and freeing a seat', () => {
  it('gives one of a group', async () => {
    const admin = await world.as(world.admin);
    const path = `/team/${world.agent.id}/seats/${world.groups.sales}`;
    expect((await press(admin, world.agent, path)).status).toBe(303);
    expect(await seatsOf(world.db, world.agent.id)).toEqual(['sales', suite]);
    expect(await lastEvent(world.db, world.id)).toMatchObject({
      action: 'seat.given',
      subject_id: world.agent.id,
      before: { product: 'Sales', free: 10 },
      after: { product: 'Sales', free: 9 },
    });
    expect((await groupRow(world.db, world.groups.sales ?? '')).used).toBe(1);
  });

  it('frees one, and says that the bill is not lowered', async () => {
    const admin = await world.as(world.admin);
    const path = `/team/${world.agent.id}/seats/${world.groups[suite]}/release`;
    expect((await press(admin, world.agent, path)).status).toBe(303);
    expect(await seatsOf(world.db, world.agent.id)).toEqual([]);
    expect(await lastEvent(world.db, world.id)).toMatchObject({ action: 'seat.freed' });
    expect((await admin.get(`/team/${world.agent.id}`)).text).toContain('Your bill stays the same');
  });

  it('answers 404 for a group of another account', async () => {
    const admin = await world.as(world.admin);
    const foreign = await admin.post(`/team/${world.agent.id}/seats/${world.other.groups.sales}`);
    const missing = await admin.post(`/team/${world.agent.id}/seats/${newId()}`);
    expect(foreign.status).toBe(404);
    expect(foreign.html).toBe(missing.html);
    expect((await admin.post(`/team/${world.agent.id}/seats/nonsense`)).status).toBe(404);
  });

  it('is refused with none free, and to end users and suspended members', async () => {
    await leaveFree(world.db, world.groups.sales ?? '', 1);
    await world.db
      .updateTable('seat_groups')
      .set({ seats: 1 })
      .where('id', '=', world.groups.sales ?? '')
      .execute();
    const admin = await world.as(world.admin);
    const seat = (id: string) => `/team/${id}/seats/${world.groups.sales}`;
    expect((await admin.post(seat(world.agent.id), { lastSeat: 'sales' })).status).toBe(303);
    const refused = await admin.post(seat(world.admin2.id));
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('No seat is left for Sales');
    expect(refused.text).toContain('ask');
    await leaveFree(world.db, world.groups.sales ?? '', 5);
    expect((await admin.post(seat(world.user.id))).status).toBe(422);
    await admin.post(`/team/${world.admin2.id}/suspension`, { seats: 'keep' });
    expect((await admin.post(seat(world.admin2.id))).status).toBe(422);
  });

  it('the last one is warned about first, then given', async () => {
    await leaveFree(world.db, world.groups.sales ?? '', 1);
    const owner = await world.as(world.owner);
    const path = `/team/${world.agent.id}/seats/${world.groups.sales}`;
    const warned = await owner.post(path);
    expect(warned.status).toBe(200);
    expect(warned.text).toContain('This uses the last seat');
    expect(warned.html).toContain('Manage seats');
    expect(await seatsOf(world.db, world.agent.id)).toEqual([suite]);
    expect((await owner.post(path, { lastSeat: 'sales' })).status).toBe(303);
    expect(await seatsOf(world.db, world.agent.id)).toEqual(['sales', suite]);
  });

  it('the same form sent twice has one effect', async () => {
    const admin = await world.as(world.admin);
    for (const _ of [1, 2]) expect((await admin.post(`/team/${world.agent.id}/seats/${world.groups.sales}`)).status).toBe(303);
    for (const _ of [1, 2]) expect((await admin.post(`/team/${world.agent.id}/seats/${world.groups.sales}/release`)).status).toBe(303);
    expect(await actions(world.db, world.id)).toEqual(['seat.given', 'seat.freed']);
  });

  it('owner and billing admins give themselves a seat, and the owner frees that of a billing admin', async () => {
    for (const who of [world.owner, world.billing]) {
      const person = await world.as(who);
      expect((await person.post(`/team/${who.id}/seats/${world.groups.sales}`)).status).toBe(303);
    }
    const owner = await world.as(world.owner);
    expect((await owner.post(`/team/${world.billing.id}/seats/${world.groups.sales}/release`)).status).toBe(303);
  });
});

describe('handing over the account', () => {
  const path = (id: string) => `/team/${id}/ownership`;

  it('swaps owner and billing admin, mails both, ends the sessions of both, and keeps the former owner signed in', async () => {
    const owner = await world.as(world.owner);
    const elsewhere = await world.as(world.owner);
    const billing = await world.as(world.billing);
    const answer = await press(owner, world.billing, path(world.billing.id), { understood: 'yes' });
    expect(answer).toMatchObject({ status: 303, location: `/team/${world.billing.id}` });
    expect((await memberRow(world.db, world.billing.id)).role).toBe('owner');
    expect((await memberRow(world.db, world.owner.id)).role).toBe('billing_admin');
    expect(await lastEvent(world.db, world.id)).toMatchObject({
      action: 'ownership.transferred',
      before: { owner: world.owner.name },
      after: { owner: world.billing.name },
    });
    expect((await mails(world.db, world.id)).map((mail) => [mail.letter, mail.to_email]).sort()).toEqual([
      ['owner-former', world.owner.email],
      ['owner-new', world.billing.email],
    ]);
    expect((await owner.get(`/team/${world.billing.id}`)).text).toContain('You are a billing admin');
    expect((await elsewhere.get('/team')).location).toContain('/sign-in');
    expect((await billing.get('/team')).location).toContain('/sign-in');
  });

  it('is only for billing admins who can sign in, and wants to be confirmed', async () => {
    const owner = await world.as(world.owner);
    const unconfirmed = await owner.post(path(world.billing.id), {});
    expect(unconfirmed.status).toBe(422);
    expect(unconfirmed.text).toContain('Tick the box');
    expect((await owner.post(path(world.admin.id), { understood: 'yes' })).status).toBe(422);
    await world.db.updateTable('members').set({ status: 'invited' }).where('id', '=', world.billing.id).execute();
    expect((await owner.post(path(world.billing.id), { understood: 'yes' })).status).toBe(422);
    expect((await memberRow(world.db, world.owner.id)).role).toBe('owner');
  });

  it('many times at once succeeds once, and there is exactly one owner', async () => {
    await world.db.updateTable('members').set({ role: 'billing_admin' }).where('id', '=', world.admin.id).execute();
    const owners = await Promise.all(Array.from({ length: 10 }, () => world.as(world.owner)));
    await Promise.all(owners.map((owner, at) => owner.post(path((at % 2 ? world.admin : world.billing).id), { understood: 'yes' })));
    const rows = await world.db.selectFrom('members').select('id').where('account_id', '=', world.id).where('role', '=', 'owner').execute();
    expect(rows).toHaveLength(1);
    expect(await actions(world.db, world.id)).toEqual(['ownership.transferred']);
  });
});

describe('in an account that is cancelled while the form is on its way', () => {
  const input = () => ({
    account: { id: world.id, name: 'Account' },
    by: actingAs(world.owner),
    memberId: world.agent.id,
    confirmed: [],
    seats: [],
  });
  const acts: [string, (trx: Trx) => Promise<unknown>][] = [
    ['suspend', (trx) => suspend(trx, { ...input(), freeSeats: true })],
    ['downgrade', (trx) => downgrade(trx, input())],
    ['change the role', (trx) => changeRole(trx, { ...input(), from: 'agent', to: 'admin' })],
    ['free a seat', (trx) => freeSeat(trx, { ...input(), groupId: world.groups[suite] ?? '' })],
    ['invite', (trx) => inviteMember(trx, { ...input(), person: { name: 'New', email: 'new@example.com', role: 'agent', seats: [] } })],
    ['reclaim', (trx) => reclaimSeats(trx, { ...input(), leader: suite, memberIds: [world.agent.id] })],
  ];

  it.each(acts)('refuses the act: %s', async (_, act) => {
    await world.db.updateTable('accounts').set({ status: 'cancelled', cancelled_at: noon }).where('id', '=', world.id).execute();
    await expect(transaction(world.db, act)).rejects.toThrow(Forbidden);
    expect(await actions(world.db, world.id)).toEqual([]);
  });
});

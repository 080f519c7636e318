import { beforeEach, describe, expect, it } from 'vitest';
import { findViolations } from '../../src/cli/check.ts';
import { newId } from '../../src/values/ids.ts';
import { dueOn } from '../due/due.ts';
import { confirmSeatLoss } from '../support/seat-loss.ts';
import { givenTeam, lastEvent, leaveFree, type World } from './given.ts';

/** Each act that takes the right to submit requests away closes the pending request of the member with that reason (rules §4.9). */
let world: World;
let id: string;

beforeEach(async () => {
  world = await givenTeam({ requestsEnabled: true });
  const admin = await world.as(world.admin);
  await admin.post('/subscription/requests', { version: '1', key: newId(), 'seats.sales': '12', note: 'Please' });
  ({ id } = await world.db.selectFrom('requests').select('id').executeTakeFirstOrThrow());
});

const request = () => world.db.selectFrom('requests').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const closing = () => world.db.selectFrom('events').selectAll().where('action', '=', 'request.closed').execute();

describe('a pending request', () => {
  it.each([
    ['is downgraded', 'downgrade', {}],
    ['is suspended', 'suspension', { seats: 'keep' }],
    ['becomes an agent', 'role', { from: 'admin', role: 'agent' }],
  ])('is closed when its requester %s, and says so', async (_, act, fields) => {
    const owner = await world.as(world.owner);
    expect((await owner.post(`/team/${world.admin.id}/${act}`, fields as Record<string, string>)).status).toBe(303);
    expect(await request()).toMatchObject({ status: 'closed', reason: 'requester', decided_by: world.owner.id });
    const events = await closing();
    expect(events).toMatchObject([{ actor_id: world.owner.id, subject_id: id, account_id: world.id }]);
    const page = await owner.get(`/subscription/requests/${id}`);
    expect(page.text).toContain('The requester may no longer ask for changes.');
    expect((await owner.get('/subscription/requests')).text).toContain('The requester may no longer ask for changes.');
    expect((await owner.get('/audit')).text).toContain('The requester may no longer ask');
    const answer = await owner.post(`/subscription/requests/${id}/approval`, { version: '1', request: '1' });
    expect(answer.status).toBe(409);
    expect(await findViolations(world.db)).toEqual([]);
  });

  it('is closed when a renewal makes an end user of its requester', async () => {
    const owner = await world.as(world.owner);
    const first = await owner.post('/subscription/manage', { version: '1', key: newId(), 'seats.support-suite': '2' });
    await confirmSeatLoss(owner, first, '/subscription/manage');
    await dueOn(world.db, '2026-04-01');
    expect(await request()).toMatchObject({ status: 'closed', reason: 'requester', decided_by: null });
    expect(await findViolations(world.db)).toEqual([]);
  });

  it('stays when its requester may still ask, and those of others stay too', async () => {
    const owner = await world.as(world.owner);
    await leaveFree(world.db, world.groups['support-suite'] ?? '', 3);
    await owner.post(`/team/${world.admin2.id}/downgrade`, {});
    await owner.post(`/team/${world.admin.id}/role`, { from: 'admin', role: 'billing_admin' });
    expect((await request()).status).toBe('pending');
    expect(await closing()).toEqual([]);
    expect((await lastEvent(world.db, world.id)).action).toBe('member.roleChanged');
  });
});

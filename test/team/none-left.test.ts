import { beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../src/values/ids.ts';
import { dueOn } from '../due/due.ts';
import { fieldsOf, noon } from '../support/app.ts';
import { confirmSeatLoss } from '../support/seat-loss.ts';
import { givenTeam, groupRow, leaveFree, mails, type World } from './given.ts';

/**
 * While a group has no free seat, a banner says so to the members who can act, on the pages where they are about to need a seat
 * (rules §4.22).
 */
let world: World;

beforeEach(async () => {
  world = await givenTeam();
});

const title = 'No seats remaining for Support Suite';
const pages = () => ['/team', '/team/new', `/team/${world.agent.id}`, '/subscription'];

describe('the banner', () => {
  it('is on the pages of the team and on Subscription, for owner, billing admin and admin', async () => {
    await leaveFree(world.db, world.groups['support-suite'] ?? '', 1);
    const owner = await world.as(world.owner);
    for (const path of pages()) expect((await owner.get(path)).text, path).not.toContain(title);
    await leaveFree(world.db, world.groups['support-suite'] ?? '', 0);
    for (const member of [world.owner, world.billing, world.admin]) {
      const person = await world.as(member);
      for (const path of pages()) expect((await person.get(path)).text, path).toContain(title);
    }
  });

  it('can be hidden on each of its pages, only for the user, and then on all pages', async () => {
    await leaveFree(world.db, world.groups['support-suite'] ?? '', 0);
    const owner = await world.as(world.owner);
    for (const path of pages()) {
      const page = await owner.get(path);
      expect(page.html).toContain(`<input type="hidden" name="back" value="${path}"/>`);
    }
    const put = await owner.post('/team/none-left/dismissal', { groups: 'support-suite', back: '/subscription' });
    expect(put.location).toBe('/subscription');
    for (const path of pages()) expect((await owner.get(path)).text, path).not.toContain(title);
    expect((await (await world.as(world.billing)).get('/subscription')).text).toContain(title);
    const elsewhere = await owner.post('/team/none-left/dismissal', { groups: 'support-suite', back: 'https://evil.example/' });
    expect(elsewhere.location).toBe('/team');
  });

  it('counts temporary seats, and comes back when they have ended', async () => {
    await leaveFree(world.db, world.groups['support-suite'] ?? '', 0);
    await world.db
      .insertInto('temporary_seats')
      .values({
        id: newId(),
        account_id: world.id,
        group_id: world.groups['support-suite'] ?? '',
        seats: 2,
        first_on: '2026-03-10',
        last_on: '2026-03-16',
        created_at: noon,
        created_by: world.owner.id,
      })
      .execute();
    await dueOn(world.db, '2026-03-15');
    const owner = await world.as(world.owner);
    for (const path of pages()) expect((await owner.get(path)).text, path).not.toContain(title);
    await dueOn(world.db, '2026-03-17');
    for (const path of pages()) expect((await owner.get(path)).text, path).toContain(title);
  });
});

describe('the mail that no seat is left', () => {
  const recipients = async () =>
    (await mails(world.db, world.id)).filter(({ letter }) => letter === 'seats-ran-out').map(({ to_email }) => to_email);
  const suite = () => world.groups['support-suite'] ?? '';

  it('goes out when a renewal lowers the seats to those in use, once', async () => {
    const { used } = await groupRow(world.db, suite());
    const owner = await world.as(world.owner);
    await owner.post('/subscription/manage', { version: '1', key: newId(), 'seats.support-suite': String(used) });
    expect(await recipients()).toEqual([]);
    await dueOn(world.db, '2026-04-01');
    expect(await groupRow(world.db, suite())).toMatchObject({ seats: used, used });
    expect((await recipients()).toSorted()).toEqual([world.billing.email, world.owner.email]);
    await dueOn(world.db, '2026-05-01');
    expect(await recipients()).toHaveLength(2);
  });

  it('goes out when temporary seats end, and not again where seats are taken away while none was free', async () => {
    const { used } = await groupRow(world.db, suite());
    await leaveFree(world.db, suite(), 0);
    const owner = await world.as(world.owner);
    const wanted = { group: 'support-suite', seats: '1', firstOn: '2026-03-15', lastOn: '2026-03-16' };
    const page = await owner.get(`/subscription/temporary?${new URLSearchParams({ ...wanted, show: 'price' })}`);
    await owner.post('/subscription/temporary', fieldsOf(page.html, '/subscription/temporary'));
    await dueOn(world.db, '2026-03-15');
    expect(await recipients()).toEqual([]);
    await dueOn(world.db, '2026-03-17');
    expect(await recipients()).toHaveLength(2);

    const manage = await owner.get('/subscription/manage');
    const first = await owner.post('/subscription/manage', {
      ...fieldsOf(manage.html, '/subscription/manage'),
      'seats.support-suite': String(used - 1),
    });
    await confirmSeatLoss(owner, first, '/subscription/manage');
    await dueOn(world.db, '2026-04-01');
    expect(await groupRow(world.db, suite())).toMatchObject({ seats: used - 1, used: used - 1 });
    expect(await recipients()).toHaveLength(2);
  });
});

it('a product that has been removed is no group any more, on any page', async () => {
  const owner = await world.as(world.owner);
  await world.db
    .insertInto('seats_held')
    .values({ account_id: world.id, group_id: world.groups.sales ?? '', member_id: world.agent.id, taken_at: noon })
    .execute();
  await leaveFree(world.db, world.groups.sales ?? '', 0);
  const first = await owner.post('/subscription/manage', { version: '1', key: newId(), 'remove.sales': 'yes' });
  await confirmSeatLoss(owner, first, '/subscription/manage');
  await dueOn(world.db, '2026-04-01');
  world.instance.clock.now = Date.UTC(2026, 3, 2, 12) / 1000;
  expect(
    await world.db.selectFrom('lines').select('id').where('product_id', '=', 'sales').where('account_id', '=', world.id).execute(),
  ).toEqual([]);
  for (const path of [...pages(), '/team/seats', '/team/seats/reclaim?group=sales', '/profile', '/subscription/temporary', '/contacts']) {
    const { status, text } = await owner.get(path);
    expect(status, path).toBeLessThan(500);
    expect(text, path).not.toMatch(/(seats left for|seats of|Seat of|bought.*) Sales|Sales: \d/);
    expect(text, path).not.toContain('No seats remaining for Sales');
  }
  for (const path of ['/team', '/team/new', `/team/${world.agent.id}`, '/team/seats', '/subscription/temporary']) {
    expect((await owner.get(path)).text, path).not.toContain('Sales');
  }
});

import { beforeAll, describe, expect, it } from 'vitest';
import { verifyPassword } from '../../src/auth/passwords.ts';
import { findViolations } from '../../src/cli/check.ts';
import { seedDemo } from '../../src/cli/demo/seed.ts';
import { findSubscription } from '../../src/subscription/find.ts';
import { dayOf } from '../../src/values/day.ts';
import { freshInstance, type Instance, noon } from '../support/app.ts';

let instance: Instance;
let accounts: { id: string; name: string; type: string; domain: string }[];

beforeAll(async () => {
  instance = await freshInstance();
  await seedDemo(instance.db, { now: noon, password: 'seatkeeper-demo' });
  const rows = await instance.db
    .selectFrom('accounts')
    .innerJoin('members', (join) => join.onRef('members.account_id', '=', 'accounts.id').on('members.role', '=', 'owner'))
    .select(['accounts.id', 'accounts.name', 'accounts.type', 'members.email'])
    .execute();
  accounts = rows.map(({ email, ...row }) => ({ ...row, domain: email.split('@')[1] ?? '' }));
});

describe('the demo', () => {
  it('breaks no rule that the data must keep', async () => {
    expect(await findViolations(instance.db)).toEqual([]);
  });

  it('has an account of each type with the people whose addresses are known, and about 25 in all', async () => {
    for (const type of ['self_service', 'online_assisted', 'sales_assisted', 'managed']) {
      const domain = `${type.replace('_', '-')}.example`;
      const account = accounts.find((candidate) => candidate.domain === domain);
      expect(account?.type).toBe(type);
      const people = await instance.db
        .selectFrom('members')
        .select(['email', 'role', 'status'])
        .where('account_id', '=', account?.id ?? '')
        .execute();
      expect(people.length).toBeGreaterThanOrEqual(23);
      expect(people.length).toBeLessThanOrEqual(27);
      const roles = { owner: 'owner', billing: 'billing_admin', admin: 'admin', admin2: 'admin', agent: 'agent', user: 'end_user' };
      for (const [local, role] of Object.entries(roles)) {
        expect(people).toContainEqual({ email: `${local}@${domain}`, role, status: 'active' });
      }
    }
  });

  it('lets everybody in with the one password', async () => {
    const hashes = await instance.db.selectFrom('members').select('password_hash').where('status', '=', 'active').distinct().execute();
    expect(hashes).toHaveLength(1);
    expect(await verifyPassword(hashes[0]?.password_hash ?? null, 'seatkeeper-demo')).toBe(true);
  });

  it('has operators, one of whom represents every other account', async () => {
    const operators = await instance.db.selectFrom('members').select(['id', 'email']).where('is_operator', '=', 1).execute();
    expect(operators.map((operator) => operator.email).sort()).toEqual(['owner@vendor.example', 'rep@vendor.example']);
    const rep = operators.find((operator) => operator.email === 'rep@vendor.example');
    const represented = await instance.db.selectFrom('accounts').select('representative_id').where('is_operators', '=', 0).execute();
    expect(represented.map((account) => account.representative_id)).toEqual(Array(4).fill(rep?.id));
  });

  it('has a suite with a follower in one seat group, and a second group', async () => {
    const subscription = await subscriptionOf('self-service.example');
    const group = (productId: string) => subscription.lines.find((line) => line.productId === productId)?.groupId;
    expect(group('ai-assist')).toBe(group('support-suite'));
    expect(group('sales')).not.toBe(group('support-suite'));
    expect(subscription.lines.filter((line) => line.groupId === null)).not.toEqual([]);
  });

  it('has one group with exactly one free seat and one with none', async () => {
    const { groups } = await subscriptionOf('self-service.example');
    expect(groups.map(({ leaderProductId, seats, used }) => [leaderProductId, seats - used])).toEqual([
      ['support-suite', 1],
      ['sales', 0],
      ['voice', 1],
    ]);
    const counted = await instance.db
      .selectFrom('seat_groups')
      .select('temporary')
      .where('leader_product_id', '=', 'support-suite')
      .execute();
    expect(counted.some((group) => group.temporary === 4)).toBe(true);
  });

  it('has temporary seats active and scheduled, a discount and a decrease that waits', async () => {
    const { temporary, discount, upcoming, periodEndsOn } = await subscriptionOf('self-service.example');
    const today = dayOf(noon);
    expect(temporary.filter(({ firstOn, lastOn }) => firstOn <= today && today <= lastOn)).toHaveLength(1);
    expect(temporary.filter(({ firstOn }) => firstOn > today)).toHaveLength(1);
    expect(discount).toMatchObject({ code: 'WELCOME20', kind: 'percent', value: 2000 });
    expect(upcoming).toMatchObject([{ kind: 'seats', productId: 'support-suite', toSeats: 15, effectiveOn: periodEndsOn }]);
  });

  it('has a pending request with a note and decided ones, and leaves admin@ free to ask', async () => {
    const rows = await instance.db
      .selectFrom('requests')
      .innerJoin('members', 'members.id', 'requester_id')
      .select(['members.email', 'requests.status', 'note', 'answerer'])
      .execute();
    const ofSelfService = rows.filter((row) => row.email.endsWith('@self-service.example'));
    expect(ofSelfService.map((row) => row.status).sort()).toEqual(['approved', 'pending', 'rejected', 'withdrawn']);
    expect(ofSelfService.find((row) => row.status === 'pending')?.note).not.toBe('');
    expect(rows.filter((row) => row.status === 'pending' && row.email.startsWith('admin@'))).toEqual([]);
    expect(rows.filter((row) => row.email.endsWith('@managed.example')).every((row) => row.answerer === 'representative')).toBe(true);
  });

  it('has an account with more than seven lines', async () => {
    expect((await subscriptionOf('online-assisted.example')).lines.length).toBeGreaterThan(7);
  });

  it('has paid and open invoices', async () => {
    const id = accounts.find(({ domain }) => domain === 'self-service.example')?.id ?? '';
    const rows = await instance.db.selectFrom('invoices').select(['status', 'discount_minor']).where('account_id', '=', id).execute();
    expect(rows.filter((row) => row.status === 'open')).toHaveLength(1);
    expect(rows.filter((row) => row.status === 'paid').length).toBeGreaterThan(5);
    expect(rows.some((row) => row.discount_minor > 0)).toBe(true);
  });

  it('holds on every kind of day: month ends, leap days, the turn of the year', async () => {
    for (const day of ['2028-02-29', '2027-03-31', '2026-12-31', '2027-01-01', '2026-10-31']) {
      const { db } = await freshInstance();
      await seedDemo(db, { now: Date.parse(`${day}T00:20:00Z`) / 1000, password: 'seatkeeper-demo' });
      expect(await findViolations(db)).toEqual([]);
      const late = await db
        .selectFrom('events')
        .select('id')
        .where('at', '>', Date.parse(`${day}T00:20:00Z`) / 1000)
        .execute();
      expect(late).toEqual([]);
      await db.destroy();
    }
  });
});

async function subscriptionOf(domain: string) {
  const account = accounts.find((candidate) => candidate.domain === domain);
  const subscription = await findSubscription(instance.db, account?.id ?? '');
  if (!subscription) throw new Error(`${domain} has no subscription`);
  return subscription;
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Role } from '../../src/permissions.ts';
import { type Holder, inOrderOfLoss } from '../../src/seat-loss/order.ts';

const holder = (memberId: string, role: Role, takenAt: number): Holder => ({ memberId, role, takenAt, name: memberId });
const ids = (holders: Holder[]) => holders.map(({ memberId }) => memberId);

const holders = [
  holder('owner', 'owner', 900),
  holder('billing-new', 'billing_admin', 800),
  holder('admin-old', 'admin', 100),
  holder('admin-new', 'admin', 700),
  holder('agent-old', 'agent', 50),
  holder('agent-b', 'agent', 200),
  holder('agent-c', 'agent', 200),
  holder('agent-new', 'agent', 600),
];

describe('the members who would lose their seat', () => {
  const inOrder = ['agent-new', 'agent-c', 'agent-b', 'agent-old', 'admin-new', 'admin-old', 'billing-new'];

  test.each([
    [-1, 0],
    [0, 0],
    [1, 1],
    [3, 3],
    [5, 5],
    [7, 7],
    [8, 7],
    [100, 7],
  ])('for %i seats: the first %i of agents, admins, billing admins, in each the newest first', (count, first) => {
    expect(ids(inOrderOfLoss(holders, count))).toEqual(inOrder.slice(0, first));
  });

  test('a promotion protects, however recent the seat', () => {
    expect(ids(inOrderOfLoss([holder('a', 'admin', 999), holder('b', 'agent', 1)], 1))).toEqual(['b']);
  });

  test('never include the owner, and do not depend on the order of the rows', () => {
    const anyHolders = fc.uniqueArray(
      fc.record({
        memberId: fc.string({ minLength: 1, maxLength: 3 }),
        role: fc.constantFrom<Role>('owner', 'billing_admin', 'admin', 'agent'),
        takenAt: fc.integer({ min: 0, max: 3 }),
        name: fc.constant('N'),
      }),
      { selector: (holder) => holder.memberId },
    );
    fc.assert(
      fc.property(anyHolders, fc.nat(20), (some, count) => {
        const seatLoss = inOrderOfLoss(Object.freeze(some), count);
        expect(seatLoss).toEqual(inOrderOfLoss(some.toReversed(), count));
        expect(seatLoss.some(({ role }) => role === 'owner')).toBe(false);
        expect(seatLoss.length).toBe(Math.min(count, some.filter(({ role }) => role !== 'owner').length));
        // With one more seat to give back, the members before it stay in the list.
        expect(inOrderOfLoss(some, count + 1).slice(0, count)).toEqual(seatLoss);
      }),
    );
  });
});

import type { Role } from '../permissions.ts';

/** A member who holds a seat of a group. */
export interface Holder {
  memberId: string;
  role: Role;
  /** When they took the seat. */
  takenAt: number;
  name: string;
}

// Who loses first stands first. End users hold no seats; should one be left with one, it is the first to go.
const order: Role[] = ['end_user', 'agent', 'admin', 'billing_admin'];

/**
 * Who would lose their seat when `count` must be given back: agents before admins before billing admins, in each role those who
 * took theirs most recently, ties by id, the higher one first; never the owner (rules §4.16). Fewer than `count` when there are not enough.
 */
export function whoLosesSeats<Each extends Holder>(holders: readonly Each[], count: number): Each[] {
  return holders
    .filter(({ role }) => role !== 'owner')
    .toSorted(byWhoLosesFirst)
    .slice(0, Math.max(count, 0));
}

function byWhoLosesFirst(one: Holder, other: Holder): number {
  if (one.role !== other.role) return order.indexOf(one.role) - order.indexOf(other.role);
  if (one.takenAt !== other.takenAt) return other.takenAt - one.takenAt;
  return one.memberId < other.memberId ? 1 : -1;
}

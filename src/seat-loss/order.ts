import type { Role } from '../permissions.ts';

/** A member who holds a seat of a group. */
export interface Holder {
  memberId: string;
  role: Role;
  /** When they took the seat. */
  takenAt: number;
  name: string;
}

// Roles in the order in which they lose seats. End users should hold none; if one does, it goes first.
const rank: Role[] = ['end_user', 'agent', 'admin', 'billing_admin'];

/**
 * The members who lose their seat when `count` seats must be given back: agents before admins before billing admins; within a role, the
 * member who took the seat most recently goes first, and of two at the same time the one with the higher id. Never the owner (rules §4.16).
 * Fewer than `count` when there are not enough members.
 */
export function inOrderOfLoss<Each extends Holder>(holders: readonly Each[], count: number): Each[] {
  return holders
    .filter(({ role }) => role !== 'owner')
    .toSorted(byWhoLosesFirst)
    .slice(0, Math.max(count, 0));
}

function byWhoLosesFirst(one: Holder, other: Holder): number {
  if (one.role !== other.role) return rank.indexOf(one.role) - rank.indexOf(other.role);
  if (one.takenAt !== other.takenAt) return other.takenAt - one.takenAt;
  return one.memberId < other.memberId ? 1 : -1;
}

import type { Shrinking } from './shrinking.ts';
import type { SeatHolder } from './take-seats.ts';

/** Who would lose a seat of one group, as it stands today (rules §4.16). */
export interface GroupSeatLoss extends Shrinking {
  /** How many members have to give back theirs; all of them at a removal. */
  count: number;
  /** Everybody who can lose a seat, who would go first on top. The owner is not among them. */
  candidates: SeatHolder[];
  /** Those who would go: who was chosen, filled up in the usual order. */
  going: SeatHolder[];
  /** Somebody has chosen. */
  isChosen: boolean;
}

/** What whoever lowers seats has said about those who lose theirs, after the page has shown who that would be. */
export interface SeatLossAnswer {
  /** By the product that leads the group: the members who are to give back their seat. */
  chosen: ReadonlyMap<string, readonly string[]>;
  /** Give the seats back at once instead of on the day. */
  now: boolean;
}

/** Why a choice was not taken, by the product that leads the group. */
export interface SeatLossProblem {
  leader: string;
  /** Somebody who has no seat (any more), or whose seat is not theirs to take; or not as many as have to go. */
  reason: 'not-holding' | 'wrong-count';
  /** How many were ticked. */
  ticked: number;
}

/** A form of more ticks than this, in all of its groups, would be larger than any of ours may be. */
export const mostChoosable = 700;

/** Whether others could go instead: not at a removal, and not where there are too many to tick. */
export function isChoosable({ less, count }: Pick<GroupSeatLoss, 'less' | 'count'>, all: readonly Pick<GroupSeatLoss, 'count'>[]): boolean {
  return less.kind === 'seats' && count > 0 && all.reduce((sum, one) => sum + one.count, 0) <= mostChoosable;
}

/**
 * Those who can be chosen, in the order of the page: those who go on top, whoever they are; then who would be next.
 *
 * @param takesBillingAdmins whether the seats of other billing admins are this reader's to take
 */
export function choosable({ candidates, going }: GroupSeatLoss, takesBillingAdmins: boolean): SeatHolder[] {
  const others = candidates.filter((one) => !going.includes(one));
  return [...going, ...(takesBillingAdmins ? others : others.filter(({ role }) => role !== 'billing_admin'))];
}

/** The choice of those who would go anyway: what the page has ticked at first. */
export function asShown(all: readonly GroupSeatLoss[]): SeatLossAnswer['chosen'] {
  return new Map(all.map(({ group, going }) => [group.leaderProductId, going.map(({ memberId }) => memberId)]));
}

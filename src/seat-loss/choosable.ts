import type { Shrinking } from './shrinking.ts';
import type { SeatHolder } from './take-away.ts';

/** Which members would lose a seat of one group, if the seats were taken today (rules §4.16). */
export interface GroupSeatLoss extends Shrinking {
  /** How many members have to give back their seat; at a removal, all of them. */
  count: number;
  /** All members who can lose a seat, in the order in which they would lose it. The owner is not among them. */
  candidates: SeatHolder[];
  /** The members who would lose their seat: the chosen members first, then the others in the usual order. */
  going: SeatHolder[];
  /** Whether a user has chosen at least one of the candidates. */
  isChosen: boolean;
}

/** What the user who lowers seats answered about the members who lose theirs, after a page has shown these members. */
export interface SeatLossAnswer {
  /** By the product that leads the group: the members who are to give back their seat. */
  chosen: ReadonlyMap<string, readonly string[]>;
  /** Give the seats back at once instead of on the day. */
  now: boolean;
}

/** Why a choice was refused, by the product that leads the group. */
export interface SeatLossProblem {
  leader: string;
  /**
   * `not-holding`: a chosen member has no seat (any more), or the user may not take that seat. `wrong-count`: more or fewer members were
   * chosen than have to go.
   */
  reason: 'not-holding' | 'wrong-count';
  /** How many members were ticked. */
  ticked: number;
}

/** A form with more ticked members than this, over all of its groups, would be larger than our limit for a form. */
export const mostChoosable = 700;

/** Whether the user can choose other members instead: not at a removal, and not where there are too many members to tick. */
export function isChoosable({ less, count }: Pick<GroupSeatLoss, 'less' | 'count'>, all: readonly Pick<GroupSeatLoss, 'count'>[]): boolean {
  return less.kind === 'seats' && count > 0 && all.reduce((sum, seatLoss) => sum + seatLoss.count, 0) <= mostChoosable;
}

/**
 * The members who can be chosen, in the order of the page: first all members who would go, then those who would be next.
 *
 * @param takesBillingAdmins whether the user who sees the page may take the seats of other billing admins
 */
export function choosable({ candidates, going }: GroupSeatLoss, takesBillingAdmins: boolean): SeatHolder[] {
  const others = candidates.filter((holder) => !going.includes(holder));
  return [...going, ...(takesBillingAdmins ? others : others.filter(({ role }) => role !== 'billing_admin'))];
}

/** The choice of the members who would go anyway: these are ticked when the page is first shown. */
export function defaultChoice(all: readonly GroupSeatLoss[]): SeatLossAnswer['chosen'] {
  return new Map(all.map(({ group, going }) => [group.leaderProductId, going.map(({ memberId }) => memberId)]));
}

import type { SeatGroup, Subscription, Waiting } from '../pricing/types.ts';
import type { Day } from '../values/day.ts';

/** A decrease that takes seats: a lower number of seats, or a removal. */
export type LessSeats = Extract<Waiting, { kind: 'seats' | 'removal' }>;

/** A seat group that will have fewer seats on a day than are in use now (rules §4.16). */
export interface Shrinking {
  less: LessSeats;
  group: SeatGroup;
  /** Temporary seats of the group that will still be active on that day. */
  temporaryThen: number;
  /** How many seats are too many on that day; at a removal, all seats in use. */
  tooMany: number;
}

/** The decreases among `waiting` after which a group would have fewer seats than are in use now (rules §4.16). */
export function shrinkingBy(subscription: Subscription, waiting: readonly Waiting[]): Shrinking[] {
  return waiting.filter(takesSeats).flatMap((less) => {
    const shrinking = shrinkingOf(subscription, less);
    return shrinking && shrinking.tooMany > 0 ? [shrinking] : [];
  });
}

/** What one decrease or removal does to its group; null when the product leads no group, so that other products keep the seats. */
export function shrinkingOf(subscription: Subscription, less: LessSeats): Shrinking | null {
  const group = subscription.groups.find(({ leaderProductId }) => leaderProductId === less.productId);
  if (!group) return null;
  if (less.kind === 'removal') return { less, group, temporaryThen: 0, tooMany: group.used };
  const temporaryThen = temporaryOn(subscription, group.id, less.effectiveOn);
  return { less, group, temporaryThen, tooMany: Math.max(0, group.used - less.toSeats - temporaryThen) };
}

/** Whether a scheduled change lowers or removes seats. */
export function takesSeats<Row extends Waiting>(row: Row): row is Row & LessSeats {
  return row.kind === 'seats' || row.kind === 'removal';
}

function temporaryOn({ temporary }: Subscription, groupId: string, day: Day): number {
  return temporary
    .filter((row) => row.groupId === groupId && row.firstOn <= day && day <= row.lastOn)
    .reduce((sum, row) => sum + row.seats, 0);
}

import type { SeatGroup, Subscription, Waiting } from '../pricing/types.ts';
import type { Day } from '../values/day.ts';

/** Less that takes seats: a lower number, or a removal. */
export type LessSeats = Extract<Waiting, { kind: 'seats' | 'removal' }>;

/** A seat group that is to have fewer seats on a day than are in use now (rules §4.16). */
export interface Shrinking {
  less: LessSeats;
  group: SeatGroup;
  /** Temporary seats of the group that will still be there on that day. */
  temporaryThen: number;
  /** So many too many; whatever is in use at a removal. */
  tooMany: number;
}

/** What of this waits for a day on which a group would have fewer seats than are in use now (rules §4.16). */
export function shrinkingBy(subscription: Subscription, waiting: readonly Waiting[]): Shrinking[] {
  return waiting.filter(takesSeats).flatMap((less) => {
    const shrinking = shrinkingOf(subscription, less);
    return shrinking && shrinking.tooMany > 0 ? [shrinking] : [];
  });
}

/** What one decrease or removal does to its group; null when a removal leaves the group to others. */
export function shrinkingOf(subscription: Subscription, less: LessSeats): Shrinking | null {
  const group = subscription.groups.find(({ leaderProductId }) => leaderProductId === less.productId);
  if (!group) return null;
  if (less.kind === 'removal') return { less, group, temporaryThen: 0, tooMany: group.used };
  const temporaryThen = temporaryOn(subscription, group.id, less.effectiveOn);
  return { less, group, temporaryThen, tooMany: Math.max(0, group.used - less.toSeats - temporaryThen) };
}

/** Whether this is about seats at all. */
export function takesSeats<Row extends Waiting>(row: Row): row is Row & LessSeats {
  return row.kind === 'seats' || row.kind === 'removal';
}

function temporaryOn({ temporary }: Subscription, groupId: string, day: Day): number {
  return temporary
    .filter((row) => row.groupId === groupId && row.firstOn <= day && day <= row.lastOn)
    .reduce((sum, row) => sum + row.seats, 0);
}

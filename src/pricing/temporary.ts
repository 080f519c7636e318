import { unitMinor } from '../catalogue/catalogue.ts';
import { addDays, type Day, daysBetween, later } from '../values/day.ts';
import { type Part, proRateParts } from '../values/money.ts';
import { periodAt } from '../values/period.ts';
import type { LineState, Subscription, TemporaryDue, TemporarySeats } from './types.ts';

/** What a line of the group is charged for temporary seats, in minor units before tax. */
export interface TemporaryCharge {
  lineId: string;
  productId: string;
  dueMinor: number;
}

/**
 * What temporary seats of a group cost, charged when they are bought (rules §4.11). Each line of the group is charged at its own price, by
 * the days of every billing period that the seats fall in; the first and the last day both count. The amount is rounded half up once per
 * line. Future periods are counted in the current cycle. An unknown group has no charges; when the last day is before the first, each
 * charge is 0.
 */
export function temporaryCharges(subscription: Subscription, { groupId, seats, ...days }: Omit<TemporarySeats, 'id'>): TemporaryCharge[] {
  const parts = partsOf(subscription, days);
  return subscription.lines
    .filter((line) => line.groupId === groupId)
    .map((line) => ({
      lineId: line.id,
      productId: line.productId,
      dueMinor: proRateParts(seats * unitMinor(line, subscription.cycle), parts),
    }));
}

/**
 * What temporary seats cost more when a line of their group gets a higher price per seat, or when a product joins the group: the difference
 * from today until the seats end, for all temporary seats that the group has or will have (rules §4.15). Without this charge, they would be
 * sold at the price of the old plan.
 */
export function temporaryPriceRise(
  subscription: Subscription,
  { leader, before, now, today }: { leader: string | null; before: LineState | null; now: LineState | null; today: Day },
): TemporaryDue[] {
  const moreMinor = (now?.unitMinor ?? 0) - (before?.unitMinor ?? 0);
  const group = subscription.groups.find(({ leaderProductId }) => leaderProductId === leader);
  if (!group || moreMinor <= 0) return [];
  return subscription.temporary
    .filter(({ groupId, lastOn }) => groupId === group.id && lastOn >= today)
    .map(({ seats, firstOn, lastOn }) => {
      const days = { firstOn: later(firstOn, today), lastOn };
      return { seats, ...days, dueMinor: proRateParts(seats * moreMinor, partsOf(subscription, days)) };
    });
}

/** For each billing period that these days touch: how many of its days are among them. The first and the last day both count. */
function partsOf({ anchorOn, cycle }: Subscription, { firstOn, lastOn }: Pick<TemporarySeats, 'firstOn' | 'lastOn'>): Part[] {
  const parts: Part[] = [];
  for (let day = firstOn; day <= lastOn; ) {
    const { startsOn, endsOn } = periodAt(anchorOn, cycle, day);
    const until = endsOn <= lastOn ? endsOn : addDays(lastOn, 1);
    parts.push({ days: daysBetween(day, until), ofDays: daysBetween(startsOn, endsOn) });
    day = until;
  }
  return parts;
}

/** How many temporary seats a group has today. Only these count as bought. */
export function activeTemporary(temporary: readonly TemporarySeats[], groupId: string, today: Day): number {
  let seats = 0;
  for (const row of temporary) if (row.groupId === groupId && isActive(row, today)) seats += row.seats;
  return seats;
}

/** Whether these seats can be used today. Before their first day they are scheduled; after their last day they have ended. */
export function isActive({ firstOn, lastOn }: Pick<TemporarySeats, 'firstOn' | 'lastOn'>, today: Day): boolean {
  return firstOn <= today && today <= lastOn;
}

/** Days until temporary seats end, counting today and the last day: 1 on the last day, 0 when they have ended. */
export function temporaryDaysLeft({ lastOn }: Pick<TemporarySeats, 'lastOn'>, today: Day): number {
  return Math.max(daysBetween(today, lastOn) + 1, 0);
}

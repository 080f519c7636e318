import { unitMinor } from '../catalogue/catalogue.ts';
import { addDays, type Day, daysBetween } from '../values/day.ts';
import { type Part, proRateParts } from '../values/money.ts';
import { periodAt } from '../values/period.ts';
import type { Subscription, TemporarySeats } from './types.ts';

/** What a line of the group is charged for temporary seats, in minor units before tax. */
export interface TemporaryCharge {
  lineId: string;
  productId: string;
  dueMinor: number;
}

/**
 * What temporary seats of a group cost, charged when they are bought (spec §4.11): for each line of the group its own price, by
 * the days of every billing period they fall in, both days counted, rounded half up once per line. Periods to come are counted in
 * the present cycle. Nothing for a group that is not there, or when the last day is before the first.
 */
export function temporaryCharges(
  { anchorOn, cycle, lines }: Subscription,
  { groupId, seats, firstOn, lastOn }: Omit<TemporarySeats, 'id'>,
): TemporaryCharge[] {
  const parts: Part[] = [];
  for (let day = firstOn; day <= lastOn; ) {
    const { startsOn, endsOn } = periodAt(anchorOn, cycle, day);
    const until = endsOn <= lastOn ? endsOn : addDays(lastOn, 1);
    parts.push({ days: daysBetween(day, until), ofDays: daysBetween(startsOn, endsOn) });
    day = until;
  }
  return lines
    .filter((line) => line.groupId === groupId)
    .map((line) => ({
      lineId: line.id,
      productId: line.productId,
      dueMinor: proRateParts(seats * unitMinor(line, cycle), parts),
    }));
}

/** How many temporary seats a group has today; only these count as bought. */
export function activeTemporary(temporary: readonly TemporarySeats[], groupId: string, today: Day): number {
  let seats = 0;
  for (const each of temporary) if (each.groupId === groupId && isActive(each, today)) seats += each.seats;
  return seats;
}

/** Whether these seats can be used today; before they are scheduled, after they have ended. */
export function isActive({ firstOn, lastOn }: Pick<TemporarySeats, 'firstOn' | 'lastOn'>, today: Day): boolean {
  return firstOn <= today && today <= lastOn;
}

/** Days until temporary seats end, today and the last day counted: 1 on the last day, 0 when they have ended. */
export function temporaryDaysLeft({ lastOn }: Pick<TemporarySeats, 'lastOn'>, today: Day): number {
  return Math.max(daysBetween(today, lastOn) + 1, 0);
}

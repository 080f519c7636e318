import { type Day, daysBetween } from '../values/day.ts';
import { proRate } from '../values/money.ts';
import type { LineState, Subscription } from './types.ts';

/** How many days of the current period are left, today included. */
export interface RestOfPeriod {
  daysLeft: number;
  daysInPeriod: number;
}

/**
 * The days that are left, limited to 0 and to the whole period: so neither a clock that went back nor a late renewal charges more than the
 * whole period, or less than nothing.
 */
export function restOfPeriod({ periodStartsOn, periodEndsOn }: Subscription, today: Day): RestOfPeriod {
  const daysInPeriod = daysBetween(periodStartsOn, periodEndsOn);
  const daysLeft = Math.min(Math.max(daysBetween(today, periodEndsOn), 0), daysInPeriod);
  return { daysLeft, daysInPeriod };
}

/**
 * What a line that was increased costs for the rest of the period, in minor units, rounded half up once (rules §4.15). Never negative: a
 * higher plan that is cheaper today than the old price gives no money back.
 */
export function dueMinor(before: LineState | null, now: LineState | null, { daysLeft, daysInPeriod }: RestOfPeriod): number {
  const moreMinor = (now?.periodMinor ?? 0) - (before?.periodMinor ?? 0);
  return Math.max(proRate(moreMinor, daysLeft, daysInPeriod), 0);
}

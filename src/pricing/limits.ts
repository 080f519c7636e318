import type { Cycle } from '../catalogue/catalogue.ts';
import type { RefusalReason } from './types.ts';

export const maxSeats = 100_000;

/** How many cycles one change may extend a subscription by: three years monthly, five annually. */
export const maxExtendCycles: Record<Cycle, number> = { monthly: 36, annual: 5 };

/** Why a part of a change cannot be made, with the other product in question where there is one; null when it can be made. */
export type WhyNot = RefusalReason | { reason: RefusalReason; otherProductId: string } | null;

/** Why a seat group cannot have this many seats. */
export function whyNotSeatCount(seats: number): WhyNot {
  // `!(seats >= 1)` also refuses NaN; `seats < 1` would not.
  if (!(seats >= 1)) return 'seats-below-one';
  return seats <= maxSeats ? null : 'seats-too-many';
}

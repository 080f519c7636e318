import type { Day } from '../values/day.ts';
import { percentOf } from '../values/money.ts';
import { discountMinor } from './discount.ts';
import { asOf, recurringMinor, type SubscriptionState } from './state.ts';
import type { Discount, InvoiceForecast } from './types.ts';

/**
 * The invoice of the renewal on this day: the coming period in advance, after the upcoming changes due by then are carried out, less the
 * discount, plus the charges that were collected in the period before. Tax is rounded half up, once, on the net amount.
 */
export function forecast(
  state: SubscriptionState,
  { on, chargesMinor, discount, taxRateBp }: { on: Day; chargesMinor: number; discount: Discount | null; taxRateBp: number },
): InvoiceForecast {
  const recurring = recurringMinor(asOf(state, on));
  const off = discountMinor(discount, recurring);
  const netMinor = recurring + chargesMinor - off;
  const taxMinor = percentOf(netMinor, taxRateBp);
  return { on, recurringMinor: recurring, chargesMinor, discountMinor: off, taxMinor, totalMinor: netMinor + taxMinor };
}

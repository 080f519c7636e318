import { percentOf } from '../values/money.ts';
import type { Discount } from './types.ts';

/**
 * What a discount takes off the recurring amount of one invoice, in minor units: a percentage rounded half up, or a fixed amount, but never
 * more than the recurring amount. Charges for the rest of a period are never discounted. 0 when the discount has no periods left.
 */
export function discountMinor(discount: Discount | null, recurringMinor: number): number {
  if (!discount || discount.periodsLeft === 0) return 0;
  const off = discount.kind === 'percent' ? percentOf(recurringMinor, discount.value) : discount.value;
  return Math.min(off, recurringMinor);
}

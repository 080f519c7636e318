import type { Day } from '../../values/day.ts';
import type { DeskCoupon } from './queries.ts';

/** The state of a coupon. It can be redeemed unless it was ended, its last day is over or all its redemptions are used. */
export function stateOfCoupon(coupon: DeskCoupon, today: Day): 'ended' | 'expired' | 'used-up' | 'redeemable' {
  if (coupon.endedAt !== null) return 'ended';
  if (coupon.redeemUntil !== null && coupon.redeemUntil < today) return 'expired';
  return coupon.maxRedemptions !== null && coupon.redemptions >= coupon.maxRedemptions ? 'used-up' : 'redeemable';
}

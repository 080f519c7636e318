import type { Day } from '../../values/day.ts';
import type { DeskCoupon } from './queries.ts';

/** How a coupon stands: what was ended, is past its last day or was redeemed as often as it may be cannot be redeemed any more. */
export function stateOfCoupon(coupon: DeskCoupon, today: Day): 'ended' | 'expired' | 'used-up' | 'redeemable' {
  if (coupon.endedAt !== null) return 'ended';
  if (coupon.redeemUntil !== null && coupon.redeemUntil < today) return 'expired';
  return coupon.maxRedemptions !== null && coupon.redemptions >= coupon.maxRedemptions ? 'used-up' : 'redeemable';
}

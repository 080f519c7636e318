import type { ActingPerson } from '../../audit/acting.ts';
import type { Trx } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import type { Day } from '../../values/day.ts';
import { newId } from '../../values/ids.ts';
import { recordInOwnLog } from '../parts/own-log.ts';
import { type DeskCoupon, findCoupon, findCouponByCode, limitsRevision } from './queries.ts';

export type NewCoupon = Omit<DeskCoupon, 'id' | 'redemptions' | 'endedAt' | 'revision'>;

export type CouponWritten =
  | { outcome: 'saved'; id: string; changed: boolean }
  | { outcome: 'refused'; refused: 'code-taken' | 'day-past' | 'below-redemptions' }
  /** It was changed or ended since it was seen; nothing was written. */
  | { outcome: 'stale' };

/** Makes a coupon that accounts can redeem by its code (rules §4.25). By operators only. */
export async function createCoupon(trx: Trx, wanted: NewCoupon, by: ActingPerson): Promise<CouponWritten> {
  const there = await findCouponByCode(trx, wanted.code);
  // Sent twice it is there already, just so.
  if (there)
    return isSame(there, wanted) ? { outcome: 'saved', id: there.id, changed: false } : { outcome: 'refused', refused: 'code-taken' };
  if (wanted.redeemUntil !== null && wanted.redeemUntil < by.today) return { outcome: 'refused', refused: 'day-past' };
  const id = newId(by.now * 1000);
  const { code, kind, value, currency, periods, redeemUntil, maxRedemptions } = wanted;
  await trx
    .insertInto('coupons')
    .values({ id, code, kind, value, currency, periods, redeem_until: redeemUntil, max_redemptions: maxRedemptions, created_at: by.now })
    .execute();
  await recordInOwnLog(trx, by, {
    action: 'coupon.created',
    subject: { type: 'coupon', id, name: code },
    after: {
      ...(kind === 'percent' ? { percentBp: value } : { amountMinor: value, currency }),
      ...(periods !== null && { invoices: periods }),
      ...(redeemUntil !== null && { redeemUntil }),
      ...(maxRedemptions !== null && { maxRedemptions }),
    },
  });
  return { outcome: 'saved', id, changed: true };
}

export interface CouponLimits {
  redeemUntil: Day | null;
  maxRedemptions: number | null;
}

/**
 * Changes until when and how often a coupon can be redeemed; what it is worth never changes, so those who have it keep what they were
 * promised. By operators only.
 *
 * @param seen the revision of the limits that were on the screen
 * @throws NotFound
 */
export async function limitCoupon(
  trx: Trx,
  { id, seen, wanted, by }: { id: string; seen: string; wanted: CouponLimits; by: ActingPerson },
): Promise<CouponWritten> {
  const coupon = await findCoupon(trx, id);
  if (!coupon) throw new NotFound();
  if (coupon.endedAt !== null) return { outcome: 'stale' };
  if (coupon.revision === limitsRevision(wanted)) return { outcome: 'saved', id, changed: false };
  if (coupon.revision !== seen) return { outcome: 'stale' };
  const isOtherDay = wanted.redeemUntil !== coupon.redeemUntil;
  if (isOtherDay && wanted.redeemUntil !== null && wanted.redeemUntil < by.today) return { outcome: 'refused', refused: 'day-past' };
  if (wanted.maxRedemptions !== null && wanted.maxRedemptions < coupon.redemptions) {
    return { outcome: 'refused', refused: 'below-redemptions' };
  }
  await trx
    .updateTable('coupons')
    .set({ redeem_until: wanted.redeemUntil, max_redemptions: wanted.maxRedemptions })
    .where('id', '=', id)
    .execute();
  const told = ({ redeemUntil, maxRedemptions }: CouponLimits) => ({ redeemUntil, maxRedemptions });
  await recordInOwnLog(trx, by, {
    action: 'coupon.changed',
    subject: { type: 'coupon', id, name: coupon.code },
    before: told(coupon),
    after: told(wanted),
  });
  return { outcome: 'saved', id, changed: true };
}

/**
 * Ends a coupon for good: nobody redeems it any more, and its code is never given again. Who has redeemed it keeps the discount (it can be
 * ended for one account, in its subscription). By operators only.
 *
 * @returns whether it still had to be ended
 * @throws NotFound
 */
export async function endCoupon(trx: Trx, id: string, by: ActingPerson): Promise<boolean> {
  const coupon = await findCoupon(trx, id);
  if (!coupon) throw new NotFound();
  if (coupon.endedAt !== null) return false;
  await trx.updateTable('coupons').set({ ended_at: by.now }).where('id', '=', id).where('ended_at', 'is', null).execute();
  await recordInOwnLog(trx, by, {
    action: 'coupon.ended',
    subject: { type: 'coupon', id, name: coupon.code },
    after: { redemptions: coupon.redemptions },
  });
  return true;
}

function isSame(there: DeskCoupon, wanted: NewCoupon): boolean {
  const keys = ['kind', 'value', 'currency', 'periods', 'redeemUntil', 'maxRedemptions'] as const;
  return there.endedAt === null && keys.every((key) => there[key] === wanted[key]);
}

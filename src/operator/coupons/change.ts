import type { ActingPerson } from '../../audit/acting.ts';
import type { Trx } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import type { Day } from '../../values/day.ts';
import { newId } from '../../values/ids.ts';
import { recordInOperatorsLog } from '../parts/operators-log.ts';
import { type DeskCoupon, findCoupon, findCouponByCode, limitsRevision } from './queries.ts';

export type NewCoupon = Omit<DeskCoupon, 'id' | 'redemptions' | 'endedAt' | 'revision'>;

export type CouponWritten =
  | { outcome: 'saved'; id: string; changed: boolean }
  | { outcome: 'refused'; refused: 'code-taken' | 'day-past' | 'below-redemptions' }
  /** The coupon was changed or ended after the form was rendered; nothing was written. */
  | { outcome: 'stale' };

/** Makes a coupon that accounts can redeem by its code (rules §4.25). For operators only. */
export async function createCoupon(trx: Trx, wanted: NewCoupon, by: ActingPerson): Promise<CouponWritten> {
  const existing = await findCouponByCode(trx, wanted.code);
  // A form that is sent twice finds the same coupon.
  if (existing && isSame(existing, wanted)) return { outcome: 'saved', id: existing.id, changed: false };
  if (existing) return { outcome: 'refused', refused: 'code-taken' };
  if (wanted.redeemUntil !== null && wanted.redeemUntil < by.today) return { outcome: 'refused', refused: 'day-past' };
  const id = newId(by.now * 1000);
  const { code, kind, value, currency, periods, redeemUntil, maxRedemptions } = wanted;
  await trx
    .insertInto('coupons')
    .values({ id, code, kind, value, currency, periods, redeem_until: redeemUntil, max_redemptions: maxRedemptions, created_at: by.now })
    .execute();
  await recordInOperatorsLog(trx, by, {
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
 * Changes the last day and the number of redemptions of a coupon. Its value never changes, so accounts that have redeemed it keep the
 * promised discount. For operators only.
 *
 * @param seen the revision of the limits from the form
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
  const recorded = ({ redeemUntil, maxRedemptions }: CouponLimits) => ({ redeemUntil, maxRedemptions });
  await recordInOperatorsLog(trx, by, {
    action: 'coupon.changed',
    subject: { type: 'coupon', id, name: coupon.code },
    before: recorded(coupon),
    after: recorded(wanted),
  });
  return { outcome: 'saved', id, changed: true };
}

/**
 * Ends a coupon permanently: it can no longer be redeemed, and its code is never used again. Accounts that have redeemed it keep the
 * discount (which can be ended per account, at its subscription). For operators only.
 *
 * @returns false if the coupon had already been ended
 * @throws NotFound
 */
export async function endCoupon(trx: Trx, id: string, by: ActingPerson): Promise<boolean> {
  const coupon = await findCoupon(trx, id);
  if (!coupon) throw new NotFound();
  if (coupon.endedAt !== null) return false;
  await trx.updateTable('coupons').set({ ended_at: by.now }).where('id', '=', id).where('ended_at', 'is', null).execute();
  await recordInOperatorsLog(trx, by, {
    action: 'coupon.ended',
    subject: { type: 'coupon', id, name: coupon.code },
    after: { redemptions: coupon.redemptions },
  });
  return true;
}

function isSame(existing: DeskCoupon, wanted: NewCoupon): boolean {
  const keys = ['kind', 'value', 'currency', 'periods', 'redeemUntil', 'maxRedemptions'] as const;
  return existing.endedAt === null && keys.every((key) => existing[key] === wanted[key]);
}

import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import type { CodeCheck } from '../pricing/types.ts';
import type { Day } from '../values/day.ts';

/** What a typed promotion code is worth in this account today. A code for an amount in another currency counts as unknown. */
export async function checkPromotionCode(
  db: Db | Trx,
  { accountId, currency, code, today }: { accountId: string; currency: string; code: string; today: Day },
): Promise<CodeCheck> {
  const coupon = await db
    .selectFrom('coupons')
    .leftJoin('account_coupons', (join) =>
      join.onRef('account_coupons.coupon_id', '=', 'coupons.id').on('account_coupons.account_id', '=', accountId),
    )
    .where('code', '=', code)
    .select([
      'code',
      'kind',
      'value',
      'currency',
      'periods',
      'redeem_until',
      'max_redemptions',
      'redemptions',
      'coupons.ended_at',
      'account_coupons.id as taken',
    ])
    .executeTakeFirst();
  if (!coupon || (coupon.currency !== null && coupon.currency !== currency)) return { refused: 'code-unknown' };
  if (coupon.ended_at !== null || (coupon.redeem_until !== null && coupon.redeem_until < today)) return { refused: 'code-expired' };
  if (coupon.taken !== null || (coupon.max_redemptions !== null && coupon.redemptions >= coupon.max_redemptions)) {
    return { refused: 'code-used-up' };
  }
  return { discount: { code: coupon.code, kind: coupon.kind, value: coupon.value, periodsLeft: coupon.periods } };
}

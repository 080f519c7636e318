import { compiledQuery } from '../../db/compiled.ts';
import type { Db } from '../../db/open.ts';
import type { Trx } from '../../db/transaction.ts';
import type { Day } from '../../values/day.ts';
import { revisionOf } from '../../values/revision.ts';

export interface DeskCoupon {
  id: string;
  code: string;
  kind: 'percent' | 'amount';
  /** Basis points, or minor units of `currency`. */
  value: number;
  currency: string | null;
  /** The number of invoices that get the discount; null for all. */
  periods: number | null;
  redeemUntil: Day | null;
  maxRedemptions: number | null;
  redemptions: number;
  /** Epoch seconds; null if the coupon has not been ended. */
  endedAt: number | null;
  /** The revision of the limits. The form sends it back, so that a stale form is refused. */
  revision: string;
}

/** The revision of a coupon's limits: its last day and its number of redemptions. */
export function limitsRevision({ redeemUntil, maxRedemptions }: Pick<DeskCoupon, 'redeemUntil' | 'maxRedemptions'>): string {
  return revisionOf({ redeemUntil, maxRedemptions });
}

const couponsByCode = compiledQuery((db, p) =>
  db.selectFrom('coupons').selectAll().where('code', '>', p('after')).orderBy('code').limit(51),
);

/** A page of the coupons, ordered by code, that begins after the code `after`. */
export async function listCoupons(db: Db, after: string): Promise<{ coupons: DeskCoupon[]; after: string | null }> {
  const rows = await couponsByCode(db, { after });
  const coupons = rows.slice(0, 50).map(toCoupon);
  return { coupons, after: rows.length > 50 ? (coupons.at(-1)?.code ?? null) : null };
}

export async function findCoupon(db: Db | Trx, id: string): Promise<DeskCoupon | null> {
  const row = await db.selectFrom('coupons').selectAll().where('id', '=', id).executeTakeFirst();
  return row ? toCoupon(row) : null;
}

export async function findCouponByCode(db: Db | Trx, code: string): Promise<DeskCoupon | null> {
  const row = await db.selectFrom('coupons').selectAll().where('code', '=', code).executeTakeFirst();
  return row ? toCoupon(row) : null;
}

function toCoupon(row: Awaited<ReturnType<typeof couponsByCode>>[number]): DeskCoupon {
  return {
    id: row.id,
    code: row.code,
    kind: row.kind,
    value: row.value,
    currency: row.currency,
    periods: row.periods,
    redeemUntil: row.redeem_until,
    maxRedemptions: row.max_redemptions,
    redemptions: row.redemptions,
    endedAt: row.ended_at,
    revision: limitsRevision({ redeemUntil: row.redeem_until, maxRedemptions: row.max_redemptions }),
  };
}

import { insert } from '../db/insert.ts';
import type { Trx } from '../db/transaction.ts';
import type { LineState } from '../pricing/types.ts';
import type { Day } from '../values/day.ts';
import { newId } from '../values/ids.ts';

/**
 * The charge of one subscription line for a range of days; the first and the last day both count. Names and prices are copied into it, so
 * that a later change of the catalogue does not alter it.
 */
export interface NewCharge {
  accountId: string;
  kind: 'proration' | 'temporary' | 'period';
  /** The order that caused it; null for the charge of a renewed period. */
  orderId: string | null;
  /** The invoice that it is on; null until the next invoice collects it (rules §4.15). */
  invoiceId: string | null;
  productId: string;
  productName: string;
  plan: Pick<LineState, 'planName' | 'unitMinor'>;
  /** Null for a flat line. */
  seats: number | null;
  firstOn: Day;
  lastOn: Day;
  /** Before tax. */
  amountMinor: number;
}

/** Writes a charge, in the transaction of the act that causes it. `now` in epoch seconds. */
export async function writeCharge(trx: Trx, now: number, charge: NewCharge): Promise<void> {
  await insert(trx, 'charges', {
    id: newId(now * 1000),
    account_id: charge.accountId,
    order_id: charge.orderId,
    invoice_id: charge.invoiceId,
    kind: charge.kind,
    product_id: charge.productId,
    product_name: charge.productName,
    plan_name: charge.plan.planName,
    seats: charge.seats,
    unit_minor: charge.plan.unitMinor,
    first_on: charge.firstOn,
    last_on: charge.lastOn,
    amount_minor: charge.amountMinor,
    created_at: now,
  });
}

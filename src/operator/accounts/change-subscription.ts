import type { ActingPerson } from '../../audit/acting.ts';
import { record } from '../../audit/record.ts';
import type { Trx } from '../../db/transaction.ts';
import type { Change } from '../../pricing/types.ts';
import type { SeatLossAnswer } from '../../seat-loss/choosable.ts';
import { allowedToOperator } from '../../subscription/allowed.ts';
import { type ApplyResult, applyChange } from '../../subscription/apply.ts';
import { type DeskAccount, findDeskAccount } from './account.ts';

/**
 * The account, read inside this transaction, for an act that changes it; null if it is cancelled and therefore read-only (rules §4.13).
 *
 * @throws NotFound
 */
export async function findActive(trx: Trx, accountId: string): Promise<DeskAccount | null> {
  const account = await findDeskAccount(trx, accountId);
  return account.status === 'active' ? account : null;
}

/**
 * Changes the subscription of an account of any type on its behalf (rules §4.25): lines, seats, cycle, term, promotion code. The order and
 * the event have the operator's name. For operators only.
 *
 * @param seenVersion the version of the subscription from the form
 * @throws NotFound
 */
export async function changeSubscription(
  trx: Trx,
  input: {
    accountId: string;
    change: Change;
    seenVersion: number;
    seatLoss: SeatLossAnswer | null;
    by: ActingPerson;
    idempotencyKey: string;
  },
): Promise<ApplyResult | { outcome: 'cancelled' }> {
  const { accountId, ...rest } = input;
  const account = await findActive(trx, accountId);
  if (!account) return { outcome: 'cancelled' };
  return applyChange(trx, { account, ...rest, allowed: allowedToOperator, requestId: null });
}

/**
 * Ends the discount of an account before its last period: later invoices do not have it (rules §4.25). For operators only.
 *
 * @returns `ended`; `none` if the account has no discount; `cancelled` if the account is cancelled
 * @throws NotFound
 */
export async function endDiscount(trx: Trx, accountId: string, by: ActingPerson): Promise<'ended' | 'none' | 'cancelled'> {
  const account = await findActive(trx, accountId);
  if (!account) return 'cancelled';
  const row = await trx
    .selectFrom('account_coupons')
    .innerJoin('coupons', 'coupons.id', 'account_coupons.coupon_id')
    .where('account_coupons.account_id', '=', accountId)
    .where('account_coupons.ended_at', 'is', null)
    .select(['account_coupons.id', 'account_coupons.periods_left', 'coupons.id as coupon_id', 'coupons.code'])
    .executeTakeFirst();
  if (!row) return 'none';
  await trx
    .updateTable('account_coupons')
    .set({ ended_at: by.now })
    .where('account_id', '=', accountId)
    .where('id', '=', row.id)
    .where('ended_at', 'is', null)
    .execute();
  await trx
    .updateTable('subscriptions')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('account_id', '=', accountId)
    .execute();
  await record(trx, by, {
    accountId,
    action: 'promotion.ended',
    subject: { type: 'coupon', id: row.coupon_id, name: row.code },
    before: { periodsLeft: row.periods_left },
  });
  return 'ended';
}

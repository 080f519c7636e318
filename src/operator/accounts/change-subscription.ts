import type { ActingPerson } from '../../audit/acting.ts';
import { record } from '../../audit/record.ts';
import type { Trx } from '../../db/transaction.ts';
import type { Change } from '../../pricing/types.ts';
import type { SeatLossAnswer } from '../../seat-loss/choosable.ts';
import { allowedToOperator } from '../../subscription/allowed.ts';
import { type ApplyResult, applyChange } from '../../subscription/apply.ts';
import { type DeskAccount, findDeskAccount } from './account.ts';

/**
 * An account that is still there to be changed, as it is inside this transaction; null for a cancelled one, which is only read (rules
 * §4.13).
 *
 * @throws NotFound
 */
export async function findActive(trx: Trx, accountId: string): Promise<DeskAccount | null> {
  const account = await findDeskAccount(trx, accountId);
  return account.status === 'active' ? account : null;
}

/**
 * Changes the subscription of an account in its place, whatever its type (rules §4.25): lines, seats, cycle, term, promotion code. The
 * order and the event carry the operator's name. By operators only.
 *
 * @param seenVersion the version of the subscription that was on the screen
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
 * Ends the discount of an account before its periods are over: the invoices to come are without it (rules §4.25). By operators only.
 *
 * @returns `ended`, or `none` when the account has none (any more)
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

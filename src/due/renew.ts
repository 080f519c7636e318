import type { Acting } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import { findCatalogue } from '../catalogue/queries.ts';
import type { Trx } from '../db/transaction.ts';
import { findBilledAccount } from '../invoices/billed-account.ts';
import { makeInvoice } from '../invoices/make-invoice.ts';
import { notifyOfInvoice } from '../invoices/notify.ts';
import type { Subscription } from '../pricing/types.ts';
import { findSubscription } from '../subscription/find.ts';
import { countTemporarySeats } from '../subscription/settle-temporary.ts';
import { type Day, later } from '../values/day.ts';
import { type Cycle, type Period, periodAt } from '../values/period.ts';
import { carryOut } from './carry-out.ts';

/**
 * Renews a subscription by one period (rules §4.15, §4.16): carries out the upcoming changes that are due, takes seats away where a group
 * then has too few, moves on to the next period as counted from the anchor, and makes one invoice of the charges of the old period and the
 * lines of the new one. The due work calls it with the end of the period that it has read. When two runs do the same renewal, the second
 * finds that the subscription has moved on and does nothing. Runs in the caller's transaction: all of it or nothing.
 *
 * @param seenEndsOn the day on which the period to renew ends; today or earlier
 * @returns `moved` when the subscription is in another period by now, or the account is cancelled
 */
export async function renew(
  trx: Trx,
  { accountId, seenEndsOn, today, by }: { accountId: string; seenEndsOn: Day; today: Day; by: Acting },
): Promise<'renewed' | 'moved'> {
  const account = await findBilledAccount(trx, accountId);
  if (!account) return 'moved';
  const on = seenEndsOn;
  const before = await findSubscription(trx, accountId);
  if (before?.periodEndsOn !== on || on > today) return 'moved';

  const counted = await countTemporarySeats(trx, accountId, on, by);
  const catalogue = await findCatalogue(trx, account.currency);
  const after = await carryOut(trx, { account, subscription: before, catalogue, on, by, counted });
  const period = await moveOn(trx, before, after.cycle, by);
  const invoice = await makeInvoice(trx, { account, kind: 'renewal', period, coming: after, discount: before.discount, today, by });
  if (invoice) {
    await countDiscountDown(trx, before, by);
    await notifyOfInvoice(trx, account, invoice, period, by);
  }
  return 'renewed';
}

/** The UPDATE is the guard: it does not move a subscription that is in another period or at another version by now. */
async function moveOn(trx: Trx, before: Subscription, cycle: Cycle, by: Acting): Promise<Period> {
  const { accountId, periodEndsOn: on, version } = before;
  const anchorOn = cycle === before.cycle ? before.anchorOn : on;
  const { endsOn } = periodAt(anchorOn, cycle, on);
  const committedUntil = later(before.committedUntil, endsOn);
  const { numUpdatedRows } = await trx
    .updateTable('subscriptions')
    .set({
      version: version + 1,
      cycle,
      anchor_on: anchorOn,
      period_starts_on: on,
      period_ends_on: endsOn,
      committed_until: committedUntil,
    })
    .where('account_id', '=', accountId)
    .where('period_ends_on', '=', on)
    .where('version', '=', version)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error('the subscription moved inside its own transaction');
  await record(trx, by, {
    accountId,
    action: 'subscription.renewed',
    subject: { type: 'subscription', id: accountId, name: '' },
    before: { startsOn: before.periodStartsOn, endsOn: on, cycle: before.cycle },
    after: { startsOn: on, endsOn, cycle, committedUntil },
  });
  return { startsOn: on, endsOn };
}

/** Counts a discount for a limited number of invoices down by one; the discount ends with the last invoice. */
async function countDiscountDown(trx: Trx, { accountId, discount }: Subscription, by: Acting): Promise<void> {
  if (!discount || discount.periodsLeft === null) return;
  const left = Math.max(discount.periodsLeft - 1, 0);
  const { coupon_id } = await trx
    .updateTable('account_coupons')
    .set({ periods_left: left, ended_at: left === 0 ? by.now : null })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .returning('coupon_id')
    .executeTakeFirstOrThrow();
  if (left > 0) return;
  await record(trx, by, {
    accountId,
    action: 'promotion.ended',
    subject: { type: 'coupon', id: coupon_id, name: discount.code },
  });
}

import type { ActingPerson } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import { endSessionsOfAccount } from '../auth/session.ts';
import { findCatalogue } from '../catalogue/queries.ts';
import type { Trx } from '../db/transaction.ts';
import { findBilledAccount } from '../invoices/billed-account.ts';
import { type BilledAccount, makeInvoice } from '../invoices/make-invoice.ts';
import { findInvoice, type WholeInvoice } from '../invoices/queries.ts';
import { enqueue } from '../mail/outbox.ts';
import { accountCancelledMail } from '../mail/templates/cancellation.ts';
import { findActing } from '../members/acting.ts';
import { closePending } from '../requests/close.ts';
import { findSubscription } from '../subscription/find.ts';

export interface CancelInput {
  accountId: string;
  /** The text that the user typed to confirm: it must be the name of the account. */
  typedName: string;
  by: ActingPerson;
}

export type CancelResult =
  | { outcome: 'cancelled' }
  /** Nothing was done: the typed name is not the name of the account. */
  | { outcome: 'wrong-name' }
  /** Nothing was done: this is the operators' account, and without it no user could administer this server. */
  | { outcome: 'operators-account' };

/**
 * Cancels an account (rules §4.13). All members lose access at once, pending requests are closed and their requesters get a mail, scheduled
 * changes become void, and the open charges go on a final invoice that is mailed to the owner. No member can open any page of the account
 * any more; operators can still read it. Only for the owner of a self-service account.
 *
 * @throws Forbidden
 */
export async function cancelAccount(trx: Trx, { accountId, typedName, by }: CancelInput): Promise<CancelResult> {
  const { member: owner } = await findActing(trx, { accountId, memberId: by.actor.id, permission: 'account.cancel' });
  const account = await findBilledAccount(trx, accountId);
  if (!account || typedName.trim() !== account.name.trim()) return { outcome: 'wrong-name' };
  if (await isOperatorsAccount(trx, accountId)) return { outcome: 'operators-account' };

  await closePending(trx, { accountId, because: 'cancellation', by });
  await voidUpcoming(trx, account, by);
  const invoice = await makeFinalInvoice(trx, account, by);
  await trx
    .updateTable('accounts')
    .set((eb) => ({ status: 'cancelled', cancelled_at: by.now, version: eb('version', '+', 1) }))
    .where('id', '=', accountId)
    .where('status', '=', 'active')
    .execute();
  await endSessionsOfAccount(trx, accountId);
  await record(trx, by, {
    accountId,
    action: 'account.cancelled',
    subject: { type: 'account', id: accountId, name: account.name },
    before: { status: 'active' },
    after: { status: 'cancelled', ...(invoice && { invoice: invoice.number }) },
  });
  await enqueue(trx, {
    accountId,
    to: { memberId: owner.id, email: owner.email, name: owner.name },
    kind: 'account-cancelled',
    content: accountCancelledMail(owner.language, { recipientName: owner.name, accountName: account.name, invoice }),
    publicUrl: by.publicUrl,
    at: by.now,
  });
  return { outcome: 'cancelled' };
}

/** Whether this is the operators' account, whose operators run the instance. */
export async function isOperatorsAccount(trx: Pick<Trx, 'selectFrom'>, accountId: string): Promise<boolean> {
  const row = await trx.selectFrom('accounts').select('is_operators').where('id', '=', accountId).executeTakeFirst();
  return row?.is_operators === 1;
}

async function voidUpcoming(trx: Trx, account: BilledAccount, by: ActingPerson): Promise<void> {
  const subscription = await findSubscription(trx, account.id);
  const catalogue = await findCatalogue(trx, account.currency);
  for (const { id, ...change } of subscription?.upcoming ?? []) {
    await trx
      .updateTable('upcoming_changes')
      .set({ status: 'void', ended_at: by.now, ended_by: by.actor.id })
      .where('account_id', '=', account.id)
      .where('id', '=', id)
      .where('status', '=', 'waiting')
      .execute();
    await record(trx, by, {
      accountId: account.id,
      action: 'upcoming.voided',
      subject: {
        type: 'upcoming',
        id,
        name: change.kind === 'cycle' ? change.toCycle : (catalogue.get(change.productId)?.name ?? change.productId),
      },
      before: change,
    });
  }
}

/**
 * Makes the final invoice of the charges that are on no invoice yet; null when there are none. A period that was paid in advance is not
 * refunded.
 */
async function makeFinalInvoice(trx: Trx, account: BilledAccount, by: CancelInput['by']): Promise<WholeInvoice | null> {
  const subscription = await findSubscription(trx, account.id);
  if (!subscription) return null;
  const period = { startsOn: subscription.periodStartsOn, endsOn: subscription.periodEndsOn };
  const made = await makeInvoice(trx, { account, kind: 'final', period, coming: null, discount: null, today: by.today, by });
  return made && findInvoice(trx, account.id, made.id);
}

import type { ActingPerson } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import { NotFound } from '../errors.ts';
import { findActing } from '../members/acting.ts';
import type { Upcoming } from '../pricing/types.ts';
import { undoneWith } from '../pricing/undo.ts';
import { findSubscriptionNow, type QuoteAccount } from './quote-now.ts';

/**
 * Undoes an upcoming change (rules §4.12): afterwards the subscription is as if the user had never asked for it. Undoing the removal of an
 * add-on also undoes the removals of the lines that it needs. For users who may change the subscription, until the day on which the change
 * takes effect.
 *
 * @returns `undone`, or `too-late` when its day has come, or when the change has been carried out, replaced or undone meanwhile
 * @throws NotFound for an id that does not belong to this account
 */
export async function undoUpcoming(
  trx: Trx,
  { account, id, by }: { account: QuoteAccount; id: string; by: ActingPerson },
): Promise<'undone' | 'too-late'> {
  const row = await trx
    .selectFrom('upcoming_changes')
    .select('status')
    .where('account_id', '=', account.id)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new NotFound();
  const { subscription, catalogue } = await findSubscriptionNow(trx, account);
  const undone = undoneWith(subscription, id, catalogue);
  // On its day the change only waits for the renewal, which bills the lines that it leaves.
  if (undone.length === 0 || undone.some((upcoming) => upcoming.effectiveOn <= by.today)) return 'too-late';

  for (const upcoming of undone) await end(trx, account.id, upcoming, by);
  await trx
    .updateTable('subscriptions')
    .set({ version: subscription.version + 1 })
    .where('account_id', '=', account.id)
    .where('version', '=', subscription.version)
    .execute();
  return 'undone';
}

/**
 * The same by a member in their own account, with the member's current rights. For owner and billing admin.
 *
 * @throws NotFound for an id that does not belong to this account, Forbidden for a member who may not do this (any more)
 */
export async function undoByMember(
  trx: Trx,
  { accountId, id, by }: { accountId: string; id: string; by: ActingPerson },
): Promise<'undone' | 'too-late'> {
  const { account } = await findActing(trx, { accountId, memberId: by.actor.id, permission: 'subscription.change' });
  return undoUpcoming(trx, { account, id, by });
}

async function end(trx: Trx, accountId: string, upcoming: Upcoming, by: ActingPerson): Promise<void> {
  await trx
    .updateTable('upcoming_changes')
    .set({ status: 'undone', ended_at: by.now, ended_by: by.actor.id })
    .where('account_id', '=', accountId)
    .where('id', '=', upcoming.id)
    .where('status', '=', 'waiting')
    .execute();
  const { id, ...what } = upcoming;
  await record(trx, by, {
    accountId,
    action: 'upcoming.undone',
    subject: { type: 'upcoming', id, name: what.kind === 'cycle' ? what.toCycle : what.productId },
    before: what,
  });
}

import type { ActingPerson } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import { type ClosedBecause, requestClosed } from '../mail/templates/requests.ts';
import { toActingAccount } from '../members/acting.ts';
import { notifyRequester } from './notify.ts';
import { findRequest } from './queries.ts';

/**
 * Closes every pending request of an account, both those that the account answers and those that the representative answers. The reason is
 * that the account is cancelled, or that its new type does not allow the requested changes (rules §4.9, §4.13, §4.25). Each requester gets
 * a mail. Called by the act that cancels the account or changes its type, inside its transaction; that act has checked the rights.
 *
 * @returns the number of closed requests
 */
export async function closePending(
  trx: Trx,
  { accountId, because, by }: { accountId: string; because: ClosedBecause; by: ActingPerson },
): Promise<number> {
  const row = await trx.selectFrom('accounts').selectAll().where('id', '=', accountId).executeTakeFirstOrThrow();
  const pending = await trx
    .selectFrom('requests')
    .select('id')
    .where('account_id', '=', accountId)
    .where('status', '=', 'pending')
    .orderBy('submitted_at')
    .execute();
  for (const { id } of pending) {
    const request = await findRequest(trx, accountId, id);
    if (!request) continue;
    await trx
      .updateTable('requests')
      .set({ status: 'closed', decided_at: by.now, decided_by: by.actor.id, reason: because })
      .where('account_id', '=', accountId)
      .where('id', '=', id)
      .where('status', '=', 'pending')
      .execute();
    await record(trx, by, {
      accountId,
      action: 'request.closed',
      subject: { type: 'request', id, name: request.requesterName },
      before: { status: 'pending' },
      after: { status: 'closed', reason: because },
    });
    const news = { account: toActingAccount(row), request, change: request.change, ...request.snapshot, by };
    await notifyRequester(trx, news, 'request-closed', (language, data, links) => requestClosed(language, { ...data, because }, links));
  }
  return pending.length;
}

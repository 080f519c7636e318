import type { ActingPerson } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import { type ClosedBecause, requestClosed } from '../mail/templates/requests.ts';
import { toActingAccount } from '../members/acting.ts';
import { notifyRequester } from './notify.ts';
import { findRequest } from './queries.ts';

/**
 * Closes every pending request of an account, whoever would have answered it: the account is cancelled, or its new type does not
 * allow what was asked (rules §4.9, §4.13, §4.25). Each requester is told. Part of the act that cancels or changes the type, in its
 * transaction and with its rights.
 *
 * @returns how many were closed
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
    const told = { account: toActingAccount(row), request, change: request.change, ...request.snapshot, by };
    await notifyRequester(trx, told, 'request-closed', (language, data, links) => requestClosed(language, { ...data, because }, links));
  }
  return pending.length;
}

import type { ActingPerson } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import { requestWithdrawn } from '../mail/templates/requests.ts';
import { findOwnRequest } from './acting.ts';
import { notifyAnswerers } from './notify.ts';
import { isPending } from './policy.ts';

/**
 * Withdraws a pending request and mails the deciders that they have nothing left to decide (rules §4.10). Only for the requester.
 *
 * @returns `ended` when the request had been answered or closed before
 * @throws NotFound, Forbidden
 */
export async function withdrawRequest(
  trx: Trx,
  { accountId, id, by }: { accountId: string; id: string; by: ActingPerson },
): Promise<'withdrawn' | 'ended'> {
  const { account, request } = await findOwnRequest(trx, { accountId, memberId: by.actor.id, id });
  // After a second click on the button, the first one has already withdrawn the request.
  if (!isPending(request)) return request.status === 'withdrawn' ? 'withdrawn' : 'ended';

  const { numUpdatedRows } = await trx
    .updateTable('requests')
    .set({ status: 'withdrawn', decided_at: by.now, decided_by: by.actor.id })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return 'ended';

  await record(trx, by, {
    accountId,
    action: 'request.withdrawn',
    subject: { type: 'request', id, name: request.requesterName },
    before: { status: 'pending' },
    after: { status: 'withdrawn' },
  });
  const news = { account, request, change: request.change, ...request.snapshot, by };
  await notifyAnswerers(trx, news, 'request-withdrawn', requestWithdrawn);
  return 'withdrawn';
}

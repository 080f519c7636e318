import { type By, record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import { requestWithdrawn } from '../mail/letters/requests.ts';
import { findOwnRequest } from './acting.ts';
import { isPending } from './policy.ts';
import { tellAnswerers } from './tell.ts';

/**
 * Takes back a pending request; those who may decide are told that nothing is left to decide (rules §4.10). Only the requester.
 *
 * @returns `ended` when it had been answered or closed before
 * @throws NotFound, Forbidden
 */
export async function withdrawRequest(
  trx: Trx,
  { accountId, id, by, publicUrl }: { accountId: string; id: string; by: By; publicUrl: string },
): Promise<'withdrawn' | 'ended'> {
  const { account, request } = await findOwnRequest(trx, { accountId, memberId: by.actor.id, id });
  // A second click finds what the first one did.
  if (!isPending(request)) return request.status === 'withdrawn' ? 'withdrawn' : 'ended';

  const { numUpdatedRows } = await trx
    .updateTable('requests')
    .set({ status: 'withdrawn', decided_at: by.now, decided_by: by.actor.id })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return 'ended';

  await record(trx, {
    accountId,
    at: by.now,
    actor: by.actor,
    action: 'request.withdrawn',
    subject: { type: 'request', id, name: request.requesterName },
    before: { status: 'pending' },
    after: { status: 'withdrawn' },
    source: by.source,
  });
  const told = { account, request, change: request.change, ...request.snapshot, publicUrl, at: by.now };
  await tellAnswerers(trx, told, 'request-withdrawn', requestWithdrawn);
  return 'withdrawn';
}

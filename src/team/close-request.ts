import type { Acting } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';

/**
 * Closes the request that a member has pending, because they may no longer ask for anything (rules §4.9). Part of the acts that take that
 * right away, in their transaction and with their rights. Nobody is mailed about it: the member is told what they have lost, and those who
 * would have decided read the reason where the request was.
 */
export async function closeRequestOf(
  trx: Trx,
  { accountId, member, by }: { accountId: string; member: { id: string; name: string }; by: Pick<Acting, 'actor' | 'source' | 'now'> },
): Promise<void> {
  const closed = await trx
    .updateTable('requests')
    .set({ status: 'closed', decided_at: by.now, decided_by: 'id' in by.actor ? by.actor.id : null, reason: 'requester' })
    .where('account_id', '=', accountId)
    .where('requester_id', '=', member.id)
    .where('status', '=', 'pending')
    .returning('id')
    .execute();
  for (const { id } of closed) {
    await record(trx, by, {
      accountId,
      action: 'request.closed',
      subject: { type: 'request', id, name: member.name },
      before: { status: 'pending' },
      after: { status: 'closed', reason: 'requester' },
    });
  }
}

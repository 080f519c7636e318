import type { Acting } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';

/**
 * Closes the pending request of a member who may no longer submit requests (rules §4.9). Called by the acts that take this right away,
 * inside their transaction; they have checked the rights. No mail is sent about the request: the member gets the mail about the role or
 * state that they lost, and the deciders see the reason on the page of the request.
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

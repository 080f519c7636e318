import type { ActingPerson } from '../../audit/acting.ts';
import { record } from '../../audit/record.ts';
import type { Trx } from '../../db/transaction.ts';
import { sendInvitation } from '../../team/send-invitation.ts';
import { findDeskAccount } from './account.ts';

/**
 * Sends the owner of an account a new invitation; the older link stops working. For operators only.
 *
 * @returns the owner with the secret of the new link; null if the owner has already joined or the account is cancelled
 * @throws NotFound
 */
export async function inviteOwnerAgain(
  trx: Trx,
  accountId: string,
  by: ActingPerson,
): Promise<{ id: string; email: string; secret: string } | null> {
  const account = await findDeskAccount(trx, accountId);
  const { owner } = account;
  if (owner?.status !== 'invited' || account.status === 'cancelled') return null;
  await trx
    .updateTable('members')
    .set({ invited_at: by.now })
    .where('account_id', '=', accountId)
    .where('id', '=', owner.id)
    .where('status', '=', 'invited')
    .execute();
  await record(trx, by, {
    accountId,
    action: 'member.invitedAgain',
    subject: { type: 'member', id: owner.id, name: owner.name },
    after: { email: owner.email },
  });
  return { id: owner.id, email: owner.email, secret: await sendInvitation(trx, { account, member: owner, by }) };
}

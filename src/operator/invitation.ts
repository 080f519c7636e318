import { record } from '../audit/record.ts';
import { invitationDays } from '../auth/tokens.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import { findDeskAccount } from './account.ts';
import type { OperatorBy } from './by.ts';
import { sendInvitation } from './create-account.ts';

/**
 * The link of an invitation that has not been accepted, out of the letter that waits in the outbox: where no mail is sent, whoever made
 * the account hands it on (spec §4.21, §4.27). Null when there is none or it is too old to open anything.
 */
export async function findInvitationLink(
  db: Db,
  { accountId, memberId, now }: { accountId: string; memberId: string; now: number },
): Promise<string | null> {
  const letter = await db
    .selectFrom('outbox')
    .select('text')
    .where('account_id', '=', accountId)
    .where('member_id', '=', memberId)
    .where('letter', '=', 'invitation')
    .where('status', '=', 'waiting')
    .where('created_at', '>', now - invitationDays * 86_400)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return letter?.text.match(/^https?:\/\/\S+\/invitation\?token=[\w-]+$/m)?.[0] ?? null;
}

/**
 * Invites the owner of an account once more; the older link stops working. By operators only.
 *
 * @returns `sent`, or `already-joined` when there is nobody to invite (any more)
 * @throws NotFound
 */
export async function inviteOwnerAgain(trx: Trx, accountId: string, by: OperatorBy): Promise<'sent' | 'already-joined'> {
  const account = await findDeskAccount(trx, accountId);
  const { owner } = account;
  if (owner?.status !== 'invited' || account.status === 'cancelled') return 'already-joined';
  await trx
    .updateTable('members')
    .set({ invited_at: by.now })
    .where('account_id', '=', accountId)
    .where('id', '=', owner.id)
    .where('status', '=', 'invited')
    .execute();
  await record(trx, {
    accountId,
    at: by.now,
    actor: by.actor,
    action: 'member.invitedAgain',
    subject: { type: 'member', id: owner.id, name: owner.name },
    after: { email: owner.email },
    source: by.source,
  });
  await sendInvitation(trx, { account, member: owner, by });
  return 'sent';
}

import { invitationDays, issueToken } from '../auth/tokens.ts';
import type { Trx } from '../db/transaction.ts';
import type { Language } from '../i18n/language.ts';
import { enqueue } from '../mail/outbox.ts';
import { inviteMail } from '../mail/templates/access.ts';
import { urls } from '../paths.ts';

interface Invitation {
  account: { id: string; name: string };
  member: { id: string; name: string; email: string; language: Language };
  by: { actor: { name: string }; now: number; publicUrl: string };
}

/**
 * Puts the mail with the link to set a password into the outbox (rules §4.21); links of earlier invitations stop working. Called by the
 * acts of the team and of operators that invite a member.
 *
 * @returns the secret of the link, to be copied where no mail server is configured
 */
export async function sendInvitation(trx: Trx, { account, member, by }: Invitation): Promise<string> {
  const secret = await issueToken(trx, { member: { id: member.id, accountId: account.id }, purpose: 'invitation', now: by.now });
  await enqueue(trx, {
    accountId: account.id,
    to: { memberId: member.id, email: member.email, name: member.name },
    kind: 'invitation',
    content: inviteMail(
      member.language,
      { recipientName: member.name, inviterName: by.actor.name, accountName: account.name, secret, days: invitationDays },
      urls(by.publicUrl),
    ),
    publicUrl: by.publicUrl,
    at: by.now,
  });
  return secret;
}

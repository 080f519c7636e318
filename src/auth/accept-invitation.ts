import { record } from '../audit/record.ts';
import type { Db } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import type { Language } from '../i18n/language.ts';
import { hashPassword, type PasswordProblem, passwordProblem } from './passwords.ts';
import { startRecordedSession, type Visit } from './sign-in.ts';
import { findToken, spendToken } from './tokens.ts';

export type AcceptInvitation = { secret: string; accountName: string } | { refused: PasswordProblem } | { refused: 'dead-link' };

/**
 * Makes an invited member active. Stores the name and the password from the form, and the language in which they read the invitation page.
 * Their seats do not change: an invited member already holds them (rules §4.21).
 *
 * @returns the secret of the member's first session
 */
export async function acceptInvitation(
  db: Db,
  { token, name, password, language, visit }: { token: string; name: string; password: string; language: Language; visit: Visit },
): Promise<AcceptInvitation> {
  const holder = await findToken(db, token, 'invitation', visit.now);
  if (!holder) return { refused: 'dead-link' };
  const problem = passwordProblem(password, holder.email);
  if (problem) return { refused: problem };
  const hash = await hashPassword(password);

  return transaction(db, async (trx) => {
    const spent = await spendToken(trx, token, 'invitation', visit.now);
    if (!spent) return { refused: 'dead-link' };
    const { memberId, accountId, accountName } = spent;
    await trx
      .updateTable('members')
      .set({ name, password_hash: hash, status: 'active', language })
      .where('id', '=', memberId)
      .where('account_id', '=', accountId)
      .where('status', '=', 'invited')
      .execute();
    await record(
      trx,
      { actor: { kind: 'member', id: memberId, name }, source: visit.source, now: visit.now },
      {
        accountId,
        action: 'member.joined',
        subject: { type: 'member', id: memberId, name },
        before: { status: 'invited', name: spent.name },
        after: { status: 'active', name },
      },
    );
    return { secret: await startRecordedSession(trx, { id: memberId, account_id: accountId, name }, visit), accountName };
  });
}

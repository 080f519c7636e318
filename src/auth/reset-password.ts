import { systemActor } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Db } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import type { Language } from '../i18n/language.ts';
import { enqueue } from '../mail/outbox.ts';
import { resetMail } from '../mail/templates/access.ts';
import { urls } from '../paths.ts';
import { afterNewPassword } from './change-password.ts';
import { hashPassword, type PasswordProblem, passwordProblem } from './passwords.ts';
import { findByEmail, maySignIn, type Visit } from './sign-in.ts';
import { countAttempt, resetKeys, signInKeys, uncountAttempt } from './throttle.ts';
import { findToken, issueToken, spendToken } from './tokens.ts';

/**
 * Mails a reset link to a member who has forgotten their password. The answer does not reveal whether a member has this address: unknown
 * and suspended addresses get the same answer and the same throttling.
 *
 * @returns the seconds to wait after too many requests; 0 if the request was accepted
 */
export async function requestReset(
  db: Db,
  { email, visit, publicUrl }: { email: string; visit: Visit; publicUrl: string },
): Promise<number> {
  const { waitSeconds } = await countAttempt(db, resetKeys(email, visit.source), visit.now);
  if (waitSeconds > 0) return waitSeconds;
  await transaction(db, async (trx) => {
    const member = await findByEmail(trx, email);
    if (!member || !maySignIn(member)) return;
    const { id, account_id: accountId, name, language } = member;
    const secret = await issueToken(trx, { member: { id, accountId }, purpose: 'reset', now: visit.now });
    await record(
      trx,
      { actor: systemActor, source: visit.source, now: visit.now },
      {
        accountId,
        action: 'password.resetRequested',
        subject: { type: 'member', id, name },
      },
    );
    await enqueue(trx, {
      accountId,
      to: { memberId: id, email, name },
      kind: 'password-reset',
      content: resetMail(language, { recipientName: name, secret }, urls(publicUrl)),
      publicUrl,
      at: visit.now,
    });
  });
  return 0;
}

export type ResetPassword = { secret: string; language: Language } | { refused: PasswordProblem } | { refused: 'dead-link' };

/**
 * Sets the new password of a member who has followed a reset link, ends all their sessions and signs them in. Clears the throttling of
 * failed sign-ins for their address.
 */
export async function resetPassword(
  db: Db,
  { token, password, visit, publicUrl }: { token: string; password: string; visit: Visit; publicUrl: string },
): Promise<ResetPassword> {
  const holder = await findToken(db, token, 'reset', visit.now);
  if (!holder) return { refused: 'dead-link' };
  const problem = passwordProblem(password, holder.email);
  if (problem) return { refused: problem };
  const hash = await hashPassword(password);

  return transaction(db, async (trx) => {
    const spent = await spendToken(trx, token, 'reset', visit.now);
    if (!spent) return { refused: 'dead-link' };
    await trx
      .updateTable('members')
      .set({ password_hash: hash })
      .where('id', '=', spent.memberId)
      .where('account_id', '=', spent.accountId)
      .where('status', '=', 'active')
      .execute();
    await uncountAttempt(trx, signInKeys(spent.email, visit.source));
    const member = { id: spent.memberId, accountId: spent.accountId, name: spent.name, email: spent.email, language: spent.language };
    return { secret: await afterNewPassword(trx, { member, action: 'password.reset', visit, publicUrl }), language: spent.language };
  });
}

import { record } from '../audit/record.ts';
import type { Db } from '../db/open.ts';
import { type Trx, transaction } from '../db/transaction.ts';
import type { Language } from '../i18n/language.ts';
import { enqueue } from '../mail/outbox.ts';
import { passwordChangedMail } from '../mail/templates/access.ts';
import { urls } from '../paths.ts';
import { hashPassword, type PasswordProblem, passwordProblem, verifyPassword } from './passwords.ts';
import { endSessionsOf, startSession } from './session.ts';
import type { Visit } from './sign-in.ts';
import { countAttempt, signInKeys, uncountAttempt } from './throttle.ts';
import { voidTokens } from './tokens.ts';

export type ChangePassword =
  | { secret: string }
  | { refused: 'current-wrong' }
  | { refused: 'throttled'; waitSeconds: number }
  | { refused: PasswordProblem };

interface Changing {
  member: { id: string; accountId: string; name: string; email: string; language: Language };
  current: string;
  next: string;
  visit: Visit;
  publicUrl: string;
}

/**
 * Changes the member's own password. Wrong current passwords are throttled by the same counters as sign-ins. All sessions end, open reset
 * links stop working, and the member gets a mail.
 *
 * @returns the secret of a new session for this browser
 */
export async function changePassword(db: Db, { member, current, next, visit, publicUrl }: Changing): Promise<ChangePassword> {
  const problem = passwordProblem(next, member.email);
  if (problem) return { refused: problem };
  const keys = signInKeys(member.email, visit.source);
  const { waitSeconds } = await countAttempt(db, keys, visit.now);
  if (waitSeconds > 0) return { refused: 'throttled', waitSeconds };

  const row = await db
    .selectFrom('members')
    .select('password_hash')
    .where('id', '=', member.id)
    .where('account_id', '=', member.accountId)
    .executeTakeFirst();
  const before = row?.password_hash ?? null;
  if (before === null || !(await verifyPassword(before, current))) return { refused: 'current-wrong' };
  const after = await hashPassword(next);

  return transaction(db, async (trx) => {
    const { numUpdatedRows } = await trx
      .updateTable('members')
      .set({ password_hash: after })
      .where('id', '=', member.id)
      .where('account_id', '=', member.accountId)
      .where('password_hash', '=', before)
      .where('status', '=', 'active')
      .executeTakeFirst();
    // Another request has changed the password (or suspended the member) since the check above.
    if (numUpdatedRows !== 1n) return { refused: 'current-wrong' };
    await uncountAttempt(trx, keys);
    return { secret: await afterNewPassword(trx, { member, action: 'password.changed', visit, publicUrl }) };
  });
}

/**
 * The common end of a changed and of a reset password: ends all sessions, voids open reset links, records the event, sends the mail and
 * starts a new session.
 *
 * @returns the secret of the new session
 */
export async function afterNewPassword(
  trx: Trx,
  {
    member,
    action,
    visit,
    publicUrl,
  }: { member: Changing['member']; action: 'password.changed' | 'password.reset'; visit: Visit; publicUrl: string },
): Promise<string> {
  await endSessionsOf(trx, member.accountId, member.id);
  await voidTokens(trx, { member, purpose: 'reset', now: visit.now });
  await record(
    trx,
    { actor: { kind: 'member', id: member.id, name: member.name }, source: visit.source, now: visit.now },
    {
      accountId: member.accountId,
      action,
      subject: { type: 'member', id: member.id, name: member.name },
    },
  );
  await enqueue(trx, {
    accountId: member.accountId,
    to: { memberId: member.id, email: member.email, name: member.name },
    kind: 'password-changed',
    content: passwordChangedMail(member.language, { recipientName: member.name, at: visit.now }, urls(publicUrl)),
    publicUrl,
    at: visit.now,
  });
  return startSession(trx, member, visit.userAgent);
}

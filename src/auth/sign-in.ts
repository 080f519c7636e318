import { systemActor } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Db } from '../db/open.ts';
import { type Trx, transaction } from '../db/transaction.ts';
import type { Language } from '../i18n/language.ts';
import { verifyPassword } from './passwords.ts';
import { endSession, startSession } from './session.ts';
import { countAttempt, signInKeys, uncountAttempt } from './throttle.ts';

/** The source, the browser and the time of a request. The acts of visitors (sign-in, reset, invitation, set-up) get it as an argument. */
export interface Visit {
  /** The network address. */
  source: string;
  userAgent: string;
  /** Epoch seconds. */
  now: number;
}

export type SignIn = { secret: string; language: Language } | { refused: 'wrong' } | { refused: 'throttled'; waitSeconds: number };

/**
 * Signs a member in with e-mail and password. An unknown address, a wrong password, invited and suspended members, and members of cancelled
 * accounts get the same answer after the same time. The session is always new; the browser's old session (`previousSecret`) ends.
 *
 * @returns the secret of the session for the cookie, and the member's language; `wrong`; or `throttled` after too many failures, with the
 * seconds to wait
 */
export async function signIn(
  db: Db,
  { email, password, previousSecret, visit }: { email: string; password: string; previousSecret: string | undefined; visit: Visit },
): Promise<SignIn> {
  const keys = signInKeys(email, visit.source);
  const { waitSeconds, slowed } = await countAttempt(db, keys, visit.now);
  if (waitSeconds > 0) return { refused: 'throttled', waitSeconds };

  const member = await findByEmail(db, email);
  const hash = member && maySignIn(member) ? member.password_hash : null;
  if (!(await verifyPassword(hash, password))) {
    // Single typing errors are not recorded. A failure is recorded once it makes the next attempt wait.
    if (member && slowed) await transaction(db, (trx) => recordRefused(trx, member, visit));
    return { refused: 'wrong' };
  }

  return transaction(db, async (trx) => {
    // The member may have been suspended, or their password changed, while the password was verified.
    const fresh = await findByEmail(trx, email);
    if (!fresh || !maySignIn(fresh) || fresh.password_hash !== hash) return { refused: 'wrong' };
    await uncountAttempt(trx, keys);
    if (previousSecret) await endSession(trx, previousSecret);
    return { secret: await startRecordedSession(trx, fresh, visit), language: fresh.language };
  });
}

/** Starts a session for an authenticated member, and records it. Called inside the transaction of the act. */
export async function startRecordedSession(
  trx: Trx,
  member: { id: string; account_id: string; name: string },
  visit: Visit,
): Promise<string> {
  const secret = await startSession(trx, { id: member.id, accountId: member.account_id }, visit.userAgent);
  await record(
    trx,
    { actor: { kind: 'member', id: member.id, name: member.name }, source: visit.source, now: visit.now },
    {
      accountId: member.account_id,
      action: 'session.started',
      subject: { type: 'member', id: member.id, name: member.name },
    },
  );
  return secret;
}

async function recordRefused(trx: Trx, member: FoundMember, visit: Visit): Promise<void> {
  await record(
    trx,
    { actor: systemActor, source: visit.source, now: visit.now },
    {
      accountId: member.account_id,
      action: 'session.refused',
      subject: { type: 'member', id: member.id, name: member.name },
    },
  );
}

type FoundMember = NonNullable<Awaited<ReturnType<typeof findByEmail>>>;

/** Finds a member by their address, which is unique over all accounts. */
export async function findByEmail(db: Db | Trx, email: string) {
  return db
    .selectFrom('members')
    .innerJoin('accounts', 'accounts.id', 'members.account_id')
    .where('members.email', '=', email)
    .select([
      'members.id',
      'members.account_id',
      'members.name',
      'members.email',
      'members.language',
      'members.status',
      'members.password_hash',
      'accounts.status as account_status',
    ])
    .executeTakeFirst();
}

/** Whether the member is active and belongs to an active account. */
export function maySignIn(member: { status: string; account_status: string }): boolean {
  return member.status === 'active' && member.account_status === 'active';
}

import { systemActor } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Db } from '../db/open.ts';
import { type Trx, transaction } from '../db/transaction.ts';
import type { Language } from '../i18n/language.ts';
import { verifyPassword } from './passwords.ts';
import { endSession, startSession } from './session.ts';
import { countAttempt, forgive, signInKeys } from './throttle.ts';

/** Where somebody comes from and when: what every act at the doors is told of them. */
export interface Visit {
  /** The network address. */
  source: string;
  userAgent: string;
  /** Epoch seconds. */
  now: number;
}

export type SignIn = { secret: string; language: Language } | { refused: 'wrong' } | { refused: 'throttled'; waitSeconds: number };

/**
 * Signs somebody in with e-mail and password. Unknown, wrong, invited, suspended and members of cancelled accounts get the same answer
 * in the same time. A session is always a new one; the one that the browser had before (`previousSecret`) ends.
 *
 * @returns the secret of the session for the cookie, and the language that the member reads; `wrong`; or `throttled` after too many failures, with the seconds to wait
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
    // A slip of the finger is nobody's news; from the failure that makes the next one wait, the account is told.
    if (member && slowed) await transaction(db, (trx) => recordRefused(trx, member, visit));
    return { refused: 'wrong' };
  }

  return transaction(db, async (trx) => {
    // While the password was looked at, the member may have been suspended or have got another one.
    const now = await findByEmail(trx, email);
    if (!now || !maySignIn(now) || now.password_hash !== hash) return { refused: 'wrong' };
    await forgive(trx, keys);
    if (previousSecret) await endSession(trx, previousSecret);
    return { secret: await enter(trx, now, visit), language: now.language };
  });
}

/** Starts a session of somebody who has shown who they are, and records it. Inside the transaction of the act. */
export async function enter(trx: Trx, member: { id: string; account_id: string; name: string }, visit: Visit): Promise<string> {
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

/** By a unique index over all accounts: an address belongs to one member. */
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

/** Whether somebody is an active member of an active account. */
export function maySignIn(member: { status: string; account_status: string }): boolean {
  return member.status === 'active' && member.account_status === 'active';
}

import type { Adapter } from 'lucia';
import { Lucia, TimeSpan } from 'lucia';
import type { Db } from '../db/open.ts';
import { type Trx, transaction } from '../db/transaction.ts';
import { newId } from '../values/ids.ts';
import { findSessionAndMember, hashOfSecret, type SessionAttributes, type UserAttributes } from './session-query.ts';

/**
 * The one door to sessions. Lucia makes the secrets and decides when a session has ended; this file keeps them: only a hash of the
 * secret is stored, a session ends after 12 hours without use and at the latest after 14 days. Sessions live by the clock of the
 * machine, whatever day the business is at.
 */
const idle = new TimeSpan(12, 'h');
const idleSeconds = idle.seconds();
const absoluteSeconds = 14 * 86_400;
/** How exactly the last use is known. A write at every page would cost more than the page. */
const touchedEverySeconds = 300;

/** Who is signed in with a secret, and what every page needs to know; null when nobody is. One read. */
export async function findSignedIn(db: Db, secret: string): Promise<(UserAttributes & { sessionId: string }) | null> {
  if (!/^[a-z2-7]{40}$/.test(secret)) return null;
  const { session, user } = await luciaFor(db).validateSession(secret);
  if (!session) return null;
  if (session.lastUsedAt <= seconds() - touchedEverySeconds) await touch(db, hashOfSecret(secret));
  return {
    member: user.member,
    account: user.account,
    waiting: user.waiting,
    hasPending: user.hasPending,
    failedMail: user.failedMail,
    sessionId: session.publicId,
  };
}

/** Starts a session and returns its secret, for the cookie alone. Inside the transaction of the sign-in. */
export async function startSession(trx: Db | Trx, member: { id: string; accountId: string }, userAgent: string): Promise<string> {
  const session = await luciaFor(trx).createSession(member.id, {
    accountId: member.accountId,
    publicId: newId(),
    userAgent: userAgent.slice(0, 200),
    lastUsedAt: seconds(),
  });
  return session.id;
}

/** Ends the session of this secret. */
export async function endSession(db: Db | Trx, secret: string): Promise<void> {
  await db.deleteFrom('sessions').where('id', '=', hashOfSecret(secret)).execute();
}

/** Ends every session of a member: at a change of password or rights, at suspension (quality §3). */
export async function endSessionsOf(trx: Db | Trx, accountId: string, memberId: string): Promise<void> {
  await trx.deleteFrom('sessions').where('account_id', '=', accountId).where('member_id', '=', memberId).execute();
}

/** Ends every session of an account: at its cancellation. */
export async function endSessionsOfAccount(trx: Db | Trx, accountId: string): Promise<void> {
  await trx.deleteFrom('sessions').where('account_id', '=', accountId).execute();
}

export interface OwnSession {
  id: string;
  startedAt: number;
  lastUsedAt: number;
  userAgent: string;
}

/** The sessions of a member that have not ended, the last used first. */
export async function listSessions(db: Db, accountId: string, memberId: string): Promise<OwnSession[]> {
  const rows = await db
    .selectFrom('sessions')
    .select(['public_id', 'created_at', 'last_used_at', 'user_agent'])
    .where('account_id', '=', accountId)
    .where('member_id', '=', memberId)
    .where('expires_at', '>', seconds())
    .orderBy('last_used_at', 'desc')
    .execute();
  return rows.map((row) => ({ id: row.public_id, startedAt: row.created_at, lastUsedAt: row.last_used_at, userAgent: row.user_agent }));
}

/** Ends one session of a member by the id shown in their list. Returns whether it was theirs. */
export async function endOwnSession(trx: Trx, accountId: string, memberId: string, id: string): Promise<boolean> {
  const result = await trx
    .deleteFrom('sessions')
    .where('public_id', '=', id)
    .where('account_id', '=', accountId)
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Ends all sessions of a member but the one with this public id. Returns how many that were. */
export async function endOtherSessions(trx: Trx, accountId: string, memberId: string, keptId: string): Promise<number> {
  const result = await trx
    .deleteFrom('sessions')
    .where('account_id', '=', accountId)
    .where('member_id', '=', memberId)
    .where('public_id', '!=', keptId)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Removes what has ended; due work calls it now and then. */
export async function removeEndedSessions(db: Db): Promise<void> {
  await luciaFor(db).deleteExpiredSessions();
}

const known = new WeakMap<Db | Trx, Lucia<SessionAttributes, UserAttributes>>();

function luciaFor(db: Db | Trx): Lucia<SessionAttributes, UserAttributes> {
  let lucia = known.get(db);
  if (!lucia) {
    lucia = new Lucia(sessionStore(db), {
      sessionExpiresIn: idle,
      getSessionAttributes: (attributes) => attributes,
      getUserAttributes: (attributes) => attributes,
    });
    known.set(db, lucia);
  }
  return lucia;
}

function sessionStore(db: Db | Trx): Adapter {
  return {
    getSessionAndUser: (secret) => findSessionAndMember(db, secret),
    getUserSessions: async () => [],
    setSession: async (session) => {
      const now = seconds();
      const endsAt = now + absoluteSeconds;
      await db
        .insertInto('sessions')
        .values({
          id: hashOfSecret(session.id),
          account_id: session.attributes.accountId,
          member_id: session.userId,
          public_id: session.attributes.publicId,
          created_at: now,
          expires_at: Math.min(toSeconds(session.expiresAt), endsAt),
          ends_at: endsAt,
          last_used_at: now,
          user_agent: session.attributes.userAgent,
        })
        .execute();
      await db.updateTable('members').set({ last_seen_at: now }).where('id', '=', session.userId).execute();
    },
    // Lucia would only extend a session in the second half of its life; `touch` does it at every use.
    updateSessionExpiration: async () => {},
    // An ended session that is met again stays until it is swept away: reading a page must not need to write.
    deleteSession: async () => {},
    deleteUserSessions: async (memberId) => {
      await db.deleteFrom('sessions').where('member_id', '=', memberId).execute();
    },
    deleteExpiredSessions: async () => {
      await db.deleteFrom('sessions').where('expires_at', '<=', seconds()).execute();
    },
  };
}

/**
 * Notes that a session and its member are in use: another 12 hours from now, never past the absolute end. On a full or read-only
 * disk it is not noted, and the page is shown all the same (quality §4).
 */
async function touch(db: Db, id: string): Promise<void> {
  const now = seconds();
  const until = now + idleSeconds;
  try {
    await transaction(db, async (trx) => {
      await trx
        .updateTable('sessions')
        .set((eb) => ({
          expires_at: eb.case().when('ends_at', '<', until).then(eb.ref('ends_at')).else(until).end(),
          last_used_at: now,
        }))
        .where('id', '=', id)
        .execute();
      await trx
        .updateTable('members')
        .set({ last_seen_at: now })
        .where('id', '=', (eb) => eb.selectFrom('sessions').select('member_id').where('sessions.id', '=', id))
        .execute();
    });
  } catch (error) {
    if (!String((error as { code?: unknown }).code).startsWith('SQLITE_')) throw error;
  }
}

function seconds(): number {
  return Math.floor(Date.now() / 1000);
}

function toSeconds(date: Date): number {
  return Math.floor(date.getTime() / 1000);
}

import type { Adapter } from 'lucia';
import { Lucia, TimeSpan } from 'lucia';
import type { Db } from '../db/open.ts';
import { type Trx, transaction } from '../db/transaction.ts';
import { newId } from '../values/ids.ts';
import { findSessionAndMember, hashOfSecret, type SessionAttributes, type UserAttributes } from './session-query.ts';

/**
 * All access to sessions. Lucia makes the secrets and decides when a session has ended; this file stores the sessions. Only a hash of the
 * secret is stored. A session ends after 12 hours without use, and 14 days after its start at the latest. Sessions use the machine's clock,
 * not the business day.
 */
const idle = new TimeSpan(12, 'h');
const idleSeconds = idle.seconds();
const absoluteSeconds = 14 * 86_400;
/** The precision of `last_used_at`. A write per page would cost more than the page itself. */
const touchedEverySeconds = 300;

/** The member whose session has this secret, with the data that every page needs; null if there is no such session. One read. */
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

/** Starts a session and returns its secret, which only the cookie may contain. Called inside the transaction of the sign-in. */
export async function startSession(trx: Db | Trx, member: { id: string; accountId: string }, userAgent: string): Promise<string> {
  const session = await luciaFor(trx).createSession(member.id, {
    accountId: member.accountId,
    publicId: newId(),
    userAgent: userAgent.slice(0, 200),
    lastUsedAt: seconds(),
  });
  return session.id;
}

/** Ends the session with this secret. */
export async function endSession(db: Db | Trx, secret: string): Promise<void> {
  await db.deleteFrom('sessions').where('id', '=', hashOfSecret(secret)).execute();
}

/** Ends all sessions of a member: after a change of their password or rights, and at their suspension (quality §3). */
export async function endSessionsOf(trx: Db | Trx, accountId: string, memberId: string): Promise<void> {
  await trx.deleteFrom('sessions').where('account_id', '=', accountId).where('member_id', '=', memberId).execute();
}

/** Ends all sessions of an account: at its cancellation. */
export async function endSessionsOfAccount(trx: Db | Trx, accountId: string): Promise<void> {
  await trx.deleteFrom('sessions').where('account_id', '=', accountId).execute();
}

export interface OwnSession {
  id: string;
  startedAt: number;
  lastUsedAt: number;
  userAgent: string;
}

/** The sessions of a member that have not ended, most recently used first. */
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

/** Ends one session of a member by its public id. Returns false if the member has no such session. */
export async function endOwnSession(trx: Trx, accountId: string, memberId: string, id: string): Promise<boolean> {
  const result = await trx
    .deleteFrom('sessions')
    .where('public_id', '=', id)
    .where('account_id', '=', accountId)
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Ends all sessions of a member except the one with this public id. Returns the number of ended sessions. */
export async function endOtherSessions(trx: Trx, accountId: string, memberId: string, keptId: string): Promise<number> {
  const result = await trx
    .deleteFrom('sessions')
    .where('account_id', '=', accountId)
    .where('member_id', '=', memberId)
    .where('public_id', '!=', keptId)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Deletes the rows of ended sessions; the due work calls it regularly. */
export async function removeEndedSessions(db: Db): Promise<void> {
  await luciaFor(db).deleteExpiredSessions();
}

const luciaByDb = new WeakMap<Db | Trx, Lucia<SessionAttributes, UserAttributes>>();

function luciaFor(db: Db | Trx): Lucia<SessionAttributes, UserAttributes> {
  let lucia = luciaByDb.get(db);
  if (!lucia) {
    lucia = new Lucia(sessionStore(db), {
      sessionExpiresIn: idle,
      getSessionAttributes: (attributes) => attributes,
      getUserAttributes: (attributes) => attributes,
    });
    luciaByDb.set(db, lucia);
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
    // Lucia extends a session only in the second half of its lifetime; `touch` extends it when it is used.
    updateSessionExpiration: async () => {},
    // Lucia asks to delete an ended session when it reads it. The row stays until `removeEndedSessions`: a read must not need a write.
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
 * Stores the time of use of a session and its member, and extends the session to 12 hours from now, but never past its absolute end. If
 * the disk is full or read-only, the write fails and the page is still shown (quality §4).
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

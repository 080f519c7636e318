import { record } from '../audit/record.ts';
import type { Db } from '../db/open.ts';
import { type Trx, transaction } from '../db/transaction.ts';
import { NotFound } from '../errors.ts';
import { endOtherSessions, endOwnSession } from './session.ts';

/** The member who ends their own sessions. */
export interface SessionOwner {
  id: string;
  accountId: string;
  name: string;
  /** The public id of their current session. */
  sessionId: string;
  /** The network address. */
  source: string;
  /** Epoch seconds. */
  now: number;
}

/** Ends one of the member's own sessions, perhaps the current one. @throws NotFound if the member has no session with this id */
export async function endOneSession(db: Db, self: SessionOwner, sessionId: string): Promise<void> {
  await transaction(db, async (trx) => {
    if (!(await endOwnSession(trx, self.accountId, self.id, sessionId))) throw new NotFound();
    await recordEndedSessions(trx, self, 1);
  });
}

/** Ends all of the member's own sessions except the current one. */
export async function endOthers(db: Db, self: SessionOwner): Promise<void> {
  await transaction(db, async (trx) => {
    const ended = await endOtherSessions(trx, self.accountId, self.id, self.sessionId);
    if (ended > 0) await recordEndedSessions(trx, self, ended);
  });
}

/** Records one event for all sessions that one request ended. */
export async function recordEndedSessions(trx: Trx, self: SessionOwner, sessions: number): Promise<void> {
  await record(
    trx,
    { actor: { kind: 'member', id: self.id, name: self.name }, source: self.source, now: self.now },
    {
      accountId: self.accountId,
      action: 'session.ended',
      subject: { type: 'member', id: self.id, name: self.name },
      ...(sessions > 1 && { after: { sessionsEnded: sessions } }),
    },
  );
}

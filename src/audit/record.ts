import { compiledQuery } from '../db/compiled.ts';
import { insert } from '../db/insert.ts';
import type { Trx } from '../db/transaction.ts';
import { newId } from '../values/ids.ts';
import { type Acting, systemName } from './acting.ts';
import type { AuditAction } from './actions.ts';
import { beforeTheFirst, canonicalJson, type EventRow, hashOf } from './chain.ts';

/** What it was done to. The name is kept as it was, so that the log reads the same when the thing is gone. */
export interface Subject {
  type:
    | 'account'
    | 'subscription'
    | 'request'
    | 'order'
    | 'upcoming'
    | 'temporary_seats'
    | 'seat_group'
    | 'member'
    | 'session'
    | 'invoice'
    | 'letter'
    | 'product'
    | 'plan'
    | 'coupon';
  id: string | null;
  name: string;
}

export interface AuditEvent {
  /** The account in whose log it stands. */
  accountId: string;
  action: AuditAction;
  subject: Subject;
  /** What was and what is, as plain data with names that say what they are: `{ seats: 5 }`. Never a password, a token or a link that opens something. */
  before?: unknown;
  after?: unknown;
}

/** What the log keeps of who acts. Where nobody is signed in yet, there is nothing more to say. */
type Recorded = Pick<Acting, 'actor' | 'source' | 'now'>;

const findLast = compiledQuery((db, p) =>
  db.selectFrom('events').select(['seq', 'hash']).where('account_id', '=', p('accountId')).orderBy('seq', 'desc').limit(1),
);

/**
 * Appends an event to the log of its account, inside the transaction of the change it tells of (rules §4.26): either both are
 * kept or neither. Every act calls this exactly once per thing it changed. Events are numbered per account without a gap and
 * chained by hashes; a transaction begins IMMEDIATE, so no two take the same number.
 */
export async function record(trx: Trx, { actor, source, now }: Recorded, event: AuditEvent): Promise<void> {
  const [last] = await findLast(trx, { accountId: event.accountId });
  const row: Omit<EventRow, 'hash'> = {
    id: newId(now * 1000),
    account_id: event.accountId,
    seq: (last?.seq ?? 0) + 1,
    at: now,
    actor_kind: actor.kind,
    actor_id: actor.kind === 'system' ? null : actor.id,
    actor_name: actor.kind === 'system' ? systemName : actor.name,
    action: event.action,
    subject_type: event.subject.type,
    subject_id: event.subject.id,
    subject_name: event.subject.name,
    before: event.before === undefined ? null : canonicalJson(event.before),
    after: event.after === undefined ? null : canonicalJson(event.after),
    source,
    previous_hash: last?.hash ?? beforeTheFirst,
  };
  await insert(trx, 'events', { ...row, hash: hashOf(row) });
}

import { compiledQuery } from '../db/compiled.ts';
import { insert } from '../db/insert.ts';
import type { Trx } from '../db/transaction.ts';
import { newId } from '../values/ids.ts';
import { type Acting, systemName } from './acting.ts';
import type { AuditAction } from './actions.ts';
import { canonicalJson, type EventRow, firstPreviousHash, hashOf } from './chain.ts';

/** The object of an event. The name is stored with the event, so that the log reads the same after the object is renamed or removed. */
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
  /** The account whose log gets the event. */
  accountId: string;
  action: AuditAction;
  subject: Subject;
  /**
   * The values before and after the change, as plain data with self-explanatory names: `{ seats: 5 }`. Never a password, a token or a
   * link with a secret.
   */
  before?: unknown;
  after?: unknown;
}

/** The part of `Acting` that the log stores. The acts before sign-in have only this part. */
type Recorded = Pick<Acting, 'actor' | 'source' | 'now'>;

const findLast = compiledQuery((db, p) =>
  db.selectFrom('events').select(['seq', 'hash']).where('account_id', '=', p('accountId')).orderBy('seq', 'desc').limit(1),
);

/**
 * Appends an event to the log of its account, inside the transaction of the recorded change (rules §4.26): either both are stored or
 * neither. Every act calls this exactly once per object that it changed. Events are numbered per account without a gap and chained by
 * hashes; every transaction begins with BEGIN IMMEDIATE, so no two events get the same number.
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
    previous_hash: last?.hash ?? firstPreviousHash,
  };
  await insert(trx, 'events', { ...row, hash: hashOf(row) });
}

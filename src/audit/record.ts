import { insert } from '../db/insert.ts';
import { prepared } from '../db/prepared.ts';
import type { Trx } from '../db/transaction.ts';
import type { Day } from '../values/day.ts';
import { newId } from '../values/ids.ts';
import type { AuditAction } from './actions.ts';
import { beforeTheFirst, canonicalJson, type EventRow, hashOf } from './chain.ts';

/** Who did it. An operator acts in the account of somebody else; the system acts by itself, at a renewal for one. */
export type Actor = { kind: 'member' | 'operator'; id: string; name: string } | { kind: 'system' };

/** Who acts, from where and when: every act is told, none finds out by itself. */
export interface By {
  actor: Extract<Actor, { id: string }>;
  /** The network address, or `command line`. */
  source: string;
  /** Epoch seconds. */
  now: number;
  today: Day;
}

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
  accountId: string;
  /** Epoch seconds. */
  at: number;
  actor: Actor;
  action: AuditAction;
  subject: Subject;
  /** What was and what is, as plain data with names that say what they are: `{ seats: 5 }`. Never a password, a token or a link that opens something. */
  before?: unknown;
  after?: unknown;
  /** The network address of whoever did it, `command line`, or `server` for what the server does by itself. */
  source: string;
}

export const systemActor: Actor = { kind: 'system' };
/** How the log names the system; pages say it in their own language. */
export const systemName = 'Seatkeeper';

const findLast = prepared((db, p) =>
  db.selectFrom('events').select(['seq', 'hash']).where('account_id', '=', p('accountId')).orderBy('seq', 'desc').limit(1),
);

/**
 * Appends an event to the log of its account, inside the transaction of the change it tells of (rules §4.26): either both are
 * kept or neither. Every act calls this exactly once per thing it changed. Events are numbered per account without a gap and
 * chained by hashes; a transaction begins IMMEDIATE, so no two take the same number.
 */
export async function record(trx: Trx, event: AuditEvent): Promise<void> {
  const [last] = await findLast(trx, { accountId: event.accountId });
  const { actor } = event;
  const row: Omit<EventRow, 'hash'> = {
    id: newId(event.at * 1000),
    account_id: event.accountId,
    seq: (last?.seq ?? 0) + 1,
    at: event.at,
    actor_kind: actor.kind,
    actor_id: actor.kind === 'system' ? null : actor.id,
    actor_name: actor.kind === 'system' ? systemName : actor.name,
    action: event.action,
    subject_type: event.subject.type,
    subject_id: event.subject.id,
    subject_name: event.subject.name,
    before: event.before === undefined ? null : canonicalJson(event.before),
    after: event.after === undefined ? null : canonicalJson(event.after),
    source: event.source,
    previous_hash: last?.hash ?? beforeTheFirst,
  };
  await insert(trx, 'events', { ...row, hash: hashOf(row) });
}

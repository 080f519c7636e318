import type { SelectQueryBuilder } from 'kysely';
import type { Db } from '../db/open.ts';
import type { Database } from '../db/schema.ts';
import { addDays, type Day } from '../values/day.ts';
import { rowsOnAPage } from '../values/paging.ts';
import { type AuditAction, type AuditGroup, auditGroups } from './actions.ts';

/** One event as pages and exports show it. */
export interface AuditEntry {
  seq: number;
  /** Epoch seconds. */
  at: number;
  actorKind: 'member' | 'operator' | 'system';
  actorId: string | null;
  actorName: string;
  action: AuditAction;
  subjectType: string;
  subjectId: string | null;
  subjectName: string;
  /** Plain data, or null where there is nothing to say. */
  before: unknown;
  after: unknown;
  source: string;
}

/** What to show of an account's log; null shows all. */
export interface AuditFilter {
  group: AuditGroup | null;
  /** The id of whoever acted, or `system`. */
  actorId: string | null;
  /** Both days counted, in UTC. */
  from: Day | null;
  to: Day | null;
}

/** The place of an event in the order of the log. */
export interface Place {
  at: number;
  seq: number;
}

/** Where a page begins: the events older than a place, the events newer than it, or the newest of all. */
export type From = { olderThan: Place } | { newerThan: Place } | null;

export interface AuditPage {
  entries: AuditEntry[];
  /** Where the next page to each side begins; null at the end of the log. */
  older: From;
  newer: From;
}

/**
 * A page of the log of an account, newest first. It goes on from a place instead of counting pages, and each filter has its own
 * index, so the last page costs the same as the first.
 */
export async function listEvents(
  db: Db,
  accountId: string,
  filter: AuditFilter,
  from: From = null,
  size = rowsOnAPage,
): Promise<AuditPage> {
  const rows = await eventsQuery(db, accountId, filter, from, size + 1).execute();
  const more = rows.length > size;
  const entries = rows.slice(0, size).map(toEntry);
  const upwards = from !== null && 'newerThan' in from;
  if (upwards) entries.reverse();
  const [first, last] = [entries[0], entries.at(-1)];
  return {
    entries,
    older: last && (upwards || more) ? { olderThan: { at: last.at, seq: last.seq } } : null,
    newer: first && (upwards ? more : from !== null) ? { newerThan: { at: first.at, seq: first.seq } } : null,
  };
}

/** Everything the filter lets through, newest first, read in small parts: a slow reader of an export holds up nobody. */
export async function* eachEvent(db: Db, accountId: string, filter: AuditFilter): AsyncGenerator<AuditEntry[]> {
  let from: From = null;
  do {
    const page: AuditPage = await listEvents(db, accountId, filter, from, 500);
    if (page.entries.length > 0) yield page.entries;
    from = page.older;
  } while (from);
}

/** The query of a page; exported for the test that reads its plan. */
export function eventsQuery(db: Db, accountId: string, filter: AuditFilter, from: From, limit: number) {
  const upwards = from !== null && 'newerThan' in from;
  const direction = upwards ? 'asc' : 'desc';
  const part = (action: AuditAction | null) => {
    let query = narrowed(db.selectFrom('events').selectAll('events').where('account_id', '=', accountId), filter);
    if (action) query = query.where('action', '=', action);
    if (from) {
      const place = upwards ? from.newerThan : (from as { olderThan: Place }).olderThan;
      query = query.where((eb) => eb(eb.refTuple('at', 'seq'), upwards ? '>' : '<', eb.tuple(place.at, place.seq)));
    }
    return query.orderBy('at', direction).orderBy('seq', direction).limit(limit);
  };
  if (!filter.group) return part(null);
  // The newest of each action by its index, and of these the newest: an IN over the actions would sort all of them.
  const [first, ...rest] = auditGroups[filter.group].map((action) => db.selectFrom(part(action).as('of_action')).selectAll());
  const together = rest.reduce((all, one) => all.unionAll(one), first!);
  return db.selectFrom(together.as('events')).selectAll('events').orderBy('at', direction).orderBy('seq', direction).limit(limit);
}

function narrowed<O>(query: SelectQueryBuilder<Database, 'events', O>, filter: AuditFilter): SelectQueryBuilder<Database, 'events', O> {
  if (filter.actorId === 'system') query = query.where('actor_id', 'is', null);
  else if (filter.actorId) query = query.where('actor_id', '=', filter.actorId);
  if (filter.from) query = query.where('at', '>=', startOf(filter.from));
  if (filter.to) query = query.where('at', '<', startOf(addDays(filter.to, 1)));
  return query;
}

function startOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000;
}

function toEntry(row: Database['events']): AuditEntry {
  return {
    seq: row.seq,
    at: row.at,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    actorName: row.actor_name,
    action: row.action as AuditAction,
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    subjectName: row.subject_name,
    before: row.before === null ? null : JSON.parse(row.before),
    after: row.after === null ? null : JSON.parse(row.after),
    source: row.source,
  };
}

export interface Person {
  id: string;
  name: string;
}

/**
 * Whom the log can be narrowed to by a list: those of the account who may change things, and its representative. Everybody else
 * is reached by their name in the table. At most 100.
 */
export async function listActors(db: Db, accountId: string): Promise<Person[]> {
  const team = db
    .selectFrom('members')
    .select(['id', 'name'])
    .where('account_id', '=', accountId)
    .where('role', 'in', ['owner', 'billing_admin', 'admin']);
  const representative = db
    .selectFrom('accounts')
    .innerJoin('members', 'members.id', 'accounts.representative_id')
    .select(['members.id', 'members.name'])
    .where('accounts.id', '=', accountId);
  // UNION ALL: to leave out who is in both, SQLite would read every member of the account in order.
  const people = await db
    .selectFrom(team.unionAll(representative).as('people'))
    .select(['people.id', 'people.name'])
    .orderBy('people.name')
    .orderBy('people.id')
    .limit(100)
    .execute();
  return people.filter((person, index) => person.id !== people[index - 1]?.id);
}

/** The name under which somebody last acted in this account; undefined for whoever never did. */
export async function findActor(db: Db, accountId: string, actorId: string): Promise<Person | undefined> {
  const row = await db
    .selectFrom('events')
    .select('actor_name')
    .where('account_id', '=', accountId)
    .where('actor_id', '=', actorId)
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { id: actorId, name: row.actor_name };
}

import type { SelectQueryBuilder } from 'kysely';
import type { Db } from '../db/open.ts';
import type { Database } from '../db/schema.ts';
import { addDays, type Day } from '../values/day.ts';
import { rowsOnAPage } from '../values/paging.ts';
import { type AuditAction, type AuditGroup, auditGroups } from './actions.ts';

/** One event, as pages and exports show it. */
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
  /** Plain data, or null where the event has none. */
  before: unknown;
  after: unknown;
  source: string;
}

/** Which events of an account's log to show; null does not filter. */
export interface AuditFilter {
  group: AuditGroup | null;
  /** The id of the actor, or `system`. */
  actorId: string | null;
  /** The first and the last day, both included, in UTC. */
  from: Day | null;
  to: Day | null;
}

/** The position of an event in the order of the log: the cursor for paging. */
export interface Place {
  at: number;
  seq: number;
}

/** Where a page begins: at the events older than a place, at those newer than it, or (null) at the newest event. */
export type AuditStart = { olderThan: Place } | { newerThan: Place } | null;

export interface AuditPage {
  entries: AuditEntry[];
  /** Where the next older and the next newer page begin; null if there is no such page. */
  older: AuditStart;
  newer: AuditStart;
}

/**
 * One page of an account's log, newest first. It pages by a cursor, not by an offset, and each filter has its own index, so the last page
 * costs the same as the first.
 */
export async function listEvents(
  db: Db,
  accountId: string,
  filter: AuditFilter,
  from: AuditStart = null,
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

/** All events that match the filter, newest first, read in small parts: a client that downloads slowly blocks no other request. */
export async function* eachEvent(db: Db, accountId: string, filter: AuditFilter): AsyncGenerator<AuditEntry[]> {
  let from: AuditStart = null;
  do {
    const page: AuditPage = await listEvents(db, accountId, filter, from, 500);
    if (page.entries.length > 0) yield page.entries;
    from = page.older;
  } while (from);
}

/** The query of a page; exported for the test that reads its plan. */
export function eventsQuery(db: Db, accountId: string, filter: AuditFilter, from: AuditStart, limit: number) {
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
  // Reads the newest events of each action by its index and merges them: an IN over the actions would sort all their events.
  const [first, ...rest] = auditGroups[filter.group].map((action) => db.selectFrom(part(action).as('of_action')).selectAll());
  const union = rest.reduce((query, part) => query.unionAll(part), first!);
  return db.selectFrom(union.as('events')).selectAll('events').orderBy('at', direction).orderBy('seq', direction).limit(limit);
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
 * The people in the filter's list: the members who may change something (owner, billing admins, admins) and the representative. The log of
 * any other member is reached by the link on their name in the table. At most 100.
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
  // UNION ALL and the filter below: to remove duplicates itself, SQLite would read every member of the account in order.
  const people = await db
    .selectFrom(team.unionAll(representative).as('people'))
    .select(['people.id', 'people.name'])
    .orderBy('people.name')
    .orderBy('people.id')
    .limit(100)
    .execute();
  return people.filter((person, index) => person.id !== people[index - 1]?.id);
}

/** The id of an actor and the name in their last event in this account; undefined if they never acted in it. */
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

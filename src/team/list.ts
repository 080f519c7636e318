import { type RawBuilder, sql } from 'kysely';
import { compiledByShape, compiledQuery } from '../db/compiled.ts';
import type { Db } from '../db/open.ts';
import { type From, pageOf, type Sides, startOf } from '../db/paging.ts';
import type { MemberState } from '../members/find-member.ts';
import type { Role } from '../permissions.ts';
import { rowsOnAPage } from '../values/paging.ts';

/** One row of the list of team members. */
export interface ListedMember {
  id: string;
  name: string;
  email: string;
  role: Role;
  status: MemberState;
  /** Epoch seconds; null: never signed in. */
  lastSeenAt: number | null;
  /** The seat groups they hold a seat of. */
  groupIds: string[];
}

export const sortings = ['name', 'email', 'seen'] as const;
export type Sorting = (typeof sortings)[number];

export interface TeamFilter {
  /** Words, each of which must occur in the name or the e-mail address; empty finds all. */
  search: string;
  /** Null: all team members, that is everybody but end users (rules §4.18). */
  role: Role | null;
  state: MemberState | null;
  /** Only those who hold a seat of this group. `used` decides how they are looked for. */
  group: { id: string; used: number } | null;
  sort: Sorting;
  descending: boolean;
}

/** The place of a member in the order of the list: what it is sorted by, and the id. */
export type Place = readonly [value: string | number, id: string];

export interface TeamPage extends Sides<Place> {
  members: ListedMember[];
}

/**
 * A page of the members of an account; each sorting has its own index.
 */
export async function listTeam(db: Db, accountId: string, filter: TeamFilter, from: From<Place>): Promise<TeamPage> {
  const words = wordsOf(filter.search);
  const { place, backwards } = startOf(from);
  const shape: Shape = {
    role: filter.role !== null,
    state: filter.state === null ? 'any' : filter.state === 'active' ? 'active' : 'rare',
    group: filter.group === null ? 'any' : filter.group.used <= few ? 'few' : 'many',
    words: words.map((word) => word.length),
    sort: filter.sort,
    ascending: filter.descending === backwards,
    from: place !== null,
  };
  const rows = await queryFor(shape)(db, {
    accountId,
    role: filter.role,
    state: filter.state,
    groupId: filter.group?.id ?? null,
    value: place?.[0] ?? null,
    id: place?.[1] ?? null,
    ...Object.fromEntries(words.flatMap((word, w) => word.map((pattern, p) => [`word${w}.${p}`, pattern]))),
  });
  const page = pageOf(rows.map(toMember), { from, size: rowsOnAPage, placeOf: (member) => placeOf(member, filter.sort) });
  return { members: page.rows, previous: page.previous, next: page.next };
}

function placeOf(member: ListedMember, sort: Sorting): Place {
  const value = sort === 'name' ? member.name : sort === 'email' ? member.email : (member.lastSeenAt ?? 0);
  return [value, member.id];
}

/** Up to this many holders are looked up one by one and then sorted; more are found soon enough by going through the list. */
const few = 1000;

interface Shape {
  role: boolean;
  state: 'any' | 'active' | 'rare';
  group: 'any' | 'few' | 'many';
  /** How many patterns each word has. */
  words: number[];
  sort: Sorting;
  ascending: boolean;
  from: boolean;
}

const orders: Record<Sorting, RawBuilder<unknown>> = {
  name: sql`name collate nocase`,
  email: sql`email`,
  seen: sql`coalesce(last_seen_at, 0)`,
};

const queryFor = compiledByShape(makeQuery);

function makeQuery(shape: Shape) {
  const order = orders[shape.sort];
  const direction = shape.ascending ? 'asc' : 'desc';
  return compiledQuery((db, p) => {
    let query = db
      .selectFrom('members')
      .where('account_id', '=', p('accountId'))
      .select(['id', 'name', 'email', 'role', 'status', 'last_seen_at'])
      .select(
        sql<string | null>`(select string_agg(group_id, ' ') from seats_held
          where seats_held.account_id = members.account_id and seats_held.member_id = members.id)`.as('group_ids'),
      )
      .orderBy(order, direction)
      .orderBy('id', direction)
      .limit(rowsOnAPage + 1);
    // Spelled out: an index over team members alone serves only a query that says so in its text.
    query = shape.role ? query.where('role', '=', p<Role>('role')) : query.where(sql<boolean>`role <> 'end_user'`);
    // Nearly everybody is active: looking through the list in its order finds a page soon, an index by state would have to sort them all.
    if (shape.state === 'active') query = query.where(sql<boolean>`status || '' = ${p('state')}`);
    if (shape.state === 'rare') query = query.where('status', '=', p<MemberState>('state'));
    if (shape.group === 'few') {
      query = query.where('id', 'in', (eb) => eb.selectFrom('seats_held').select('member_id').where('group_id', '=', p('groupId')));
    }
    if (shape.group === 'many') {
      query = query.where(
        sql<boolean>`(select 1 from seats_held where seats_held.group_id = ${p('groupId')} and seats_held.member_id = members.id) = 1`,
      );
    }
    for (const [w, patterns] of shape.words.entries()) {
      const likes = Array.from({ length: patterns }, (_, at) => {
        const pattern = p(`word${w}.${at}`);
        return sql`name like ${pattern} escape '\\' or email like ${pattern} escape '\\'`;
      });
      query = query.where(sql<boolean>`(${sql.join(likes, sql` or `)})`);
    }
    if (shape.from) {
      const value = shape.sort === 'name' ? sql`${p('value')} collate nocase` : sql`${p('value')}`;
      const than = sql.raw(shape.ascending ? '>' : '<');
      // The first condition says nothing new, but it is what the index can begin from.
      query = query.where(sql<boolean>`${order} ${than}= ${value} and (${order}, id) ${than} (${value}, ${p('id')})`);
    }
    return query;
  });
}

/**
 * The words that are looked for, each as patterns for LIKE with its own % and _ taken literally. LIKE takes a and A as one but not ä and Ä:
 * a word with such letters has a pattern for each way it may be written.
 */
function wordsOf(search: string): string[][] {
  const words = search.trim().split(/\s+/).filter(Boolean).slice(0, 5);
  return words.map((word) => {
    const lower = word.toLowerCase();
    const spellings = /^[\x20-\x7e]*$/.test(word) ? [word] : [lower, word.toUpperCase(), capitalised(lower)];
    return [...new Set(spellings)].map((spelling) => `%${spelling.replace(/[\\%_]/g, '\\$&')}%`);
  });
}

function capitalised(word: string): string {
  const [first = '', ...rest] = word;
  return first.toUpperCase() + rest.join('');
}

type Row = Awaited<ReturnType<ReturnType<typeof makeQuery>>>[number];

function toMember(row: Row): ListedMember {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    role: row.role,
    status: row.status,
    lastSeenAt: row.last_seen_at,
    groupIds: row.group_ids?.split(' ') ?? [],
  };
}

import { type RawBuilder, sql } from 'kysely';
import { compiledByShape, compiledQuery } from '../db/compiled.ts';
import type { Db } from '../db/open.ts';
import { type PageNeighbours, type PageStart, pageOf, startOf } from '../db/paging.ts';
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
  /** Epoch seconds; null when the member never signed in. */
  lastSeenAt: number | null;
  /** The groups of which the member holds a seat. */
  groupIds: string[];
}

export const sortings = ['name', 'email', 'seen'] as const;
export type Sorting = (typeof sortings)[number];

export interface TeamFilter {
  /** Words that must all occur in the name or the e-mail address; empty: all members. */
  search: string;
  /** Null: all team members, that is, all members except end users (rules §4.18). */
  role: Role | null;
  state: MemberState | null;
  /** Only members who hold a seat of this group. `used`, the number of its used seats, decides how the query finds them. */
  group: { id: string; used: number } | null;
  sort: Sorting;
  descending: boolean;
}

/** The position of a member in the list, used as page cursor: the value of the sorting column, and the id. */
export type Place = readonly [value: string | number, id: string];

export interface TeamPage extends PageNeighbours<Place> {
  members: ListedMember[];
}

/** A page of the members of an account. Each sorting has its own index. */
export async function listTeam(db: Db, accountId: string, filter: TeamFilter, from: PageStart<Place>): Promise<TeamPage> {
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

/**
 * A group with at most this many used seats is queried by its holders, who are then sorted. For a larger group it is faster to walk the
 * list in its order and to skip members without a seat.
 */
const few = 1000;

interface Shape {
  role: boolean;
  state: 'any' | 'active' | 'rare';
  group: 'any' | 'few' | 'many';
  /** The number of LIKE patterns of each word. */
  words: number[];
  sort: Sorting;
  ascending: boolean;
  from: boolean;
}

const sortKeys: Record<Sorting, RawBuilder<unknown>> = {
  name: sql`name collate nocase`,
  email: sql`email`,
  seen: sql`coalesce(last_seen_at, 0)`,
};

const queryFor = compiledByShape(makeQuery);

function makeQuery(shape: Shape) {
  const sortKey = sortKeys[shape.sort];
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
      .orderBy(sortKey, direction)
      .orderBy('id', direction)
      .limit(rowsOnAPage + 1);
    // A literal and not a parameter: SQLite uses the partial index of team members only when the query text contains its condition.
    query = shape.role ? query.where('role', '=', p<Role>('role')) : query.where(sql<boolean>`role <> 'end_user'`);
    // Nearly all members are active, so walking the list in its order fills a page soon; an index by state would have to sort all of them.
    // The concatenation keeps SQLite from using that index.
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
      // The first condition follows from the second; it is there because SQLite can start an index search from it.
      query = query.where(sql<boolean>`${sortKey} ${than}= ${value} and (${sortKey}, id) ${than} (${value}, ${p('id')})`);
    }
    return query;
  });
}

/**
 * The words of the search, each as LIKE patterns in which a typed % or _ is literal. LIKE ignores the case of ASCII letters only, so a word
 * with other letters gets one pattern per spelling: lower case, upper case and capitalised.
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

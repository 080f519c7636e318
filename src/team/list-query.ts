import type { PageStart } from '../db/paging.ts';
import { roles } from '../permissions.ts';
import type { Group } from './groups.ts';
import type { Place, Sorting, TeamFilter, TeamPage } from './list.ts';
import { sortings } from './list.ts';

/** Parses filter, sorting and page cursor from the query. Unknown or invalid values are ignored, because an old link may contain them. */
export function readListQuery(query: URLSearchParams, groups: readonly Group[]): { filter: TeamFilter; from: PageStart<Place> } {
  const sort = query.get('sort') ?? '';
  const group = groups.find(({ leaderProductId }) => leaderProductId === query.get('seat'));
  const after = readPlace(query.get('after'));
  const before = readPlace(query.get('before'));
  return {
    filter: {
      search: (query.get('q') ?? '')
        .replace(/\p{Cc}/gu, ' ')
        .trim()
        .slice(0, 100),
      role: roles.find((role) => role === query.get('role')) ?? null,
      state: (['active', 'invited', 'suspended'] as const).find((state) => state === query.get('state')) ?? null,
      group: group ? { id: group.id, used: group.used } : null,
      sort: sortings.find((sorting) => sorting === sort.replace('-', '')) ?? 'name',
      descending: sort.startsWith('-'),
    },
    from: after ? { after } : before ? { before } : null,
  };
}

/** The queries of the links on the list: previous and next page, each sorting, and end users. */
export function listQueries(filter: TeamFilter, groups: readonly Group[], { previous, next }: Pick<TeamPage, 'previous' | 'next'>) {
  const seat = groups.find((group) => group.id === filter.group?.id)?.leaderProductId;
  const query = (over: Partial<TeamFilter>, from: PageStart<Place>): string => {
    const { search, role, state, sort, descending } = { ...filter, ...over };
    const values = {
      q: search,
      role,
      seat: over.group === null ? undefined : seat,
      state,
      sort: sort === 'name' && !descending ? undefined : (descending ? '-' : '') + sort,
      after: from && 'after' in from ? writePlace(from.after) : undefined,
      before: from && 'before' in from ? writePlace(from.before) : undefined,
    };
    const params = new URLSearchParams();
    for (const [name, value] of Object.entries(values)) if (value) params.set(name, value);
    return params.toString();
  };
  const sorted = Object.fromEntries(
    sortings.map((sort) => [sort, query({ sort, descending: nextDirection(filter, sort) }, null)]),
  ) as Record<Sorting, string>;
  return {
    previous: previous && query({}, previous),
    next: next && query({}, next),
    sorted,
    endUsers: query({ role: 'end_user', group: null }, null),
  };
}

/** A column starts in ascending order, the last sign-in in descending order; selecting the current column reverses it. */
function nextDirection(filter: TeamFilter, sort: Sorting): boolean {
  return filter.sort === sort ? !filter.descending : sort === 'seen';
}

function writePlace(place: Place): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

function readPlace(text: string | null): Place | null {
  if (!text || text.length > 1000) return null;
  try {
    const place: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (!Array.isArray(place) || place.length !== 2) return null;
    const [value, id] = place;
    const isPlace = typeof id === 'string' && (typeof value === 'string' || Number.isSafeInteger(value));
    return isPlace ? [value, id] : null;
  } catch {
    return null;
  }
}

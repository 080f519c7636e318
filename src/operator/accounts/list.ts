import { sql } from 'kysely';
import { compiledByShape, compiledQuery } from '../../db/compiled.ts';
import type { Db } from '../../db/open.ts';
import { type PageNeighbours, type PageStart, pageOf, startOf } from '../../db/paging.ts';
import type { AccountType } from '../../permissions.ts';
import type { Day } from '../../values/day.ts';
import { rowsOnAPage } from '../../values/paging.ts';
import { chooseSearch, type Search, searchValues } from '../parts/search.ts';

/** One row of the operator desk's list of accounts (rules §4.25). */
export interface ListedAccount {
  id: string;
  name: string;
  type: AccountType;
  status: 'active' | 'cancelled';
  ownerName: string | null;
  ownerEmail: string | null;
  representativeName: string | null;
  /** Null for an account without a subscription. */
  renewsOn: Day | null;
  /** The number of pending requests to the representative. */
  waiting: number;
}

export interface AccountFilter {
  /** Words in the account's name or in the owner's name or address; empty matches all accounts. */
  search: string;
  type: AccountType | null;
  status: 'active' | 'cancelled' | null;
  /** Only the accounts of this representative. */
  representativeId: string | null;
}

/** The position of an account in the order of the list: the cursor for paging. */
export interface AccountPlace {
  name: string;
  id: string;
}

export interface AccountPage extends PageNeighbours<AccountPlace> {
  accounts: ListedAccount[];
}

/**
 * A page of the accounts that match the filter, ordered by name. Every filter has an index in this order, so a page costs the same with 10
 * accounts as with 100,000.
 */
export async function listAccounts(db: Db, filter: AccountFilter, from: PageStart<AccountPlace>): Promise<AccountPage> {
  const { place, backwards } = startOf(from);
  const search = await chooseSearch(db, filter.search);
  const shape: Shape = {
    type: filter.type !== null,
    status: filter.status !== null,
    representative: filter.representativeId !== null,
    search: search.by,
    words: search.patterns.length,
    ascending: !backwards,
    from: place !== null,
  };
  const rows = await queryFor(shape)(db, {
    type: filter.type,
    status: filter.status,
    representativeId: filter.representativeId,
    ...searchValues(search),
    name: place?.name ?? null,
    id: place?.id ?? null,
  });
  const page = pageOf(rows, { from, size: rowsOnAPage, placeOf: ({ name, id }) => ({ name, id }) });
  return { accounts: page.rows.map(toListed), previous: page.previous, next: page.next };
}

export interface Shape {
  type: boolean;
  status: boolean;
  representative: boolean;
  search: Search['by'];
  words: number;
  ascending: boolean;
  from: boolean;
}

const queryFor = compiledByShape(makeQuery);

const byName = sql<string>`accounts.name collate nocase`;

function makeQuery(shape: Shape) {
  const direction = shape.ascending ? 'asc' : 'desc';
  return compiledQuery((db, p) => {
    let query = db
      .selectFrom('accounts')
      .leftJoin('members as owner', (join) => join.onRef('owner.account_id', '=', 'accounts.id').on('owner.role', '=', 'owner'))
      .leftJoin('members as representative', 'representative.id', 'accounts.representative_id')
      .leftJoin('subscriptions', 'subscriptions.account_id', 'accounts.id')
      .select([
        'accounts.id',
        'accounts.name',
        'accounts.type',
        'accounts.status',
        'owner.name as owner_name',
        'owner.email as owner_email',
        'representative.name as representative_name',
        'subscriptions.period_ends_on',
      ])
      .select((eb) =>
        eb
          .selectFrom('requests')
          .whereRef('requests.account_id', '=', 'accounts.id')
          .where('requests.answerer', '=', sql.lit('representative'))
          .where('requests.status', '=', sql.lit('pending'))
          .select((e) => e.fn.countAll<number>().as('n'))
          .$asScalar()
          .$notNull()
          .as('waiting'),
      )
      .orderBy(byName, direction)
      .orderBy('accounts.id', direction)
      .limit(rowsOnAPage + 1);
    if (shape.type) query = query.where('accounts.type', '=', p<AccountType>('type'));
    if (shape.status) query = query.where('accounts.status', '=', p<'active'>('status'));
    if (shape.representative) query = query.where('accounts.representative_id', '=', p('representativeId'));
    if (shape.search === 'start') {
      query = query.where(byName, '>=', p('start')).where(byName, '<', p('end'));
    } else if (shape.search === 'few') {
      query = query.where('accounts.id', 'in', (eb) => {
        let found = eb.selectFrom('account_search').select('account_search.account_id');
        for (let word = 0; word < shape.words; word++) found = found.where('account_search.text', 'like', p(`word${word}`));
        return found;
      });
    } else if (shape.search === 'many') {
      query = query.where((eb) => {
        let found = eb.selectFrom('account_search_texts as found').select('found.n').whereRef('found.account_id', '=', 'accounts.id');
        for (let word = 0; word < shape.words; word++) found = found.where('found.text', 'like', p(`word${word}`));
        return eb.exists(found);
      });
    }
    if (shape.from) {
      query = query.where(sql<boolean>`(${byName}, accounts.id) ${sql.raw(shape.ascending ? '>' : '<')} (${p('name')}, ${p('id')})`);
    }
    return query;
  });
}

type Row = Awaited<ReturnType<ReturnType<typeof makeQuery>>>[number];

function toListed(row: Row): ListedAccount {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    status: row.status,
    ownerName: row.owner_name,
    ownerEmail: row.owner_email,
    representativeName: row.representative_name,
    renewsOn: row.period_ends_on,
    waiting: row.waiting,
  };
}

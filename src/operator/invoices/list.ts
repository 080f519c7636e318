import { sql } from 'kysely';
import { compiledByShape, compiledQuery } from '../../db/compiled.ts';
import type { Db } from '../../db/open.ts';
import { type PageNeighbours, type PageStart, pageOf, startOf } from '../../db/paging.ts';
import { findInvoice, type Invoice, toInvoice, type WholeInvoice } from '../../invoices/queries.ts';
import type { Day } from '../../values/day.ts';
import { rowsOnAPage } from '../../values/paging.ts';
import { chooseSearch, isRareStart, type Search, searchValues } from '../parts/search.ts';
import type { InvoiceFilter, InvoiceFilterState, InvoicePlace } from './query.ts';

/** An invoice in the operator desk's list, with the current name of its account (rules §4.25). */
export interface DeskInvoice extends Invoice {
  accountId: string;
  accountNameNow: string;
}

export interface InvoicePage extends PageNeighbours<InvoicePlace> {
  invoices: DeskInvoice[];
}

/**
 * A page of the invoices of all accounts, newest first; with the filter `overdue`, longest overdue first. Every filter has an index in its
 * order, so a page costs the same with 100 invoices as with 100,000.
 */
export async function listInvoicesOfAll(
  db: Db,
  filter: InvoiceFilter,
  from: PageStart<InvoicePlace>,
  today: Day,
  limit = rowsOnAPage,
): Promise<InvoicePage> {
  const { place, backwards } = startOf(from);
  const number = numberIn(filter.search);
  const search = number === null ? await chooseSearch(db, filter.search) : nothing;
  const shape: Shape = {
    state: filter.state,
    account: filter.accountId !== null,
    number: number !== null,
    search: await howToFind(db, search),
    words: search.patterns.length,
    backwards,
    from: place !== null,
  };
  const rows = await queryFor(shape)(db, {
    today,
    accountId: filter.accountId,
    number,
    ...searchValues(search),
    placeNumber: place?.number ?? null,
    placeDueOn: place?.dueOn ?? null,
    limit: limit + 1,
  });
  const page = pageOf(rows, { from, size: limit, placeOf: (row) => ({ number: row.number, dueOn: row.due_on }) });
  const invoices = page.rows.map((row) => ({ ...toInvoice(row), accountId: row.account_id, accountNameNow: row.account_name_now }));
  return { invoices, previous: page.previous, next: page.next };
}

/** All invoices that match the filter, yielded part by part, for the CSV file. */
export async function* eachInvoice(db: Db, filter: InvoiceFilter, today: Day): AsyncGenerator<DeskInvoice[]> {
  let from: PageStart<InvoicePlace> = null;
  do {
    const page: InvoicePage = await listInvoicesOfAll(db, filter, from, today, 500);
    yield page.invoices;
    from = page.next;
  } while (from !== null);
}

export interface FoundInvoice {
  accountId: string;
  accountNameNow: string;
  /** The card with which the account pays now; null if it pays by invoice. */
  card: { cardBrand: string | null; cardLast4: string | null } | null;
  invoice: WholeInvoice;
}

const invoiceByNumber = compiledQuery((db, p) =>
  db
    .selectFrom('invoices')
    .innerJoin('accounts', 'accounts.id', 'invoices.account_id')
    .select(['invoices.id', 'invoices.account_id', 'accounts.name', 'payment_method', 'card_brand', 'card_last4'])
    .where('invoices.number', '=', p<number>('number')),
);

/** One complete invoice of any account; null if there is none. For operators only; the caller checks this. */
export async function findInvoiceOfAll(db: Db, number: number): Promise<FoundInvoice | null> {
  const [row] = await invoiceByNumber(db, { number });
  const invoice = row && (await findInvoice(db, row.account_id, row.id));
  if (!invoice) return null;
  const card = row.payment_method === 'card' ? { cardBrand: row.card_brand, cardLast4: row.card_last4 } : null;
  return { accountId: row.account_id, accountNameNow: row.name, card, invoice };
}

/** The invoice number in a search text, such as "#00042" or "42"; null if the text is not a number. */
function numberIn(text: string): number | null {
  const match = text.trim().match(/^#?0*([1-9]\d{0,14})$/);
  return match ? Number(match[1]) : null;
}

const nothing: Search = { by: 'nothing', patterns: [], start: '' };

type HowToFind = Search['by'] | 'few-starts';

/** If few account names begin with the text, a scan of the invoices would rarely find a match, so these accounts are looked up first. */
async function howToFind(db: Db, search: Search): Promise<HowToFind> {
  return search.by === 'start' && (await isRareStart(db, search)) ? 'few-starts' : search.by;
}

interface Shape {
  state: InvoiceFilterState | null;
  account: boolean;
  number: boolean;
  search: HowToFind;
  words: number;
  backwards: boolean;
  from: boolean;
}

const queryFor = compiledByShape(makeQuery);

const byName = sql<string>`accounts.name collate nocase`;

function makeQuery(shape: Shape) {
  const isOverdue = shape.state === 'overdue';
  const isLookedUp = shape.account || shape.number || shape.search === 'few' || shape.search === 'few-starts';
  // Newest first, but longest overdue first; a page that is read backwards has the opposite order.
  const direction = shape.backwards === isOverdue ? 'desc' : 'asc';
  return compiledQuery((db, p) => {
    let query = db
      .selectFrom('invoices')
      .innerJoin('accounts', 'accounts.id', 'invoices.account_id')
      .selectAll('invoices')
      .select('accounts.name as account_name_now')
      .limit(p<number>('limit'));
    query = isOverdue
      ? query.orderBy('invoices.due_on', direction).orderBy('invoices.number', direction)
      : query.orderBy('invoices.number', direction);
    if (shape.state) {
      const status = shape.state === 'paid' ? 'paid' : 'open';
      // Two equivalent conditions. The second uses `paid_at`, which has no index: with `status`, SQLite would prefer the index on `status`
      // to the index on the looked-up accounts.
      if (!isLookedUp) query = query.where('invoices.status', '=', sql.lit(status));
      else query = query.where('invoices.paid_at', status === 'paid' ? 'is not' : 'is', null);
    }
    if (isOverdue) query = query.where('invoices.due_on', '<', p('today'));
    if (shape.account) query = query.where('invoices.account_id', '=', p('accountId'));
    if (shape.number) query = query.where('invoices.number', '=', p<number>('number'));
    if (shape.search === 'few') {
      query = query.where('invoices.account_id', 'in', (eb) => {
        let found = eb.selectFrom('account_search').select('account_search.account_id');
        for (let word = 0; word < shape.words; word++) found = found.where('account_search.text', 'like', p(`word${word}`));
        return found;
      });
    } else if (shape.search === 'few-starts') {
      query = query.where('invoices.account_id', 'in', (eb) =>
        eb.selectFrom('accounts').select('accounts.id').where(byName, '>=', p('start')).where(byName, '<', p('end')),
      );
    } else if (shape.search === 'start') {
      query = query.where(byName, '>=', p('start')).where(byName, '<', p('end'));
    } else if (shape.search === 'many') {
      query = query.where((eb) => {
        let found = eb.selectFrom('account_search_texts as found').select('found.n').whereRef('found.account_id', '=', 'accounts.id');
        for (let word = 0; word < shape.words; word++) found = found.where('found.text', 'like', p(`word${word}`));
        return eb.exists(found);
      });
    }
    if (!shape.from) return query;
    const onward = direction === 'asc' ? '>' : '<';
    return isOverdue
      ? query.where((eb) =>
          eb(eb.refTuple('invoices.due_on', 'invoices.number'), onward, eb.tuple(p('placeDueOn'), p<number>('placeNumber'))),
        )
      : query.where('invoices.number', onward, p<number>('placeNumber'));
  });
}

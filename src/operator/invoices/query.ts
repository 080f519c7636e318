import type { PageStart } from '../../db/paging.ts';
import { type Day, isDay } from '../../values/day.ts';
import { isId } from '../../values/ids.ts';

/** The states to filter by: `open` invoices are not paid; `overdue` invoices are open and their due day is over. */
export type InvoiceFilterState = 'open' | 'overdue' | 'paid';
export const invoiceFilterStates = ['open', 'overdue', 'paid'] as const satisfies readonly InvoiceFilterState[];

export interface InvoiceFilter {
  /** The number of an invoice, or words in the account's or its owner's name; empty matches all invoices. */
  search: string;
  state: InvoiceFilterState | null;
  /** Only the invoices of this account. */
  accountId: string | null;
}

/** The position of an invoice in the list, in either of its two orders: the cursor for paging. */
export interface InvoicePlace {
  number: number;
  dueOn: Day;
}

/** The filter and the page of the list of invoices, as they are in the query of the URL. */
export interface InvoiceQuery extends InvoiceFilter {
  from: PageStart<InvoicePlace>;
}

/** Reads the filter and the page from the query. Our form cannot send invalid values, so an invalid value is ignored. */
export function readInvoiceQuery(query: (name: string) => string | undefined): InvoiceQuery {
  const [state, account] = [query('state'), query('account')];
  const [after, before] = [readPlace(query('after')), readPlace(query('before'))];
  return {
    search: (query('search') ?? '').trim().slice(0, 120),
    state: invoiceFilterStates.find((filterState) => filterState === state) ?? null,
    accountId: account && isId(account) ? account : null,
    from: after ? { after } : before ? { before } : null,
  };
}

/** The query of the URL for this filter and page. */
export function invoiceQuery({ search, state, accountId, from }: InvoiceQuery): string {
  const query = new URLSearchParams();
  if (state) query.set('state', state);
  if (accountId) query.set('account', accountId);
  if (search !== '') query.set('search', search);
  if (from && 'after' in from) query.set('after', placeText(from.after));
  if (from && 'before' in from) query.set('before', placeText(from.before));
  return query.toString();
}

function placeText({ number, dueOn }: InvoicePlace): string {
  return `${number}.${dueOn}`;
}

function readPlace(text = ''): InvoicePlace | null {
  const [number = '', dueOn = ''] = text.split('.');
  return /^[1-9]\d{0,14}$/.test(number) && isDay(dueOn) ? { number: Number(number), dueOn } : null;
}

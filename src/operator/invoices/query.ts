import type { From } from '../../db/paging.ts';
import { type Day, isDay } from '../../values/day.ts';
import { isId } from '../../values/ids.ts';

/** Which invoices: `open` are all that are not paid, `overdue` those of them whose day has passed. */
export type InvoiceFilterState = 'open' | 'overdue' | 'paid';
export const invoiceFilterStates = ['open', 'overdue', 'paid'] as const satisfies readonly InvoiceFilterState[];

export interface InvoiceFilter {
  /** The number of an invoice, or part of the name of an account or of its owner; empty finds all. */
  search: string;
  state: InvoiceFilterState | null;
  /** Only those of this account. */
  accountId: string | null;
}

/** The place of an invoice in the list, whatever its order. */
export interface InvoicePlace {
  number: number;
  dueOn: Day;
}

/** What the list of invoices shows, as it stands in the address of the page. */
export interface InvoiceQuery extends InvoiceFilter {
  from: From<InvoicePlace>;
}

/** Reads it out of an address; what does not fit was not made by our form and narrows nothing. */
export function readInvoiceQuery(query: (name: string) => string | undefined): InvoiceQuery {
  const [state, account] = [query('state'), query('account')];
  const [after, before] = [readPlace(query('after')), readPlace(query('before'))];
  return {
    search: (query('search') ?? '').trim().slice(0, 120),
    state: invoiceFilterStates.find((one) => one === state) ?? null,
    accountId: account && isId(account) ? account : null,
    from: after ? { after } : before ? { before } : null,
  };
}

/** The address of this view of the list. */
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

import type { From } from '../../db/paging.ts';
import { type AccountType, accountTypes } from '../../permissions.ts';
import { isId } from '../../values/ids.ts';
import type { AccountFilter, AccountPlace } from './list.ts';

/** What the list of accounts shows, as it stands in the address of the page. */
export interface AccountQuery {
  search: string;
  type: AccountType | null;
  status: AccountFilter['status'];
  /** Only those of whoever looks. */
  mine: boolean;
  from: From<AccountPlace>;
}

/** Reads it out of an address; what does not fit was not made by our form and narrows nothing. */
export function readAccountQuery(query: (name: string) => string | undefined): AccountQuery {
  const [type, status] = [query('type'), query('status')];
  const [after, before] = [readPlace(query('after')), readPlace(query('before'))];
  return {
    search: (query('search') ?? '').trim().slice(0, 120),
    type: accountTypes.find((one) => one === type) ?? null,
    status: status === 'active' || status === 'cancelled' ? status : null,
    mine: query('mine') === 'yes',
    from: after ? { after } : before ? { before } : null,
  };
}

/** The address of this view of the list. */
export function accountQuery({ search, type, status, mine, from }: AccountQuery): string {
  const query = new URLSearchParams();
  if (mine) query.set('mine', 'yes');
  if (search !== '') query.set('search', search);
  if (type) query.set('type', type);
  if (status) query.set('status', status);
  if (from && 'after' in from) query.set('after', placeText(from.after));
  if (from && 'before' in from) query.set('before', placeText(from.before));
  return query.toString();
}

function placeText({ name, id }: AccountPlace): string {
  return `${id}.${name}`;
}

function readPlace(text = ''): AccountPlace | null {
  const [id, name] = [text.slice(0, 26), text.slice(27)];
  return isId(id) && text[26] === '.' ? { id, name } : null;
}

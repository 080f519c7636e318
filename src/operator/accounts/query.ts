import type { PageStart } from '../../db/paging.ts';
import { type AccountType, accountTypes } from '../../permissions.ts';
import { isId } from '../../values/ids.ts';
import type { AccountFilter, AccountPlace } from './list.ts';

/** The filter and the page of the list of accounts, as they are in the query of the URL. */
export interface AccountQuery {
  search: string;
  type: AccountType | null;
  status: AccountFilter['status'];
  /** Only the accounts whose representative is the current operator. */
  mine: boolean;
  from: PageStart<AccountPlace>;
}

/** Reads the filter and the page from the query. Our form cannot send invalid values, so an invalid value is ignored. */
export function readAccountQuery(query: (name: string) => string | undefined): AccountQuery {
  const [type, status] = [query('type'), query('status')];
  const [after, before] = [readPlace(query('after')), readPlace(query('before'))];
  return {
    search: (query('search') ?? '').trim().slice(0, 120),
    type: accountTypes.find((accountType) => accountType === type) ?? null,
    status: status === 'active' || status === 'cancelled' ? status : null,
    mine: query('mine') === 'yes',
    from: after ? { after } : before ? { before } : null,
  };
}

/** The query of the URL for this filter and page. */
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

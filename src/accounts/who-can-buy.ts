import { can, type Permission, type PermissionAccount, type Role, rolesWho } from '../permissions.ts';

/** What an account's type means for those who want to buy, read out of the matrix (rules §3) and never spelled out per type. */
export interface WhoCanBuy {
  /** Everything online, additions only, or nothing online. */
  online: 'everything' | 'additions' | 'nothing';
  /** Each thing that is done to a subscription and the roles that may do it here; nobody where only the representative can. */
  acts: { act: BuyingAct; roles: Role[] }[];
  /** Nobody may ask here now, but somebody could if change requests were switched on. */
  requestsAreOff: boolean;
  /** What the reader may do themselves; `ask` stands for nothing but to turn to somebody. */
  reader: 'change' | 'request' | 'write' | 'ask';
}

const acts = {
  buy: 'subscription.change',
  extend: 'subscription.extend',
  lower: 'subscription.lower',
  remove: 'product.remove',
  request: 'request.submit',
  decide: 'request.decide',
  write: 'representative.write',
  cancel: 'account.cancel',
} as const satisfies Record<string, Permission>;

export type BuyingAct = keyof typeof acts;

/** Who may buy, who may ask, and what the reader in this role may do. Pure; read by the Contacts page (rules §5). */
export function whoCanBuy(account: PermissionAccount, reader: Role): WhoCanBuy {
  const who = (act: BuyingAct) => rolesWho(account, acts[act]);
  return {
    online: who('buy').length === 0 ? 'nothing' : who('lower').length === 0 ? 'additions' : 'everything',
    acts: (Object.keys(acts) as BuyingAct[]).map((act) => ({ act, roles: who(act) })),
    requestsAreOff: who('request').length === 0 && rolesWho({ ...account, requestsEnabled: true }, acts.request).length > 0,
    reader: can(reader, account, acts.buy)
      ? 'change'
      : can(reader, account, acts.request)
        ? 'request'
        : can(reader, account, acts.write)
          ? 'write'
          : 'ask',
  };
}

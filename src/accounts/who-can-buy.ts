import { can, type Permission, type PermissionAccount, type Role, rolesWith } from '../permissions.ts';

/**
 * What the type of an account means for its members who want to buy. Derived from the permission matrix (rules §3), never written per type.
 */
export interface WhoCanBuy {
  /** What members can change online: everything, additions only, or nothing. */
  online: 'everything' | 'additions' | 'nothing';
  /** Each act on a subscription with the roles that may do it here; no roles where only the representative can. */
  acts: { act: BuyingAct; roles: Role[] }[];
  /** No role may submit requests now, but one could if change requests were enabled. */
  requestsAreOff: boolean;
  /** What the viewer may do; `ask` means that they can only ask another person. */
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

/** Who may buy, who may submit requests, and what a viewer in this role may do. A pure function, for the Contacts page (rules §5). */
export function whoCanBuy(account: PermissionAccount, reader: Role): WhoCanBuy {
  const who = (act: BuyingAct) => rolesWith(account, acts[act]);
  return {
    online: who('buy').length === 0 ? 'nothing' : who('lower').length === 0 ? 'additions' : 'everything',
    acts: (Object.keys(acts) as BuyingAct[]).map((act) => ({ act, roles: who(act) })),
    requestsAreOff: who('request').length === 0 && rolesWith({ ...account, requestsEnabled: true }, acts.request).length > 0,
    reader: can(reader, account, acts.buy)
      ? 'change'
      : can(reader, account, acts.request)
        ? 'request'
        : can(reader, account, acts.write)
          ? 'write'
          : 'ask',
  };
}

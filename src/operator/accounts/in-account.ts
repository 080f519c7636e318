import type { Urls } from '../../paths.ts';
import type { SignedInViewer } from '../../web/viewer.ts';
import type { DeskAccount } from './account.ts';

/**
 * An operator as the pages of a subscription know a viewer: in the account that is looked after, with its currency and tax, allowed to
 * see and do everything, and with the addresses of the desk in place of those of the account's own people. For parts of pages only; the
 * page around them is of the operator, in their own account.
 */
export function inAccount(v: SignedInViewer, account: DeskAccount): SignedInViewer {
  return {
    ...v,
    account: {
      ...v.account,
      id: account.id,
      name: account.name,
      type: account.type,
      status: account.status,
      currency: account.currency,
      taxRateBp: account.taxRateBp,
      requestsEnabled: account.requestsEnabled,
      showPrices: true,
      representativeId: account.representativeId,
      payment: {
        method: account.paymentMethod,
        termsDays: account.paymentTermsDays,
        cardBrand: account.cardBrand,
        cardLast4: account.cardLast4,
      },
    },
    url: { ...v.url, ...addresses(v.url, account.id) },
    can: () => true,
  };
}

function addresses(url: Urls, accountId: string): Partial<Urls> {
  return {
    requests: () => url.operatorOrders(),
    request: (id) => url.operatorRequest(accountId, id),
    approval: (id) => url.operatorPlacement(accountId, id),
    rejection: (id) => url.operatorRejection(accountId, id),
    manage: (query) => url.operatorSubscription(accountId, query),
    manageSeatLoss: (query) => url.operatorSeatLoss(accountId, query),
    manageSummary: () => url.operatorSummary(accountId),
    subscription: () => url.operatorSubscription(accountId),
    upcomingUndo: (id) => url.operatorUndo(accountId, id),
    upcomingSeatLoss: (id) => url.operatorUpcomingSeatLoss(accountId, id),
    temporarySeats: (query) => url.operatorTemporarySeats(accountId, query),
    team: (query) => url.operatorMembers(accountId, query),
    audit: (query) => url.operatorAudit(accountId, query),
    auditCsv: (query) => url.operatorAuditCsv(accountId, query),
  };
}

import type { Urls } from '../../paths.ts';
import type { SignedInViewer } from '../../web/viewer.ts';
import type { DeskAccount } from './account.ts';

/**
 * Makes a viewer with which the operator desk renders views of the account's own pages: the account with its currency and tax, all
 * permissions, and URLs of the operator desk instead of the account's own. For parts of pages only; the page around them gets the
 * operator's own viewer.
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

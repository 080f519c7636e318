/** Orders on the operator desk: the pending requests to representatives, and the placed orders (rules §4.24, §4.25). */
import type { Child } from 'hono/jsx';
import type { Catalogue } from '../../../src/catalogue/catalogue.ts';
import type { ListedOrder, OrderPage } from '../../../src/operator/orders/list.ts';
import { orderPlaceQuery } from '../../../src/operator/orders/query.ts';
import type { WaitingPage } from '../../../src/operator/orders/waiting.ts';
import type { QuoteLine } from '../../../src/pricing/types.ts';
import { describeChange } from '../../../src/requests/describe.ts';
import type { SignedInViewer } from '../../../src/web/viewer.ts';
import { Page, PageHeader } from '../../page.tsx';
import { LinkButton } from '../../parts/button.tsx';
import { EmptyState } from '../../parts/notice.tsx';
import { DefinitionList, Section } from '../../parts/section.tsx';
import { Cell, Row, RowHead, Table } from '../../parts/table.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { ComparedLines } from '../../requests/lines.tsx';
import { PreviousNext } from '../parts/previous-next.tsx';

export type OrdersShown = 'mine' | 'all' | 'placed';

function OrdersShell({ v, shown, lead, children }: { v: SignedInViewer; shown: OrdersShown; lead: string; children: Child }) {
  const t = v.t.operator.orders;
  const { url } = v;
  return (
    <Page v={v} title={t.title} current="operatorOrders" wide>
      <PageHeader title={t.title} lead={lead} />
      <Tabs
        label={t.tabs}
        items={[
          { href: url.operatorOrders(), label: t.tabMine, current: shown === 'mine' },
          { href: url.operatorOrders('show=all'), label: t.tabAll, current: shown === 'all' },
          { href: url.operatorOrders('show=placed'), label: t.tabPlaced, current: shown === 'placed' },
        ]}
      />
      {children}
    </Page>
  );
}

interface WaitingProps {
  v: SignedInViewer;
  shown: 'mine' | 'all';
  list: WaitingPage;
  /** One catalogue per currency; the source of the product names. */
  catalogues: ReadonlyMap<string, Catalogue>;
}

export function WaitingRequestsPage({ v, shown, list, catalogues }: WaitingProps) {
  const t = v.t.operator.orders;
  const head = [t.account, t.requester, t.asked, t.representative].map((label) => ({ label }));
  const next = list.after && v.url.operatorOrders(`show=${shown}&after=${list.after.submittedAt}.${list.after.id}`);
  return (
    <OrdersShell v={v} shown={shown} lead={shown === 'mine' ? t.mineLead : t.lead}>
      {list.requests.length === 0 ? (
        <EmptyState title={t.noneTitle}>{t.none}</EmptyState>
      ) : (
        <Table caption={t.waitingCaption} captionHidden stacked head={[...head, { label: t.review, hidden: true }]}>
          {list.requests.map((request) => (
            <Row>
              <RowHead>
                <a href={v.url.operatorAccount(request.accountId)}>{request.accountName}</a>
              </RowHead>
              <Cell label={t.requester}>
                {request.requesterName}
                <span class="sub">{v.f.ago(request.submittedAt, v.now)}</span>
              </Cell>
              <Cell label={t.asked}>
                {describeChange(v.t, v.f, request.change, catalogues.get(request.currency) ?? new Map(), request.snapshot.subscription).map(
                  (sentence) => (
                    <span class="detail">{sentence}</span>
                  ),
                )}
              </Cell>
              <Cell label={t.representative}>{request.representativeName ?? v.t.operator.none}</Cell>
              <Cell attrs={{ class: 'actions-cell' }}>
                <LinkButton
                  href={v.url.operatorRequest(request.accountId, request.id)}
                  small
                  hiddenText={t.reviewOf(request.requesterName, request.accountName)}
                >
                  {t.review}
                </LinkButton>
              </Cell>
            </Row>
          ))}
        </Table>
      )}
      <PreviousNext t={v.t} label={t.pages} previous={null} next={next} />
    </OrdersShell>
  );
}

export function PlacedOrdersPage({ v, list }: { v: SignedInViewer; list: OrderPage }) {
  const t = v.t.operator.orders;
  const href = (from: OrderPage['older']) => from && v.url.operatorOrders(`show=placed${orderPlaceQuery(from)}`);
  return (
    <OrdersShell v={v} shown="placed" lead={t.lead}>
      {list.orders.length === 0 ? (
        <EmptyState title={t.placedNoneTitle}>{t.placedNone}</EmptyState>
      ) : (
        <Table
          caption={t.placedCaption}
          captionHidden
          stacked
          head={[{ label: t.number }, { label: t.account }, { label: t.placedAt }, { label: t.placedBy }, { label: t.due, number: true }]}
        >
          {list.orders.map((order) => (
            <Row>
              <RowHead>
                <a href={v.url.operatorOrder(order.number)}>{v.f.orderNumber(order.number)}</a>
              </RowHead>
              <Cell label={t.account}>
                <a href={v.url.operatorAccount(order.accountId)}>{order.accountName}</a>
              </Cell>
              <Cell label={t.placedAt}>{v.f.instant(order.placedAt)}</Cell>
              <Cell label={t.placedBy}>
                {order.placedByName}
                {order.requesterName && <span class="sub">{t.ofRequest(order.requesterName)}</span>}
              </Cell>
              <Cell label={t.due} number>
                {v.f.money(order.dueMinor, order.currency)}
              </Cell>
            </Row>
          ))}
        </Table>
      )}
      <PreviousNext t={v.t} label={t.pages} previous={href(list.newer)} next={href(list.older)} />
    </OrdersShell>
  );
}

/** The page of one order. `inside` is the operator's viewer for the order's account: the amounts are in its currency. */
export function PlacedOrderPage({
  v,
  inside,
  order,
  lines,
}: {
  v: SignedInViewer;
  inside: SignedInViewer;
  order: ListedOrder;
  lines: readonly QuoteLine[];
}) {
  const t = v.t.operator.orders;
  return (
    <Page v={v} title={t.one(v.f.orderNumber(order.number))} current="operatorOrders" wide>
      <PageHeader
        title={t.one(v.f.orderNumber(order.number))}
        lead={order.accountName}
        back={{ href: v.url.operatorOrders('show=placed'), label: t.all }}
      />
      <Section title={v.t.operator.account.facts} id="facts">
        <DefinitionList
          items={[
            { term: t.account, value: <a href={v.url.operatorAccount(order.accountId)}>{order.accountName}</a> },
            { term: t.placedAt, value: v.f.instant(order.placedAt) },
            { term: t.placedBy, value: order.placedByName },
            order.requestId !== null && {
              term: t.request,
              value: <a href={v.url.operatorRequest(order.accountId, order.requestId)}>{t.ofRequest(order.requesterName ?? '')}</a>,
            },
            { term: t.due, value: v.f.money(order.dueMinor, order.currency) },
          ]}
        />
      </Section>
      <Section title={t.lines} id="lines" plain>
        <ComparedLines v={inside} lines={lines} caption={t.linesCaption} />
      </Section>
    </Page>
  );
}

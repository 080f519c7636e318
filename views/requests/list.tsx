/** The tab Requests: pending requests first, then ended ones (rules §4.6). */
import { html } from 'hono/html';
import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import { describeChange } from '../../src/requests/describe.ts';
import { isPending, mayDecide } from '../../src/requests/policy.ts';
import type { ChangeRequest, RequestPage } from '../../src/requests/queries.ts';
import { dayOf } from '../../src/values/day.ts';
import { rowsOnAPage } from '../../src/values/paging.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { Page, PageHeader } from '../page.tsx';
import { LinkButton } from '../parts/button.tsx';
import { EmptyState, StateTag } from '../parts/notice.tsx';
import { Pager, Table } from '../parts/table.tsx';
import { SubscriptionTabs } from '../subscription/tabs.tsx';
import { daysPending } from './parts.tsx';

interface ListProps {
  v: SignedInViewer;
  list: RequestPage;
  catalogue: Catalogue;
  /** All requests of the account, or only those of the viewer. */
  whose: 'all' | 'own';
}

export function RequestListPage({ v, list, catalogue, whose }: ListProps) {
  const [t, words] = [v.t.requests, v.t.subscription];
  const caption = whose === 'all' ? t.captionAll : t.captionOwn;
  const head = [
    { label: t.columns.state },
    { label: t.columns.asked },
    ...(whose === 'all' ? [{ label: t.columns.requester }] : []),
    { label: t.columns.answer },
    { label: t.columns.action, hidden: true },
  ];
  return (
    <Page v={v} title={words.requests} current="subscription" wide>
      <PageHeader title={words.requests} lead={whose === 'all' ? t.leadAll : t.leadOwn} />
      <SubscriptionTabs v={v} current="requests" />
      {list.total === 0 ? (
        <Empty v={v} whose={whose} />
      ) : (
        <>
          <Table caption={caption} captionHidden head={head} stacked id="requests">
            {list.requests.map((request) => row(v, request, catalogue, whose))}
          </Table>
          <Pager
            t={v.t}
            page={list.page}
            pages={list.pages}
            href={(page) => `${v.url.requests()}?page=${page}`}
            label={caption}
            showing={v.t.common.showing(
              v.f.number((list.page - 1) * rowsOnAPage + 1),
              v.f.number((list.page - 1) * rowsOnAPage + list.requests.length),
              v.f.number(list.total),
            )}
          />
        </>
      )}
    </Page>
  );
}

function Empty({ v, whose }: Pick<ListProps, 'v' | 'whose'>) {
  const t = v.t.requests;
  if (whose === 'all') return <EmptyState title={t.emptyAll}>{t.emptyAllText}</EmptyState>;
  const mayAsk = v.can('request.submit');
  return (
    <EmptyState
      title={t.emptyOwn}
      action={
        mayAsk && (
          <LinkButton href={v.url.manage()} kind="primary">
            {v.t.subscription.requestTitle}
          </LinkButton>
        )
      }
    >
      {mayAsk && t.emptyOwnText}
    </EmptyState>
  );
}

/** A table row as an html template, which is much cheaper to render than JSX nodes (quality §2). */
function row(v: SignedInViewer, request: ChangeRequest, catalogue: Catalogue, whose: ListProps['whose']) {
  const { columns, states } = v.t.requests;
  const sentences = describeChange(v.t, v.f, request.change, catalogue, request.snapshot.subscription);
  return html`<tr>
<td data-label="${columns.state}">${<StateTag state={request.status} label={states[request.status]} />}</td>
<th scope="row">${sentences.map((sentence) => html`<span class="detail">${sentence}</span>`)}</th>
${whose === 'all' ? html`<td data-label="${columns.requester}">${request.requesterName}</td>` : ''}
<td data-label="${columns.answer}">${answer(v, request).map((sentence, index) => html`<span class="${index === 0 ? 'detail' : 'sub detail'}">${sentence}</span>`)}</td>
<td class="actions-cell">${<OpenLink v={v} request={request} />}</td>
</tr>`;
}

/** For a pending request how long it has been pending; for an ended one who decided and when, with the order and the reason. */
function answer(v: SignedInViewer, request: ChangeRequest): string[] {
  const t = v.t.requests;
  if (isPending(request)) return [t.pendingFor(daysPending(v, request))];
  return [
    outcomeWords(v, request),
    ...(request.orderNumber === null ? [] : [t.order(v.f.orderNumber(request.orderNumber))]),
    ...reasonWords(v, request),
  ];
}

/** "Approved by Olga Owner on 3 March 2026". */
export function outcomeWords(v: SignedInViewer, { status, decidedAt, deciderName }: ChangeRequest): string {
  return v.t.requests.outcomes[status](deciderName ?? v.t.common.system, v.f.day(dayOf(decidedAt ?? 0)));
}

function reasonWords(v: SignedInViewer, { status, reason }: ChangeRequest): string[] {
  if (!reason) return [];
  return [status === 'closed' ? closedBecause(v, reason) : v.t.requests.reasonIs(reason)];
}

/** The text of the reason for which a request was closed; the row stores only its key. */
export function closedBecause(v: SignedInViewer, reason: string): string {
  const words: Record<string, string> = v.t.requests.closedBecause;
  return words[reason] ?? words.type ?? '';
}

function OpenLink({ v, request }: { v: SignedInViewer; request: ChangeRequest }) {
  const t = v.t.requests;
  const isMine = isPending(request) && mayDecide(v.member.role, v.account, request);
  return (
    <LinkButton
      href={v.url.request(request.id)}
      kind={isMine ? 'primary' : 'secondary'}
      small
      hiddenText={t.ofPerson(request.requesterName, v.f.day(dayOf(request.submittedAt)))}
    >
      {isMine ? t.review : t.open}
    </LinkButton>
  );
}

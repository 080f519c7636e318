/** Request summary, for the deciders and the requester, both while the request is pending and after it has ended (rules §4.6–4.10). */
import type { Child } from 'hono/jsx';
import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import type { Quote, QuoteLine } from '../../src/pricing/types.ts';
import { isPending } from '../../src/requests/policy.ts';
import type { ChangeRequest } from '../../src/requests/queries.ts';
import type { GroupSeatLoss } from '../../src/seat-loss/choosable.ts';
import type { GroupReclaim } from '../../src/team/unused-seats.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import type { Known } from '../catalogue/names.ts';
import { Page, PageHeader } from '../page.tsx';
import { Button } from '../parts/button.tsx';
import { ErrorSummary, errorOf, type FieldError, Hidden, TextArea } from '../parts/fields.tsx';
import { Notice, StateTag } from '../parts/notice.tsx';
import { DefinitionList, Section, Split } from '../parts/section.tsx';
import { ReclaimNotice } from '../subscription/reclaim-notice.tsx';
import { QuoteSummary } from '../subscription/summary.tsx';
import { refusalWords } from '../subscription/words.ts';
import { ComparedLines, isSame } from './lines.tsx';
import { closedBecause, outcomeWords } from './list.tsx';
import { daysPending, OwnActions, RequestedChange, waitsFor } from './parts.tsx';

export interface RequestPageProps {
  v: SignedInViewer;
  request: ChangeRequest;
  catalogue: Catalogue;
  /** The price of a pending request against the current subscription; null when the request has ended. */
  review: { known: Known; quote: Quote; seatLoss?: readonly GroupSeatLoss[] } | null;
  /** The order lines of an approved request. */
  orderLines: readonly QuoteLine[];
  mayDecide: boolean;
  /** Seats that could be freed before more are bought; shown to the deciders of the account. */
  reclaim?: readonly GroupReclaim[];
  mayEdit: boolean;
  isOwn: boolean;
  /** The names of the people who answer the request: the deciders of the account, or the representative. */
  answerers: readonly string[];
  errors: readonly FieldError[];
  /** A warning that the request or the subscription has changed in the meantime. */
  alert: { title?: string; text: string } | null;
  /** The typed reason of a refused rejection form. */
  typedReason: string;
}

export function RequestPage(props: RequestPageProps) {
  const { v, request, isOwn, errors, alert } = props;
  const t = v.t.requests;
  return (
    <Page v={v} title={t.title} current="subscription" error={errors.length > 0} wide>
      <ErrorSummary t={v.t} errors={errors} />
      {alert && (
        <Notice t={v.t} kind="warning" title={alert.title} live>
          <p>{alert.text}</p>
        </Notice>
      )}
      <PageHeader
        title={t.title}
        lead={
          <>
            {isOwn ? t.leadYours : t.leadOf(request.requesterName)} {isPending(request) && `${t.pendingFor(daysPending(v, request))}.`}
          </>
        }
        back={{ href: v.url.requests(), label: v.can('requests.seeAll') ? t.back : t.backOwn }}
      >
        <StateTag state={request.status} label={t.states[request.status]} />
      </PageHeader>
      <RequestBody {...props} />
    </Page>
  );
}

/** The summary without the page layout, because the operator desk has its own layout. */
export function RequestBody(props: RequestPageProps) {
  return isPending(props.request) ? <Pending {...props} /> : <Ended {...props} />;
}

function Pending(props: RequestPageProps) {
  const { v, request, catalogue, review } = props;
  const t = v.t.requests;
  if (!review) return null;
  const asked = request.snapshot.quote.lines;
  const hasMoved = movedSince(request, review);
  return (
    <Split aside={<Aside {...props} />}>
      <Refused {...props} />
      {hasMoved && (
        <Notice t={v.t} kind="warning" title={t.moved}>
          <p>{t.movedText}</p>
        </Notice>
      )}
      <RequestedChange v={v} request={request} catalogue={catalogue} />
      <Reclaim {...props} />
      <Section title={t.lines} id="lines" lead={hasMoved ? undefined : t.notMoved}>
        <ComparedLines v={v} lines={review.quote.lines} asked={hasMoved ? asked : undefined} caption={t.linesCaption} />
      </Section>
      <Facts {...props} />
    </Split>
  );
}

/** The reclaimable seats of the groups for which the request adds seats. */
function Reclaim({ v, request, review, reclaim = [] }: RequestPageProps) {
  if (!review) return null;
  const { groups } = review.known.subscription;
  const asked = groups.filter(({ leaderProductId }) => (request.change.seats[leaderProductId] ?? 0) > 0).map(({ id }) => id);
  const first = reclaim.filter(({ groupId }) => asked.includes(groupId));
  return <ReclaimNotice v={v} known={review.known} reclaim={first} back={v.url.request(request.id)} />;
}

/** Whether the subscription has changed since the request in a way that matters to the decision: cycle, commitment, or a line. */
function movedSince({ snapshot }: ChangeRequest, { known, quote }: { known: Known; quote: Quote }): boolean {
  const { subscription } = known;
  if (subscription.version === snapshot.subscription.version) return false;
  const [was, is] = [snapshot.quote.lines, quote.lines].map((lines) => lines.filter((line) => line.before));
  return (
    subscription.cycle !== snapshot.subscription.cycle ||
    subscription.committedUntil !== snapshot.subscription.committedUntil ||
    was?.length !== is?.length ||
    (is ?? []).some((line) => !isSame(line.before, was?.find(({ productId }) => productId === line.productId)?.before ?? null))
  );
}

/** Why the request cannot be approved against the current subscription (rules §4.8). */
function Refused({ v, request, review, catalogue, mayDecide }: RequestPageProps) {
  const t = v.t.requests;
  if (!review || review.quote.refusals.length === 0) return null;
  return (
    <Notice t={v.t} kind="error" title={t.refused}>
      <ul>
        {review.quote.refusals.map((refusal) => (
          <li>{refusalWords(v, catalogue, refusal)}</li>
        ))}
      </ul>
      <p>{mayDecide ? t.refusedDecider(request.requesterName) : t.refusedRequester}</p>
    </Notice>
  );
}

/** The cost, as in the summary of Manage, and below it the acts of this viewer. */
function Aside(props: RequestPageProps) {
  const { v, request, review, mayDecide, mayEdit, isOwn, answerers } = props;
  const t = v.t.requests;
  if (!review) return null;
  const { currency, taxRateBp } = v.account;
  return (
    <>
      <QuoteSummary
        v={v}
        {...review}
        title={t.costs}
        withoutLines
        chooses={mayDecide}
        currency={currency}
        taxRateBp={taxRateBp}
        showTotals={v.can('prices.see')}
      />
      {mayDecide && <Decision {...props} />}
      {isOwn && (
        <Section title={t.yours} id="yours">
          <p>{waitsFor(v, request, answerers)}</p>
          <OwnActions v={v} request={request} mayEdit={mayEdit} />
        </Section>
      )}
      {!mayDecide && !isOwn && <p class="muted">{waitsFor(v, request, answerers)}</p>}
    </>
  );
}

/** Both forms carry the version of the request that the viewer saw; the approval form also carries the version of the subscription. */
function Decision({ v, request, review, errors, typedReason }: RequestPageProps) {
  const t = v.t.requests;
  if (!review) return null;
  const name = request.requesterName;
  return (
    <Section title={t.decision} id="decision">
      {review.quote.refusals.length === 0 && (
        <form method="post" action={v.url.approval(request.id)} novalidate class="stack">
          <Hidden name="version" value={review.known.subscription.version} />
          <Hidden name="request" value={request.version} />
          <p>{t.approveText}</p>
          <div class="actions">
            <Button kind="primary" hiddenText={t.approveOf(name)}>
              {request.answerer === 'representative' ? v.t.operator.orders.place : v.t.subscription.updateSubscription}
            </Button>
          </div>
        </form>
      )}
      <form method="post" action={v.url.rejection(request.id)} novalidate class="stack">
        <Hidden name="request" value={request.version} />
        <TextArea
          t={v.t}
          name="reason"
          label={t.reasonField}
          hint={t.reasonHint(name)}
          value={typedReason}
          error={errorOf(errors, 'reason')}
          rows={3}
        />
        <div class="actions">
          <Button kind="danger" hiddenText={t.rejectOf(name)}>
            {t.reject}
          </Button>
        </div>
      </form>
    </Section>
  );
}

/**
 * The page of an ended request, which never changes: the outcome, and the lines of the order, or those at the time of the request when
 * there is no order.
 */
function Ended(props: RequestPageProps) {
  const { v, request, catalogue, orderLines } = props;
  const t = v.t.requests;
  const isApproved = orderLines.length > 0;
  const { quote } = request.snapshot;
  return (
    <>
      <Facts {...props} />
      <RequestedChange v={v} request={request} catalogue={catalogue} />
      <Section title={t.lines} id="lines" lead={isApproved ? undefined : t.asAsked}>
        <ComparedLines v={v} lines={isApproved ? orderLines : quote.lines} caption={t.linesCaption} />
      </Section>
    </>
  );
}

function Facts({ v, request }: RequestPageProps) {
  const t = v.t.requests;
  const { status, submittedAt, editedAt, remindedAt, autoRemindedAt, reason, orderNumber } = request;
  const at = (instant: number | null) => instant !== null && v.f.instant(instant);
  const fact = (term: string, value: Child | false) => value !== false && { term, value };
  return (
    <Section title={isPending(request) ? t.facts : t.outcome} id="facts">
      <DefinitionList
        items={[
          fact(t.columns.answer, !isPending(request) && outcomeWords(v, request)),
          fact(t.reason, reason !== null && <span class="lines">{status === 'closed' ? closedBecause(v, reason) : reason}</span>),
          fact(t.orderFact, orderNumber !== null && v.f.orderNumber(orderNumber)),
          fact(t.columns.requester, request.requesterName),
          fact(t.submittedAt, at(submittedAt)),
          fact(t.editedAt, at(editedAt)),
          fact(t.remindedAt, at(remindedAt)),
          fact(t.autoRemindedAt, at(autoRemindedAt)),
        ]}
      />
    </Section>
  );
}

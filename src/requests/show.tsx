import type { FieldError } from '../../views/parts/fields.tsx';
import { AlreadyPendingPage, type ReplacedPage } from '../../views/requests/already-pending.tsx';
import { RequestPage } from '../../views/requests/request.tsx';
import { SeatLossStepPage } from '../../views/seat-loss/seat-loss.tsx';
import { findCatalogue } from '../catalogue/queries.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { findDeciders } from '../members/deciders.ts';
import { findActivePerson } from '../members/person.ts';
import { findOrderLines } from '../orders/find-lines.ts';
import type { GroupSeatLoss, SeatLossProblem } from '../seat-loss/choosable.ts';
import { findSeatLoss } from '../seat-loss/find.ts';
import { seatLossErrors, tickedIn, withoutSeatLoss } from '../seat-loss/form.ts';
import { allowedToChange, allowedToRequest } from '../subscription/allowed.ts';
import { findSubscriptionNow, quoteNow } from '../subscription/quote-now.ts';
import { findReclaimable } from '../team/reclaim.ts';
import { dayOf } from '../values/day.ts';
import { redirect, render } from '../web/answer.ts';
import type { Ctx } from '../web/deps.ts';
import type { FormValues } from '../web/form.ts';
import { signedIn } from '../web/guard.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { isPending, isRequester, mayDecide, mayEdit } from './policy.ts';
import { type ChangeRequest, findRequest } from './queries.ts';

/** The signed-in user, who must have the right to open the tab Requests. @throws SignInNeeded, Forbidden */
export function readerOfRequests(c: Ctx): SignedInViewer {
  const v = signedIn(c);
  if (!v.can('requests.seeAll') && !v.can('requests.seeOwn')) throw new Forbidden('requests.seeAll');
  return v;
}

/**
 * A request that this user may see: owner and billing admin see all requests of the account, an admin sees their own (rules §3 rows 12 and
 * 13).
 *
 * @throws NotFound for every other request, whether it exists or not
 */
export async function findVisible(c: Ctx, v: SignedInViewer, id: string): Promise<ChangeRequest> {
  const request = await findRequest(c.var.deps.db, v.account.id, id);
  if (!request || !(v.can('requests.seeAll') || isRequester(v.member.id, request))) throw new NotFound();
  return request;
}

interface ShowRequest {
  status?: 200 | 409 | 422;
  errors?: readonly FieldError[];
  alert?: { title?: string; text: string } | null;
  typedReason?: string;
}

/** Answers with the current Request summary, in any state of the request. */
export async function showRequest(c: Ctx, v: SignedInViewer, id: string, shown: ShowRequest = {}): Promise<Response> {
  const { db } = c.var.deps;
  const request = await findVisible(c, v, id);
  const decides = mayDecide(v.member.role, v.account, request);
  return render(
    c,
    <RequestPage
      v={v}
      request={request}
      catalogue={await findCatalogue(db, v.account.currency, v.account.catalogueMark)}
      review={isPending(request) ? await review(c, v, request, decides) : null}
      orderLines={request.orderNumber === null ? [] : await findOrderLines(db, v.account.id, id)}
      mayDecide={decides}
      reclaim={
        decides && isPending(request) ? await findReclaimable(c.var.deps.db, { accountId: v.account.id, asking: v.member, now: v.now }) : []
      }
      mayEdit={mayEdit(v.member, v.account, request)}
      isOwn={isRequester(v.member.id, request)}
      answerers={isPending(request) && !decides ? await findAnswererNames(c, v, request) : []}
      errors={shown.errors ?? []}
      alert={shown.alert ?? null}
      typedReason={shown.typedReason ?? ''}
    />,
    shown.status ?? 200,
  );
}

/**
 * Answers with the page between review and approval that shows which members would lose seats (rules §4.16). Nothing has been written yet.
 * When the request or the subscription has changed since the review, the user goes back to the review.
 *
 * @param refused a choice that the server refused, with the ticked boxes
 */
export async function showSeatLoss(
  c: Ctx,
  v: SignedInViewer,
  id: string,
  refused: { formValues: FormValues; seatLoss: readonly GroupSeatLoss[]; problems: readonly SeatLossProblem[] } | null = null,
): Promise<Response> {
  const request = await findVisible(c, v, id);
  if (!mayDecide(v.member.role, v.account, request)) throw new Forbidden('request.decide');
  if (!isPending(request)) return showEnded(c, v, id);
  const { known, quote, seatLoss } = await review(c, v, request, true);
  const seen = refused
    ? withoutSeatLoss(refused.formValues)
    : { version: c.req.query('version') ?? '', request: c.req.query('request') ?? '' };
  const isCurrent = seen.version === String(known.subscription.version) && seen.request === String(request.version);
  if (!isCurrent) return showRequest(c, v, id, { status: 409, alert: { text: v.t.requests.stale } });
  if (quote.refusals.length > 0 || seatLoss.length === 0) return redirect(c, v.url.request(id));
  const groups = refused?.seatLoss ?? seatLoss;
  return render(
    c,
    <SeatLossStepPage
      v={v}
      known={known}
      all={groups}
      ticked={refused && tickedIn(refused.formValues)}
      errors={seatLossErrors(v, groups, refused?.problems ?? [])}
      action={v.url.approval(id)}
      carried={seen}
      back={{ href: v.url.request(id), label: v.t.requests.title }}
      submit={v.t.subscription.updateSubscription}
    />,
    refused ? 422 : 200,
  );
}

/** Answers a user who tried to act on an ended request: shows the request, and says who ended it and when (rules §4.9). */
export async function showEnded(c: Ctx, v: SignedInViewer, id: string): Promise<Response> {
  const { status, decidedAt, deciderName } = await findVisible(c, v, id);
  const t = v.t.requests;
  const text = t.first[status](deciderName ?? v.t.common.system, v.f.day(dayOf(decidedAt ?? v.now)));
  return showRequest(c, v, id, { status: 409, alert: { title: t.endedTitle, text } });
}

/**
 * Answers a user who may only request changes and already has a pending request: shows that request and what they can do with it
 * (rules §4.4). The status is 409 when they tried to submit a second request.
 *
 * @param formValues the fields of the second request, with the names of the form that edits the first one; null when the page was only
 * opened
 * @param instead the page that this one replaces; Manage by default
 */
export async function showAlreadyPending(
  c: Ctx,
  v: SignedInViewer,
  request: ChangeRequest,
  formValues: FormValues | null,
  instead?: ReplacedPage,
): Promise<Response> {
  return render(
    c,
    <AlreadyPendingPage
      v={v}
      request={request}
      catalogue={await findCatalogue(c.var.deps.db, v.account.currency, v.account.catalogueMark)}
      answerers={await findAnswererNames(c, v, request)}
      mayEdit={mayEdit(v.member, v.account, request)}
      formValues={formValues}
      page={instead}
    />,
    formValues ? 409 : 200,
  );
}

/** Prices the change against the current subscription with the rights of the viewer, so that the page shows what the viewer could do. */
async function review(c: Ctx, v: SignedInViewer, { change }: ChangeRequest, decides: boolean) {
  const { db } = c.var.deps;
  const known = await findSubscriptionNow(db, v.account);
  const allowed = decides ? allowedToChange(v.member.role, v.account) : allowedToRequest(v.account);
  const quote = await quoteNow(db, known, { account: v.account, change, allowed, today: v.today });
  return { known, quote, seatLoss: await findSeatLoss(db, known, quote) };
}

async function findAnswererNames(c: Ctx, v: SignedInViewer, { answerer }: ChangeRequest): Promise<string[]> {
  const { db } = c.var.deps;
  if (answerer === 'account') return (await findDeciders(db, v.account.id)).map((person) => person.name);
  const { representativeId } = v.account;
  const representative = representativeId && (await findActivePerson(db, representativeId));
  return representative ? [representative.name] : [];
}

import { transaction } from '../db/transaction.ts';
import { NotFound } from '../errors.ts';
import { type EditResult, editRequest } from '../requests/edit.ts';
import { isPending, isRequester } from '../requests/policy.ts';
import { type ChangeRequest, findPendingOf, findRequestIdByKey } from '../requests/queries.ts';
import { findVisible, showAlreadyPending, showEnded } from '../requests/show.tsx';
import { type SubmitResult, submitRequest } from '../requests/submit.ts';
import { isId, newId } from '../values/ids.ts';
import { actingOf } from '../web/acting.ts';
import { flash, redirect } from '../web/answer.ts';
import type { Ctx } from '../web/deps.ts';
import { type FormValues, idempotencyKeyOf } from '../web/form.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { needsFullCart } from './addition.ts';
import { readSeatsDraft, refusalErrors, type SeatsDraft } from './draft.ts';
import type { SeatsPurpose } from './purpose.ts';
import { showSeats } from './show.tsx';
import { backFrom, confirmationErrors, confirmationText, fullCartHref, noteErrors, noteOf } from './words.ts';

/**
 * Submits or edits a request to the deciders of the account, or a message to the representative. Both are stored as requests; they differ
 * in who answers them.
 */
export async function ask(c: Ctx, v: SignedInViewer, purpose: 'request' | 'representative', formValues: FormValues): Promise<Response> {
  const { db } = c.var.deps;
  const [accountId, requesterId] = [v.account.id, v.member.id];
  const edited = await findEdited(c, v, purpose, formValues);
  if (edited && !isPending(edited)) return showEnded(c, v, edited.id);
  const key = formValues.key ? idempotencyKeyOf(formValues) : newId();
  if (!edited) {
    const earlier = await findRequestIdByKey(db, { accountId, requesterId, key });
    if (earlier) return redirectToRequest(c, v, formValues, { id: earlier, text: v.t.requests.submittedBefore });
  }
  const draft = await readSeatsDraft(c, v, formValues);
  const pending = edited ? null : await findPendingOf(db, accountId, requesterId);
  if (pending)
    return showAlreadyPending(c, v, pending, secondRequestFields(c, v, pending, formValues, draft), replacedPageOf(c, v, formValues));
  const show = (more: Pick<Parameters<typeof showSeats>[2], 'errors' | 'status' | 'stale'>) =>
    showSeats(c, v, { purpose, formValues, draft, request: edited, ...more });
  const errors = [...draft.errors, ...confirmationErrors(v, formValues, draft), ...noteErrors(v, formValues)];
  if (errors.length > 0) return show({ errors, status: 422 });
  if (formValues.version !== String(draft.now.subscription.version)) return show({ errors: [], status: 409, stale: true });
  if (purpose === 'request' && needsFullCart(draft.now.subscription)) return redirect(c, fullCartHref(c, v, formValues, draft));

  const common = { accountId, change: draft.addition.change, note: noteOf(formValues), by: actingOf(c, v) };
  const answerer = purpose === 'request' ? 'account' : 'representative';
  const result = await transaction<EditResult | SubmitResult>(db, (trx) =>
    edited
      ? editRequest(trx, { ...common, id: edited.id, seenRequestVersion: Number(formValues.seen ?? 0) })
      : submitRequest(trx, { ...common, answerer, key }),
  );
  switch (result.outcome) {
    case 'edited':
      return redirectToRequest(c, v, formValues, { id: edited?.id ?? '', text: v.t.requests.edited });
    case 'submitted': {
      const { more, names, total } = confirmationText(v, draft);
      const words = purpose === 'request' ? v.t.addSeats.requested : v.t.addSeats.written;
      return redirectToRequest(c, v, formValues, {
        id: result.id,
        text: result.repeated ? v.t.requests.submittedBefore : words(more, names, total),
      });
    }
    case 'already-pending': {
      const first = await findPendingOf(db, accountId, requesterId);
      return first
        ? showAlreadyPending(c, v, first, secondRequestFields(c, v, first, formValues, draft), replacedPageOf(c, v, formValues))
        : redirect(c, v.url.request(result.id));
    }
    case 'ended':
      return showEnded(c, v, edited?.id ?? '');
    case 'stale': {
      const fresh = edited && (await findVisible(c, v, edited.id));
      return showSeats(c, v, { purpose, formValues, draft, errors: [], status: 409, request: fresh, stale: true });
    }
    case 'refused':
      return show({ errors: refusalErrors(v, draft.now, result.quote), status: 422 });
  }
}

function redirectToRequest(c: Ctx, v: SignedInViewer, formValues: FormValues, { id, text }: { id: string; text: string }): Response {
  flash(c, { kind: 'success', text });
  return redirect(c, backFrom(c, v, formValues) ?? v.url.request(id));
}

/** The message to the representative that the user edits; only its author may. @throws NotFound for any other request */
export async function findEdited(
  c: Ctx,
  v: SignedInViewer,
  purpose: SeatsPurpose,
  { request: id }: FormValues,
): Promise<ChangeRequest | null> {
  if (id === undefined || purpose !== 'representative') return null;
  if (!isId(id)) throw new NotFound();
  const request = await findVisible(c, v, id);
  if (!isRequester(v.member.id, request) || request.answerer !== 'representative') throw new NotFound();
  return request;
}

/** The field values of the form that edits the message. */
export function messageFields({ change, note, version }: ChangeRequest): FormValues {
  const [group = '', more = 0] = Object.entries(change.seats)[0] ?? [];
  return { group, seats: String(more), note, seen: String(version) };
}

/** Title and back link of the page that shows the pending request in place of this form (rules §4.4). */
export function replacedPageOf(c: Ctx, v: SignedInViewer, formValues: FormValues) {
  const href = backFrom(c, v, formValues);
  return {
    title: v.t.team.addMoreSeats,
    current: 'team' as const,
    back: { href: href ?? v.url.team(), label: href ? v.t.common.back : v.t.common.nav.teamMembers },
  };
}

/**
 * The values of a second request as fields of the form that edits the first one: a total on Manage, an addition in the message to the
 * representative.
 */
function secondRequestFields(
  c: Ctx,
  v: SignedInViewer,
  { answerer }: ChangeRequest,
  formValues: FormValues,
  draft: SeatsDraft,
): FormValues {
  if (answerer === 'representative') return Object.fromEntries(Object.entries(formValues).filter(([name]) => name !== 'version'));
  return Object.fromEntries(new URLSearchParams(fullCartHref(c, v, formValues, draft).split('?')[1]));
}

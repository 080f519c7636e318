import type { FieldError } from '../../views/parts/fields.tsx';
import { transaction } from '../db/transaction.ts';
import { NotFound } from '../errors.ts';
import { manageFields } from '../subscription/change.ts';
import {
  backFrom,
  type Draft,
  draftErrors,
  isStale,
  manageInQuery,
  readDraft,
  refusalErrors,
  refuseManage,
  showManage,
} from '../subscription/manage.tsx';
import { newId } from '../values/ids.ts';
import { actingOf } from '../web/acting.ts';
import { flash, redirect } from '../web/answer.ts';
import type { App, Ctx } from '../web/deps.ts';
import { type FormValues, form, idempotencyKeyOf } from '../web/form.ts';
import { idInPath, permitted } from '../web/guard.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { requestFields } from './draft.ts';
import { editRequest } from './edit.ts';
import { isPending, isRequester } from './policy.ts';
import { type ChangeRequest, findPendingOf, findRequestIdByKey } from './queries.ts';
import { findVisible, showAlreadyPending, showEnded } from './show.tsx';
import { longestNote, submitRequest } from './submit.ts';

const purpose = 'request';

/** The routes to submit a change request and to edit it, both on the Manage page (rules §4.1–4.4, §4.10). */
export function askRoutes(app: App): void {
  // This route must be registered before the subscription routes, because it handles the same path. A user who may only request changes and
  // already has a pending request sees that request; all other users fall through to `next()`.
  app.get('/subscription/manage', async (c, next) => {
    const v = c.var.viewer as SignedInViewer;
    if (!v.hasPending || !v.can('request.submit') || v.can('subscription.change')) return next();
    const pending = await findPendingOf(c.var.deps.db, v.account.id, v.member.id);
    return pending ? showAlreadyPending(c, v, pending, null) : next();
  });

  app.post(
    '/subscription/requests',
    form(manageFields, (c, formValues, problems) => refuseManage(c, permitted(c, 'request.submit'), formValues, problems, purpose)),
    (c) => submit(c, permitted(c, 'request.submit'), c.req.valid('form')),
  );

  app.get('/subscription/requests/:id/edit', async (c) => {
    const v = permitted(c, 'request.submit');
    const request = await findOwn(c, v);
    if (!isPending(request)) return redirect(c, v.url.request(request.id));
    return showEdit(c, v, request);
  });

  app.post(
    '/subscription/requests/:id',
    form(manageFields, async (c, formValues, problems) => {
      const v = permitted(c, 'request.submit');
      const request = await findOwn(c, v);
      return refuseManage(c, v, formValues, problems, purpose, request);
    }),
    async (c) => {
      const v = permitted(c, 'request.submit');
      return edit(c, v, await findOwn(c, v), c.req.valid('form'));
    },
  );
}

async function submit(c: Ctx, v: SignedInViewer, formValues: FormValues): Promise<Response> {
  const { db } = c.var.deps;
  const t = v.t.requests;
  const [accountId, requesterId] = [v.account.id, v.member.id];
  // Our forms always carry a key. A form without one was not made by us and counts as a new form each time.
  const key = formValues.key ? idempotencyKeyOf(formValues) : newId();
  const earlier = await findRequestIdByKey(db, { accountId, requesterId, key });
  if (earlier) return submitted(t.submittedBefore, earlier);
  const pending = await findPendingOf(db, accountId, requesterId);
  if (pending) return showAlreadyPending(c, v, pending, formValues);

  const draft = await readDraft(c, v, formValues, purpose);
  const refusal = await refuseDraft(c, v, formValues, draft, null);
  if (refusal) return refusal;
  const result = await transaction(db, (trx) =>
    submitRequest(trx, {
      accountId,
      answerer: 'account',
      change: draft.change,
      note: noteOf(formValues),
      key,
      by: actingOf(c, v),
    }),
  );
  switch (result.outcome) {
    case 'submitted':
      if (result.repeated) return submitted(t.submittedBefore, result.id);
      return submitted(result.told.length > 0 ? t.submitted(v.f.and(result.told.slice(0, 3))) : t.submittedToNobody, result.id);
    case 'already-pending': {
      const first = await findPendingOf(db, accountId, requesterId);
      return first ? showAlreadyPending(c, v, first, formValues) : redirect(c, v.url.request(result.id));
    }
    case 'stale':
      return showManage(c, v, { purpose, formValues, draft, errors: [], status: 409, stale: true });
    case 'refused':
      return showManage(c, v, { purpose, formValues, draft, errors: refusalErrors(v, draft.now, result.quote), status: 422 });
  }

  function submitted(text: string, id: string): Response {
    flash(c, { kind: 'success', text });
    return redirect(c, backFrom(c, formValues) ?? v.url.request(id));
  }
}

async function edit(c: Ctx, v: SignedInViewer, request: ChangeRequest, formValues: FormValues): Promise<Response> {
  const { db } = c.var.deps;
  const { id } = request;
  if (!isPending(request)) return showEnded(c, v, id);
  const draft = await readDraft(c, v, formValues, purpose);
  const refusal = await refuseDraft(c, v, formValues, draft, request);
  if (refusal) return refusal;
  const result = await transaction(db, (trx) =>
    editRequest(trx, {
      accountId: v.account.id,
      id,
      seenRequestVersion: Number(formValues.request ?? 0),
      change: draft.change,
      note: noteOf(formValues),
      by: actingOf(c, v),
    }),
  );
  switch (result.outcome) {
    case 'edited':
      flash(c, { kind: 'success', text: v.t.requests.edited });
      return redirect(c, backFrom(c, formValues) ?? v.url.request(id));
    case 'ended':
      return showEnded(c, v, id);
    case 'stale': {
      const fresh = await findVisible(c, v, id);
      return showManage(c, v, { purpose, formValues, draft, errors: [], status: 409, request: fresh, stale: true });
    }
    case 'refused':
      return showManage(c, v, { purpose, formValues, draft, errors: refusalErrors(v, draft.now, result.quote), status: 422, request });
  }
}

/** Shows Manage with the values of the request, or with the draft from the query after "Update summary" was pressed. */
async function showEdit(c: Ctx, v: SignedInViewer, request: ChangeRequest): Promise<Response> {
  const { formValues: query, unread } = manageInQuery(c);
  const isDraft = Object.keys(query).length > 0;
  // The form shows totals. They are computed from the current subscription, so that they again express the requested differences.
  const blank = await readDraft(c, v, {}, purpose);
  const formValues = isDraft ? query : requestFields(request, blank.now.subscription);
  const draft = await readDraft(c, v, formValues, purpose, { unread });
  const errors = [...noteErrors(v, formValues), ...draftErrors(draft)];
  const stale = isStale(formValues, draft) || (formValues.request !== undefined && formValues.request !== String(request.version));
  return showManage(c, v, { purpose, formValues, draft, errors, status: isDraft && errors.length > 0 ? 422 : 200, request, stale });
}

/**
 * The response that refuses the draft, or null when it can be submitted: Manage with 409 when the draft was made for another version of the
 * subscription, or with 422 when it has errors.
 */
async function refuseDraft(
  c: Ctx,
  v: SignedInViewer,
  formValues: FormValues,
  draft: Draft,
  request: ChangeRequest | null,
): Promise<Response | null> {
  if (formValues.version !== String(draft.now.subscription.version)) {
    return showManage(c, v, { purpose, formValues, draft, errors: [], status: 409, request, stale: true });
  }
  const errors = [...noteErrors(v, formValues), ...draft.errors];
  return errors.length > 0 ? showManage(c, v, { purpose, formValues, draft, errors, status: 422, request }) : null;
}

/**
 * Finds a request of the signed-in user. To a user who may only request changes, the request of another member does not exist
 * (rules §3 row 13). @throws NotFound
 */
async function findOwn(c: Ctx, v: SignedInViewer): Promise<ChangeRequest> {
  const request = await findVisible(c, v, idInPath(c));
  if (!isRequester(v.member.id, request)) throw new NotFound();
  return request;
}

function noteErrors(v: SignedInViewer, formValues: FormValues): FieldError[] {
  return noteOf(formValues).length > longestNote ? [{ field: 'note', text: v.t.form['too-long'] }] : [];
}

function noteOf(formValues: FormValues): string {
  return (formValues.note ?? '').trim();
}

import * as z from 'zod';
import { RequestListPage } from '../../views/requests/list.tsx';
import { refusalWords } from '../../views/subscription/words.ts';
import { findCatalogue } from '../catalogue/queries.ts';
import { transaction } from '../db/transaction.ts';
import type { Permission } from '../permissions.ts';
import { answerIn, fieldsWithSeatLoss, withoutSeatLoss } from '../seat-loss/form.ts';
import { queryFrom } from '../subscription/manage.tsx';
import { actingOf } from '../web/acting.ts';
import { flash, redirect, render } from '../web/answer.ts';
import type { App, Ctx } from '../web/deps.ts';
import { type FormValues, form, type Problem, text, wholeNumber } from '../web/form.ts';
import { idInPath, permitted } from '../web/guard.ts';
import { askRoutes } from './ask-routes.tsx';
import { approveRequest, longestReason, rejectRequest } from './decide.ts';
import { mayRemindFrom } from './policy.ts';
import { listRequests } from './queries.ts';
import { remindOfRequest } from './remind.ts';
import { findVisible, readerOfRequests, showEnded, showRequest, showSeatLoss } from './show.tsx';
import { withdrawRequest } from './withdraw.ts';

/** The versions of the subscription and of the request that the user saw in the summary. */
const approvalFields = fieldsWithSeatLoss(/^(version|request)$/, 10).superRefine((fields, context) => {
  for (const name of ['version', 'request']) {
    const message = fields[name] === undefined ? 'missing' : 'whole-number';
    if (!wholeNumber.safeParse(fields[name]).success) context.addIssue({ code: 'custom', path: [name], message });
  }
});
const rejectionFields = z.strictObject({ request: wholeNumber, reason: text(longestReason) });
const noFields = z.strictObject({});

/** The tab Requests, the Request summary, and the acts on a request (rules §4.4–4.10). */
export function requestRoutes(app: App): void {
  askRoutes(app);

  app.get('/subscription/requests', async (c) => {
    const v = readerOfRequests(c);
    const { db } = c.var.deps;
    const whose = v.can('requests.seeAll') ? 'all' : 'own';
    const list = await listRequests(db, v.account.id, whose === 'all' ? null : v.member.id, pageInQuery(c));
    const catalogue = await findCatalogue(db, v.account.currency, v.account.catalogueMark);
    return render(c, <RequestListPage v={v} list={list} catalogue={catalogue} whose={whose} />);
  });

  app.get('/subscription/requests/:id', (c) => showRequest(c, readerOfRequests(c), idInPath(c)));

  app.get('/subscription/requests/:id/losers', (c) => showSeatLoss(c, permitted(c, 'request.decide'), idInPath(c)));

  app.post(
    '/subscription/requests/:id/approval',
    form(approvalFields, (c, formValues, problems) => refuse(c, 'request.decide', formValues, problems)),
    async (c) => {
      const v = permitted(c, 'request.decide');
      const { db } = c.var.deps;
      const [id, formValues] = [idInPath(c), c.req.valid('form')];
      const input = {
        accountId: v.account.id,
        id,
        seenVersion: Number(formValues.version),
        seenRequestVersion: Number(formValues.request),
        seatLoss: answerIn(formValues),
        by: actingOf(c, v),
      };
      const result = await transaction(db, (trx) => approveRequest(trx, input));
      switch (result.outcome) {
        case 'approved': {
          const { requesterName } = await findVisible(c, v, id);
          const text = v.t.requests.approved(v.f.orderNumber(result.orderNumber), requesterName);
          const given = result.givenBack > 0 ? ` ${v.t.seatLoss.given(result.givenBack)}` : '';
          flash(c, { kind: 'success', text: text + given });
          return redirect(c, v.url.request(id));
        }
        case 'seat-loss':
          if (result.problems.length > 0) return showSeatLoss(c, v, id, { formValues, ...result });
          return redirect(c, v.url.requestSeatLoss(id, queryFrom(withoutSeatLoss(formValues))));
        case 'refused': {
          const catalogue = await findCatalogue(db, v.account.currency, v.account.catalogueMark);
          const errors = result.quote.refusals.map((refusal) => ({ field: null, text: refusalWords(v, catalogue, refusal) }));
          return showRequest(c, v, id, { status: 422, errors });
        }
        case 'stale':
          return showRequest(c, v, id, { status: 409, alert: { text: v.t.requests.stale } });
        case 'ended':
          return showEnded(c, v, id);
      }
    },
  );

  app.post(
    '/subscription/requests/:id/rejection',
    form(rejectionFields, (c, formValues, problems) => refuse(c, 'request.decide', formValues, problems)),
    async (c) => {
      const v = permitted(c, 'request.decide');
      const { db } = c.var.deps;
      const [id, { request, reason }] = [idInPath(c), c.req.valid('form')];
      const input = { accountId: v.account.id, id, seenRequestVersion: request, reason, by: actingOf(c, v) };
      const result = await transaction(db, (trx) => rejectRequest(trx, input));
      switch (result.outcome) {
        case 'rejected': {
          const { requesterName } = await findVisible(c, v, id);
          flash(c, { kind: 'success', text: v.t.requests.rejected(requesterName) });
          return redirect(c, v.url.request(id));
        }
        case 'stale':
          return showRequest(c, v, id, { status: 409, alert: { text: v.t.requests.staleReject }, typedReason: reason });
        case 'ended':
          return showEnded(c, v, id);
      }
    },
  );

  app.post(
    '/subscription/requests/:id/withdrawal',
    form(noFields, (c, formValues, problems) => refuse(c, null, formValues, problems)),
    async (c) => {
      const v = readerOfRequests(c);
      const { db } = c.var.deps;
      const id = idInPath(c);
      const input = { accountId: v.account.id, id, by: actingOf(c, v) };
      const outcome = await transaction(db, (trx) => withdrawRequest(trx, input));
      if (outcome === 'ended') return showEnded(c, v, id);
      flash(c, { kind: 'success', text: v.t.requests.withdrawn });
      return redirect(c, v.url.request(id));
    },
  );

  app.post(
    '/subscription/requests/:id/reminder',
    form(noFields, (c, formValues, problems) => refuse(c, null, formValues, problems)),
    async (c) => {
      const v = readerOfRequests(c);
      const { db } = c.var.deps;
      const t = v.t.requests;
      const id = idInPath(c);
      const input = { accountId: v.account.id, id, by: actingOf(c, v) };
      const result = await transaction(db, (trx) => remindOfRequest(trx, input));
      switch (result.outcome) {
        case 'reminded':
          flash(c, { kind: 'success', text: result.told.length > 0 ? t.reminded(v.f.and(result.told.slice(0, 3))) : t.remindedNobody });
          return redirect(c, v.url.request(id));
        case 'too-soon': {
          const from = mayRemindFrom(await findVisible(c, v, id)) ?? v.now;
          return showRequest(c, v, id, { status: 422, errors: [{ field: null, text: t.tooSoon(v.f.instant(from)) }] });
        }
        case 'ended':
          return showEnded(c, v, id);
      }
    },
  );
}

/** Shows the summary again with the errors of the form. Nothing was decided, and the typed reason is kept. */
async function refuse(c: Ctx, permission: Permission | null, formValues: FormValues, problems: readonly Problem[]): Promise<Response> {
  const v = permission ? permitted(c, permission) : readerOfRequests(c);
  const errors = problems.map(({ field, key }) => {
    const isMissing = field === 'reason' && key === 'missing';
    return { field: field === 'reason' ? field : null, text: isMissing ? v.t.requests.reasonMissing : v.t.form[key] };
  });
  return showRequest(c, v, idInPath(c), { status: 422, errors, typedReason: formValues.reason });
}

function pageInQuery(c: Ctx): number {
  const page = c.req.query('page') ?? '';
  return /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1;
}

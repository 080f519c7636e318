import * as z from 'zod';
import { PlacedOrderPage, PlacedOrdersPage, WaitingRequestsPage } from '../../../views/operator/orders/list.tsx';
import { DeskRequestPage } from '../../../views/operator/orders/request.tsx';
import type { FieldError } from '../../../views/parts/fields.tsx';
import { refusalWords } from '../../../views/subscription/words.ts';
import type { Catalogue } from '../../catalogue/catalogue.ts';
import { findCatalogue } from '../../catalogue/queries.ts';
import { NotFound } from '../../errors.ts';
import { findOrderLines } from '../../orders/find-lines.ts';
import { approveRequest, longestReason, rejectRequest } from '../../requests/decide.ts';
import { isPending } from '../../requests/policy.ts';
import { type ChangeRequest, findRequest } from '../../requests/queries.ts';
import { allowedToOperator } from '../../subscription/allowed.ts';
import { findSubscriptionNow, quoteNow } from '../../subscription/quote-now.ts';
import { dayOf } from '../../values/day.ts';
import { isId } from '../../values/ids.ts';
import { flash, redirect, render } from '../../web/answer.ts';
import type { App, Ctx } from '../../web/deps.ts';
import { type FormValues, form, type Problem, text, wholeNumber } from '../../web/form.ts';
import { operator } from '../../web/guard.ts';
import { type DeskAccount, findDeskAccount } from '../accounts/account.ts';
import { inAccount } from '../accounts/in-account.ts';
import { actAsOperator } from '../parts/act-as-operator.ts';
import { findOrder, listOrders } from './list.ts';
import { readOrderPlace } from './query.ts';
import { listWaiting, readWaitingPlace } from './waiting.ts';

/** `version` is the version of the subscription, `request` that of the request, when the form was rendered. */
const placementFields = z.strictObject({ version: wholeNumber, request: wholeNumber });
const rejectionFields = z.strictObject({ request: wholeNumber, reason: text(longestReason) });

/** Requests to representatives, answering them, and the list of placed orders (rules §4.24, §4.25). */
export function operatorOrdersRoutes(app: App): void {
  app.get('/operator/orders', async (c) => {
    const v = operator(c);
    const { db } = c.var.deps;
    const show = c.req.query('show');
    if (show === 'placed') {
      const list = await listOrders(
        db,
        readOrderPlace((name) => c.req.query(name)),
      );
      return render(c, <PlacedOrdersPage v={v} list={list} />);
    }
    const shown = show === 'all' ? 'all' : 'mine';
    const list = await listWaiting(db, shown === 'mine' ? v.member.id : null, readWaitingPlace(c.req.query('after')));
    const catalogues = new Map<string, Catalogue>();
    for (const currency of new Set(list.requests.map((request) => request.currency))) {
      catalogues.set(currency, await findCatalogue(db, currency));
    }
    return render(c, <WaitingRequestsPage v={v} shown={shown} list={list} catalogues={catalogues} />);
  });

  app.get('/operator/orders/:number', async (c) => {
    const v = operator(c);
    const number = c.req.param('number');
    const found = /^[1-9]\d{0,14}$/.test(number) ? await findOrder(c.var.deps.db, Number(number)) : null;
    if (!found) throw new NotFound();
    const account = await findDeskAccount(c.var.deps.db, found.order.accountId);
    return render(c, <PlacedOrderPage v={v} inside={inAccount(v, account)} {...found} />);
  });

  app.get('/operator/accounts/:account/requests/:id', (c) => showRequest(c));

  app.post('/operator/accounts/:account/requests/:id/placement', form(placementFields, refuse), async (c) => {
    const v = operator(c);
    const { db } = c.var.deps;
    const { account, request } = await findRequestInPath(c);
    const { version, request: seenRequestVersion } = c.req.valid('form');
    const input = { accountId: account.id, id: request.id, seenVersion: version, seenRequestVersion };
    const result = await actAsOperator(c, (trx, by) => approveRequest(trx, { ...input, seatLoss: null, by }));
    switch (result.outcome) {
      case 'approved':
        flash(c, { kind: 'success', text: v.t.operator.orders.placed(v.f.orderNumber(result.orderNumber), account.name) });
        return redirect(c, v.url.operatorRequest(account.id, request.id));
      case 'refused': {
        const catalogue = await findCatalogue(db, account.currency);
        const errors = result.quote.refusals.map((refusal) => ({ field: null, text: refusalWords(v, catalogue, refusal) }));
        return showRequest(c, { status: 422, errors });
      }
      case 'seat-loss':
        throw new Error('the representative is only asked for more seats');
      case 'stale':
        return showRequest(c, { status: 409, alert: { text: v.t.requests.stale } });
      case 'ended':
        return showEnded(c);
    }
  });

  app.post('/operator/accounts/:account/requests/:id/rejection', form(rejectionFields, refuse), async (c) => {
    const v = operator(c);
    const { account, request } = await findRequestInPath(c);
    const { request: seenRequestVersion, reason } = c.req.valid('form');
    const input = { accountId: account.id, id: request.id, seenRequestVersion, reason };
    const result = await actAsOperator(c, (trx, by) => rejectRequest(trx, { ...input, by }));
    switch (result.outcome) {
      case 'rejected':
        flash(c, { kind: 'success', text: v.t.requests.rejected(request.requesterName) });
        return redirect(c, v.url.operatorRequest(account.id, request.id));
      case 'stale':
        return showRequest(c, { status: 409, alert: { text: v.t.requests.staleReject }, typedReason: reason });
      case 'ended':
        return showEnded(c);
    }
  });
}

async function findRequestInPath(c: Ctx): Promise<{ account: DeskAccount; request: ChangeRequest }> {
  const id = c.req.param('id') ?? '';
  const account = await findDeskAccount(c.var.deps.db, c.req.param('account') ?? '');
  const request = isId(id) ? await findRequest(c.var.deps.db, account.id, id) : null;
  if (!request) throw new NotFound();
  return { account, request };
}

interface ShowRequest {
  status?: 200 | 409 | 422;
  errors?: readonly FieldError[];
  alert?: { title?: string; text: string } | null;
  typedReason?: string;
}

async function showRequest(c: Ctx, shown: ShowRequest = {}): Promise<Response> {
  const operatorViewer = operator(c);
  const { db } = c.var.deps;
  const { account, request } = await findRequestInPath(c);
  const v = inAccount(operatorViewer, account);
  const mayDecide = request.answerer === 'representative' && account.status === 'active';
  return render(
    c,
    <DeskRequestPage
      v={v}
      outside={operatorViewer}
      deskAccount={account}
      request={request}
      catalogue={await findCatalogue(db, account.currency)}
      review={isPending(request) ? await review(c, account, request) : null}
      orderLines={request.orderNumber === null ? [] : await findOrderLines(db, account.id, request.id)}
      mayDecide={mayDecide}
      mayEdit={false}
      isOwn={false}
      answerers={[account.owner?.name ?? ''].filter(Boolean)}
      errors={shown.errors ?? []}
      alert={shown.alert ?? null}
      typedReason={shown.typedReason ?? ''}
    />,
    shown.status ?? 200,
  );
}

/** The quote of the requested change for the current subscription. */
async function review(c: Ctx, account: DeskAccount, { change }: ChangeRequest) {
  const { db } = c.var.deps;
  const known = await findSubscriptionNow(db, account);
  return { known, quote: await quoteNow(db, known, { account, change, allowed: allowedToOperator, today: c.var.viewer.today }) };
}

/** The answer to a decision that came too late: the decided request, who decided it, and when (rules §4.9). */
async function showEnded(c: Ctx): Promise<Response> {
  const v = operator(c);
  const { status, decidedAt, deciderName } = (await findRequestInPath(c)).request;
  const t = v.t.requests;
  const text = t.first[status](deciderName ?? v.t.common.system, v.f.day(dayOf(decidedAt ?? v.now)));
  return showRequest(c, { status: 409, alert: { title: t.endedTitle, text } });
}

/** Answers an invalid form: the page of the request with the errors and the typed reason. Nothing is decided. */
function refuse(c: Ctx, formValues: FormValues, problems: readonly Problem[]): Promise<Response> {
  const { t } = c.var.viewer;
  const errors = problems.map(({ field, key }) => {
    const isMissing = field === 'reason' && key === 'missing';
    return { field: field === 'reason' ? field : null, text: isMissing ? t.requests.reasonMissing : t.form[key] };
  });
  return showRequest(c, { status: 422, errors, typedReason: formValues.reason ?? '' });
}

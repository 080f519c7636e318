import * as z from 'zod';
import { DeskAuditPage, DeskMembersPage } from '../../../views/operator/accounts/members.tsx';
import { DeskSeatLossPage, DeskSubscriptionPage } from '../../../views/operator/accounts/subscription.tsx';
import type { FieldError } from '../../../views/parts/fields.tsx';
import type { ManageProps } from '../../../views/subscription/manage.tsx';
import { QuoteSummary } from '../../../views/subscription/summary.tsx';
import { filterQuery } from '../../audit/filter.ts';
import { logFile, readLog } from '../../audit/routes.ts';
import { noChange } from '../../pricing/quote.ts';
import { answerIn, withoutSeatLoss } from '../../seat-loss/form.ts';
import { allowedToOperator } from '../../subscription/allowed.ts';
import { changeFields } from '../../subscription/change.ts';
import {
  type Draft,
  draftErrors,
  isStale,
  manageInQuery,
  queryFrom,
  readDraft,
  refusalErrors,
  seatLossStep,
  unreadErrors,
} from '../../subscription/manage.tsx';
import { quoteNow } from '../../subscription/quote-now.ts';
import { findGroups } from '../../team/groups.ts';
import { listTeam } from '../../team/list.ts';
import { listQueries, readListQuery } from '../../team/list-query.ts';
import { isId, newId } from '../../values/ids.ts';
import { flash, redirect, render } from '../../web/answer.ts';
import { badRequestAfter } from '../../web/bad-request-after.ts';
import type { App, Ctx } from '../../web/deps.ts';
import { type FormValues, form, idempotencyKeyOf, type Problem } from '../../web/form.ts';
import { operator } from '../../web/guard.ts';
import type { SignedInViewer } from '../../web/viewer.ts';
import { actAsOperator } from '../parts/act-as-operator.ts';
import { type DeskAccount, findDeskAccount } from './account.ts';
import { changeSubscription, endDiscount } from './change-subscription.ts';
import { inAccount } from './in-account.ts';
import { findAccountInPath } from './in-path.ts';

/** The subscription of an account, its members and its audit log, on the operator desk (rules §4.25). */
export function operatorSubscriptionRoutes(app: App): void {
  app.get('/operator/accounts/:id/subscription', async (c) => {
    const { account, inside } = await findAccountInPath(c);
    const { formValues, unread } = manageInQuery(c);
    const draft = await draftOf(c, inside, formValues, unread);
    const errors = draftErrors(draft);
    return show(c, { account, formValues, draft, errors, status: errors.length > 0 ? 422 : 200, stale: isStale(formValues, draft) });
  });

  app.get('/operator/accounts/:id/subscription/summary', async (c) => {
    const { account, inside } = await findAccountInPath(c);
    const { formValues, unread } = manageInQuery(c);
    const draft = await draftOf(c, inside, formValues, unread);
    const { currency, taxRateBp } = account;
    const { now: known, quote, seatLoss, invalid } = draft;
    const summary = <QuoteSummary v={inside} {...{ known, quote, seatLoss, currency, taxRateBp, invalid }} showTotals chooses />;
    return render(c, summary, unread.length > 0 ? 422 : 200);
  });

  app.get('/operator/accounts/:id/subscription/losers', async (c) => {
    const { v, account, inside } = await findAccountInPath(c);
    const { formValues, unread } = manageInQuery(c);
    const draft = await draftOf(c, inside, formValues, unread);
    if (isStale(formValues, draft)) return show(c, { account, formValues, draft, errors: [], status: 409, stale: true });
    if (draft.errors.length > 0) return show(c, { account, formValues, draft, errors: draft.errors, status: 422 });
    if (draft.seatLoss.length === 0 || account.status !== 'active') return redirect(c, inside.url.manage(queryFrom(formValues)));
    return render(c, <DeskSeatLossPage v={v} account={account} step={seatLossStep(inside, formValues, draft)} />);
  });

  app.post('/operator/accounts/:id/subscription', form(changeFields, refuseManage), async (c) => {
    const { v, account, inside } = await findAccountInPath(c);
    const formValues: FormValues = c.req.valid('form');
    const draft = await draftOf(c, inside, formValues);
    if (draft.invalid) return show(c, { account, formValues, draft, errors: draft.errors, status: 422 });
    const input = {
      accountId: account.id,
      change: draft.change,
      seenVersion: Number(formValues.version ?? 0),
      seatLoss: answerIn(formValues),
      idempotencyKey: idempotencyKeyOf(formValues),
    };
    const result = await actAsOperator(c, (trx, by) => changeSubscription(trx, { ...input, by }));
    switch (result.outcome) {
      case 'seat-loss': {
        if (result.problems.length === 0) return redirect(c, inside.url.manageSeatLoss(queryFrom(withoutSeatLoss(formValues))));
        return render(c, <DeskSeatLossPage v={v} account={account} step={seatLossStep(inside, formValues, draft, result)} />, 422);
      }
      case 'cancelled':
        return show(c, { account: await findDeskAccount(c.var.deps.db, account.id), formValues: {}, draft, errors: [], status: 409 });
      case 'stale':
        return show(c, { account, formValues, draft, errors: [], status: 409, stale: true });
      case 'refused':
        return show(c, { account, formValues, draft, errors: refusalErrors(inside, draft.now, result.quote), status: 422 });
      case 'applied': {
        const order = v.f.orderNumber(result.orderNumber);
        const given = result.repeated || result.givenBack === 0 ? '' : ` ${v.t.seatLoss.given(result.givenBack)}`;
        const text = result.repeated ? v.t.subscription.repeated(order) : v.t.operator.subscription.changed(order);
        flash(c, { kind: 'success', text: text + given });
        return redirect(c, v.url.operatorSubscription(account.id));
      }
    }
  });

  app.post('/operator/accounts/:id/discount/end', form(z.strictObject({}), badRequestAfter(operator)), async (c) => {
    const { v, account, inside } = await findAccountInPath(c);
    const t = v.t.operator.subscription;
    const code = (await draftOf(c, inside, {})).now.subscription.discount?.code ?? '';
    const result = await actAsOperator(c, (trx, by) => endDiscount(trx, account.id, by));
    flash(c, result === 'ended' ? { kind: 'success', text: t.discountEnded(code) } : { kind: 'information', text: t.discountNoneLeft });
    return redirect(c, v.url.operatorSubscription(account.id));
  });

  app.get('/operator/accounts/:id/members', async (c) => {
    const { v, account, inside } = await findAccountInPath(c);
    const { db } = c.var.deps;
    const groups = await findGroups(db, account.id);
    const { filter, from } = readListQuery(new URL(c.req.url).searchParams, groups);
    const { members, ...places } = await listTeam(db, account.id, filter, from);
    const isFiltered = filter.search !== '' || filter.role !== null || filter.state !== null || filter.group !== null;
    const data = { members, groups, filter, isFiltered, queries: listQueries(filter, groups, places), askNames: [] };
    return render(c, <DeskMembersPage v={v} inside={inside} account={account} data={data} />);
  });

  app.get('/operator/accounts/:id/audit', async (c) => {
    const { v, account, inside } = await findAccountInPath(c);
    const shown = await readLog(c, account);
    const query = filterQuery(shown.read.formValues);
    const status = shown.read.problems.length > 0 ? 422 : 200;
    return render(c, <DeskAuditPage v={v} inside={inside} account={account} query={query} {...shown} />, status);
  });

  app.get('/operator/accounts/:id/audit.csv', async (c) => {
    const { account, inside } = await findAccountInPath(c);
    return logFile(c, account.id, inside);
  });
}

function draftOf(c: Ctx, inside: SignedInViewer, formValues: FormValues, unread: readonly Problem[] = []): Promise<Draft> {
  return readDraft(c, inside, formValues, 'change', { allowed: allowedToOperator, unread });
}

interface Shown {
  account: DeskAccount;
  formValues: FormValues;
  draft: Draft;
  errors: readonly FieldError[];
  status: 200 | 409 | 422;
  stale?: boolean;
}

async function show(c: Ctx, { account, formValues, draft, errors, status, stale }: Shown): Promise<Response> {
  const v = operator(c);
  const inside = inAccount(v, account);
  const { now, allowed, invalid } = draft;
  const change = noChange(now.subscription.version);
  const manage: ManageProps = {
    v: inside,
    purpose: 'change',
    known: now,
    quote: draft.quote,
    seatLoss: draft.seatLoss,
    allowed,
    formValues,
    errors,
    idempotencyKey: formValues.key && isId(formValues.key) ? formValues.key : newId(),
    request: null,
    deciders: [],
    owner: null,
    representative: null,
    back: null,
    reclaim: [],
    stale: stale === true,
    invalid,
  };
  return render(
    c,
    <DeskSubscriptionPage
      v={v}
      inside={inside}
      account={account}
      known={now}
      quote={await quoteNow(c.var.deps.db, now, { account, change, allowed, today: v.today })}
      manage={account.status === 'active' ? manage : null}
    />,
    status,
  );
}

/** Answers an invalid Manage form: the page with the typed values and the errors. */
async function refuseManage(c: Ctx, formValues: FormValues, problems: readonly Problem[]): Promise<Response> {
  const { account, inside } = await findAccountInPath(c);
  const draft = await draftOf(c, inside, formValues);
  return show(c, { account, formValues, draft, errors: unreadErrors(inside, problems), status: 422 });
}

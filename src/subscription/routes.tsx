import * as z from 'zod';
import { SeatLossStepPage } from '../../views/seat-loss/seat-loss.tsx';
import { ConfirmationPage } from '../../views/subscription/confirmation.tsx';
import { OverviewPage } from '../../views/subscription/overview.tsx';
import { QuoteSummary } from '../../views/subscription/summary.tsx';
import { transaction } from '../db/transaction.ts';
import { findWhomToAsk } from '../members/deciders.ts';
import { noChange, quote } from '../pricing/quote.ts';
import { activeTemporary } from '../pricing/temporary.ts';
import { answerIn, withoutSeatLoss } from '../seat-loss/form.ts';
import { findGroups } from '../team/groups.ts';
import type { Day } from '../values/day.ts';
import { actingOf } from '../web/acting.ts';
import { flash, redirect, render } from '../web/answer.ts';
import { badRequestAfter } from '../web/bad-request-after.ts';
import { cachedPage } from '../web/cached-page.ts';
import type { App, Ctx } from '../web/deps.ts';
import { type FormValues, form, idempotencyKeyOf } from '../web/form.ts';
import { idInPath, permitted } from '../web/guard.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { applyByMember } from './apply.ts';
import { changeFields } from './change.ts';
import {
  backFrom,
  draftErrors,
  isStale,
  manageInQuery,
  purposeOf,
  queryFrom,
  readDraft,
  refusalErrors,
  refuseManage,
  seatLossStep,
  showManage,
} from './manage.tsx';
import { findSubscriptionNow, type SubscriptionNow } from './quote-now.ts';
import { undoByMember } from './undo.ts';

/** The Subscription page, Manage with its live summary, the confirmation of an order, and Undo (rules §4.1–3, §4.11–15). */
export function subscriptionRoutes(app: App): void {
  app.get('/subscription', async (c) => {
    const v = permitted(c, 'subscription.see');
    return cachedPage(c, v, async (viewer) => <OverviewPage {...(await overview(c, viewer))} />);
  });

  app.get('/subscription/manage', async (c) => {
    const v = permitted(c, 'subscription.manage');
    const { formValues, unread } = manageInQuery(c);
    const purpose = purposeOf(v);
    const draft = await readDraft(c, v, formValues, purpose, { unread });
    const errors = draftErrors(draft);
    return showManage(c, v, {
      purpose,
      formValues,
      draft,
      errors,
      status: errors.length > 0 ? 422 : 200,
      stale: isStale(formValues, draft),
    });
  });

  app.get('/subscription/manage/summary', async (c) => {
    return cachedPage(c, permitted(c, 'subscription.manage'), async (v) => {
      const { formValues, unread } = manageInQuery(c);
      const draft = await readDraft(c, v, formValues, purposeOf(v), { unread });
      const summary = (
        <QuoteSummary
          v={v}
          known={draft.now}
          quote={draft.quote}
          seatLoss={draft.seatLoss}
          chooses={purposeOf(v) !== 'request'}
          currency={v.account.currency}
          taxRateBp={v.account.taxRateBp}
          showTotals={v.can('prices.see')}
          invalid={draft.invalid}
        />
      );
      return unread.length > 0 ? render(c, summary, 422) : summary;
    });
  });

  app.get('/subscription/manage/confirmation', async (c) => {
    const v = permitted(c, 'subscription.change');
    const { formValues, unread } = manageInQuery(c);
    const purpose = purposeOf(v);
    const draft = await readDraft(c, v, formValues, purpose, { unread });
    if (isStale(formValues, draft)) return showManage(c, v, { purpose, formValues, draft, errors: [], status: 409, stale: true });
    if (draft.errors.length > 0) return showManage(c, v, { purpose, formValues, draft, errors: draft.errors, status: 422 });
    return render(c, <ConfirmationPage v={v} known={draft.now} quote={draft.quote} formValues={formValues} />);
  });

  app.get('/subscription/manage/losers', async (c) => {
    const v = permitted(c, 'subscription.change');
    const { formValues, unread } = manageInQuery(c);
    const purpose = purposeOf(v);
    const draft = await readDraft(c, v, formValues, purpose, { unread });
    if (isStale(formValues, draft)) return showManage(c, v, { purpose, formValues, draft, errors: [], status: 409, stale: true });
    if (draft.errors.length > 0) return showManage(c, v, { purpose, formValues, draft, errors: draft.errors, status: 422 });
    if (draft.seatLoss.length === 0) return redirect(c, v.url.manage(queryFrom(formValues)));
    return render(c, <SeatLossStepPage {...seatLossStep(v, formValues, draft)} />);
  });

  app.post(
    '/subscription/manage',
    form(changeFields, (c, formValues, problems) => refuseManage(c, permitted(c, 'subscription.change'), formValues, problems, 'change')),
    async (c) => {
      const v = permitted(c, 'subscription.change');
      return update(c, v, c.req.valid('form'));
    },
  );

  app.post(
    '/subscription/upcoming/:id/undo',
    form(
      z.strictObject({}),
      badRequestAfter((c) => permitted(c, 'subscription.change')),
    ),
    async (c) => {
      const v = permitted(c, 'subscription.change');
      const id = idInPath(c);
      const result = await transaction(c.var.deps.db, (trx) => undoByMember(trx, { accountId: v.account.id, id, by: actingOf(c, v) }));
      const t = v.t.subscription;
      flash(c, result === 'undone' ? { kind: 'success', text: t.undone } : { kind: 'information', text: t.undoneTooLate });
      return redirect(c, v.url.subscription());
    },
  );
}

/** Changes the subscription now, or shows the form again with its values and the reason. */
async function update(c: Ctx, v: SignedInViewer, formValues: FormValues): Promise<Response> {
  const purpose = purposeOf(v);
  const t = v.t.subscription;
  const draft = await readDraft(c, v, formValues, purpose);
  if (draft.invalid) return showManage(c, v, { purpose, formValues, draft, errors: draft.errors, status: 422 });
  const result = await transaction(c.var.deps.db, (trx) =>
    applyByMember(trx, {
      accountId: v.account.id,
      permission: 'subscription.change',
      change: draft.change,
      seenVersion: Number(formValues.version ?? 0),
      by: actingOf(c, v),
      seatLoss: answerIn(formValues),
      idempotencyKey: idempotencyKeyOf(formValues),
    }),
  );
  switch (result.outcome) {
    case 'seat-loss':
      if (result.problems.length === 0) return redirect(c, v.url.manageSeatLoss(queryFrom(withoutSeatLoss(formValues))));
      return render(c, <SeatLossStepPage {...seatLossStep(v, formValues, draft, result)} />, 422);
    case 'stale':
      return showManage(c, v, { purpose, formValues, draft, errors: [], status: 409, stale: true });
    case 'refused': {
      const errors = refusalErrors(v, draft.now, result.quote);
      return showManage(c, v, { purpose, formValues, draft, errors, status: 422 });
    }
    case 'applied': {
      const order = v.f.orderNumber(result.orderNumber);
      const text = result.repeated ? t.repeated(order) : purpose === 'order' ? t.ordered(order) : t.updated(order);
      const given = result.repeated || result.givenBack === 0 ? '' : ` ${v.t.seatLoss.given(result.givenBack)}`;
      flash(c, { kind: 'success', text: text + given });
      return redirect(c, backFrom(c, formValues) ?? v.url.subscription());
    }
  }
}

/** Whether a group has no free seat. Only then does the page read whether this user has dismissed the notice about it. */
function hasRunOut({ subscription: { groups, temporary } }: SubscriptionNow, today: Day): boolean {
  return groups.some(({ id, seats, used }) => used >= seats + activeTemporary(temporary, id, today));
}

async function overview(c: Ctx, v: SignedInViewer) {
  const { db } = c.var.deps;
  const known = await findSubscriptionNow(db, v.account);
  const isDecider = v.can('subscription.change');
  const isSelfService = v.account.type === 'self_service';
  // Users who may do everything themselves need no names of people to ask.
  const noContacts = { deciders: [], representative: null };
  const { deciders, representative } = isDecider && v.can('account.cancel') ? noContacts : await findWhomToAsk(db, v.account);
  return {
    v,
    known,
    quote: quote({
      subscription: known.subscription,
      catalogue: known.catalogue,
      change: noChange(known.subscription.version),
      allowed: { lower: false, remove: false, extend: false, promotionCode: false },
      code: null,
      taxRateBp: v.account.taxRateBp,
      today: v.today,
    }),
    deciders,
    noneLeft: hasRunOut(known, v.today) ? await findGroups(db, v.account.id, { readerId: v.member.id }) : [],
    representative: isSelfService ? null : representative,
  };
}

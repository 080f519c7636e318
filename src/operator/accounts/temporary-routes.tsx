import * as z from 'zod';
import { DeskTemporaryPage } from '../../../views/operator/accounts/temporary.tsx';
import type { FieldError } from '../../../views/parts/fields.tsx';
import { quoteTemporary, whyNotTemporary } from '../../pricing/new-temporary.ts';
import { findSubscriptionNow } from '../../subscription/quote-now.ts';
import { endTemporarySeats } from '../../subscription/settle-temporary.ts';
import { addTemporarySeats } from '../../subscription/temporary.ts';
import {
  newTemporaryErrors,
  readTemporarySeats,
  temporaryFields,
  temporaryInQuery,
  unreadTemporaryErrors,
} from '../../subscription/temporary-draft.ts';
import { newId } from '../../values/ids.ts';
import { flash, redirect, render } from '../../web/answer.ts';
import { badRequestAfter } from '../../web/bad-request-after.ts';
import type { App, Ctx } from '../../web/deps.ts';
import { type FormValues, form, idempotencyKeyOf } from '../../web/form.ts';
import { idInPath, operator } from '../../web/guard.ts';
import { actAsOperator } from '../parts/act-as-operator.ts';
import { findActive } from './change-subscription.ts';
import { findAccountInPath } from './in-path.ts';

/** Temporary seats of an account on the operator desk: the form, the price to confirm, adding and ending them (rules §4.11, §4.25). */
export function operatorTemporaryRoutes(app: App): void {
  app.get('/operator/accounts/:id/temporary-seats', (c) => {
    const { formValues, isToBePriced, problems } = temporaryInQuery(c);
    const isRead = isToBePriced && problems.length === 0;
    return isRead ? showPrice(c, formValues, false) : showForm(c, formValues, unreadTemporaryErrors(c.var.viewer.t, problems));
  });

  app.post(
    '/operator/accounts/:id/temporary-seats',
    form(temporaryFields, (c, formValues, problems) => showForm(c, formValues, unreadTemporaryErrors(c.var.viewer.t, problems))),
    async (c) => {
      const { v, account } = await findAccountInPath(c);
      const formValues = c.req.valid('form');
      const read = readTemporarySeats(formValues);
      if ('refusal' in read) return showForm(c, formValues, newTemporaryErrors(v.t, read.refusal));
      const { wanted } = read;
      const result = await actAsOperator(c, async (trx, by) => {
        const active = await findActive(trx, account.id);
        const input = { wanted, seenVersion: Number(formValues.version), by, idempotencyKey: idempotencyKeyOf(formValues) };
        return active && addTemporarySeats(trx, { account: active, ...input });
      });
      // The account is cancelled: the page of its subscription says so.
      if (!result) return redirect(c, v.url.operatorSubscription(account.id));
      switch (result.outcome) {
        case 'stale':
          return showPrice(c, formValues, true);
        case 'refused':
          return showForm(c, formValues, newTemporaryErrors(v.t, result.refusal));
        case 'added': {
          const order = v.f.orderNumber(result.orderNumber);
          const text = v.t.operator.subscription.added(order, v.f.money(result.dueMinor, account.currency));
          flash(c, { kind: 'success', text: result.repeated ? v.t.operator.alreadyDone : text });
          return redirect(c, v.url.operatorSubscription(account.id));
        }
      }
    },
  );

  app.post('/operator/accounts/:id/temporary-seats/:temporary/end', form(z.strictObject({}), badRequestAfter(operator)), async (c) => {
    const { account } = await findAccountInPath(c);
    const t = operator(c).t.operator.subscription;
    const id = idInPath(c, 'temporary');
    const result = await actAsOperator(c, async (trx, by) => {
      const active = await findActive(trx, account.id);
      return active ? endTemporarySeats(trx, active, id, by) : 'too-late';
    });
    flash(c, result === 'ended' ? { kind: 'success', text: t.ended } : { kind: 'information', text: t.endedTooLate });
    return back(c);
  });
}

async function back(c: Ctx): Promise<Response> {
  const { v, account } = await findAccountInPath(c);
  return redirect(c, v.url.operatorSubscription(account.id));
}

async function showForm(c: Ctx, formValues: FormValues, errors: FieldError[]): Promise<Response> {
  const { v, account, inside } = await findAccountInPath(c);
  if (account.status === 'cancelled') return back(c);
  const known = await findSubscriptionNow(c.var.deps.db, account);
  return render(
    c,
    <DeskTemporaryPage {...{ v, account, inside, known, formValues, errors }} priced={null} />,
    errors.length > 0 ? 422 : 200,
  );
}

/** Shows the current price, to be confirmed, or the form with its errors. `moved`: the subscription has changed since the last price. */
async function showPrice(c: Ctx, formValues: FormValues, moved: boolean): Promise<Response> {
  const { v, account, inside } = await findAccountInPath(c);
  if (account.status === 'cancelled') return back(c);
  const known = await findSubscriptionNow(c.var.deps.db, account);
  const read = readTemporarySeats(formValues);
  if ('refusal' in read) return showForm(c, formValues, newTemporaryErrors(v.t, read.refusal));
  const { wanted } = read;
  const refusal = whyNotTemporary(known.subscription, wanted, v.today);
  if (refusal) return showForm(c, formValues, newTemporaryErrors(v.t, refusal));
  const quote = quoteTemporary(known.subscription, known.catalogue, wanted, account.taxRateBp);
  const priced = { wanted, quote, formKey: newId(), moved };
  return render(c, <DeskTemporaryPage {...{ v, account, inside, known, formValues, priced }} errors={[]} />, moved ? 409 : 200);
}

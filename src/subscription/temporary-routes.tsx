import type { FieldError } from '../../views/parts/fields.tsx';
import { TemporaryConfirmationPage, TemporaryPage } from '../../views/subscription/temporary.tsx';
import { transaction } from '../db/transaction.ts';
import { findActing } from '../members/acting.ts';
import { quoteTemporary, whyNotTemporary } from '../pricing/new-temporary.ts';
import { newId } from '../values/ids.ts';
import { actingOf } from '../web/acting.ts';
import { flash, redirect, render } from '../web/answer.ts';
import type { App, Ctx } from '../web/deps.ts';
import { type FormValues, form, idempotencyKeyOf } from '../web/form.ts';
import { permitted } from '../web/guard.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { findSubscriptionNow, type SubscriptionNow } from './quote-now.ts';
import { addTemporarySeats } from './temporary.ts';
import { newTemporaryErrors, readTemporarySeats, temporaryFields, temporaryInQuery, unreadTemporaryErrors } from './temporary-draft.ts';

/** Buying temporary seats: the form, its price before anything is bought, and the purchase (rules §4.11). The draft is kept in the URL. */
export function temporaryRoutes(app: App): void {
  app.get('/subscription/temporary', async (c) => {
    const v = permitted(c, 'temporarySeats.buy');
    const { formValues, isToBePriced, problems } = temporaryInQuery(c);
    const now = await findSubscriptionNow(c.var.deps.db, v.account);
    // The user opens the form for the first time, or comes back from the price to change the values.
    if (!isToBePriced || problems.length > 0) return showForm(c, v, now, formValues, unreadTemporaryErrors(v.t, problems));
    return showPrice(c, v, now, formValues, false);
  });

  app.post(
    '/subscription/temporary',
    form(temporaryFields, async (c, formValues, problems) => {
      const v = permitted(c, 'temporarySeats.buy');
      return showForm(c, v, await findSubscriptionNow(c.var.deps.db, v.account), formValues, unreadTemporaryErrors(v.t, problems));
    }),
    async (c) => {
      const v = permitted(c, 'temporarySeats.buy');
      const formValues = c.req.valid('form');
      const read = readTemporarySeats(formValues);
      const { db } = c.var.deps;
      if ('refusal' in read)
        return showForm(c, v, await findSubscriptionNow(db, v.account), formValues, newTemporaryErrors(v.t, read.refusal));
      const { wanted } = read;
      const result = await transaction(db, async (trx) => {
        await findActing(trx, { accountId: v.account.id, memberId: v.member.id, permission: 'temporarySeats.buy' });
        return addTemporarySeats(trx, {
          account: v.account,
          wanted,
          seenVersion: Number(formValues.version),
          by: actingOf(c, v),
          idempotencyKey: idempotencyKeyOf(formValues),
        });
      });
      switch (result.outcome) {
        case 'stale':
          return showPrice(c, v, await findSubscriptionNow(db, v.account), formValues, true);
        case 'refused':
          return showForm(c, v, await findSubscriptionNow(db, v.account), formValues, newTemporaryErrors(v.t, result.refusal));
        case 'added': {
          const { bought } = v.t.temporarySeats;
          const text = bought(wanted.seats, v.f.day(wanted.firstOn), v.f.day(wanted.lastOn), v.f.orderNumber(result.orderNumber));
          flash(c, { kind: 'success', text });
          return redirect(c, v.url.subscription());
        }
      }
    },
  );
}

function showForm(c: Ctx, v: SignedInViewer, now: SubscriptionNow, formValues: FormValues, errors: FieldError[]): Promise<Response> {
  return render(c, <TemporaryPage v={v} known={now} formValues={formValues} errors={errors} />, errors.length > 0 ? 422 : 200);
}

/** The current price, for the user to confirm; or the form with its errors. */
function showPrice(c: Ctx, v: SignedInViewer, now: SubscriptionNow, formValues: FormValues, moved: boolean): Promise<Response> {
  const read = readTemporarySeats(formValues);
  const refusal = 'refusal' in read ? read.refusal : whyNotTemporary(now.subscription, read.wanted, v.today);
  if (refusal || !('wanted' in read)) return showForm(c, v, now, formValues, newTemporaryErrors(v.t, refusal));
  const { wanted } = read;
  const quote = quoteTemporary(now.subscription, now.catalogue, wanted, v.account.taxRateBp);
  return render(
    c,
    <TemporaryConfirmationPage v={v} known={now} wanted={wanted} quote={quote} formKey={newId()} moved={moved} />,
    moved ? 409 : 200,
  );
}

import { transaction } from '../db/transaction.ts';
import { applyByMember } from '../subscription/apply.ts';
import { newId } from '../values/ids.ts';
import { actingOf } from '../web/acting.ts';
import { flash, redirect } from '../web/answer.ts';
import type { Ctx } from '../web/deps.ts';
import { type FormValues, idempotencyKeyOf } from '../web/form.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { needsFullCart } from './addition.ts';
import { readSeatsDraft, refusalErrors } from './draft.ts';
import { showSeats } from './show.tsx';
import { backFrom, confirmationErrors, confirmationText, fullCartHref } from './words.ts';

/** Buys seats at once, or shows the form again with the typed values and the reason for the refusal (rules §4.19). */
export async function buy(c: Ctx, v: SignedInViewer, formValues: FormValues): Promise<Response> {
  const purpose = 'buy';
  const draft = await readSeatsDraft(c, v, formValues);
  const errors = [...draft.errors, ...confirmationErrors(v, formValues, draft)];
  if (errors.length > 0) return showSeats(c, v, { purpose, formValues, draft, errors, status: 422 });
  if (needsFullCart(draft.now.subscription)) return redirect(c, fullCartHref(c, v, formValues, draft));
  const result = await transaction(c.var.deps.db, (trx) =>
    applyByMember(trx, {
      accountId: v.account.id,
      permission: 'seats.buy',
      change: draft.addition.change,
      seenVersion: Number(formValues.version ?? 0),
      by: actingOf(c, v),
      seatLoss: null,
      idempotencyKey: formValues.key ? idempotencyKeyOf(formValues) : newId(),
    }),
  );
  switch (result.outcome) {
    case 'stale':
      return showSeats(c, v, { purpose, formValues, draft, errors: [], status: 409, stale: true });
    case 'refused':
      return showSeats(c, v, { purpose, formValues, draft, errors: refusalErrors(v, draft.now, result.quote), status: 422 });
    case 'seat-loss':
      throw new Error('more seats cannot take any away');
    case 'applied': {
      const order = v.f.orderNumber(result.orderNumber);
      const { more, names, total } = confirmationText(v, draft);
      flash(c, {
        kind: 'success',
        text: result.repeated ? v.t.subscription.repeated(order) : v.t.addSeats.bought(more, names, total, order),
      });
      return redirect(c, backFrom(c, v, formValues) ?? v.url.team());
    }
  }
}

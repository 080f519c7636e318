import type { FieldError } from '../../views/parts/fields.tsx';
import { TemporaryConfirmationPage, TemporaryPage } from '../../views/subscription/temporary.tsx';
import { transaction } from '../db/transaction.ts';
import { findActing } from '../members/acting.ts';
import { quoteTemporary, whyNotTemporary } from '../pricing/temporary-request.ts';
import { newId } from '../values/ids.ts';
import { actingOf } from '../web/acting.ts';
import { goTo, page, tell } from '../web/answer.ts';
import type { App, Ctx } from '../web/deps.ts';
import { form, idempotencyKeyOf, type Typed } from '../web/form.ts';
import { permitted } from '../web/guard.ts';
import type { Insider } from '../web/viewer.ts';
import { findSubscriptionNow, type SubscriptionNow } from './quote-now.ts';
import { addTemporarySeats } from './temporary.ts';
import { readWish, temporaryFields, temporaryInQuery, unreadWishErrors, wishErrors } from './temporary-draft.ts';

/** Buying temporary seats: the form, its price before anything happens, and the purchase (rules §4.11). The draft lives in the URL. */
export function temporaryRoutes(app: App): void {
  app.get('/subscription/temporary', async (c) => {
    const v = permitted(c, 'temporarySeats.buy');
    const { typed, isToBePriced, problems } = temporaryInQuery(c);
    const now = await findSubscriptionNow(c.var.deps.db, v.account);
    // Opened for the first time, or to change what was typed before the price was shown.
    if (!isToBePriced || problems.length > 0) return showForm(c, v, now, typed, unreadWishErrors(v.t, problems));
    return showPrice(c, v, now, typed, false);
  });

  app.post(
    '/subscription/temporary',
    form(temporaryFields, async (c, typed, problems) => {
      const v = permitted(c, 'temporarySeats.buy');
      return showForm(c, v, await findSubscriptionNow(c.var.deps.db, v.account), typed, unreadWishErrors(v.t, problems));
    }),
    async (c) => {
      const v = permitted(c, 'temporarySeats.buy');
      const typed = c.req.valid('form');
      const read = readWish(typed);
      const { db } = c.var.deps;
      if ('refusal' in read) return showForm(c, v, await findSubscriptionNow(db, v.account), typed, wishErrors(v.t, read.refusal));
      const { wish } = read;
      const result = await transaction(db, async (trx) => {
        await findActing(trx, { accountId: v.account.id, memberId: v.member.id, permission: 'temporarySeats.buy' });
        return addTemporarySeats(trx, {
          account: v.account,
          wish,
          seenVersion: Number(typed.version),
          by: actingOf(c, v),
          idempotencyKey: idempotencyKeyOf(typed),
        });
      });
      switch (result.outcome) {
        case 'stale':
          return showPrice(c, v, await findSubscriptionNow(db, v.account), typed, true);
        case 'refused':
          return showForm(c, v, await findSubscriptionNow(db, v.account), typed, wishErrors(v.t, result.refusal));
        case 'added': {
          const { bought } = v.t.temporarySeats;
          const text = bought(wish.seats, v.f.day(wish.firstOn), v.f.day(wish.lastOn), v.f.orderNumber(result.orderNumber));
          tell(c, { kind: 'success', text });
          return goTo(c, v.url.subscription());
        }
      }
    },
  );
}

function showForm(c: Ctx, v: Insider, now: SubscriptionNow, typed: Typed, errors: FieldError[]): Promise<Response> {
  return page(c, <TemporaryPage v={v} known={now} typed={typed} errors={errors} />, errors.length > 0 ? 422 : 200);
}

/** The price as it is now, to be confirmed; or the form with what is wrong. */
function showPrice(c: Ctx, v: Insider, now: SubscriptionNow, typed: Typed, moved: boolean): Promise<Response> {
  const read = readWish(typed);
  const refusal = 'refusal' in read ? read.refusal : whyNotTemporary(now.subscription, read.wish, v.today);
  if (refusal || !('wish' in read)) return showForm(c, v, now, typed, wishErrors(v.t, refusal));
  const { wish } = read;
  const quote = quoteTemporary(now.subscription, now.catalogue, wish, v.account.taxRateBp);
  return page(
    c,
    <TemporaryConfirmationPage v={v} known={now} wish={wish} quote={quote} formKey={newId()} moved={moved} />,
    moved ? 409 : 200,
  );
}

import { SeatLossPage } from '../../views/seat-loss/seat-loss.tsx';
import { transaction } from '../db/transaction.ts';
import { findActing } from '../members/acting.ts';
import type { SeatLossProblem } from '../seat-loss/choosable.ts';
import { fieldsWithSeatLoss, seatLossErrors, tickedIn } from '../seat-loss/form.ts';
import { actingOf } from '../web/acting.ts';
import { flash, redirect, render } from '../web/answer.ts';
import type { App, Ctx } from '../web/deps.ts';
import { type FormValues, form, type Problem } from '../web/form.ts';
import { idInPath, permitted } from '../web/guard.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { chooseSeatLoss, findUpcomingSeatLoss, giveBackNow, type UpcomingSeatLoss } from './upcoming-seat-loss.ts';

const fields = fieldsWithSeatLoss(/^$/, 10);

/** Which members would lose their seat by an upcoming decrease, choosing other members, and taking the seats away at once (rules §4.16). */
export function seatLossRoutes(app: App): void {
  app.get('/subscription/upcoming/:id/losers', async (c) => {
    const v = permitted(c, 'subscription.lower');
    const shown = await findUpcomingSeatLoss(c.var.deps.db, v.account, idInPath(c));
    return shown ? render(c, <SeatLossPage v={v} {...shown} ticked={null} errors={[]} />) : tooLate(c, v);
  });

  app.post('/subscription/upcoming/:id/losers', form(fields, refuse), async (c) => {
    const v = permitted(c, 'subscription.lower');
    const formValues = c.req.valid('form');
    const now = formValues.do === 'now';
    const memberIds = [...tickedIn(formValues).values()].flat();
    const input = { account: v.account, id: idInPath(c), memberIds, by: actingOf(c, v) };
    const result = await transaction(c.var.deps.db, async (trx) => {
      await findActing(trx, { accountId: v.account.id, memberId: v.member.id, permission: 'subscription.lower' });
      return now ? giveBackNow(trx, input) : chooseSeatLoss(trx, input);
    });
    const t = v.t.seatLoss;
    switch (result.outcome) {
      case 'too-late':
        return tooLate(c, v);
      case 'refused':
        return showAgain(c, v, result.shown, formValues, [result.problem]);
      case 'done':
        flash(c, { kind: 'success', text: now ? t.given(result.count) : t.saved });
        return redirect(c, v.url.subscription());
    }
  });
}

/** Refuses a form that could not be read: shows the page again with the ticked members. */
async function refuse(c: Ctx, formValues: FormValues, problems: readonly Problem[]): Promise<Response> {
  const v = permitted(c, 'subscription.lower');
  const shown = await findUpcomingSeatLoss(c.var.deps.db, v.account, idInPath(c));
  if (!shown) return tooLate(c, v);
  const errors = problems.map(({ key }) => ({ field: null, text: v.t.form[key] }));
  return render(c, <SeatLossPage v={v} {...shown} ticked={tickedIn(formValues)} errors={errors} />, 422);
}

function showAgain(
  c: Ctx,
  v: SignedInViewer,
  shown: UpcomingSeatLoss,
  formValues: FormValues,
  problems: readonly SeatLossProblem[],
): Promise<Response> {
  const errors = seatLossErrors(v, shown.seatLoss ? [shown.seatLoss] : [], problems);
  return render(c, <SeatLossPage v={v} {...shown} ticked={tickedIn(formValues)} errors={errors} />, 422);
}

function tooLate(c: Ctx, v: SignedInViewer): Response {
  flash(c, { kind: 'information', text: v.t.subscription.undoneTooLate });
  return redirect(c, v.url.subscription());
}

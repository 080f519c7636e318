import { SeatLossPage } from '../../views/seat-loss/seat-loss.tsx';
import { transaction } from '../db/transaction.ts';
import { findActing } from '../members/acting.ts';
import type { SeatLossProblem } from '../seat-loss/choosable.ts';
import { fieldsWithSeatLoss, seatLossErrors, tickedIn } from '../seat-loss/form.ts';
import { actingOf } from '../web/acting.ts';
import { goTo, page, tell } from '../web/answer.ts';
import type { App, Ctx } from '../web/deps.ts';
import { form, type Problem, type Typed } from '../web/form.ts';
import { idInPath, permitted } from '../web/guard.ts';
import type { Insider } from '../web/viewer.ts';
import { chooseSeatLoss, findUpcomingSeatLoss, giveBackNow, type UpcomingSeatLoss } from './upcoming-seat-loss.ts';

const fields = fieldsWithSeatLoss(/^$/, 10);

/** Who would lose their seat by an upcoming decrease, choosing others, and giving the seats back at once (rules §4.16). */
export function seatLossRoutes(app: App): void {
  app.get('/subscription/upcoming/:id/losers', async (c) => {
    const v = permitted(c, 'subscription.lower');
    const shown = await findUpcomingSeatLoss(c.var.deps.db, v.account, idInPath(c));
    return shown ? page(c, <SeatLossPage v={v} {...shown} ticked={null} errors={[]} />) : tooLate(c, v);
  });

  app.post('/subscription/upcoming/:id/losers', form(fields, refuse), async (c) => {
    const v = permitted(c, 'subscription.lower');
    const typed = c.req.valid('form');
    const now = typed.do === 'now';
    const memberIds = [...tickedIn(typed).values()].flat();
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
        return showAgain(c, v, result.shown, typed, [result.problem]);
      case 'done':
        tell(c, { kind: 'success', text: now ? t.given(result.count) : t.saved });
        return goTo(c, v.url.subscription());
    }
  });
}

/** A form that could not even be read: the page again, with what was ticked. */
async function refuse(c: Ctx, typed: Typed, problems: readonly Problem[]): Promise<Response> {
  const v = permitted(c, 'subscription.lower');
  const shown = await findUpcomingSeatLoss(c.var.deps.db, v.account, idInPath(c));
  if (!shown) return tooLate(c, v);
  const errors = problems.map(({ key }) => ({ field: null, text: v.t.form[key] }));
  return page(c, <SeatLossPage v={v} {...shown} ticked={tickedIn(typed)} errors={errors} />, 422);
}

function showAgain(c: Ctx, v: Insider, shown: UpcomingSeatLoss, typed: Typed, problems: readonly SeatLossProblem[]): Promise<Response> {
  const errors = seatLossErrors(v, shown.seatLoss ? [shown.seatLoss] : [], problems);
  return page(c, <SeatLossPage v={v} {...shown} ticked={tickedIn(typed)} errors={errors} />, 422);
}

function tooLate(c: Ctx, v: Insider): Response {
  tell(c, { kind: 'information', text: v.t.subscription.undoneTooLate });
  return goTo(c, v.url.subscription());
}

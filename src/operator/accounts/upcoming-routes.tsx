import * as z from 'zod';
import { DeskUpcomingSeatLossPage } from '../../../views/operator/accounts/upcoming-seat-loss.tsx';
import type { FieldError } from '../../../views/parts/fields.tsx';
import { fieldsWithSeatLoss, seatLossErrors, tickedIn } from '../../seat-loss/form.ts';
import { undoUpcoming } from '../../subscription/undo.ts';
import { chooseSeatLoss, findUpcomingSeatLoss, giveBackNow, type UpcomingSeatLoss } from '../../subscription/upcoming-seat-loss.ts';
import { flash, redirect, render } from '../../web/answer.ts';
import { badRequestAfter } from '../../web/bad-request-after.ts';
import type { App, Ctx } from '../../web/deps.ts';
import { type FormValues, form, type Problem } from '../../web/form.ts';
import { idInPath, operator } from '../../web/guard.ts';
import { actAsOperator } from '../parts/act-as-operator.ts';
import { findActive } from './change-subscription.ts';
import { findAccountInPath } from './in-path.ts';

const seatLossFields = fieldsWithSeatLoss(/^$/, 10);

/** Upcoming changes of an account on the operator desk: undoing one, and choosing who loses a seat by it (rules §4.12, §4.16, §4.25). */
export function operatorUpcomingRoutes(app: App): void {
  app.post('/operator/accounts/:id/upcoming/:upcoming/undo', form(z.strictObject({}), badRequestAfter(operator)), async (c) => {
    const { v, account } = await findAccountInPath(c);
    const id = idInPath(c, 'upcoming');
    const result = await actAsOperator(c, async (trx, by) => {
      const active = await findActive(trx, account.id);
      return active ? undoUpcoming(trx, { account: active, id, by }) : 'too-late';
    });
    if (result !== 'undone') return tooLate(c);
    flash(c, { kind: 'success', text: v.t.subscription.undone });
    return back(c);
  });

  app.get('/operator/accounts/:id/upcoming/:upcoming/losers', async (c) => {
    const { account } = await findAccountInPath(c);
    const shown = await findUpcomingSeatLoss(c.var.deps.db, account, idInPath(c, 'upcoming'));
    return shown && account.status === 'active' ? show(c, shown, null, []) : tooLate(c);
  });

  app.post('/operator/accounts/:id/upcoming/:upcoming/losers', form(seatLossFields, refuse), async (c) => {
    const { v, account } = await findAccountInPath(c);
    const id = idInPath(c, 'upcoming');
    const formValues = c.req.valid('form');
    const now = formValues.do === 'now';
    const memberIds = [...tickedIn(formValues).values()].flat();
    const result = await actAsOperator(c, async (trx, by) => {
      const active = await findActive(trx, account.id);
      if (!active) return { outcome: 'too-late' } as const;
      return (now ? giveBackNow : chooseSeatLoss)(trx, { account: active, id, memberIds, by });
    });
    const t = v.t.seatLoss;
    switch (result.outcome) {
      case 'too-late':
        return tooLate(c);
      case 'refused': {
        const { seatLoss } = result.shown;
        return show(c, result.shown, formValues, seatLossErrors(v, seatLoss ? [seatLoss] : [], [result.problem]));
      }
      case 'done':
        flash(c, { kind: 'success', text: now ? t.given(result.count) : t.saved });
        return back(c);
    }
  });
}

async function back(c: Ctx): Promise<Response> {
  const { v, account } = await findAccountInPath(c);
  return redirect(c, v.url.operatorSubscription(account.id));
}

function tooLate(c: Ctx): Promise<Response> {
  flash(c, { kind: 'information', text: c.var.viewer.t.subscription.undoneTooLate });
  return back(c);
}

/** Answers an invalid form: the page with the ticked members and the errors. */
async function refuse(c: Ctx, formValues: FormValues, problems: readonly Problem[]): Promise<Response> {
  const { v, account } = await findAccountInPath(c);
  const shown = await findUpcomingSeatLoss(c.var.deps.db, account, idInPath(c, 'upcoming'));
  const errors = problems.map(({ key }) => ({ field: null, text: v.t.form[key] }));
  return shown ? show(c, shown, formValues, errors) : tooLate(c);
}

async function show(c: Ctx, shown: UpcomingSeatLoss, formValues: FormValues | null, errors: readonly FieldError[]): Promise<Response> {
  const { v, account, inside } = await findAccountInPath(c);
  const ticked = formValues && tickedIn(formValues);
  return render(c, <DeskUpcomingSeatLossPage {...{ v, account, inside, shown, ticked, errors }} />, errors.length > 0 ? 422 : 200);
}

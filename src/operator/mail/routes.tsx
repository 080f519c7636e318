import * as z from 'zod';
import { FailedMailPage } from '../../../views/operator/mail/list.tsx';
import { type FailedState, listFailed, readMailPlace } from '../../mail/failed.ts';
import { flash, redirect, render } from '../../web/answer.ts';
import { badRequestAfter } from '../../web/bad-request-after.ts';
import type { App, Ctx } from '../../web/deps.ts';
import { form } from '../../web/form.ts';
import { operator } from '../../web/guard.ts';
import { actAsOperator } from '../parts/act-as-operator.ts';
import { sendAgain, setAside } from './failed.ts';

const shownField = z.strictObject({ show: z.enum(['refused', 'failing'], 'choose-one').default('refused') });

/** The list of mails that were given up or keep failing; sending them again, and setting them aside (quality §4). */
export function operatorMailRoutes(app: App): void {
  app.get('/operator/mail', async (c) => {
    const v = operator(c);
    const { db, config } = c.var.deps;
    const shown: FailedState = c.req.query('show') === 'failing' ? 'failing' : 'refused';
    const list = await listFailed(db, shown, readMailPlace(c.req.query('after')));
    return render(c, <FailedMailPage v={v} shown={shown} list={list} sendsMail={config.smtpUrl !== null} />);
  });

  app.post('/operator/mail/:id/again', form(shownField, badRequestAfter(operator)), async (c) => {
    const t = operator(c).t.operatorMail;
    const result = await actAsOperator(c, (trx, by) => sendAgain(trx, c.req.param('id'), by));
    if (result === 'again') flash(c, { kind: 'success', text: t.again });
    else flash(c, { kind: 'information', text: result === 'already' ? t.already : t.notKept });
    return back(c, c.req.valid('form'));
  });

  app.post('/operator/mail/:id/aside', form(shownField, badRequestAfter(operator)), async (c) => {
    const t = operator(c).t.operatorMail;
    const result = await actAsOperator(c, (trx, by) => setAside(trx, c.req.param('id'), by));
    if (result === 'aside') flash(c, { kind: 'success', text: t.aside });
    else flash(c, { kind: 'information', text: t.already });
    return back(c, c.req.valid('form'));
  });
}

function back(c: Ctx, { show }: { show: FailedState }): Response {
  return redirect(c, c.var.viewer.url.operatorMail(show === 'failing' ? 'show=failing' : ''));
}

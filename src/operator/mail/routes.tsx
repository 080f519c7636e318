import * as z from 'zod';
import { FailedMailPage } from '../../../views/operator/mail/list.tsx';
import { type FailedState, listFailed, readLetterPlace } from '../../mail/failed.ts';
import { goTo, page, tell } from '../../web/answer.ts';
import type { App, Ctx } from '../../web/deps.ts';
import { form } from '../../web/form.ts';
import { operator } from '../../web/guard.ts';
import { refuseButton } from '../../web/refuse-button.ts';
import { actAsOperator } from '../parts/by.ts';
import { sendAgain, setAside } from './failed.ts';

const shownField = z.strictObject({ show: z.enum(['refused', 'failing'], 'choose-one').default('refused') });

/** Letters that were refused or keep failing, sending them again and setting them aside (quality §4). */
export function operatorMailRoutes(app: App): void {
  app.get('/operator/mail', async (c) => {
    const v = operator(c);
    const { db, config } = c.var.deps;
    const shown: FailedState = c.req.query('show') === 'failing' ? 'failing' : 'refused';
    const list = await listFailed(db, shown, readLetterPlace(c.req.query('after')));
    return page(c, <FailedMailPage v={v} shown={shown} list={list} sendsMail={config.smtpUrl !== null} />);
  });

  app.post('/operator/mail/:id/again', form(shownField, refuseButton(operator)), async (c) => {
    const t = operator(c).t.operatorMail;
    const result = await actAsOperator(c, (trx, by) => sendAgain(trx, c.req.param('id'), by));
    if (result === 'again') tell(c, { kind: 'success', text: t.again });
    else tell(c, { kind: 'information', text: result === 'already' ? t.already : t.notKept });
    return back(c, c.req.valid('form'));
  });

  app.post('/operator/mail/:id/aside', form(shownField, refuseButton(operator)), async (c) => {
    const t = operator(c).t.operatorMail;
    const result = await actAsOperator(c, (trx, by) => setAside(trx, c.req.param('id'), by));
    if (result === 'aside') tell(c, { kind: 'success', text: t.aside });
    else tell(c, { kind: 'information', text: t.already });
    return back(c, c.req.valid('form'));
  });
}

function back(c: Ctx, { show }: { show: FailedState }): Response {
  return goTo(c, c.var.viewer.url.operatorMail(show === 'failing' ? 'show=failing' : ''));
}

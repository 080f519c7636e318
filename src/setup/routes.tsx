import * as z from 'zod';
import { setupPage } from '../../views/setup/setup.tsx';
import { setSessionCookie } from '../auth/cookie.ts';
import { visitOf } from '../auth/visit.ts';
import { NotFound } from '../errors.ts';
import { languages } from '../i18n/language.ts';
import { flash, redirect, render } from '../web/answer.ts';
import type { App, Ctx } from '../web/deps.ts';
import { fieldErrors } from '../web/field-errors.ts';
import { emailAddress, type FormValues, form, line, passwordText } from '../web/form.ts';
import { currencies, hasAccounts, setUp } from './set-up.ts';

/** The first run (rules §5): while there is no account, every page redirects to /setup; afterwards /setup answers 404. */
export function setupRoutes(app: App): void {
  // Accounts are never deleted, so after the first `true` the database is not asked again.
  let isSetUp = false;
  app.use(async (c, next) => {
    const { url } = c.var.viewer;
    isSetUp ||= await hasAccounts(c.var.deps.db);
    if (!isSetUp && ![url.setup(), url.language()].includes(c.req.path)) return redirect(c, url.setup());
    return next();
  });

  app.use('/setup', async (_c, next) => {
    if (isSetUp) throw new NotFound();
    await next();
  });

  app.get('/setup', (c) => showSetup(c, {}));

  app.post('/setup', form(setupForm, refuseSetup), async (c) => {
    const { code, accountName, name, email, password, currency, language } = c.req.valid('form');
    const { t, url } = c.var.viewer;
    const first = { accountName, currency, language, ownerName: name, email, password };
    const outcome = await setUp(c.var.deps.db, { code, first, visit: visitOf(c) });
    if ('secret' in outcome) {
      setSessionCookie(c, outcome.secret);
      flash(c, { kind: 'success', text: t.setup.done });
      return redirect(c, url.home());
    }
    if (outcome.refused === 'done') throw new NotFound();
    const error =
      outcome.refused === 'code-wrong'
        ? { field: 'code', text: t.setup.codeWrong }
        : { field: 'password', text: t.auth.passwordProblems[outcome.refused] };
    return showSetup(c, { code, accountName, name, email, currency, language }, [error], 422);
  });
}

const setupForm = z.strictObject({
  code: line(100),
  accountName: line(120),
  currency: z.enum(currencies, 'choose-one'),
  language: z.enum(languages, 'choose-one'),
  name: line(120),
  email: emailAddress,
  password: passwordText,
});

function showSetup(c: Ctx, formValues: FormValues, errors: { field: string | null; text: string }[] = [], status: 200 | 422 = 200) {
  return render(c, setupPage(c.var.viewer, { formValues, errors, currencies }), status);
}

function refuseSetup(c: Ctx, formValues: FormValues, problems: Parameters<typeof fieldErrors>[1]) {
  const { t } = c.var.viewer;
  const { code, accountName, currency, language, name } = t.setup;
  const labels = { code, accountName, currency, language, name, email: t.auth.email, password: t.auth.password };
  return showSetup(c, formValues, fieldErrors(t, problems, labels), 422);
}

import * as z from 'zod';
import { deadLinkPage, invitationPage, newPasswordPage } from '../../views/auth/behind-links.tsx';
import { forgotPasswordPage, linkSentPage } from '../../views/auth/forgot-password.tsx';
import { type SignInState, signInPage } from '../../views/auth/sign-in.tsx';
import { transaction } from '../db/transaction.ts';
import { type Language, languages } from '../i18n/language.ts';
import { flash, redirect, render } from '../web/answer.ts';
import { badRequestAfter } from '../web/bad-request-after.ts';
import { writeCookie } from '../web/cookies.ts';
import type { App, Ctx } from '../web/deps.ts';
import { fieldErrors } from '../web/field-errors.ts';
import { emailAddress, type FormValues, form, line, passwordText } from '../web/form.ts';
import type { Viewer } from '../web/viewer.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { changeLanguage } from './change-language.ts';
import { clearSessionCookie, setSessionCookie } from './cookie.ts';
import { recordEndedSessions } from './end-sessions.ts';
import { noFasterThan } from './no-faster-than.ts';
import type { PasswordProblem } from './passwords.ts';
import { requestReset, resetPassword } from './reset-password.ts';
import { endSession } from './session.ts';
import { signIn } from './sign-in.ts';
import { findToken, type Purpose } from './tokens.ts';
import { backOf, sessionSecretOf, visitOf } from './visit.ts';

/** Signing in and out, the language, a forgotten password, an invitation (rules §5). Visitors can use all of these routes. */
export function authRoutes(app: App): void {
  app.get('/sign-in', (c) => {
    if (c.var.viewer.member) return redirect(c, backOf(c, c.req.query('back')) ?? c.var.viewer.url.home());
    return showSignIn(c, { back: c.req.query('back') });
  });

  app.post('/sign-in', form(signInForm, refuseSignIn), async (c) => {
    const { email, password, back } = c.req.valid('form');
    const { t, f } = c.var.viewer;
    const outcome = await signIn(c.var.deps.db, { email, password, previousSecret: sessionSecretOf(c), visit: visitOf(c) });
    if ('secret' in outcome) {
      setSessionCookie(c, outcome.secret);
      setLanguageCookie(c, outcome.language);
      return redirect(c, backOf(c, back) ?? c.var.viewer.url.home());
    }
    if (outcome.refused === 'wrong') {
      return showSignIn(c, { email, back, errors: [{ field: 'password', text: t.auth.signIn.wrong }] }, 422);
    }
    c.header('Retry-After', String(outcome.waitSeconds));
    const errors = [{ field: null, text: t.auth.throttled.short(f.wait(outcome.waitSeconds)) }];
    return showSignIn(c, { email, back, errors, throttled: c.var.deps.config.smtpUrl !== null }, 429);
  });

  app.post('/sign-out', form(z.strictObject({}), badRequestAfter(viewerOf)), async (c) => {
    const { member, account, url, t, now } = c.var.viewer;
    const secret = sessionSecretOf(c);
    await transaction(c.var.deps.db, async (trx) => {
      if (secret) await endSession(trx, secret);
      if (member && account) await recordEndedSessions(trx, { ...member, accountId: account.id, source: c.var.source, now }, 1);
    });
    clearSessionCookie(c);
    flash(c, { kind: 'success', text: t.auth.signIn.signedOut });
    return redirect(c, url.signIn());
  });

  app.post('/language', form(languageForm, badRequestAfter(viewerOf)), async (c) => {
    const { language, back } = c.req.valid('form');
    const { member, account, url, now } = c.var.viewer;
    const { db } = c.var.deps;
    if (member && account) {
      await changeLanguage(db, { member: { ...member, accountId: account.id }, language, source: c.var.source, now });
    }
    setLanguageCookie(c, language);
    return redirect(c, backOf(c, back) ?? url.home());
  });

  app.get('/forgot-password', (c) => {
    if (c.req.query('sent') && mailIsSent(c)) return render(c, linkSentPage(c.var.viewer));
    return showForgot(c, { email: '' });
  });

  app.post('/forgot-password', form(z.strictObject({ email: emailAddress }), refuseForgot), async (c) => {
    const { email } = c.req.valid('form');
    const { url, t, f } = c.var.viewer;
    const { db, publicUrl } = c.var.deps;
    if (!mailIsSent(c)) return showForgot(c, { email });
    const waitSeconds = await noFasterThan(resetMs, () => requestReset(db, { email, visit: visitOf(c), publicUrl: publicUrl() }));
    if (waitSeconds > 0) {
      c.header('Retry-After', String(waitSeconds));
      return showForgot(c, { email, errors: [{ field: null, text: t.auth.throttled.short(f.wait(waitSeconds)) }] }, 429);
    }
    return redirect(c, url.forgotPasswordSent());
  });

  app.get('/reset-password', (c) => showNewPassword(c, c.req.query('token') ?? ''));

  app.post('/reset-password', form(newPasswordForm, refuseNewPassword), async (c) => {
    const { token, password } = c.req.valid('form');
    const { t, url } = c.var.viewer;
    const { db, publicUrl } = c.var.deps;
    const outcome = await resetPassword(db, { token, password, visit: visitOf(c), publicUrl: publicUrl() });
    if ('secret' in outcome) {
      setSessionCookie(c, outcome.secret);
      setLanguageCookie(c, outcome.language);
      flash(c, { kind: 'success', text: t.auth.reset.done });
      return redirect(c, url.home());
    }
    return showNewPassword(c, token, outcome.refused === 'dead-link' ? [] : [passwordError(c, outcome.refused)], 422);
  });

  app.get('/invitation', (c) => showInvitation(c, c.req.query('token') ?? '', null));

  app.post('/invitation', form(invitationForm, refuseInvitation), async (c) => {
    const { token, name, password } = c.req.valid('form');
    const { t, language, url } = c.var.viewer;
    const outcome = await acceptInvitation(c.var.deps.db, { token, name, password, language, visit: visitOf(c) });
    if ('secret' in outcome) {
      setSessionCookie(c, outcome.secret);
      setLanguageCookie(c, language);
      flash(c, { kind: 'success', text: t.auth.invitation.done(outcome.accountName) });
      return redirect(c, url.home());
    }
    return showInvitation(c, token, name, outcome.refused === 'dead-link' ? [] : [passwordError(c, outcome.refused)], 422);
  });
}

const signInForm = z.strictObject({ email: emailAddress, password: passwordText, back: z.string().default('') });
const languageForm = z.strictObject({ language: z.enum(languages), back: z.string().default('') });
const newPasswordForm = z.strictObject({ token: z.string().default(''), password: passwordText });
const invitationForm = z.strictObject({ token: z.string().default(''), name: line(120), password: passwordText });

/** The minimum time of the answer: clearly longer than it takes to put the mail into the outbox. */
const resetMs = 300;

const oneYear = 365 * 86_400;

/** Set for members too, so that the sign-in page is in their language after they sign out. */
function setLanguageCookie(c: Ctx, language: Language): void {
  writeCookie(c, 'seatkeeper_language', language, oneYear);
}

type Errors = SignInState['errors'];
type Problems = Parameters<typeof fieldErrors>[1];

function showSignIn(c: Ctx, { email = '', back, errors = [], throttled = false }: Partial<SignInState>, status: 200 | 422 | 429 = 200) {
  return render(c, signInPage(c.var.viewer, { email, back: backOf(c, back) ?? '', errors, throttled }), status);
}

function refuseSignIn(c: Ctx, { email, back }: FormValues, problems: Problems) {
  const { t } = c.var.viewer;
  return showSignIn(c, { email, back, errors: fieldErrors(t, problems, { email: t.auth.email, password: t.auth.password }) }, 422);
}

function viewerOf(c: Ctx): Viewer {
  return c.var.viewer;
}

function mailIsSent(c: Ctx): boolean {
  return c.var.deps.config.smtpUrl !== null;
}

function showForgot(c: Ctx, { email, errors = [] }: { email: string; errors?: Errors }, status: 200 | 422 | 429 = 200) {
  return render(c, forgotPasswordPage(c.var.viewer, { email, errors, mailIsSent: mailIsSent(c) }), status);
}

function refuseForgot(c: Ctx, { email = '' }: FormValues, problems: Problems) {
  const { t } = c.var.viewer;
  return showForgot(c, { email, errors: fieldErrors(t, problems, { email: t.auth.email }) }, 422);
}

/** A GET does not spend the token: mail scanners open links before the user does. */
async function showNewPassword(c: Ctx, token: string, errors: Errors = [], status: 200 | 422 = 200) {
  const holder = await findToken(c.var.deps.db, token, 'reset', c.var.viewer.now);
  if (!holder) return showDeadLink(c, 'reset');
  return render(c, newPasswordPage(c.var.viewer, { token, holder, errors }), status);
}

function refuseNewPassword(c: Ctx, { token = '' }: FormValues, problems: Problems) {
  const { t } = c.var.viewer;
  return showNewPassword(c, token, fieldErrors(t, problems, { password: t.auth.newPassword }), 422);
}

async function showInvitation(c: Ctx, token: string, name: string | null, errors: Errors = [], status: 200 | 422 = 200) {
  const holder = await findToken(c.var.deps.db, token, 'invitation', c.var.viewer.now);
  if (!holder) return showDeadLink(c, 'invitation');
  return render(c, invitationPage(c.var.viewer, { token, holder, errors, name: name ?? holder.name }), status);
}

function refuseInvitation(c: Ctx, { token = '', name = '' }: FormValues, problems: Problems) {
  const { t } = c.var.viewer;
  return showInvitation(c, token, name, fieldErrors(t, problems, { name: t.auth.invitation.name, password: t.auth.newPassword }), 422);
}

function showDeadLink(c: Ctx, purpose: Purpose) {
  return render(c, deadLinkPage(c.var.viewer, purpose), 404);
}

function passwordError(c: Ctx, problem: PasswordProblem): Errors[number] {
  return { field: 'password', text: c.var.viewer.t.auth.passwordProblems[problem] };
}

import * as z from 'zod';
import { type ProfileData, profilePage } from '../../views/auth/profile.tsx';
import { findDeciders } from '../members/deciders.ts';
import { flash, redirect, render } from '../web/answer.ts';
import type { App, Ctx } from '../web/deps.ts';
import { fieldErrors } from '../web/field-errors.ts';
import { form, passwordText } from '../web/form.ts';
import { idInPath, signedIn } from '../web/guard.ts';
import { refuseButton } from '../web/refuse-button.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { changePassword } from './change-password.ts';
import { clearSessionCookie, setSessionCookie } from './cookie.ts';
import { endOne, endOthers, type Self } from './end-sessions.ts';
import { findOwnSeats } from './queries.ts';
import { listSessions } from './session.ts';
import { visitOf } from './visit.ts';

/** One's own name, role, seats, password and sessions: for everybody who is signed in, end users too (rules §3). */
export function profileRoutes(app: App): void {
  app.get('/profile', (c) => showProfile(c, signedIn(c)));

  // Where a form was sent to, typed into the address bar.
  app.get('/profile/password', (c) => redirect(c, signedIn(c).url.profile()));

  app.post('/profile/password', mustBeSignedIn, form(passwordForm, refusePassword), async (c) => {
    const { currentPassword, newPassword } = c.req.valid('form');
    const insider = signedIn(c);
    const { t, f, url, language } = insider;
    const { db, publicUrl } = c.var.deps;
    const outcome = await changePassword(db, {
      member: { ...insider.member, accountId: insider.account.id, language },
      current: currentPassword,
      next: newPassword,
      visit: visitOf(c),
      publicUrl: publicUrl(),
    });
    if ('secret' in outcome) {
      setSessionCookie(c, outcome.secret);
      flash(c, { kind: 'success', text: t.profile.passwordChanged });
      return redirect(c, url.profile());
    }
    if (outcome.refused === 'throttled') {
      c.header('Retry-After', String(outcome.waitSeconds));
      return showProfile(c, insider, [{ field: null, text: t.auth.throttled.short(f.wait(outcome.waitSeconds)) }], 429);
    }
    const error =
      outcome.refused === 'current-wrong'
        ? { field: 'currentPassword', text: t.profile.currentWrong }
        : { field: 'newPassword', text: t.auth.passwordProblems[outcome.refused] };
    return showProfile(c, insider, [error], 422);
  });

  app.post('/profile/sessions/end', form(z.strictObject({}), refuseButton(signedIn)), async (c) => {
    const insider = signedIn(c);
    await endOthers(c.var.deps.db, self(c, insider));
    flash(c, { kind: 'success', text: insider.t.profile.othersEnded });
    return redirect(c, insider.url.profile());
  });

  app.post('/profile/sessions/:id/end', form(z.strictObject({}), refuseButton(signedIn)), async (c) => {
    const insider = signedIn(c);
    const id = idInPath(c);
    await endOne(c.var.deps.db, self(c, insider), id);
    flash(c, { kind: 'success', text: insider.t.profile.sessionEnded });
    if (id !== insider.member.sessionId) return redirect(c, insider.url.profile());
    clearSessionCookie(c);
    return redirect(c, insider.url.signIn());
  });
}

const passwordForm = z.strictObject({ currentPassword: passwordText, newPassword: passwordText });

/** Before the form is looked at: a visitor is sent to sign in, whatever they sent. */
async function mustBeSignedIn(c: Ctx, next: () => Promise<void>): Promise<void> {
  signedIn(c);
  await next();
}

async function showProfile(c: Ctx, insider: SignedInViewer, errors: ProfileData['errors'] = [], status: 200 | 422 | 429 = 200) {
  const { db } = c.var.deps;
  const { member, account } = insider;
  const seats = await findOwnSeats(db, account.id, member.id);
  const sessions = await listSessions(db, account.id, member.id);
  const nobodyToAsk = seats.length > 0 || insider.can('team.manage');
  const askForSeat = nobodyToAsk ? [] : (await findDeciders(db, account.id)).map((person) => person.name);
  return render(c, profilePage(insider, { seats, sessions, askForSeat, errors }), status);
}

function refusePassword(c: Ctx, _typed: unknown, problems: Parameters<typeof fieldErrors>[1]) {
  const insider = signedIn(c);
  const { profile, auth } = insider.t;
  const labels = { currentPassword: profile.currentPassword, newPassword: auth.newPassword };
  return showProfile(c, insider, fieldErrors(insider.t, problems, labels), 422);
}

function self(c: Ctx, { member, account, now }: SignedInViewer): Self {
  return { id: member.id, name: member.name, sessionId: member.sessionId, accountId: account.id, source: c.var.source, now };
}

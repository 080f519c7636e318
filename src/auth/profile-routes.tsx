import * as z from 'zod';
import { type ProfileData, profilePage } from '../../views/auth/profile.tsx';
import { findDeciders } from '../members/deciders.ts';
import { flash, redirect, render } from '../web/answer.ts';
import { badRequestAfter } from '../web/bad-request-after.ts';
import type { App, Ctx } from '../web/deps.ts';
import { fieldErrors } from '../web/field-errors.ts';
import { form, passwordText } from '../web/form.ts';
import { idInPath, signedIn } from '../web/guard.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { changePassword } from './change-password.ts';
import { clearSessionCookie, setSessionCookie } from './cookie.ts';
import { endOneSession, endOthers, type SessionOwner } from './end-sessions.ts';
import { findOwnSeats } from './queries.ts';
import { listSessions } from './session.ts';
import { visitOf } from './visit.ts';

/** The member's own name, role, seats, password and sessions: for every signed-in member, end users too (rules §3). */
export function profileRoutes(app: App): void {
  app.get('/profile', (c) => showProfile(c, signedIn(c)));

  // A GET of the form's address, for example after a reload.
  app.get('/profile/password', (c) => redirect(c, signedIn(c).url.profile()));

  app.post('/profile/password', mustBeSignedIn, form(passwordForm, refusePassword), async (c) => {
    const { currentPassword, newPassword } = c.req.valid('form');
    const viewer = signedIn(c);
    const { t, f, url, language } = viewer;
    const { db, publicUrl } = c.var.deps;
    const outcome = await changePassword(db, {
      member: { ...viewer.member, accountId: viewer.account.id, language },
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
      return showProfile(c, viewer, [{ field: null, text: t.auth.throttled.short(f.wait(outcome.waitSeconds)) }], 429);
    }
    const error =
      outcome.refused === 'current-wrong'
        ? { field: 'currentPassword', text: t.profile.currentWrong }
        : { field: 'newPassword', text: t.auth.passwordProblems[outcome.refused] };
    return showProfile(c, viewer, [error], 422);
  });

  app.post('/profile/sessions/end', form(z.strictObject({}), badRequestAfter(signedIn)), async (c) => {
    const viewer = signedIn(c);
    await endOthers(c.var.deps.db, self(c, viewer));
    flash(c, { kind: 'success', text: viewer.t.profile.othersEnded });
    return redirect(c, viewer.url.profile());
  });

  app.post('/profile/sessions/:id/end', form(z.strictObject({}), badRequestAfter(signedIn)), async (c) => {
    const viewer = signedIn(c);
    const id = idInPath(c);
    await endOneSession(c.var.deps.db, self(c, viewer), id);
    flash(c, { kind: 'success', text: viewer.t.profile.sessionEnded });
    if (id !== viewer.member.sessionId) return redirect(c, viewer.url.profile());
    clearSessionCookie(c);
    return redirect(c, viewer.url.signIn());
  });
}

const passwordForm = z.strictObject({ currentPassword: passwordText, newPassword: passwordText });

/** Runs before the form is validated, so that a visitor is sent to the sign-in page even with an invalid form. */
async function mustBeSignedIn(c: Ctx, next: () => Promise<void>): Promise<void> {
  signedIn(c);
  await next();
}

async function showProfile(c: Ctx, viewer: SignedInViewer, errors: ProfileData['errors'] = [], status: 200 | 422 | 429 = 200) {
  const { db } = c.var.deps;
  const { member, account } = viewer;
  const seats = await findOwnSeats(db, account.id, member.id);
  const sessions = await listSessions(db, account.id, member.id);
  const needsNoSeat = seats.length > 0 || viewer.can('team.manage');
  const askForSeat = needsNoSeat ? [] : (await findDeciders(db, account.id)).map((person) => person.name);
  return render(c, profilePage(viewer, { seats, sessions, askForSeat, errors }), status);
}

function refusePassword(c: Ctx, _typed: unknown, problems: Parameters<typeof fieldErrors>[1]) {
  const viewer = signedIn(c);
  const { profile, auth } = viewer.t;
  const labels = { currentPassword: profile.currentPassword, newPassword: auth.newPassword };
  return showProfile(c, viewer, fieldErrors(viewer.t, problems, labels), 422);
}

function self(c: Ctx, { member, account, now }: SignedInViewer): SessionOwner {
  return { id: member.id, name: member.name, sessionId: member.sessionId, accountId: account.id, source: c.var.source, now };
}

import { type Attempt, memberPage } from '../../views/team/member.tsx';
import { setSessionCookie } from '../auth/cookie.ts';
import { startSession } from '../auth/session.ts';
import { invitationDays } from '../auth/tokens.ts';
import { type Trx, transaction } from '../db/transaction.ts';
import { NotFound } from '../errors.ts';
import { findDeciders } from '../members/deciders.ts';
import { findMember } from '../members/find-member.ts';
import { urls } from '../paths.ts';
import { isId } from '../values/ids.ts';
import { flash, redirect, render } from '../web/answer.ts';
import type { App, Ctx } from '../web/deps.ts';
import { fieldErrors } from '../web/field-errors.ts';
import { type FormValues, form, type Problem } from '../web/form.ts';
import { permitted } from '../web/guard.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { actContextOf, whomToAskForSeats } from './act-context.ts';
import { changeRole } from './change-role.ts';
import { downgrade } from './downgrade.ts';
import { type Draft, readTyped } from './draft.ts';
import { giveSeatForm, nameForm, noFields, ownershipForm, reactivationForm, roleForm, suspensionForm, tickedSeats } from './forms.ts';
import { findGroups } from './groups.ts';
import { showLinkNext, takeLink } from './invitation-link.ts';
import { inviteAgain } from './invite.ts';
import type { Done, Refusal, Warning } from './load-for-act.ts';
import { transferOwnership } from './ownership.ts';
import { refusalErrors } from './refusal-words.ts';
import { rename } from './rename.ts';
import { rolesToGive, type TeamAct, whyNotAct } from './rights.ts';
import { freeSeat, giveSeat } from './seats.ts';
import { reactivate, suspend } from './suspend.ts';

/**
 * The page of a member, with a form for each act on them (rules §4.18, §4.23). The route only matches ids, so that other pages can live
 * under `/team` too.
 */
export function memberRoutes(app: App): void {
  const memberPath = '/team/:id{[0-7][0-9a-z]{25}}';

  app.get(memberPath, (c) => show(c, permitted(c, 'team.see'), c.req.param('id')));

  app.post(`${memberPath}/name`, form(nameForm, invalid('rename', ['name'])), async (c) => {
    const { v, memberId } = memberInPath(c);
    const { name } = c.req.valid('form');
    const result = await act(c, (trx) => rename(trx, { ...actContextOf(c, v), memberId, name }));
    return answer(c, v, memberId, 'rename', result, { done: () => v.t.team.nameSaved });
  });

  app.post(`${memberPath}/role`, form(roleForm, invalid('role', ['role'])), async (c) => {
    const { v, memberId } = memberInPath(c);
    const { from, role: to, seats, lastSeat: confirmed } = c.req.valid('form');
    const result = await act(c, (trx) => changeRole(trx, { ...actContextOf(c, v), memberId, from, to, seats, confirmed }));
    return answer(c, v, memberId, 'role', result, {
      done: ({ member }) => v.t.team.roleSaved(member.name, v.t.common.roles[member.role]),
      draft: { role: to, seats },
    });
  });

  app.post(`${memberPath}/suspension`, form(suspensionForm, invalid('suspension', ['seats'])), async (c) => {
    const { v, memberId } = memberInPath(c);
    const freeSeats = c.req.valid('form').seats === 'free';
    const result = await act(c, (trx) => suspend(trx, { ...actContextOf(c, v), memberId, freeSeats }));
    return answer(c, v, memberId, 'suspension', result, { done: ({ member }) => v.t.team.suspended(member.name) });
  });

  app.post(`${memberPath}/reactivation`, form(reactivationForm, invalid('reactivation', [])), async (c) => {
    const { v, memberId } = memberInPath(c);
    const { seats, lastSeat: confirmed } = c.req.valid('form');
    const result = await act(c, (trx) => reactivate(trx, { ...actContextOf(c, v), memberId, seats, confirmed }));
    const secret = result.outcome === 'done' ? result.secret : undefined;
    return answer(c, v, memberId, 'reactivation', result, {
      done: ({ member }) => (secret === undefined ? v.t.team.reactivated(member.name) : invitationText(c, v, member, secret)),
      draft: { seats },
    });
  });

  app.post(`${memberPath}/downgrade`, form(noFields, invalid('downgrade', [])), async (c) => {
    const { v, memberId } = memberInPath(c);
    const result = await act(c, (trx) => downgrade(trx, { ...actContextOf(c, v), memberId }));
    return answer(c, v, memberId, 'downgrade', result, { done: ({ member }) => v.t.team.downgraded(member.name) });
  });

  app.post(`${memberPath}/seats/:groupId`, form(giveSeatForm, invalid('seats', [])), async (c) => {
    const { v, memberId } = memberInPath(c);
    const group = await groupInPath(c, v);
    const confirmed = c.req.valid('form').lastSeat.includes(group.leaderProductId);
    const result = await act(c, (trx) => giveSeat(trx, { ...actContextOf(c, v), memberId, groupId: group.id, confirmed }));
    return answer(c, v, memberId, 'seats', result, {
      done: ({ member }) => v.t.team.seatGiven(group.name, member.name),
      draft: { seats: [group.leaderProductId] },
    });
  });

  app.post(`${memberPath}/seats/:groupId/release`, form(noFields, invalid('seats', [])), async (c) => {
    const { v, memberId } = memberInPath(c);
    const group = await groupInPath(c, v);
    const result = await act(c, (trx) => freeSeat(trx, { ...actContextOf(c, v), memberId, groupId: group.id }));
    return answer(c, v, memberId, 'seats', result, { done: ({ member }) => v.t.team.seatFreed(group.name, member.name) });
  });

  app.post(`${memberPath}/invitation`, form(noFields, invalid('invitation', [])), async (c) => {
    const { v, memberId } = memberInPath(c);
    const result = await act(c, (trx) => inviteAgain(trx, { ...actContextOf(c, v), memberId }));
    if (result.outcome === 'refused') return answer(c, v, memberId, 'invitation', result, { done: () => '' });
    flash(c, { kind: 'success', text: invitationText(c, v, result.member, result.secret) });
    return redirect(c, v.url.member(memberId));
  });

  app.post(`${memberPath}/ownership`, form(ownershipForm, invalid('ownership', ['understood'])), async (c) => {
    const { v, memberId } = memberInPath(c);
    // The acting user loses the ownership, so the act ends their sessions as well. A new session keeps them signed in.
    const { result, secret } = await transaction(c.var.deps.db, async (trx) => {
      const result = await transferOwnership(trx, { ...actContextOf(c, v), memberId });
      const own = { id: v.member.id, accountId: v.account.id };
      return { result, secret: result.outcome === 'done' ? await startSession(trx, own, c.req.header('User-Agent') ?? '') : null };
    });
    if (secret) setSessionCookie(c, secret);
    return answer(c, v, memberId, 'ownership', result, { done: ({ member }) => v.t.team.ownershipDone(member.name) });
  });
}

/** The message about a new invitation. Where the server sends no mail, the next page shows the link. */
function invitationText(c: Ctx, v: SignedInViewer, { id, name }: { id: string; name: string }, secret: string): string {
  if (c.var.deps.config.smtpUrl) return v.t.team.sentAgain(name);
  showLinkNext(c, id, secret);
  return v.t.team.createdLink(name);
}

function memberInPath(c: Ctx): { v: SignedInViewer; memberId: string } {
  return { v: permitted(c, 'team.manage'), memberId: c.req.param('id') ?? '' };
}

/** The seat group in the address. @throws NotFound for a group of another account */
async function groupInPath(c: Ctx, v: SignedInViewer) {
  const id = c.req.param('groupId') ?? '';
  const group = isId(id) ? (await findGroups(c.var.deps.db, v.account.id)).find((candidate) => candidate.id === id) : undefined;
  if (!group) throw new NotFound();
  return group;
}

async function act<R>(c: Ctx, run: (trx: Trx) => Promise<R>): Promise<R> {
  const result = await transaction(c.var.deps.db, run);
  return result;
}

type Result = Done | Refusal | Warning | { outcome: 'stale' } | { outcome: 'no-group' };

interface AnswerOptions {
  done(result: Done): string;
  /** The typed values, which the page shows again. */
  draft?: { role?: string; seats?: readonly string[] };
}

/**
 * Answers every act on a member: redirects to the member with a message, or shows their page again with the typed values and the reason for
 * the refusal.
 */
async function answer(
  c: Ctx,
  v: SignedInViewer,
  memberId: string,
  what: TeamAct,
  result: Result,
  options: AnswerOptions,
): Promise<Response> {
  if (result.outcome === 'no-group') throw new NotFound();
  if (result.outcome === 'done') {
    flash(c, result.changed ? { kind: 'success', text: options.done(result) } : { kind: 'information', text: v.t.team.unchanged });
    return redirect(c, v.url.member(memberId));
  }
  const { role = '', seats = [] } = options.draft ?? {};
  const draft = { role, seats: [...seats] };
  if (result.outcome === 'warned') return show(c, v, memberId, { attempt: { act: what, errors: [], warned: result.groups }, draft });
  if (result.outcome === 'stale') {
    const member = await findMember(c.var.deps.db, v.account.id, memberId);
    const text = v.t.team.staleRole(v.t.common.roles[member?.role ?? 'end_user']);
    return show(c, v, memberId, { attempt: { act: what, errors: [{ field: null, text }] }, status: 409 });
  }
  const noSeat = result.refused === 'no-free-seat' || result.refused === 'over-limit';
  const boxes = what === 'seats' ? [] : seats;
  return show(c, v, memberId, {
    status: 422,
    draft,
    attempt: {
      act: what,
      errors: refusalErrors(v, result, null, boxes),
      ...(noSeat && { noSeatLeft: { askNames: await whomToAskForSeats(c, v) } }),
    },
  });
}

/** Answers a form that did not match its schema: shows the page of the member again with the typed values. */
function invalid(what: TeamAct, fields: readonly ('name' | 'role' | 'seats' | 'understood')[]) {
  return async (c: Ctx, formValues: FormValues, problems: Problem[]): Promise<Response> => {
    const { v, memberId } = memberInPath(c);
    const { team } = v.t;
    const labels = { name: team.name, role: team.role, seats: team.suspensionSeats, understood: team.ownership };
    const errors = fieldErrors(v.t, problems, Object.fromEntries(fields.map((field) => [field, labels[field]]))).map((error) =>
      error.field === 'understood' ? { ...error, text: team.ownershipMissing } : error,
    );
    const attempt: Attempt = { act: what, errors, ...(what === 'rename' && { name: formValues.name ?? '' }) };
    return show(c, v, memberId, { status: 422, attempt, draft: { role: formValues.role ?? '', seats: tickedSeats(formValues) } });
  };
}

interface Shown {
  status?: 200 | 409 | 422;
  attempt?: Attempt;
  draft?: Pick<Draft, 'role' | 'seats'>;
}

async function show(c: Ctx, v: SignedInViewer, id: string, { status = 200, attempt, draft }: Shown = {}): Promise<Response> {
  const { db, config, publicUrl } = c.var.deps;
  const member = await findMember(db, v.account.id, id);
  if (!member) throw new NotFound();
  const groups = await findGroups(db, v.account.id, { memberId: id, readerId: v.member.id });
  const actor = { id: v.member.id, role: v.member.role };
  const acts = ['rename', 'role', 'suspension', 'reactivation', 'downgrade', 'seats', 'invitation', 'ownership'] as const;
  const may = Object.fromEntries(acts.map((teamAct) => [teamAct, whyNotAct(teamAct, actor, member) === null])) as Record<TeamAct, boolean>;
  const owner = may.role ? undefined : (await findDeciders(db, v.account.id)).find((person) => person.role === 'owner');
  const secret = takeLink(c, id);
  const formValues = draft ?? readTyped(new URL(c.req.url).searchParams);
  // Preselects a seat of the main product for an end user, as for a new member, because a team member usually needs one.
  if (!draft && !formValues.role && member.role === 'end_user') formValues.seats = groups.slice(0, 1).map((group) => group.leaderProductId);
  return render(
    c,
    memberPage(v, {
      member,
      groups,
      ownerName: owner?.name ?? '',
      may,
      rolesToGive: rolesToGive(actor),
      sendsMail: config.smtpUrl !== null,
      link: secret ? { href: urls(publicUrl()).invitation(secret), days: invitationDays } : null,
      askNames: groups.some(({ free }) => free === 0) ? await whomToAskForSeats(c, v) : [],
      draft: { memberId: id, name: '', email: '', role: formValues.role, seats: formValues.seats },
      ...(attempt && { attempt }),
    }),
    status,
  );
}

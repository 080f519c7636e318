import { teamListPage } from '../../views/team/list.tsx';
import { newMemberPage } from '../../views/team/new.tsx';
import { localPath } from '../auth/back.ts';
import { transaction } from '../db/transaction.ts';
import { flash, redirect, render } from '../web/answer.ts';
import { badRequestAfter } from '../web/bad-request-after.ts';
import type { App, Ctx } from '../web/deps.ts';
import { fieldErrors } from '../web/field-errors.ts';
import { form } from '../web/form.ts';
import { permitted } from '../web/guard.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { actContextOf, whomToAskForSeats } from './act-context.ts';
import { dismissNoneLeft } from './dismiss.ts';
import { type Draft, readTyped } from './draft.ts';
import { dismissalForm, newMemberForm, tickedSeats } from './forms.ts';
import { findGroups, type Group } from './groups.ts';
import { showLinkNext } from './invitation-link.ts';
import { inviteMember } from './invite.ts';
import { listTeam } from './list.ts';
import { listQueries, readListQuery } from './list-query.ts';
import { memberRoutes } from './member-routes.tsx';
import { reclaimRoutes } from './reclaim-routes.tsx';
import { refusalErrors } from './refusal-words.ts';

/** The routes of team members: the list, creating a member, and the page of each member (rules §4.17, §4.18, §4.21 to §4.23). */
export function teamRoutes(app: App): void {
  reclaimRoutes(app);

  app.get('/team', async (c) => {
    const v = permitted(c, 'team.see');
    const { db } = c.var.deps;
    const groups = await findGroups(db, v.account.id, { readerId: v.member.id });
    const { filter, from } = readListQuery(new URL(c.req.url).searchParams, groups);
    const { members, ...places } = await listTeam(db, v.account.id, filter, from);
    const isFiltered = filter.search !== '' || filter.role !== null || filter.state !== null || filter.group !== null;
    const queries = listQueries(filter, groups, places);
    return render(c, teamListPage(v, { members, groups, filter, isFiltered, queries, askNames: await whomToAskForSeats(c, v) }));
  });

  app.post(
    '/team/none-left/dismissal',
    form(
      dismissalForm,
      badRequestAfter((c) => permitted(c, 'team.see')),
    ),
    async (c) => {
      const v = permitted(c, 'team.see');
      const { groups: products, back } = c.req.valid('form');
      await transaction(c.var.deps.db, (trx) =>
        dismissNoneLeft(trx, { accountId: v.account.id, memberId: v.member.id, products, now: v.now }),
      );
      return redirect(c, localPath(back, c.var.deps.config.basePath) ?? v.url.team());
    },
  );

  app.get('/team/new', async (c) => {
    const v = permitted(c, 'team.manage');
    const groups = await findGroups(c.var.deps.db, v.account.id, { readerId: v.member.id });
    const formValues = readTyped(new URL(c.req.url).searchParams);
    const isEmpty = !formValues.name && !formValues.email && formValues.seats.length === 0;
    const seats = isEmpty ? groups.slice(0, 1).map((group) => group.leaderProductId) : formValues.seats;
    const draft = { ...formValues, memberId: null, role: formValues.role || 'agent', seats };
    return newMember(c, v, groups, draft, { noneLeft: { askNames: await whomToAskForSeats(c, v) } });
  });

  app.post(
    '/team/new',
    form(newMemberForm, async (c, formValues, problems) => {
      const v = permitted(c, 'team.manage');
      const groups = await findGroups(c.var.deps.db, v.account.id);
      const { name = '', email = '', role = '' } = formValues;
      const { team } = v.t;
      const boxes = Object.fromEntries(groups.map((group) => [`seats.${group.leaderProductId}`, group.name]));
      const errors = fieldErrors(v.t, problems, { name: team.name, email: team.email, role: team.role, ...boxes });
      return newMember(c, v, groups, { memberId: null, name, email, role, seats: tickedSeats(formValues) }, { errors, status: 422 });
    }),
    async (c) => {
      const v = permitted(c, 'team.manage');
      const { lastSeat, ...person } = c.req.valid('form');
      const { db, config } = c.var.deps;
      const result = await transaction(db, (trx) => inviteMember(trx, { ...actContextOf(c, v), person, confirmed: lastSeat }));
      if (result.outcome === 'done') {
        const { name, id } = result.member;
        const { team } = v.t;
        if (result.secret && !config.smtpUrl) showLinkNext(c, id, result.secret);
        flash(c, {
          kind: 'success',
          text: !result.secret ? team.createdAlready(name) : config.smtpUrl ? team.created(name) : team.createdLink(name),
        });
        return redirect(c, v.url.member(id));
      }
      const groups = await findGroups(db, v.account.id);
      const draft: Draft = { memberId: null, ...person, seats: [...person.seats] };
      if (result.outcome === 'warned') return newMember(c, v, groups, draft, { warned: result.groups });
      const noSeat = result.refused === 'no-free-seat' || result.refused === 'over-limit';
      return newMember(c, v, groups, draft, {
        status: 422,
        errors: refusalErrors(v, result, result.refused === 'email-taken' ? 'email' : null, person.seats),
        ...(noSeat && { noSeatLeft: { askNames: await whomToAskForSeats(c, v) } }),
        ...(result.memberId && { taken: { id: result.memberId, email: person.email } }),
      });
    },
  );

  memberRoutes(app);
}

type NewMember = Parameters<typeof newMemberPage>[1];

function newMember(
  c: Ctx,
  v: SignedInViewer,
  groups: Group[],
  draft: Draft,
  { status = 200, ...more }: Partial<NewMember> & { status?: 200 | 422 } = {},
): Promise<Response> {
  return render(c, newMemberPage(v, { draft, groups, sendsMail: c.var.deps.config.smtpUrl !== null, ...more }), status);
}

import type { Draft } from '../../src/team/draft.ts';
import type { Group } from '../../src/team/groups.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { Page, PageHeader } from '../page.tsx';
import { Actions, Button } from '../parts/button.tsx';
import { ErrorSummary, errorOf, type FieldError, Hidden, RadioGroup, TextField } from '../parts/fields.tsx';
import { NoneLeft } from './none-left.tsx';
import { LastSeat, NoSeatLeft, SeatChoice } from './seats.tsx';

export interface NewMemberData {
  draft: Draft;
  groups: readonly Group[];
  sendsMail: boolean;
  errors?: readonly FieldError[];
  /** Groups whose last free seat would be taken; the next press of the button takes it. */
  warned?: readonly Group[];
  /** Set when no seat was free: the names of the people to ask, when this viewer can neither buy nor request seats. */
  noSeatLeft?: { askNames: readonly string[] };
  /** The banner about groups without a free seat, with the names of the people to ask; left out when another message is more urgent. */
  noneLeft?: { askNames: readonly string[] };
  /** The member of this account who already has the e-mail address. */
  taken?: { id: string; email: string };
}

/** Create team member: an empty form, or the form with the typed values (rules §4.21, §4.22). */
export function newMemberPage(v: SignedInViewer, data: NewMemberData) {
  const { t, url } = v;
  const { team } = t;
  const { draft, groups, errors = [], warned = [], taken, noneLeft = null } = data;
  return (
    <Page v={v} title={team.create} current="team" error={errors.length > 0}>
      <ErrorSummary t={t} errors={errors} />
      {data.noSeatLeft && <NoSeatLeft v={v} draft={draft} names={data.noSeatLeft.askNames} />}
      {warned.length > 0 && <LastSeat v={v} products={warned.map((group) => group.name)} draft={draft} />}
      <PageHeader
        title={team.create}
        lead={`${data.sendsMail ? team.createLead : team.createLeadNoMail} ${team.createLeadSeat}`}
        back={{ href: url.team(), label: t.common.nav.teamMembers }}
      />
      {noneLeft && <NoneLeft v={v} groups={groups} askNames={noneLeft.askNames} />}
      <form method="post" action={url.newMember()} novalidate>
        <TextField t={t} name="name" label={team.name} value={draft.name} autocomplete="off" error={errorOf(errors, 'name')} />
        <TextField
          t={t}
          name="email"
          type="email"
          label={team.email}
          value={draft.email}
          autocomplete="off"
          error={errorOf(errors, 'email')}
          hint={taken && <a href={url.member(taken.id)}>{team.showMember(taken.email)}</a>}
        />
        <RadioGroup
          t={t}
          name="role"
          label={team.role}
          value={draft.role}
          error={errorOf(errors, 'role')}
          options={(['agent', 'admin'] as const).map((role) => ({
            value: role,
            label: t.common.roles[role],
            hint: team.roleHints[role],
          }))}
        />
        <SeatChoice v={v} groups={groups} chosen={draft.seats} legend={team.seats} hint={team.seatsHint} errors={errors} />
        {warned.length > 0 && <Hidden name="lastSeat" value={warned.map((group) => group.leaderProductId).join(' ')} />}
        <Actions>
          <Button kind="primary">{warned.length > 0 ? team.createAnyway : team.createButton}</Button>
          <a href={url.team()}>{t.common.cancel}</a>
        </Actions>
      </form>
    </Page>
  );
}

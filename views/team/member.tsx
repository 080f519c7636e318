import type { Member } from '../../src/members/find-member.ts';
import type { Role } from '../../src/permissions.ts';
import type { Draft } from '../../src/team/draft.ts';
import type { Group } from '../../src/team/groups.ts';
import type { TeamAct } from '../../src/team/rights.ts';
import { dayOf } from '../../src/values/day.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { Page, PageHeader } from '../page.tsx';
import { Actions, Button, PostButton } from '../parts/button.tsx';
import { Checkbox, ErrorSummary, errorOf, type FieldError, Hidden, RadioGroup, TextField } from '../parts/fields.tsx';
import { Notice, StateTag } from '../parts/notice.tsx';
import { DefinitionList, Section } from '../parts/section.tsx';
import { Cell, Row, RowHead, Table } from '../parts/table.tsx';
import { NoneLeft } from './none-left.tsx';
import { LastSeat, NoSeatLeft, SeatChoice, seatsLeft } from './seats.tsx';

export interface MemberData {
  member: Member;
  /** All groups of the account, with the seats that this member holds. */
  groups: readonly Group[];
  ownerName: string;
  /** The acts on the member that this viewer may do. */
  may: Record<TeamAct, boolean>;
  /** The roles that this viewer may give, highest first. */
  rolesToGive: readonly Role[];
  sendsMail: boolean;
  /** The link of an invitation that the viewer just sent on a server without mail, and the number of days it is valid. */
  link: { href: string; days: number } | null;
  /** Values that were typed and not saved, or that came back from *Add more seats*. */
  draft: Draft;
  /** The names of the people to ask for seats, when this viewer can neither buy nor request them. */
  askNames: readonly string[];
  /** The refused form, whose fields show the typed values. */
  attempt?: Attempt;
}

export interface Attempt {
  act: TeamAct;
  errors: readonly FieldError[];
  /** Groups whose last free seat the act would take. */
  warned?: readonly Group[];
  /** Set when no seat was free: the names of the people to ask, when this viewer can neither buy nor request seats. */
  noSeatLeft?: { askNames: readonly string[] };
  name?: string;
}

interface Props extends MemberData {
  v: SignedInViewer;
}

/** The page of a member: their data, their seats, and a small form for each act that this viewer may do (rules §4.18, §4.23). */
export function memberPage(v: SignedInViewer, data: MemberData) {
  const { t, url } = v;
  const { member, attempt } = data;
  const props = { ...data, v };
  const errors = attempt?.errors ?? [];
  return (
    <Page v={v} title={member.name} current="team" error={errors.length > 0}>
      <ErrorSummary t={t} errors={errors} />
      {attempt?.noSeatLeft && <NoSeatLeft v={v} draft={data.draft} names={attempt.noSeatLeft.askNames} />}
      {attempt?.warned && <LastSeat v={v} products={attempt.warned.map((group) => group.name)} draft={data.draft} />}
      <PageHeader title={member.name} back={{ href: url.team(), label: t.common.nav.teamMembers }} />
      {!attempt && <NoneLeft v={v} groups={data.groups} askNames={data.askNames} />}
      <About {...props} />
      <Limits {...props} />
      {member.status === 'invited' && data.may.invitation && <Invitation {...props} />}
      <Seats {...props} />
      {data.may.role && <RoleForm {...props} />}
      {data.may.rename && <NameForm {...props} />}
      {data.may.suspension && member.status !== 'suspended' && <Suspension {...props} />}
      {data.may.reactivation && member.status === 'suspended' && <Reactivation {...props} />}
      {data.may.downgrade && member.role !== 'end_user' && <Downgrade {...props} />}
      {data.may.ownership && member.status === 'active' && <Ownership {...props} />}
    </Page>
  );
}

function About({ v, member }: Props) {
  const { t, f } = v;
  const { team } = t;
  const day = (instant: number | null) => instant !== null && f.day(dayOf(instant));
  return (
    <Section id="about" title={team.about}>
      <DefinitionList
        items={[
          { term: team.email, value: <span class="address">{member.email}</span> },
          { term: team.role, value: t.common.roles[member.role] },
          { term: team.state, value: <StateTag state={member.status} label={team.states[member.status]} /> },
          { term: team.memberSince, value: day(member.createdAt) },
          member.status === 'suspended' && member.suspendedAt !== null && { term: team.suspendedOn, value: day(member.suspendedAt) },
          { term: team.lastSignIn, value: day(member.lastSeenAt) || team.never },
        ]}
      />
    </Section>
  );
}

/** Explains why this page has fewer forms than that of other members, and whom to ask (rules §3). */
function Limits({ v, member, ownerName, may }: Props) {
  const { team } = v.t;
  if (may.role) return null;
  const self = member.id === v.member.id;
  const why = self
    ? member.role === 'owner'
      ? team.ownerSelf
      : team.yourself
    : member.role === 'owner'
      ? team.ownerStays(ownerName)
      : team.onlyOwner(ownerName);
  return (
    <Notice t={v.t} kind="information">
      <p>{why}</p>
    </Notice>
  );
}

function Invitation({ v, member, sendsMail, link }: Props) {
  const { t, url, f } = v;
  const { team } = t;
  return (
    <Section id="invitation" title={team.invitation} lead={team.invitationWaiting(f.day(dayOf(member.invitedAt ?? member.createdAt)))}>
      {link && (
        <TextField
          t={t}
          name="link"
          label={team.link}
          hint={team.linkHint(link.days)}
          value={link.href}
          width="full"
          attrs={{ readonly: true, spellcheck: 'false' }}
        />
      )}
      {!sendsMail && !link && <p>{team.invitationNoMail}</p>}
      <PostButton
        action={url.memberInvitation(member.id)}
        label={sendsMail ? team.sendAgain : team.newLink}
        hiddenText={team.toWhom(member.name)}
      />
    </Section>
  );
}

function Seats({ v, member, groups, may, attempt }: Props) {
  const { team } = v.t;
  if (groups.length === 0) return null;
  const held = groups.some((group) => group.heldSince !== null);
  const lead = member.role === 'end_user' ? team.endUserNoSeats : member.status === 'suspended' ? team.suspendedNoSeats : undefined;
  const warned = attempt?.act === 'seats' ? (attempt.warned ?? []) : [];
  return (
    <Section id="seats" title={team.seats} lead={lead}>
      <Table
        caption={team.seats}
        captionHidden
        stacked
        head={[{ label: team.product }, { label: team.seatColumn }, { label: team.action, hidden: true }]}
      >
        {groups.map((group) => (
          <Row>
            <RowHead>
              {group.name}
              {group.followers.length > 0 && <span class="sub">{team.with(v.f.and(group.followers))}</span>}
            </RowHead>
            <Cell label={team.seatColumn}>
              {group.heldSince === null ? team.notHeld : team.heldSince(v.f.day(dayOf(group.heldSince)))}
              <span class="sub">{seatsLeft(v, group)}</span>
            </Cell>
            <Cell>
              {may.seats && <SeatButton v={v} member={member} group={group} isWarned={warned.some(({ id }) => id === group.id)} />}
            </Cell>
          </Row>
        ))}
      </Table>
      {held && may.seats && <p class="muted">{team.billStays}</p>}
    </Section>
  );
}

function SeatButton({ v, member, group, isWarned }: { v: SignedInViewer; member: Member; group: Group; isWarned: boolean }) {
  const { team } = v.t;
  if (group.heldSince !== null) {
    return (
      <Actions>
        <PostButton
          action={v.url.memberSeatRelease(member.id, group.id)}
          label={team.freeSeat}
          hiddenText={team.seatOf(group.name, member.name)}
          small
        />
      </Actions>
    );
  }
  if (member.role === 'end_user' || member.status === 'suspended') return null;
  return (
    <Actions>
      <PostButton
        action={v.url.memberSeat(member.id, group.id)}
        label={isWarned ? team.giveAnyway : team.giveSeat}
        hiddenText={team.seatFor(group.name, member.name)}
        kind={isWarned ? 'primary' : 'secondary'}
        small
        fields={isWarned ? { lastSeat: group.leaderProductId } : {}}
      />
    </Actions>
  );
}

function RoleForm({ v, member, groups, rolesToGive, draft, attempt }: Props) {
  const { t, url } = v;
  const { team } = t;
  const mine = attempt?.act === 'role' ? attempt : undefined;
  const warned = mine?.warned ?? [];
  const isEndUser = member.role === 'end_user';
  return (
    <Section id="role" title={team.role} lead={team.roleLead}>
      <form method="post" action={url.memberRole(member.id)} novalidate>
        <Hidden name="from" value={member.role} />
        <RadioGroup
          t={t}
          name="role"
          label={team.role}
          labelHidden
          value={draft.role || member.role}
          error={errorOf(mine?.errors ?? [], 'role')}
          options={rolesToGive.map((role) => ({
            value: role,
            label: t.common.roles[role],
            hint: team.roleHints[role as keyof typeof team.roleHints],
          }))}
        />
        {isEndUser && <SeatChoice v={v} groups={groups} chosen={draft.seats} legend={team.promoteSeats} errors={mine?.errors ?? []} />}
        <LastSeatFields warned={warned} />
        <Actions>
          <Button kind={warned.length > 0 ? 'primary' : 'secondary'}>{warned.length > 0 ? team.saveRoleAnyway : team.saveRole}</Button>
        </Actions>
      </form>
    </Section>
  );
}

function LastSeatFields({ warned }: { warned: readonly Group[] }) {
  if (warned.length === 0) return null;
  return <Hidden name="lastSeat" value={warned.map((group) => group.leaderProductId).join(' ')} />;
}

function NameForm({ v, member, attempt }: Props) {
  const { t, url } = v;
  const mine = attempt?.act === 'rename' ? attempt : undefined;
  return (
    <Section id="name" title={t.team.name}>
      <form method="post" action={url.memberName(member.id)} novalidate>
        <TextField
          t={t}
          name="name"
          label={t.team.name}
          labelHidden
          value={mine?.name ?? member.name}
          autocomplete="off"
          error={errorOf(mine?.errors ?? [], 'name')}
        />
        <Actions>
          <Button>{t.team.saveName}</Button>
        </Actions>
      </form>
    </Section>
  );
}

function Suspension({ v, member, groups, attempt }: Props) {
  const { t, url } = v;
  const { team } = t;
  const held = groups.some((group) => group.heldSince !== null);
  const mine = attempt?.act === 'suspension' ? attempt : undefined;
  return (
    <Section id="suspension" title={team.suspension} lead={team.suspensionLead}>
      <form method="post" action={url.suspension(member.id)} novalidate>
        {held ? (
          <RadioGroup
            t={t}
            name="seats"
            label={team.suspensionSeats}
            value="keep"
            error={errorOf(mine?.errors ?? [], 'seats')}
            options={[
              { value: 'keep', label: team.keepSeats, hint: team.keepSeatsHint },
              { value: 'free', label: team.freeSeats, hint: team.freeSeatsHint },
            ]}
          />
        ) : (
          <Hidden name="seats" value="keep" />
        )}
        <Actions>
          <Button kind="danger" hiddenText={member.name}>
            {team.suspendButton}
          </Button>
        </Actions>
      </form>
    </Section>
  );
}

function Reactivation({ v, member, groups, draft, attempt }: Props) {
  const { t, url } = v;
  const { team } = t;
  const mine = attempt?.act === 'reactivation' ? attempt : undefined;
  const warned = mine?.warned ?? [];
  const missing = member.role === 'end_user' ? [] : groups.filter((group) => group.heldSince === null);
  return (
    <Section id="reactivation" title={team.reactivation} lead={team.reactivationLead}>
      <form method="post" action={url.reactivation(member.id)} novalidate>
        <SeatChoice v={v} groups={missing} chosen={draft.seats} legend={team.reactivationSeats} errors={mine?.errors ?? []} />
        <LastSeatFields warned={warned} />
        <Actions>
          <Button kind="primary" hiddenText={member.name}>
            {warned.length > 0 ? team.reactivateAnyway : team.reactivateButton}
          </Button>
        </Actions>
      </form>
    </Section>
  );
}

function Downgrade({ v, member, groups }: Props) {
  const { team } = v.t;
  const held = groups.filter((group) => group.heldSince !== null).length;
  return (
    <Section id="downgrade" title={team.downgrade} lead={`${team.downgradeLead} ${held > 0 ? team.downgradeSeats(held) : ''}`}>
      <PostButton action={v.url.downgrade(member.id)} label={team.downgradeButton} hiddenText={member.name} kind="danger" />
    </Section>
  );
}

function Ownership({ v, member, attempt }: Props) {
  const { t, url } = v;
  const { team } = t;
  const mine = attempt?.act === 'ownership' ? attempt : undefined;
  return (
    <Section id="ownership" title={team.ownership} lead={team.ownershipLead(member.name, v.account.name)}>
      <form method="post" action={url.ownership(member.id)} novalidate>
        <Checkbox t={t} name="understood" label={team.ownershipUnderstood(member.name)} error={errorOf(mine?.errors ?? [], 'understood')} />
        <Actions>
          <Button kind="danger">{team.ownershipButton}</Button>
        </Actions>
      </form>
    </Section>
  );
}

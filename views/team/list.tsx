import { html, raw } from 'hono/html';
import { roles } from '../../src/permissions.ts';
import type { Group } from '../../src/team/groups.ts';
import type { ListedMember, Sorting, TeamFilter } from '../../src/team/list.ts';
import { mayAddSeats } from '../../src/team/rights.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { Page, PageHeader } from '../page.tsx';
import { Actions, Button, LinkButton } from '../parts/button.tsx';
import { Hidden, SelectField, TextField } from '../parts/fields.tsx';
import { Icon } from '../parts/icon.tsx';
import { EmptyState, StateTag } from '../parts/notice.tsx';
import { Section } from '../parts/section.tsx';
import { Table } from '../parts/table.tsx';
import { NoneLeft } from './none-left.tsx';
import { SeatMeters } from './seats.tsx';

export interface TeamListData {
  members: readonly ListedMember[];
  groups: readonly Group[];
  filter: TeamFilter;
  /** Whether any filter is set. */
  isFiltered: boolean;
  /** The queries of other views of this list, without the question mark. */
  queries: {
    previous: string | null;
    next: string | null;
    /** The same filter with another sorting, from the first page. */
    sorted: Record<Sorting, string>;
    /** The same search among end users. */
    endUsers: string;
  };
  /** The names of the people to ask for seats, when this viewer can neither buy nor request them. */
  askNames: readonly string[];
}

/** Team members: the members of the team, their seats, and the free seats (rules §4.18). */
export function teamListPage(v: SignedInViewer, data: TeamListData) {
  const { t, url } = v;
  return (
    <Page v={v} title={t.common.nav.teamMembers} current="team" wide>
      <PageHeader title={t.common.nav.teamMembers} lead={t.team.lead}>
        <LinkButton href={url.newMember()} kind="primary" icon="add">
          {t.team.create}
        </LinkButton>
      </PageHeader>
      <NoneLeft v={v} groups={data.groups} askNames={data.askNames} />
      <Section
        id="seats"
        title={t.team.seats}
        actions={mayAddSeats(v) ? <a href={url.addSeats()}>{t.team.addMoreSeats}</a> : undefined}
        lead={mayAddSeats(v) || data.askNames.length === 0 ? undefined : t.team.askForSeats(v.f.or(data.askNames))}
      >
        <SeatMeters v={v} groups={data.groups} />
      </Section>
      <MemberList v={v} {...data} />
    </Page>
  );
}

/** The list without the page layout. The operator desk has its own layout and shows the list read-only. */
export function MemberList(props: TeamListData & { v: SignedInViewer; readOnly?: boolean }) {
  return (
    <>
      <Filters {...props} />
      <Members {...props} />
      <Pages {...props} />
    </>
  );
}

function Filters({ v, groups, filter, isFiltered }: TeamListData & { v: SignedInViewer }) {
  const { t } = v;
  const { team } = t;
  const group = groups.find(({ id }) => id === filter.group?.id);
  const sort = (filter.descending ? '-' : '') + filter.sort;
  return (
    <search aria-label={team.filters}>
      <form method="get" action={v.url.team()} class="filters compact">
        <TextField
          t={t}
          name="q"
          type="search"
          label={team.search}
          value={filter.search}
          width="short"
          attrs={{ placeholder: team.searchHint }}
        />
        <SelectField
          t={t}
          name="role"
          label={team.role}
          width="short"
          value={filter.role ?? ''}
          options={[{ value: '', label: team.allRoles }, ...roles.map((role) => ({ value: role, label: t.common.roles[role] }))]}
        />
        {groups.length > 0 && (
          <SelectField
            t={t}
            name="seat"
            label={team.seat}
            width="short"
            value={group?.leaderProductId ?? ''}
            options={[
              { value: '', label: team.anySeat },
              ...groups.map(({ leaderProductId, name }) => ({ value: leaderProductId, label: name })),
            ]}
          />
        )}
        <SelectField
          t={t}
          name="state"
          label={team.state}
          width="short"
          value={filter.state ?? ''}
          options={[
            { value: '', label: team.anyState },
            ...(['active', 'invited', 'suspended'] as const).map((state) => ({ value: state, label: team.states[state] })),
          ]}
        />
        {sort !== 'name' && <Hidden name="sort" value={sort} />}
        <Actions>
          <Button>{team.filter}</Button>
          {isFiltered && <a href={v.url.team()}>{team.clear}</a>}
        </Actions>
      </form>
    </search>
  );
}

function Members({ v, members, groups, filter, queries, readOnly }: TeamListData & { v: SignedInViewer; readOnly?: boolean }) {
  const { t, url } = v;
  const { team } = t;
  if (members.length === 0) {
    const endUsers = filter.search && filter.role !== 'end_user';
    return (
      <EmptyState
        title={team.emptyTitle}
        action={endUsers ? <LinkButton href={url.team(queries.endUsers)}>{team.emptyEndUsers}</LinkButton> : undefined}
      >
        {team.empty}
      </EmptyState>
    );
  }
  const sort = (by: Sorting) => ({
    href: url.team(queries.sorted[by]),
    direction: filter.sort !== by ? null : filter.descending ? ('descending' as const) : ('ascending' as const),
  });
  return (
    <Table
      caption={filter.role === 'end_user' ? team.captionEndUsers : team.caption}
      captionHidden
      stacked
      head={[
        { label: team.name, sort: sort('name'), below: { label: team.email, sort: sort('email') } },
        { label: team.role },
        { label: team.seats },
        { label: team.state },
        { label: team.lastSignIn, sort: sort('seen') },
      ]}
    >
      {rows(v, members, groups, readOnly === true)}
    </Table>
  );
}

/** Table rows as html templates, because fifty rows of JSX nodes cost several times as much. `html` escapes all values that users typed. */
function rows(v: SignedInViewer, members: readonly ListedMember[], groups: readonly Group[], readOnly: boolean) {
  const { t, f } = v;
  const { team } = t;
  const names = new Map(groups.map((group) => [group.id, group.name]));
  const held = groups.map((group) => group.id);
  const tags = {
    active: raw(String(<StateTag state="active" label={team.states.active} />)),
    invited: raw(String(<StateTag state="invited" label={team.states.invited} />)),
    suspended: raw(String(<StateTag state="suspended" label={team.states.suspended} />)),
  };
  const never = html`<span class="muted">${team.never}</span>`;
  const noSeat = html`<span class="muted">${team.noSeat}</span>`;
  const base = v.url.member('');
  return members.map((member) => {
    const seats = held.filter((id) => member.groupIds.includes(id)).map((id) => names.get(id));
    const name = readOnly ? member.name : html`<a href="${base}${member.id}">${member.name}</a>`;
    return html`<tr><th scope="row">${name}${member.id === v.member.id ? ` ${team.you}` : ''}<span class="sub address">${member.email}</span></th><td data-label="${team.role}">${t.common.roles[member.role]}</td><td data-label="${team.seats}">${seats.length > 0 ? seats.join(', ') : noSeat}</td><td data-label="${team.state}" class="whole">${tags[member.status]}</td><td data-label="${team.lastSignIn}" class="whole">${member.lastSeenAt === null ? never : f.ago(member.lastSeenAt, v.now)}</td></tr>`;
  });
}

/** Paging by cursor: there are no page numbers, and the last page costs the same as the first. */
function Pages({ v, queries }: TeamListData & { v: SignedInViewer }) {
  const { t, url } = v;
  if (queries.previous === null && queries.next === null) return null;
  return (
    <nav class="pager" aria-label={`${t.common.pages}: ${t.common.nav.teamMembers}`}>
      {queries.previous !== null && (
        <a class="button secondary small" href={url.team(queries.previous)} rel="prev">
          <Icon name="left" />
          {t.common.previousPage}
        </a>
      )}
      {queries.next !== null && (
        <a class="button secondary small" href={url.team(queries.next)} rel="next">
          {t.common.nextPage}
          <Icon name="right" />
        </a>
      )}
    </nav>
  );
}

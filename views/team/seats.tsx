/**
 *   SeatMeters   v · groups                                      the used and free seats of each group
 *   seatsLeft    v · group                                       the text “3 free” or “none free”
 *   SeatChoice   v · groups · chosen · legend · hint · errors    a checkbox for each group of which the member can get a seat
 *   LastSeat     v · products · draft                            the warning before the last free seat is taken
 *   AskForSeats  v · names                                       the people to ask, for viewers who can neither buy nor request seats
 */
import type { Child } from 'hono/jsx';
import { type Draft, draftQuery } from '../../src/team/draft.ts';
import type { Group } from '../../src/team/groups.ts';
import { mayAddSeats } from '../../src/team/rights.ts';
import type { Viewer } from '../../src/web/viewer.ts';
import { Checkbox, errorOf, type FieldError, Fieldset } from '../parts/fields.tsx';
import { Notice } from '../parts/notice.tsx';
import { Meter } from '../parts/section.tsx';

export function seatsLeft(v: Viewer, group: Group): string {
  const { team } = v.t;
  if (group.isOver) return team.over(group.used - group.bought);
  return group.free === 0 ? team.noneFree : team.free(group.free);
}

export function SeatMeters({ v, groups }: { v: Viewer; groups: readonly Group[] }) {
  const { team } = v.t;
  if (groups.length === 0) return <p class="muted">{team.noGroups}</p>;
  return (
    <ul class="meters">
      {groups.map((group) => (
        <li>
          <strong>{group.name}</strong>
          {group.followers.length > 0 && <span class="sub">{team.with(v.f.and(group.followers))}</span>}
          <Meter
            used={group.used}
            bought={group.bought}
            text={
              <>
                {team.seatsUsed(v.f.number(group.used), group.bought)}, <b>{seatsLeft(v, group)}</b>
                {group.temporary > 0 && <span class="sub">{team.temporary(group.temporary)}</span>}
              </>
            }
          />
        </li>
      ))}
    </ul>
  );
}

interface SeatChoiceProps {
  v: Viewer;
  groups: readonly Group[];
  /** Leading products. */
  chosen: readonly string[];
  legend: string;
  hint?: string;
  errors?: readonly FieldError[];
}

export function SeatChoice({ v, groups, chosen, legend, hint, errors = [] }: SeatChoiceProps) {
  if (groups.length === 0) return null;
  return (
    <Fieldset legend={legend} hint={hint}>
      <div class="choices">
        {groups.map((group) => {
          const name = `seats.${group.leaderProductId}`;
          const followers = group.followers.length > 0 ? `${v.t.team.with(v.f.and(group.followers))} · ` : '';
          return (
            <Checkbox
              t={v.t}
              name={name}
              label={group.name}
              hint={followers + seatsLeft(v, group)}
              checked={chosen.includes(group.leaderProductId)}
              error={errorOf(errors, name)}
            />
          );
        })}
      </div>
    </Fieldset>
  );
}

/** Shown above the form, which keeps all typed values; the browser moves the focus to this warning. */
export function LastSeat({ v, products, draft }: { v: Viewer; products: readonly string[]; draft: Draft }) {
  const { team } = v.t;
  return (
    <Attention>
      <Notice t={v.t} kind="warning" title={team.lastSeatTitle}>
        <p>
          {team.lastSeat(v.f.and(products))} {team.nothingSaved}
        </p>
        <ManageSeats v={v} draft={draft} />
      </Notice>
    </Attention>
  );
}

/** Shown when no seat is left: the link to add seats, which carries the typed values, or the people to ask. */
export function NoSeatLeft({ v, draft, names }: { v: Viewer; draft: Draft; names: readonly string[] }) {
  const { team } = v.t;
  return (
    <Notice t={v.t} kind="information">
      <p>{team.keptTyped}</p>
      {mayAddSeats(v) ? <ManageSeats v={v} draft={draft} /> : <AskForSeats v={v} names={names} />}
    </Notice>
  );
}

export function AskForSeats({ v, names }: { v: Viewer; names: readonly string[] }) {
  return names.length > 0 ? <p>{v.t.team.askForSeats(v.f.or(names))}</p> : null;
}

function ManageSeats({ v, draft }: { v: Viewer; draft: Draft }) {
  if (!mayAddSeats(v)) return null;
  return (
    <p>
      <a href={v.url.addSeats(draftQuery(draft))}>{v.t.team.manageSeats}</a>
    </p>
  );
}

export function Attention({ children }: { children: Child }) {
  return (
    <div class="attention" tabindex={-1} {...{ autofocus: true }}>
      {children}
    </div>
  );
}

import type { Reclaimable } from '../../src/team/unused-seats.ts';
import { dayOf } from '../../src/values/day.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { Page, PageHeader } from '../page.tsx';
import { Actions, Button } from '../parts/button.tsx';
import { Checkbox, ErrorSummary, type FieldError, Fieldset, Hidden } from '../parts/fields.tsx';
import { EmptyState, Notice } from '../parts/notice.tsx';

export interface ReclaimData {
  /** The names of the products of the group; `leader` is the id of the leading product. */
  names: string;
  leader: string;
  /** The number of all reclaimable seats of the group; `members` lists the first of them. */
  seats: number;
  members: readonly Reclaimable[];
  /** The ticked boxes of a refused form; null: a form that was just opened. */
  chosen: readonly string[] | null;
  errors: readonly FieldError[];
  /** The address of the back link. */
  back: string;
}

/** The members whose seats could be freed before more are bought, one checkbox each (rules §4.17). */
export function ReclaimPage({ v, data }: { v: SignedInViewer; data: ReclaimData }) {
  const { t, f, url } = v;
  const words = t.reclaim;
  const { names, members, seats, errors } = data;
  return (
    <Page v={v} title={words.title} current="team" error={errors.length > 0}>
      <ErrorSummary t={t} errors={errors} />
      <PageHeader title={words.title} lead={members.length > 0 ? words.lead : undefined} back={{ href: data.back, label: t.common.back }} />
      {members.length === 0 ? (
        <EmptyState title={words.emptyTitle}>{words.empty}</EmptyState>
      ) : (
        <form method="post" action={url.reclaim()} novalidate class="stack">
          <Notice t={t} kind="information">
            <p>{words.bill}</p>
          </Notice>
          <Hidden name="group" value={data.leader} />
          <Hidden name="back" value={data.back} />
          <Fieldset
            legend={words.legend(names)}
            hint={seats > members.length ? words.shown(f.number(members.length), f.number(seats)) : undefined}
          >
            <div class="choices">
              {members.map((member) => (
                <Checkbox
                  t={t}
                  name={`member.${member.memberId}`}
                  label={member.name}
                  hint={reasonWords(v, member)}
                  checked={data.chosen ? data.chosen.includes(member.memberId) : isTickedAtFirst(member)}
                />
              ))}
            </div>
          </Fieldset>
          <Actions>
            <Button kind="primary">{words.button}</Button>
            <a href={data.back}>{t.common.cancel}</a>
          </Actions>
        </form>
      )}
    </Page>
  );
}

/** Preselects members who cannot use a seat now. A member who is only away may come back, so the user decides. */
function isTickedAtFirst({ reason }: Reclaimable): boolean {
  return reason !== 'away';
}

function reasonWords({ t, f }: SignedInViewer, { reason, since }: Reclaimable): string {
  const words = t.reclaim;
  if (reason === 'suspended') return since === null ? words.suspended : words.suspendedSince(f.day(dayOf(since)));
  if (since === null) return words.neverSeen;
  return reason === 'invited' ? words.invitedOn(f.day(dayOf(since))) : words.lastSeen(f.day(dayOf(since)));
}

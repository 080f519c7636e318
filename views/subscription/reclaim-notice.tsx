import { awayDays, type GroupReclaim, type Reclaimable, type ReclaimReason, unansweredDays } from '../../src/team/unused-seats.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { groupNames, type Known } from '../catalogue/names.ts';

const reasons: readonly ReclaimReason[] = ['suspended', 'invited', 'away'];

/**
 * How many seats of a group could be freed before more are bought, who holds them, and the link to free them. Empty when there are none. A
 * page may use it inside a form, because it contains no form itself.
 */
export function ReclaimNotice({
  v,
  known,
  reclaim,
  back,
}: {
  v: SignedInViewer;
  known: Known;
  reclaim: readonly GroupReclaim[];
  back: string;
}) {
  const t = v.t.reclaim;
  return reclaim.map(({ groupId, seats, members }) => {
    const group = known.subscription.groups.find(({ id }) => id === groupId);
    if (!group) return null;
    const names = groupNames(v, known, group);
    return (
      <details class="reclaim">
        <summary>{t.notice(seats, names)}</summary>
        <ul>
          {reasons.map((reason) => (
            <OfReason v={v} reason={reason} members={members} />
          ))}
          {seats > members.length && <li>{t.andMore(seats - members.length)}</li>}
        </ul>
        <p>
          <a href={v.url.reclaim(new URLSearchParams({ group: group.leaderProductId, back }).toString())}>
            {t.choose} <span class="visually-hidden">{t.chooseFor(names)}</span>
          </a>
        </p>
      </details>
    );
  });
}

function OfReason({ v, reason, members }: { v: SignedInViewer; reason: ReclaimReason; members: readonly Reclaimable[] }) {
  const { reasons: words } = v.t.reclaim;
  const names = members.filter((member) => member.reason === reason).map(({ name }) => name);
  if (names.length === 0) return null;
  const list = v.f.and(names);
  if (reason === 'suspended') return <li>{words.suspended(list)}</li>;
  return <li>{reason === 'invited' ? words.invited(unansweredDays, list) : words.away(awayDays, list)}</li>;
}

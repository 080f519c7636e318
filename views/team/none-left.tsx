import type { Group } from '../../src/team/groups.ts';
import { mayAddSeats } from '../../src/team/rights.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { PostButton } from '../parts/button.tsx';
import { Notice } from '../parts/notice.tsx';
import { AskForSeats } from './seats.tsx';

/**
 * The banner about groups without a free seat, until the viewer hides it for the number of seats bought (rules §4.22). It is on the pages
 * of the team, where the next seat would be taken, and on Subscription, where seats are bought.
 */
export function NoneLeft({ v, groups, askNames }: { v: SignedInViewer; groups: readonly Group[]; askNames: readonly string[] }) {
  const { t, url } = v;
  const none = groups.filter((group) => group.free === 0 && !group.isDismissed);
  if (none.length === 0) return null;
  const names = v.f.and(none.map((group) => group.name));
  return (
    <Notice
      t={t}
      kind="warning"
      title={t.team.noneLeftTitle(names)}
      action={
        <PostButton
          action={url.noneLeftDismissal()}
          label={t.common.dismiss}
          hiddenText={t.team.dismissFor(names)}
          small
          fields={{ groups: none.map((group) => group.leaderProductId).join(' '), back: v.path }}
        />
      }
    >
      <p>
        {t.team.noneLeft} {mayAddSeats(v) && <a href={url.addSeats()}>{t.team.addMoreSeats}</a>}
      </p>
      {!mayAddSeats(v) && <AskForSeats v={v} names={askNames} />}
    </Notice>
  );
}

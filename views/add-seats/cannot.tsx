import type { GroupReclaim } from '../../src/team/unused-seats.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import type { Known } from '../catalogue/names.ts';
import { Page, PageHeader } from '../page.tsx';
import { Notice } from '../parts/notice.tsx';
import { ReclaimNotice } from '../subscription/reclaim-notice.tsx';

/** The page for an admin who can neither buy nor request seats: the people to ask, by name, and what the admin can do (rules §3 row 10). */
export function CannotAddPage({
  v,
  known,
  deciders,
  reclaim,
}: {
  v: SignedInViewer;
  known: Known;
  deciders: readonly string[];
  reclaim: readonly GroupReclaim[];
}) {
  const { t, url } = v;
  return (
    <Page v={v} title={t.team.addMoreSeats} current="team">
      <PageHeader title={t.team.addMoreSeats} back={{ href: url.team(), label: t.common.nav.teamMembers }} />
      <Notice t={t} kind="information" title={t.addSeats.cannotTitle}>
        <p>{deciders.length > 0 ? t.addSeats.cannot(v.f.or(deciders)) : t.addSeats.cannotNobody}</p>
      </Notice>
      <ReclaimNotice v={v} known={known} reclaim={reclaim} back={v.path} />
    </Page>
  );
}

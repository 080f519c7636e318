/** Who would lose their seat when seats are lowered or a product is removed: choosing others, or giving the seats back at once (spec §4.16). */
import { isChoosable, type Losers } from '../../src/subscription/losers.ts';
import type { SeatHolder } from '../../src/team/take-seats.ts';
import { dayOf } from '../../src/values/day.ts';
import type { Insider } from '../../src/web/viewer.ts';
import { Page, PageHeader } from '../page.tsx';
import { Actions, Button } from '../parts/button.tsx';
import { Checkbox, ErrorSummary, Fieldset } from '../parts/fields.tsx';
import { Notice } from '../parts/notice.tsx';
import { groupNames, productName } from './words.ts';

interface LosersPageProps {
  v: Insider;
  losers: Losers;
  /** What was ticked when the form comes back; otherwise those who would go. */
  ticked: readonly string[] | null;
  error: string | null;
}

/** How many are shown besides those who would go. */
const others = 100;

export function LosersPage({ v, losers, ticked, error }: LosersPageProps) {
  const t = v.t.renewal.losers;
  const { upcoming, count } = losers;
  const errors = error ? [{ field: 'losers', text: error }] : [];
  return (
    <Page v={v} title={t.title} current="subscription" error={error !== null}>
      <ErrorSummary t={v.t} errors={errors} />
      <PageHeader title={t.title} back={{ href: v.url.subscription(), label: t.back }} lead={lead(v, losers)} />
      {count === 0 ? (
        <Notice t={v.t} kind="information">
          <p>{t.enough}</p>
        </Notice>
      ) : (
        <form method="post" action={v.url.upcomingLosers(upcoming.id)} novalidate>
          {isChoosable(losers) ? <Choice v={v} losers={losers} ticked={ticked} /> : <Going v={v} losers={losers} />}
          <p class="muted">{t.laterHint}</p>
          <p class="muted">{t.nowHint(v.f.day(upcoming.effectiveOn))}</p>
          <Actions>
            {isChoosable(losers) && (
              <Button kind="primary" name="do" value="later">
                {t.choose}
              </Button>
            )}
            <Button kind="danger" name="do" value="now">
              {t.now}
            </Button>
          </Actions>
        </form>
      )}
    </Page>
  );
}

function lead(v: Insider, losers: Losers): string {
  const t = v.t.renewal.losers;
  const { upcoming, group, temporaryThen, count } = losers;
  const day = v.f.day(upcoming.effectiveOn);
  if (upcoming.kind === 'removal' || !group) return t.leadRemoval(productName(losers.catalogue, upcoming.productId), day);
  return [
    t.lead(groupNames(v, losers, group), day, v.f.number(upcoming.toSeats)),
    temporaryThen > 0 && t.inUseTemporary(temporaryThen),
    t.inUse(group.used),
    count > 0 && t.tooMany(count),
  ]
    .filter(Boolean)
    .join(' ');
}

function Choice({ v, losers, ticked }: Omit<LosersPageProps, 'error'>) {
  const t = v.t.renewal.losers;
  const { going, candidates, count, isChosen } = losers;
  const on = new Set(ticked ?? going.map(({ memberId }) => memberId));
  // Those who go stand on top, whoever they are; then who would be next.
  const listed = [...going, ...candidates.filter((one) => !going.includes(one))].slice(0, going.length + others);
  const hidden = candidates.length - listed.length;
  return (
    <>
      <p>{isChosen ? t.chosen : t.order}</p>
      <Fieldset legend={t.legend} hint={t.legendHint(count)} id="field-losers">
        {listed.map((holder) => (
          <Checkbox
            t={v.t}
            name={`loser.${holder.memberId}`}
            label={holder.name}
            hint={holderWords(v, holder)}
            checked={on.has(holder.memberId)}
          />
        ))}
      </Fieldset>
      <p class="muted">{t.ownerStays}</p>
      {hidden > 0 && <p class="muted">{t.more(hidden)}</p>}
    </>
  );
}

/** Nothing to choose: everybody goes. */
function Going({ v, losers }: { v: Insider; losers: Losers }) {
  return (
    <ul class="rows" id="field-losers">
      {losers.going.map((holder) => (
        <li>
          {holder.name} <span class="sub">{holderWords(v, holder)}</span>
        </li>
      ))}
    </ul>
  );
}

function holderWords(v: Insider, { role, takenAt }: SeatHolder): string {
  return v.t.renewal.losers.holder(v.t.common.roles[role], v.f.day(dayOf(takenAt)));
}

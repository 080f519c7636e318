/** Who would lose their seat when seats are lowered or a product is removed: choosing others, or giving the seats back at once (rules §4.16). */
import { choosable, type GroupLosers, isChoosable } from '../../src/subscription/losers.ts';
import type { UpcomingLosers } from '../../src/subscription/upcoming-losers.ts';
import type { SeatHolder } from '../../src/team/take-seats.ts';
import { dayOf } from '../../src/values/day.ts';
import type { Typed } from '../../src/web/form.ts';
import type { Insider } from '../../src/web/viewer.ts';
import { Page, PageHeader } from '../page.tsx';
import { Actions, Button, LinkButton } from '../parts/button.tsx';
import { Checkbox, ErrorSummary, type FieldError, Fieldset, Hidden } from '../parts/fields.tsx';
import { Notice } from '../parts/notice.tsx';
import { Section } from '../parts/section.tsx';
import { groupNames, type Known, productName } from './words.ts';

interface Shown {
  v: Insider;
  known: Known;
  /** Every group that gets too small. */
  all: readonly GroupLosers[];
  /** What was ticked when the form comes back, by group; otherwise those who would go. */
  ticked: ReadonlyMap<string, readonly string[]> | null;
  errors: readonly FieldError[];
}

/** How many are shown besides those who would go. */
const others = 100;

/** What waits already. */
export function LosersPage({ v, ticked, errors, ...shown }: UpcomingLosers & Omit<Shown, 'known' | 'all'>) {
  const t = v.t.renewal.losers;
  return (
    <Page v={v} title={t.title} current="subscription" error={errors.length > 0}>
      <ErrorSummary t={v.t} errors={errors} />
      <PageHeader title={t.title} back={{ href: v.url.subscription(), label: t.back }} lead={upcomingLosersLead(v, shown)} />
      <UpcomingLosersForm v={v} shown={shown} ticked={ticked} errors={errors} />
    </Page>
  );
}

/** What will happen then, and how many seats are in use. */
export function upcomingLosersLead(v: Insider, { upcoming, losers, ...known }: UpcomingLosers): string {
  if (losers) return leadOf(v, known, losers);
  return v.t.renewal.losers.leadRemoval(productName(known.catalogue, upcoming.productId), v.f.day(upcoming.effectiveOn));
}

/** The form without the page around it: the operator desk has one of its own. */
export function UpcomingLosersForm({
  v,
  shown: { upcoming, losers, ...known },
  ticked,
  errors,
}: Omit<Shown, 'known' | 'all'> & { shown: UpcomingLosers }) {
  const t = v.t.renewal.losers;
  if (!losers || losers.count === 0) {
    return (
      <Notice t={v.t} kind="information">
        <p>{t.enough}</p>
      </Notice>
    );
  }
  return (
    <form method="post" action={v.url.upcomingLosers(upcoming.id)} novalidate class="stack">
      <Group {...{ v, known, losers, all: [losers], ticked, errors }} />
      <Consequences v={v} day={v.f.day(upcoming.effectiveOn)} />
      <Actions>
        {isChoosable(losers, [losers]) && (
          <Button kind="primary" name="do" value="later">
            {t.choose}
          </Button>
        )}
        <Button kind="danger" name="do" value="now">
          {t.now}
        </Button>
      </Actions>
    </form>
  );
}

export interface LosersStepProps extends Shown {
  /** Where the form goes, with the fields that it carries on. */
  action: string;
  carried: Typed;
  /** Back to what was typed before. */
  back: { href: string; label: string };
  /** What the button of the page before said. */
  submit: string;
}

/** The step between a change and its saving, for whoever makes or approves it: nothing has been written yet. */
export function LosersStepPage(props: LosersStepProps) {
  const { v, errors, back } = props;
  const t = v.t.renewal.losers;
  return (
    <Page v={v} title={t.title} current="subscription" error={errors.length > 0}>
      <ErrorSummary t={v.t} errors={errors} />
      <PageHeader title={t.title} back={back} lead={t.stepLead} />
      <LosersForm {...props} />
    </Page>
  );
}

/** The form without the page around it: the operator desk has one of its own. */
export function LosersForm({
  v,
  known,
  all,
  ticked,
  errors,
  action,
  carried,
  back,
  submit,
  level = 2,
}: LosersStepProps & { level?: 2 | 3 }) {
  const t = v.t.renewal.losers;
  const day = v.f.day(all[0]?.less.effectiveOn ?? v.today);
  return (
    <form method="post" action={action} novalidate class="stack">
      {Object.entries(carried).map(([name, value]) => (
        <Hidden name={name} value={value} />
      ))}
      {all.map((losers) => (
        <Section
          level={level}
          title={groupNames(v, known, losers.group)}
          id={`losers-${losers.group.leaderProductId}`}
          lead={leadOf(v, known, losers)}
        >
          <Group {...{ v, known, losers, all, ticked, errors }} />
        </Section>
      ))}
      <Consequences v={v} day={day} />
      <Actions>
        <Button kind="primary" name="do" value="later">
          {submit}
        </Button>
        <Button kind="danger" name="do" value="now">
          {t.saveNow}
        </Button>
        <LinkButton href={back.href}>{v.t.common.back}</LinkButton>
      </Actions>
    </form>
  );
}

function Consequences({ v, day }: { v: Insider; day: string }) {
  const t = v.t.renewal.losers;
  return (
    <>
      <p class="muted">{t.laterHint}</p>
      <p class="muted">{t.nowHint(day)}</p>
    </>
  );
}

function leadOf(v: Insider, known: Known, { less, group, temporaryThen, count }: GroupLosers): string {
  const t = v.t.renewal.losers;
  const day = v.f.day(less.effectiveOn);
  if (less.kind === 'removal') return t.leadRemoval(productName(known.catalogue, less.productId), day);
  return [
    t.lead(groupNames(v, known, group), day, less.toSeats),
    temporaryThen > 0 && t.inUseTemporary(temporaryThen),
    t.inUse(group.used),
    count > 0 && t.tooMany(count),
  ]
    .filter(Boolean)
    .join(' ');
}

function Group({ v, losers, all, ticked, errors }: Shown & { losers: GroupLosers }) {
  const t = v.t.renewal.losers;
  if (!isChoosable(losers, all)) return <Going v={v} losers={losers} />;
  const { going, count, isChosen, group } = losers;
  const leader = group.leaderProductId;
  const on = new Set(ticked ? ticked.get(leader) : going.map(({ memberId }) => memberId));
  const everybody = choosable(losers, v.can('billingAdmins.appoint'));
  // What was ticked is shown again, wherever it stood.
  const listed = everybody.filter(({ memberId }, place) => place < going.length + others || on.has(memberId));
  const hidden = everybody.length - listed.length;
  return (
    <>
      {!ticked && <p>{isChosen ? t.chosen : t.order}</p>}
      <Fieldset
        t={v.t}
        legend={t.legend}
        hint={t.legendHint(count)}
        id={`choice-${leader}`}
        error={errors.find(({ field }) => field?.startsWith(`loser.${leader}.`))?.text}
      >
        <div class="people">
          {listed.map((holder) => (
            <Checkbox
              t={v.t}
              name={`loser.${leader}.${holder.memberId}`}
              label={holder.name}
              hint={holderWords(v, holder)}
              checked={on.has(holder.memberId)}
            />
          ))}
        </div>
      </Fieldset>
      <p class="muted">{t.ownerStays}</p>
      {hidden > 0 && <p class="muted">{t.more(hidden)}</p>}
    </>
  );
}

/** Where there is nothing to choose, so many are named; all are counted. */
const namedAtMost = 200;

/** Nothing to choose: everybody goes. */
function Going({ v, losers: { going } }: { v: Insider; losers: GroupLosers }) {
  const more = going.length - namedAtMost;
  return (
    <ul class="people">
      {going.slice(0, namedAtMost).map((holder) => (
        <li>
          {holder.name} <span class="sub">{holderWords(v, holder)}</span>
        </li>
      ))}
      {more > 0 && <li class="muted">{v.t.renewal.losers.others(more)}</li>}
    </ul>
  );
}

function holderWords(v: Insider, { role, takenAt }: SeatHolder): string {
  return v.t.renewal.losers.holder(v.t.common.roles[role], v.f.day(dayOf(takenAt)));
}

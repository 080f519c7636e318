/** Who would lose their seat when seats are lowered or a product is removed: choosing others, or giving the seats back at once (rules §4.16). */
import { choosable, type GroupSeatLoss, isChoosable } from '../../src/seat-loss/choosable.ts';
import type { SeatHolder } from '../../src/seat-loss/take-seats.ts';
import type { UpcomingSeatLoss } from '../../src/subscription/upcoming-seat-loss.ts';
import { dayOf } from '../../src/values/day.ts';
import type { FormValues } from '../../src/web/form.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';
import { groupNames, type Known, productName } from '../catalogue/names.ts';
import { Page, PageHeader } from '../page.tsx';
import { Actions, Button, LinkButton } from '../parts/button.tsx';
import { Checkbox, ErrorSummary, type FieldError, Fieldset, Hidden } from '../parts/fields.tsx';
import { Notice } from '../parts/notice.tsx';
import { Section } from '../parts/section.tsx';

interface Shown {
  v: SignedInViewer;
  known: Known;
  /** Every group that gets too small. */
  all: readonly GroupSeatLoss[];
  /** What was ticked when the form comes back, by group; otherwise those who would go. */
  ticked: ReadonlyMap<string, readonly string[]> | null;
  errors: readonly FieldError[];
}

/** How many are shown besides those who would go. */
const others = 100;

/** What waits already. */
export function SeatLossPage({ v, ticked, errors, ...shown }: UpcomingSeatLoss & Omit<Shown, 'known' | 'all'>) {
  const t = v.t.seatLoss;
  return (
    <Page v={v} title={t.title} current="subscription" error={errors.length > 0}>
      <ErrorSummary t={v.t} errors={errors} />
      <PageHeader title={t.title} back={{ href: v.url.subscription(), label: t.back }} lead={upcomingSeatLossLead(v, shown)} />
      <UpcomingSeatLossForm v={v} shown={shown} ticked={ticked} errors={errors} />
    </Page>
  );
}

/** What will happen then, and how many seats are in use. */
export function upcomingSeatLossLead(v: SignedInViewer, { upcoming, seatLoss, ...known }: UpcomingSeatLoss): string {
  if (seatLoss) return leadOf(v, known, seatLoss);
  return v.t.seatLoss.leadRemoval(productName(known.catalogue, upcoming.productId), v.f.day(upcoming.effectiveOn));
}

/** The form without the page around it: the operator desk has one of its own. */
export function UpcomingSeatLossForm({
  v,
  shown: { upcoming, seatLoss, ...known },
  ticked,
  errors,
}: Omit<Shown, 'known' | 'all'> & { shown: UpcomingSeatLoss }) {
  const t = v.t.seatLoss;
  if (!seatLoss || seatLoss.count === 0) {
    return (
      <Notice t={v.t} kind="information">
        <p>{t.enough}</p>
      </Notice>
    );
  }
  return (
    <form method="post" action={v.url.upcomingSeatLoss(upcoming.id)} novalidate class="stack">
      <Group {...{ v, known, seatLoss, all: [seatLoss], ticked, errors }} />
      <Consequences v={v} day={v.f.day(upcoming.effectiveOn)} />
      <Actions>
        {isChoosable(seatLoss, [seatLoss]) && (
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

export interface SeatLossStepProps extends Shown {
  /** Where the form goes, with the fields that it carries on. */
  action: string;
  carried: FormValues;
  /** Back to what was typed before. */
  back: { href: string; label: string };
  /** What the button of the page before said. */
  submit: string;
}

/** The step between a change and its saving, for whoever makes or approves it: nothing has been written yet. */
export function SeatLossStepPage(props: SeatLossStepProps) {
  const { v, errors, back } = props;
  const t = v.t.seatLoss;
  return (
    <Page v={v} title={t.title} current="subscription" error={errors.length > 0}>
      <ErrorSummary t={v.t} errors={errors} />
      <PageHeader title={t.title} back={back} lead={t.stepLead} />
      <SeatLossForm {...props} />
    </Page>
  );
}

/** The form without the page around it: the operator desk has one of its own. */
export function SeatLossForm({
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
}: SeatLossStepProps & { level?: 2 | 3 }) {
  const t = v.t.seatLoss;
  const day = v.f.day(all[0]?.less.effectiveOn ?? v.today);
  return (
    <form method="post" action={action} novalidate class="stack">
      {Object.entries(carried).map(([name, value]) => (
        <Hidden name={name} value={value} />
      ))}
      {all.map((seatLoss) => (
        <Section
          level={level}
          title={groupNames(v, known, seatLoss.group)}
          id={`losers-${seatLoss.group.leaderProductId}`}
          lead={leadOf(v, known, seatLoss)}
        >
          <Group {...{ v, known, seatLoss, all, ticked, errors }} />
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

function Consequences({ v, day }: { v: SignedInViewer; day: string }) {
  const t = v.t.seatLoss;
  return (
    <>
      <p class="muted">{t.laterHint}</p>
      <p class="muted">{t.nowHint(day)}</p>
    </>
  );
}

function leadOf(v: SignedInViewer, known: Known, { less, group, temporaryThen, count }: GroupSeatLoss): string {
  const t = v.t.seatLoss;
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

function Group({ v, seatLoss, all, ticked, errors }: Shown & { seatLoss: GroupSeatLoss }) {
  const t = v.t.seatLoss;
  if (!isChoosable(seatLoss, all)) return <Going v={v} seatLoss={seatLoss} />;
  const { going, count, isChosen, group } = seatLoss;
  const leader = group.leaderProductId;
  const on = new Set(ticked ? ticked.get(leader) : going.map(({ memberId }) => memberId));
  const everybody = choosable(seatLoss, v.can('billingAdmins.appoint'));
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
function Going({ v, seatLoss: { going } }: { v: SignedInViewer; seatLoss: GroupSeatLoss }) {
  const more = going.length - namedAtMost;
  return (
    <ul class="people">
      {going.slice(0, namedAtMost).map((holder) => (
        <li>
          {holder.name} <span class="sub">{holderWords(v, holder)}</span>
        </li>
      ))}
      {more > 0 && <li class="muted">{v.t.seatLoss.others(more)}</li>}
    </ul>
  );
}

function holderWords(v: SignedInViewer, { role, takenAt }: SeatHolder): string {
  return v.t.seatLoss.holder(v.t.common.roles[role], v.f.day(dayOf(takenAt)));
}

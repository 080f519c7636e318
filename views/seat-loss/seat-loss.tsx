/**
 * Which members would lose their seat when seats are lowered or a product is removed: the user can choose other members, or take the seats
 * away at once (rules §4.16).
 */
import { choosable, type GroupSeatLoss, isChoosable } from '../../src/seat-loss/choosable.ts';
import type { SeatHolder } from '../../src/seat-loss/take-away.ts';
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
  /** The ticked members by group, when the form comes back; null ticks the members who would go. */
  ticked: ReadonlyMap<string, readonly string[]> | null;
  errors: readonly FieldError[];
}

/** How many other members are listed after the members who would go. */
const othersListed = 100;

/** The page about an upcoming decrease or removal. */
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

/** What will happen on that day, and how many seats are in use. */
export function upcomingSeatLossLead(v: SignedInViewer, { upcoming, seatLoss, ...known }: UpcomingSeatLoss): string {
  if (seatLoss) return leadOf(v, known, seatLoss);
  return v.t.seatLoss.leadRemoval(productName(known.catalogue, upcoming.productId), v.f.day(upcoming.effectiveOn));
}

/** The form without a page around it, because the operator desk puts it into a page of its own. */
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
  /** The address that the form is sent to, and the fields that it carries on. */
  action: string;
  carried: FormValues;
  /** The link back to the form with the values that the user typed. */
  back: { href: string; label: string };
  /** The label of the submit button on the page before; this step uses it again. */
  submit: string;
}

/** The step between the form of a change and its saving, for the user who makes or approves the change: nothing has been written yet. */
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

/** The form without a page around it, because the operator desk puts it into a page of its own. */
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
  const members = choosable(seatLoss, v.can('billingAdmins.appoint'));
  // A ticked member is always listed, even far down in the order.
  const listed = members.filter(({ memberId }, index) => index < going.length + othersListed || on.has(memberId));
  const hidden = members.length - listed.length;
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

/** Where there is nothing to choose, at most this many members are named; the count includes all of them. */
const namedAtMost = 200;

/** Shown when there is nothing to choose: all of these members lose their seat. */
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

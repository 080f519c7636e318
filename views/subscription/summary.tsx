/**
 * The summary of a quote (rules §4.3): before, after and difference of every line, the charge for the rest of the period, and the next
 * invoice. The same component is the live fragment and a part of Manage, of the confirmation and of the review of a request.
 */
import type { Cycle } from '../../src/catalogue/catalogue.ts';
import type { Discount, Effect, LineState, Quote, QuoteLine } from '../../src/pricing/types.ts';
import type { GroupSeatLoss } from '../../src/seat-loss/choosable.ts';
import { lastDayOf } from '../../src/values/period.ts';
import type { Viewer } from '../../src/web/viewer.ts';
import { groupNames, type Known } from '../catalogue/names.ts';
import { Summary, SummaryLine, SummaryLines, SummaryTotal, SummaryTotals } from '../parts/summary.tsx';
import { upcomingWords } from './words.ts';

export interface QuoteSummaryProps {
  v: Viewer;
  known: Known;
  quote: Quote;
  currency: string;
  taxRateBp: number;
  /**
   * Whether the user may see the prices of what the account already has; the prices of additions are always shown (rules §3 row 2, §4.1).
   */
  showTotals: boolean;
  title?: string;
  /** For a page that shows the lines itself. */
  withoutLines?: boolean;
  /** A value is not a number yet: nothing is announced to a screen reader, and no sum is shown. */
  invalid?: boolean;
  /** Which members would lose their seat by the change (rules §4.16). */
  seatLoss?: readonly GroupSeatLoss[];
  /** Whether this user chooses these members in the next step; otherwise the user who answers the request chooses them. */
  chooses?: boolean;
}

export function QuoteSummary(props: QuoteSummaryProps) {
  const { v, known, quote, currency, taxRateBp, showTotals, title, withoutLines, invalid, seatLoss = [], chooses = false } = props;
  const t = v.t.subscription;
  const unchanged = isUnchanged(quote);
  return (
    <Summary t={v.t} title={title ?? t.summary} announce={invalid ? null : announcement(props)}>
      {invalid && <p class="muted">{t.invalid}</p>}
      {!invalid && unchanged && (
        <p class="muted">
          {t.nothingYet} {t.nothingYetHint}
        </p>
      )}
      {!withoutLines && (
        <SummaryLines>
          {quote.lines.map((line) => (
            <Line v={v} line={line} cycle={quote.cycle.now} currency={currency} showCost={showTotals} />
          ))}
        </SummaryLines>
      )}
      {!invalid && <Totals v={v} quote={quote} currency={currency} taxRateBp={taxRateBp} showTotals={showTotals} />}
      <Effects v={v} known={known} effects={quote.effects} currency={currency} />
      <Losing v={v} known={known} seatLoss={seatLoss} chooses={chooses} />
    </Summary>
  );
}

/** The effects of a change besides the lines, one sentence for each. */
export function Effects({ v, known, effects, currency }: { v: Viewer; known: Known; effects: readonly Effect[]; currency: string }) {
  if (effects.length === 0) return null;
  return (
    <ul class="summary-effects" aria-label={v.t.subscription.effects}>
      {effects.map((effect) => (
        <li>{effectWords(v, known, effect, currency)}</li>
      ))}
    </ul>
  );
}

/** At most this many members are named; the count includes all of them. */
const namedAtMost = 8;

/** How many members would lose their seat, and their names, group by group. */
function Losing({ v, known, seatLoss, chooses }: { v: Viewer; known: Known; seatLoss: readonly GroupSeatLoss[]; chooses: boolean }) {
  const t = v.t.seatLoss;
  if (seatLoss.length === 0) return null;
  return (
    <div class="summary-losers">
      {seatLoss.map(({ going, count, group, less }) => {
        const names = going.slice(0, namedAtMost).map(({ name }) => name);
        const more = count - names.length;
        const who = v.f.and(more > 0 ? [...names, t.others(more)] : names);
        return <p>{t.summary(count, groupNames(v, known, group), v.f.day(less.effectiveOn), who)}</p>;
      })}
      <p class="muted">{chooses ? t.nextStep : t.answererChooses}</p>
    </div>
  );
}

function Line({ v, line, cycle, currency, showCost }: { v: Viewer; line: QuoteLine; cycle: Cycle; currency: string; showCost: boolean }) {
  const t = v.t.subscription;
  const from = stateWords(v, line.before, '');
  const to = line.now ? stateWords(v, line.now, line.before ? '' : t.lineNew) : t.lineRemoved;
  const detail =
    line.before && line.now && line.before.planId !== line.now.planId
      ? t.planChange(line.before.planName, line.now.planName)
      : (line.now ?? line.before)?.planName;
  const more = (line.now?.periodMinor ?? 0) - (line.before?.periodMinor ?? 0);
  return (
    <SummaryLine
      t={v.t}
      name={line.name}
      from={line.before ? from : ''}
      to={to}
      difference={differenceWords(v, line)}
      detail={detail}
      later={laterWords(v, line)}
      cost={
        more > 0 || (showCost && more !== 0)
          ? `${v.f.signedMoney(more, currency)} ${t.perCycle[cycle]}`
          : showCost && line.now
            ? `${v.f.money(line.now.periodMinor, currency)} ${t.perCycle[cycle]}`
            : undefined
      }
    />
  );
}

/** How many seats more or fewer. A new line is called new here, unless its state says so already. */
function differenceWords(v: Viewer, { before, now }: QuoteLine): string {
  if (!before) return now?.seats == null ? '' : v.t.subscription.lineNew;
  const difference = (now?.seats ?? 0) - (before.seats ?? 0);
  return difference === 0 ? '' : v.f.signed(difference);
}

/** The number of seats of a line; a flat line has no number to show. */
function stateWords(v: Viewer, state: LineState | null, flat: string): string {
  if (!state) return '';
  return state.seats === null ? flat : v.f.number(state.seats);
}

function laterWords(v: Viewer, { now, later, laterOn }: QuoteLine): string[] {
  const t = v.t.subscription;
  if (!laterOn || !now) return [];
  const day = v.f.day(laterOn);
  if (!later) return [t.lineLaterRemoved(day)];
  return [
    ...(later.seats !== now.seats && later.seats !== null ? [t.lineLaterSeats(v.f.number(later.seats), day)] : []),
    ...(later.planId !== now.planId ? [t.lineLaterPlan(later.planName, day)] : []),
  ];
}

/** The charge for the rest of the period, the recurring price, and the next invoice. */
export function Totals({
  v,
  quote,
  currency,
  taxRateBp,
  showTotals,
}: Pick<QuoteSummaryProps, 'v' | 'quote' | 'currency' | 'taxRateBp' | 'showTotals'>) {
  const t = v.t.subscription;
  const money = (minor: number) => v.f.money(minor, currency);
  const more = quote.recurringMinor.now - quote.recurringMinor.before;
  const { nextInvoice, nextInvoiceBefore } = quote;
  const rate = taxRateBp > 0 ? v.f.percent(taxRateBp) : null;
  const isCharged = quote.due.netMinor > 0;
  const temporaryMinor = quote.lines.flatMap((line) => line.temporary).reduce((sum, row) => sum + row.dueMinor, 0);
  return (
    <SummaryTotals>
      <SummaryTotal
        label={t.restOfPeriod}
        amount={money(quote.due.netMinor)}
        notes={[
          t.restOfPeriodNote(quote.daysLeft, v.f.number(quote.daysInPeriod), v.f.day(lastDayOf(nextInvoice.on))),
          temporaryMinor > 0 && t.temporaryNote(money(temporaryMinor)),
          isCharged && (rate ? t.chargedWithTax(rate) : t.charged),
        ]}
        strong
      />
      {showTotals ? (
        <>
          <SummaryTotal
            label={t.recurring[quote.cycle.now]}
            amount={money(quote.recurringMinor.now)}
            notes={[more !== 0 && v.f.signedMoney(more, currency)]}
          />
          <SummaryTotal
            label={t.nextInvoice}
            amount={money(nextInvoice.totalMinor)}
            notes={[
              t.nextInvoiceNote(v.f.day(nextInvoice.on)),
              nextInvoice.totalMinor !== nextInvoiceBefore.totalMinor && t.nextInvoiceWithout(money(nextInvoiceBefore.totalMinor)),
              nextInvoice.discountMinor > 0 && t.discountNote(money(nextInvoice.discountMinor)),
            ]}
          />
        </>
      ) : (
        more > 0 && (
          <SummaryTotal
            label={t.recurringMore[quote.cycle.now]}
            amount={v.f.signedMoney(more, currency)}
            notes={[rate && t.taxNote(rate)]}
          />
        )
      )}
    </SummaryTotals>
  );
}

function announcement({ v, quote, currency, showTotals, seatLoss = [] }: QuoteSummaryProps): string {
  const t = v.t.subscription;
  if (isUnchanged(quote)) return t.announceNothing;
  const due = v.f.money(quote.due.netMinor, currency);
  const sums = showTotals ? t.announce(due, v.f.money(quote.nextInvoice.totalMinor, currency)) : t.announceDue(due);
  const losing = seatLoss.reduce((sum, { count }) => sum + count, 0);
  return losing > 0 ? `${sums} ${v.t.seatLoss.announce(losing)}` : sums;
}

/** Whether the quote changes nothing. */
export function isUnchanged(quote: Quote): boolean {
  return quote.effects.length === 0 && quote.lines.every((line) => !line.changed);
}

function effectWords(v: Viewer, known: Known, effect: Effect, currency: string): string {
  const t = v.t.subscription;
  switch (effect.kind) {
    case 'upcoming-replaced':
      return t.effectReplaced(upcomingWords(v, known, effect.upcoming));
    case 'upcoming-moved':
      return t.effectMoved(upcomingWords(v, known, effect.upcoming), v.f.day(effect.to));
    case 'cycle':
      return t.effectCycle[effect.to](v.f.day(effect.on));
    case 'committed':
      return t.effectCommitted(v.f.day(lastDayOf(effect.until)));
    case 'discount':
      return discountWords(v, effect.discount, currency);
  }
}

export function discountWords(v: Viewer, discount: Discount, currency: string): string {
  const t = v.t.subscription;
  const how = discount.periodsLeft === null ? t.discountForever : t.discountFor(discount.periodsLeft);
  return discount.kind === 'percent'
    ? t.effectDiscountPercent(discount.code, v.f.percent(discount.value), how)
    : t.effectDiscountAmount(discount.code, v.f.money(discount.value, currency), how);
}

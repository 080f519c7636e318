import { percentOf } from '../values/money.ts';
import { check } from './check.ts';
import { forecast } from './forecast.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { dueMinor, type RestOfPeriod, restOfPeriod } from './proration.ts';
import { affects, asOf, lineState, recurringMinor, type SubscriptionState, subscriptionStateOf } from './state.ts';
import { temporaryPriceRise } from './temporary.ts';
import type { Change, Discount, Effect, LineState, Quote, QuoteInput, QuoteLine } from './types.ts';

/**
 * Prices a change: what is charged for the rest of the period, what is scheduled for later, the next invoice with the change and without
 * it, and what is refused (rules §4.3, §4.8, §4.15). It compares the current subscription with the subscription that the change would make.
 * All code that shows, requests, approves or applies a change calls this function with data that the server itself has read, and never
 * believes a price from another source. When a part is refused, the other parts are priced all the same for the page, but the change must
 * not be applied.
 */
export function quote(input: QuoteInput): Quote {
  const { subscription, catalogue, taxRateBp, today } = input;
  const { accepted, refusals } = check(input);

  const before = subscriptionStateOf(subscription, catalogue);
  const outcome = outcomeOf(subscription, accepted, catalogue);
  const { after } = outcome;

  const rest = restOfPeriod(subscription, today);
  const lines = quoteLines(input, before, after, rest);
  const newDiscount = discountOf(accepted, input);
  const effects = effectsOf(outcome, before, newDiscount);
  const changesNothing = effects.length === 0 && !lines.some((line) => line.changed);

  const netMinor = lines.reduce((sum, line) => sum + line.dueMinor, 0);
  const taxMinor = percentOf(netMinor, taxRateBp);
  const { openChargesMinor, discount, periodEndsOn: on } = subscription;

  return {
    version: subscription.version,
    today,
    ...rest,
    lines,
    cycle: { now: after.cycle, later: cycleLater(after) },
    committedUntil: { before: before.committedUntil, after: after.committedUntil },
    due: { netMinor, taxMinor, totalMinor: netMinor + taxMinor },
    recurringMinor: { before: recurringMinor(before), now: recurringMinor(after) },
    nextInvoice: forecast(after, { on, chargesMinor: openChargesMinor + netMinor, discount: discount ?? newDiscount, taxRateBp }),
    nextInvoiceBefore: forecast(before, { on, chargesMinor: openChargesMinor, discount, taxRateBp }),
    effects,
    waiting: outcome.waiting,
    refusals:
      refusals.length === 0 && changesNothing
        ? [{ reason: 'nothing-changed', field: null, productId: null, otherProductId: null }]
        : refusals,
  };
}

/** A change that changes nothing, for the form when it is first shown. */
export function noChange(version: number): Change {
  return { version, seats: {}, plans: {}, add: {}, remove: [], cycle: null, extendCycles: null, promotionCode: null };
}

/** Every line that exists before or after the change, in the order of the catalogue. */
function quoteLines(
  { subscription, catalogue, today }: QuoteInput,
  before: SubscriptionState,
  after: SubscriptionState,
  rest: RestOfPeriod,
): QuoteLine[] {
  const lines: QuoteLine[] = [];
  for (const product of catalogue.values()) {
    const [was, is] = [before.lines.get(product.id), after.lines.get(product.id)];
    if (!was && !is) continue;
    const states = { before: was ? lineState(was, before.cycle) : null, now: is ? lineState(is, after.cycle) : null };
    const scheduled = laterStateOf(product.id, after);
    const scheduledBefore = laterStateOf(product.id, before);
    const temporary = temporaryPriceRise(subscription, { leader: (is ?? was)?.leader ?? null, ...states, today });
    lines.push({
      productId: product.id,
      name: product.name,
      ...states,
      ...scheduled,
      dueMinor: dueMinor(states.before, states.now, rest) + temporary.reduce((sum, row) => sum + row.dueMinor, 0),
      temporary,
      changed:
        !isSame(states.before, states.now) ||
        scheduled.laterOn !== scheduledBefore.laterOn ||
        !isSame(scheduled.later, scheduledBefore.later),
    });
  }
  return lines;
}

/**
 * The day of the next scheduled change of a line, and the state of the line from then on (null when the change removes it). Both are null
 * when no change of the line is scheduled; a new price at renewal alone does not count as one.
 */
function laterStateOf(productId: string, state: SubscriptionState): Pick<QuoteLine, 'later' | 'laterOn'> {
  const line = state.lines.get(productId);
  const days = line ? state.waiting.filter((row) => affects(row, line)).map((row) => row.effectiveOn) : [];
  const laterOn = days.toSorted()[0] ?? null;
  if (laterOn === null) return { later: null, laterOn };
  const { lines, cycle } = asOf(state, laterOn);
  const lineLater = lines.get(productId);
  return { later: lineLater ? lineState(lineLater, cycle) : null, laterOn };
}

function isSame(one: LineState | null, other: LineState | null): boolean {
  if (!one || !other) return one === other;
  return one.planId === other.planId && one.seats === other.seats && one.unitMinor === other.unitMinor;
}

function cycleLater({ waiting, cycle }: SubscriptionState): SubscriptionState['cycle'] {
  return waiting.find((row) => row.kind === 'cycle')?.toCycle ?? cycle;
}

/** The discount of the promotion code, when the change carries an accepted one. */
function discountOf({ promotionCode }: Change, { code }: QuoteInput): Discount | null {
  return promotionCode !== null && code && 'discount' in code ? code.discount : null;
}

function effectsOf({ replaced, moved, waiting, after }: Outcome, before: SubscriptionState, discount: Discount | null): Effect[] {
  const effects: Effect[] = [
    ...replaced.map((upcoming): Effect => ({ kind: 'upcoming-replaced', upcoming })),
    ...moved.map((move): Effect => ({ kind: 'upcoming-moved', ...move })),
  ];
  for (const row of waiting) if (row.kind === 'cycle') effects.push({ kind: 'cycle', to: row.toCycle, on: row.effectiveOn });
  if (after.committedUntil !== before.committedUntil) effects.push({ kind: 'committed', until: after.committedUntil });
  if (discount) effects.push({ kind: 'discount', discount });
  return effects;
}

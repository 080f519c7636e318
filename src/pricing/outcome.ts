import { type Catalogue, planOf } from '../catalogue/catalogue.ts';
import { leaderOf, neededFor } from '../catalogue/fits.ts';
import { type Day, later } from '../values/day.ts';
import { addCycles } from '../values/period.ts';
import { type PricedLine, type SubscriptionState, subscriptionStateOf } from './state.ts';
import type { Change, Subscription, Upcoming, Waiting } from './types.ts';

/** What a subscription becomes by a change. */
export interface Outcome {
  /** The state right after the change. Increases are already in it; decreases are among its `waiting` changes. */
  after: SubscriptionState;
  /** Decreases that this change schedules for later. */
  waiting: Waiting[];
  /** Upcoming changes that this change replaces. */
  replaced: Upcoming[];
  /** Upcoming changes that stay, but move to a later day. */
  moved: { upcoming: Upcoming; to: Day }[];
}

/**
 * The outcome of a change without refusals (see `check`): increases take effect at once, decreases when the commitment ends (rules §4.15).
 * One change can hold both, even for one line: with more seats and a lower plan, the seats are added on today's plan, and the plan is
 * lowered later.
 */
export function outcomeOf(subscription: Subscription, change: Change, catalogue: Catalogue): Outcome {
  const { cycle, upcoming } = subscription;
  const before = subscriptionStateOf(subscription, catalogue);
  const lines = withMore(before.lines, change, catalogue);
  const committedUntil = extended(subscription, change.extendCycles);

  const asked = decreasesIn(before, change, later(committedUntil, subscription.periodEndsOn));
  // A decrease that is already scheduled is not scheduled again.
  const waiting = asked.filter((row) => !upcoming.some((other) => targetOf(other) === targetOf(row)));
  const isReplaced = replacedBy(change, productsToKeep(change, lines.keys(), catalogue));
  const replaced = upcoming.filter((row) => isReplaced(row) && !asked.some((other) => targetOf(other) === targetOf(row)));
  const remaining = upcoming.filter((row) => !replaced.includes(row));
  const isMoved = (row: Upcoming) => committedUntil > subscription.committedUntil && row.effectiveOn < committedUntil;

  return {
    after: {
      cycle,
      committedUntil,
      lines,
      waiting: [...remaining.map((row) => (isMoved(row) ? { ...row, effectiveOn: committedUntil } : row)), ...waiting],
    },
    waiting,
    replaced,
    moved: remaining.filter(isMoved).map((row) => ({ upcoming: row, to: committedUntil })),
  };
}

/**
 * The products that must stay because a change wants them, with all products that they need. Example: a change that adds seats to the group
 * of an add-on, or adds a product that follows Support, keeps Support too and replaces its upcoming removal.
 */
export function productsToKeep(change: Change, held: Iterable<string>, catalogue: Catalogue): Set<string> {
  const ids = [...held];
  const wanted = [
    ...Object.keys(change.seats).filter((productId) => change.seats[productId] !== 0),
    ...Object.keys(change.plans).filter((productId) => change.plans[productId]?.from !== change.plans[productId]?.to),
    ...Object.keys(change.add),
  ];
  return new Set(wanted.flatMap((productId) => [productId, ...neededFor(catalogue, ids, productId)]));
}

/** The end of the commitment after extending it by whole cycles, counted from the anchor so that month ends do not drift. */
function extended({ anchorOn, cycle, committedUntil, periodEndsOn }: Subscription, cycles: number | null): Day {
  return cycles === null ? committedUntil : addCycles(anchorOn, cycle, later(committedUntil, periodEndsOn), cycles);
}

/**
 * The lines right after the change. More seats of a held line cost the price of that line; a new line or a higher plan costs today's price.
 */
function withMore(held: SubscriptionState['lines'], change: Change, catalogue: Catalogue): Map<string, PricedLine> {
  const lines = new Map<string, PricedLine>();
  for (const [productId, line] of held) lines.set(productId, upgraded(withMoreSeats(line, change), change));

  const ids = [...held.keys(), ...Object.keys(change.add)];
  for (const [productId, { planId }] of Object.entries(change.add)) {
    const product = catalogue.get(productId);
    const plan = product && planOf(product, planId);
    if (!product || !plan?.current) continue;
    const leader = leaderOf(catalogue, ids, productId);
    const seats = leader === null ? null : (lines.get(leader)?.seats ?? change.add[leader]?.seats ?? null);
    lines.set(productId, { product, plan, price: plan.current, leader, seats });
  }
  return lines;
}

function withMoreSeats(line: PricedLine, change: Change): PricedLine {
  const more = line.leader === null ? 0 : (change.seats[line.leader] ?? 0);
  return more > 0 && line.seats !== null ? { ...line, seats: line.seats + more } : line;
}

function upgraded(line: PricedLine, change: Change): PricedLine {
  const wanted = change.plans[line.product.id];
  const plan = wanted && planOf(line.product, wanted.to);
  return plan?.current && plan.level > line.plan.level ? { ...line, plan, price: plan.current } : line;
}

/** The decreases in a change, all scheduled for `effectiveOn`. Another cycle always counts as a decrease. */
function decreasesIn({ lines, cycle }: SubscriptionState, change: Change, effectiveOn: Day): Waiting[] {
  const rows: Waiting[] = [];
  for (const [productId, { product, plan, seats }] of lines) {
    const more = change.seats[productId] ?? 0;
    const wanted = planOf(product, change.plans[productId]?.to ?? plan.id);
    if (more < 0 && seats !== null) rows.push({ kind: 'seats', productId, toSeats: seats + more, effectiveOn });
    if (wanted && wanted.level < plan.level) rows.push({ kind: 'plan', productId, toPlanId: wanted.id, effectiveOn });
    if (change.remove.includes(productId)) rows.push({ kind: 'removal', productId, effectiveOn });
  }
  if (change.cycle !== null && change.cycle !== cycle) rows.push({ kind: 'cycle', toCycle: change.cycle, effectiveOn });
  return rows;
}

/**
 * Which upcoming changes a newer change replaces: those about the seats of the same group, the plan of the same product, its removal, or
 * the cycle.
 */
function replacedBy(change: Change, kept: Set<string>): (row: Upcoming) => boolean {
  return (row) => {
    switch (row.kind) {
      case 'seats':
        return (change.seats[row.productId] ?? 0) !== 0;
      case 'plan':
        return Object.hasOwn(change.plans, row.productId);
      case 'removal':
        return kept.has(row.productId);
      case 'cycle':
        return change.cycle !== null;
    }
  };
}

/** A key for the target of a scheduled change, without its day. */
function targetOf(row: Waiting): string {
  switch (row.kind) {
    case 'seats':
      return `${row.productId}: ${row.toSeats} seats`;
    case 'plan':
      return `${row.productId}: plan ${row.toPlanId}`;
    case 'removal':
      return `${row.productId}: removal`;
    case 'cycle':
      return row.toCycle;
  }
}

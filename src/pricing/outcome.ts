import { type Catalogue, planOf } from '../catalogue/catalogue.ts';
import { leaderOf, neededFor } from '../catalogue/fits.ts';
import { type Day, later } from '../values/day.ts';
import { addCycles } from '../values/period.ts';
import { type StandingLine, type SubscriptionState, subscriptionStateOf } from './state.ts';
import type { Change, Subscription, Upcoming, Waiting } from './types.ts';

/** What a change makes of a subscription. */
export interface Outcome {
  /** Right after the change: more is already there, less is among what waits. */
  after: SubscriptionState;
  /** What the change newly leaves for later. */
  waiting: Waiting[];
  /** What waited until now and gives way to the change. */
  replaced: Upcoming[];
  /** What goes on waiting, but for a later day. */
  moved: { upcoming: Upcoming; to: Day }[];
}

/**
 * The outcome of a change of which nothing is refused (see `check`): more takes effect at once, less when the commitment ends
 * (rules §4.15). A change can hold both, even for one line: seats up and plan down is more seats on today's plan, the lower plan later.
 */
export function outcomeOf(subscription: Subscription, change: Change, catalogue: Catalogue): Outcome {
  const { cycle, upcoming } = subscription;
  const before = subscriptionStateOf(subscription, catalogue);
  const lines = withMore(before.lines, change, catalogue);
  const committedUntil = extended(subscription, change.extendCycles);

  const asked = less(before, change, later(committedUntil, subscription.periodEndsOn));
  // Asking again for what already waits changes nothing.
  const waiting = asked.filter((row) => !upcoming.some((other) => wanted(other) === wanted(row)));
  const givesWay = whatGivesWay(change, keptBy(change, lines.keys(), catalogue));
  const replaced = upcoming.filter((row) => givesWay(row) && !asked.some((other) => wanted(other) === wanted(row)));
  const standing = upcoming.filter((row) => !replaced.includes(row));
  const isMoved = (row: Upcoming) => committedUntil > subscription.committedUntil && row.effectiveOn < committedUntil;

  return {
    after: {
      cycle,
      committedUntil,
      lines,
      waiting: [...standing.map((row) => (isMoved(row) ? { ...row, effectiveOn: committedUntil } : row)), ...waiting],
    },
    waiting,
    replaced,
    moved: standing.filter(isMoved).map((row) => ({ upcoming: row, to: committedUntil })),
  };
}

/**
 * The products that a change wants to keep, with everything they need: who buys seats for an add-on's group, or adds something
 * that follows Support, keeps Support too, and its waiting removal gives way.
 */
export function keptBy(change: Change, held: Iterable<string>, catalogue: Catalogue): Set<string> {
  const ids = [...held];
  const wanted = [
    ...Object.keys(change.seats).filter((productId) => change.seats[productId] !== 0),
    ...Object.keys(change.plans).filter((productId) => change.plans[productId]?.from !== change.plans[productId]?.to),
    ...Object.keys(change.add),
  ];
  return new Set(wanted.flatMap((productId) => [productId, ...neededFor(catalogue, ids, productId)]));
}

/** Whole further cycles are put onto the present commitment, counted from the anchor so that month ends do not drift. */
function extended({ anchorOn, cycle, committedUntil, periodEndsOn }: Subscription, cycles: number | null): Day {
  return cycles === null ? committedUntil : addCycles(anchorOn, cycle, later(committedUntil, periodEndsOn), cycles);
}

/** The lines right after the change. Seats of a line that is there are bought at its own price; a plan that is new to it at today's. */
function withMore(held: SubscriptionState['lines'], change: Change, catalogue: Catalogue): Map<string, StandingLine> {
  const lines = new Map<string, StandingLine>();
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

function withMoreSeats(line: StandingLine, change: Change): StandingLine {
  const more = line.leader === null ? 0 : (change.seats[line.leader] ?? 0);
  return more > 0 && line.seats !== null ? { ...line, seats: line.seats + more } : line;
}

function upgraded(line: StandingLine, change: Change): StandingLine {
  const wanted = change.plans[line.product.id];
  const plan = wanted && planOf(line.product, wanted.to);
  return plan?.current && plan.level > line.plan.level ? { ...line, plan, price: plan.current } : line;
}

/** What the change asks for that is less, and so waits for `effectiveOn`. Another cycle always counts as less. */
function less({ lines, cycle }: SubscriptionState, change: Change, effectiveOn: Day): Waiting[] {
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

/** A newer word on the same thing replaces what waits: seats of a group, the plan of a product, its removal, the cycle. */
function whatGivesWay(change: Change, kept: Set<string>): (row: Upcoming) => boolean {
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

/** What a row asks for, whatever its day. */
function wanted(row: Waiting): string {
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

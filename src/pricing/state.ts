import { type Catalogue, type Cycle, type Plan, type PlanVersion, type Product, planOf, unitMinor } from '../catalogue/catalogue.ts';
import type { Day } from '../values/day.ts';
import type { Line, LineState, Subscription, Waiting } from './types.ts';

/** A line with everything its price depends on. */
export interface StandingLine {
  product: Product;
  plan: Plan;
  /** The price it is kept at while the commitment lasts. */
  price: Omit<PlanVersion, 'id'>;
  /** The product that leads its seat group, and the seats of that group; both null on a flat line. */
  leader: string | null;
  seats: number | null;
}

/** How a subscription stands: what there is, and what waits. The quote compares two of these, without the change and with it. */
export interface SubscriptionState {
  cycle: Cycle;
  committedUntil: Day;
  /** By product. */
  lines: ReadonlyMap<string, StandingLine>;
  waiting: readonly Waiting[];
}

/** A subscription as it stands now. */
export function subscriptionStateOf(subscription: Subscription, catalogue: Catalogue): SubscriptionState {
  const lines = subscription.lines.map((line) => [line.productId, standingLine(line, subscription, catalogue)] as const);
  return {
    cycle: subscription.cycle,
    committedUntil: subscription.committedUntil,
    lines: new Map(lines),
    waiting: subscription.upcoming,
  };
}

/**
 * What will be there on a day: what waits until then is carried out in the order of its days, and when the commitment is over
 * by then, the lines go on at the price at which their plan is sold today.
 */
export function asOf(standing: SubscriptionState, day: Day): Pick<SubscriptionState, 'cycle' | 'lines'> {
  const due = standing.waiting.filter((row) => row.effectiveOn <= day).toSorted(byDay);
  const renews = standing.committedUntil <= day;
  const lines = new Map<string, StandingLine>();
  let cycle = standing.cycle;
  for (const row of due) if (row.kind === 'cycle') cycle = row.toCycle;
  for (const [productId, line] of standing.lines) {
    const then = due.reduce<StandingLine | null>(carriedOut, line);
    if (then) lines.set(productId, renews ? atPriceOfToday(then) : then);
  }
  return { cycle, lines };
}

/** Whether something that waits will make this line another one. */
export function concerns(row: Waiting, line: StandingLine): boolean {
  switch (row.kind) {
    case 'seats':
      return row.productId === line.leader;
    case 'plan':
    case 'removal':
      return row.productId === line.product.id;
    case 'cycle':
      return true;
  }
}

/** Seats × unit price, or the unit price alone on a flat line, for a whole period. The bounds of both keep it below 2^53. */
export function lineState({ plan, price, seats }: StandingLine, cycle: Cycle): LineState {
  const unit = unitMinor(price, cycle);
  return { planId: plan.id, planName: plan.name, seats, unitMinor: unit, periodMinor: (seats ?? 1) * unit };
}

/** What these lines cost in one period, before discount and tax. */
export function recurringMinor({ lines, cycle }: Pick<SubscriptionState, 'lines' | 'cycle'>): number {
  let sum = 0;
  for (const line of lines.values()) sum += lineState(line, cycle).periodMinor;
  return sum;
}

function byDay(one: Waiting, other: Waiting): number {
  return Number(one.effectiveOn > other.effectiveOn) - Number(one.effectiveOn < other.effectiveOn);
}

function standingLine(line: Line, { groups }: Subscription, catalogue: Catalogue): StandingLine {
  const product = catalogue.get(line.productId);
  const plan = product && planOf(product, line.planId);
  const group = groups.find(({ id }) => id === line.groupId);
  if (!product || !plan) throw new Error(`The catalogue lacks plan ${line.planId} of ${line.productId}, which is held`);
  if (line.groupId !== null && !group) throw new Error(`The line of ${line.productId} has no seat group`);
  return { product, plan, price: line, leader: group?.leaderProductId ?? null, seats: group?.seats ?? null };
}

function carriedOut(line: StandingLine | null, row: Waiting): StandingLine | null {
  if (!line || !concerns(row, line) || row.kind === 'cycle') return line;
  if (row.kind === 'removal') return null;
  if (row.kind === 'seats') return { ...line, seats: row.toSeats };
  // A plan that is no longer sold when its day comes cannot be bought: the line stays as it is.
  const plan = planOf(line.product, row.toPlanId);
  return plan?.current ? { ...line, plan, price: plan.current } : line;
}

function atPriceOfToday(line: StandingLine): StandingLine {
  return line.plan.current ? { ...line, price: line.plan.current } : line;
}

import { type Catalogue, type Cycle, type Plan, type PlanVersion, type Product, planOf, unitMinor } from '../catalogue/catalogue.ts';
import type { Day } from '../values/day.ts';
import type { Line, LineState, Subscription, Waiting } from './types.ts';

/** A line with everything its price depends on. */
export interface PricedLine {
  product: Product;
  plan: Plan;
  /** The price that the line keeps while the commitment lasts. */
  price: Omit<PlanVersion, 'id'>;
  /** The product that leads its seat group, and the seats of that group; both null on a flat line. */
  leader: string | null;
  seats: number | null;
}

/** The state of a subscription: its lines and its scheduled changes. The quote compares two states, without the change and with it. */
export interface SubscriptionState {
  cycle: Cycle;
  committedUntil: Day;
  /** By product. */
  lines: ReadonlyMap<string, PricedLine>;
  waiting: readonly Waiting[];
}

/** The current state of a subscription. */
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
 * The lines and the cycle on a day. Changes that are scheduled until then are carried out in the order of their days. When the commitment
 * is over by then, the lines continue at the price at which their plan is sold today; that price is the object `plan.current` itself.
 */
export function asOf(state: SubscriptionState, day: Day): Pick<SubscriptionState, 'cycle' | 'lines'> {
  const due = state.waiting.filter((row) => row.effectiveOn <= day).toSorted(byDay);
  const renews = state.committedUntil <= day;
  const lines = new Map<string, PricedLine>();
  let cycle = state.cycle;
  for (const row of due) if (row.kind === 'cycle') cycle = row.toCycle;
  for (const [productId, line] of state.lines) {
    const lineThen = due.reduce<PricedLine | null>(carriedOut, line);
    if (lineThen) lines.set(productId, renews ? atPriceOfToday(lineThen) : lineThen);
  }
  return { cycle, lines };
}

/** Whether a scheduled change alters this line. */
export function affects(row: Waiting, line: PricedLine): boolean {
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

/**
 * The price of a line for a whole period: seats × unit price, or the unit price alone on a flat line. The limits of both keep the product
 * below 2^53.
 */
export function lineState({ plan, price, seats }: PricedLine, cycle: Cycle): LineState {
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

function standingLine(line: Line, { groups }: Subscription, catalogue: Catalogue): PricedLine {
  const product = catalogue.get(line.productId);
  const plan = product && planOf(product, line.planId);
  const group = groups.find(({ id }) => id === line.groupId);
  if (!product || !plan) throw new Error(`The catalogue lacks plan ${line.planId} of ${line.productId}, which is held`);
  if (line.groupId !== null && !group) throw new Error(`The line of ${line.productId} has no seat group`);
  return { product, plan, price: line, leader: group?.leaderProductId ?? null, seats: group?.seats ?? null };
}

function carriedOut(line: PricedLine | null, row: Waiting): PricedLine | null {
  if (!line || !affects(row, line) || row.kind === 'cycle') return line;
  if (row.kind === 'removal') return null;
  if (row.kind === 'seats') return { ...line, seats: row.toSeats };
  // A plan that is no longer sold when its day comes cannot be bought: the line keeps its old plan.
  const plan = planOf(line.product, row.toPlanId);
  return plan?.current ? { ...line, plan, price: plan.current } : line;
}

function atPriceOfToday(line: PricedLine): PricedLine {
  return line.plan.current ? { ...line, price: line.plan.current } : line;
}

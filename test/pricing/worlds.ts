import fc from 'fast-check';
import type { Catalogue, Product } from '../../src/catalogue/catalogue.ts';
import { leaderOf } from '../../src/catalogue/fits.ts';
import { check } from '../../src/pricing/check.ts';
import { noChange } from '../../src/pricing/quote.ts';
import type { Change, Discount, Line, Quote, QuoteInput, Subscription, Upcoming } from '../../src/pricing/types.ts';
import { addDays } from '../../src/values/day.ts';
import { addCycles, nthPeriod } from '../../src/values/period.ts';
import { catalogue, everything } from './given.ts';

// Random subscriptions and changes for property tests. A higher plan is always dearer here, whichever of its versions is held: only so is
// "more is never cheaper" a rule. Some plans are not sold, and some wanted changes are impossible.

const possessions = [
  ['support-suite', 'reviews', 'sales', 'archive'],
  ['support', 'reviews', 'shifts', 'sandbox', 'telephone'],
  ['contact-suite', 'support', 'help-pages', 'reviews'],
  ['sales', 'archive'],
  ['archive'],
];
const productIds = [...catalogue().keys()];
const levels = [1, 2, 3];

const cycle = fc.constantFrom('monthly' as const, 'annual' as const);
const discount = fc.record<Discount>({
  code: fc.constant('CODE'),
  kind: fc.constantFrom('percent', 'amount'),
  value: fc.integer({ min: 1, max: 10_000 }),
  periodsLeft: fc.constantFrom(null, 0, 1, 3),
});

/**
 * For each product and level: where today's price and the held price lie within the price range of the level, and whether the plan is sold.
 */
const prices = fc.record({
  today: fc.array(fc.nat(999), { minLength: 3, maxLength: 3 }),
  held: fc.array(fc.nat(999), { minLength: 3, maxLength: 3 }),
  sold: fc.array(
    fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
    { minLength: 3, maxLength: 3 },
  ),
  heldLevel: fc.constantFrom(...levels),
  seats: fc.integer({ min: 1, max: 30 }),
});
const allPrices = fc.tuple(...productIds.map(() => prices)).map((ofProducts) => new Map(productIds.map((id, n) => [id, ofProducts[n]!])));

const price = (level: number, inBand: number) => ({
  monthlyUnitMinor: level * 1000 + inBand,
  annualUnitMinor: level * 10_000 + inBand * 7,
});

const wanted = fc.record({
  seats: fc.dictionary(fc.constantFrom(...productIds), fc.integer({ min: -12, max: 12 }), { maxKeys: 3 }),
  plans: fc.dictionary(fc.constantFrom(...productIds), fc.constantFrom(...levels), { maxKeys: 3 }),
  add: fc.dictionary(
    fc.constantFrom(...productIds),
    fc.record({ level: fc.constantFrom(...levels), seats: fc.option(fc.integer({ min: 1, max: 20 })) }),
    { maxKeys: 3 },
  ),
  remove: fc.subarray(productIds, { maxLength: 4 }),
  cycle: fc.option(cycle, { freq: 2 }),
  extendCycles: fc.option(fc.integer({ min: 1, max: 3 }), { freq: 2 }),
  promotionCode: fc.option(fc.constant('CODE'), { freq: 2 }),
});
export type WantedChange = typeof wanted extends fc.Arbitrary<infer Each> ? Each : never;

/**
 * A subscription without upcoming changes, on a day of its period or the day before it, and some wanted changes to make one after the
 * other.
 */
export const world = fc
  .record({
    held: fc.constantFrom(...possessions),
    prices: allPrices,
    cycle,
    anchorOn: fc.constantFrom('2027-01-01', '2027-01-15', '2027-01-30', '2027-01-31', '2028-02-29'),
    n: fc.nat(14),
    committed: fc.nat(3),
    day: fc.integer({ min: -1, max: 32 }),
    discount: fc.option(discount),
    openChargesMinor: fc.nat(50_000),
    taxRateBp: fc.constantFrom(0, 770, 1900, 2200),
    code: discount,
    wishes: fc.array(wanted, { minLength: 1, maxLength: 4 }),
  })
  .map(({ held, prices, n, committed, day, wishes, taxRateBp, code, ...rest }) => {
    const sold = catalogueWith(prices);
    const { startsOn: periodStartsOn, endsOn: periodEndsOn } = nthPeriod(rest.anchorOn, rest.cycle, n);
    const groups = held
      .filter((id) => leaderOf(sold, held, id) === id)
      .map((id) => ({ id: `group-${id}`, leaderProductId: id, seats: prices.get(id)!.seats, used: 0 }));
    const lines = held.map((id): Line => {
      const product = sold.get(id)!;
      const plan = product.plans[Math.min(prices.get(id)!.heldLevel, product.plans.length) - 1]!;
      const leader = leaderOf(sold, held, id);
      const atPrice = price(plan.level, prices.get(id)!.held[plan.level - 1]!);
      return { id: `line-${id}`, productId: id, planId: plan.id, planVersionId: 'held', ...atPrice, groupId: leader && `group-${leader}` };
    });
    const subscription: Subscription = {
      accountId: 'account',
      version: 1,
      ...rest,
      periodStartsOn,
      periodEndsOn,
      committedUntil: addCycles(rest.anchorOn, rest.cycle, periodEndsOn, committed),
      groups,
      lines,
      temporary: [],
      upcoming: [],
    };
    // From the day of the renewal on, a change is refused until the renewal is done.
    const today = [addDays(periodStartsOn, day), addDays(periodEndsOn, -1)].toSorted()[0] ?? '';
    return { subscription, catalogue: sold, today, taxRateBp, code: { discount: code }, wishes };
  });
export type World = typeof world extends fc.Arbitrary<infer Each> ? Each : never;

function catalogueWith(prices: Map<string, { today: number[]; sold: boolean[] }>): Catalogue {
  const priced = [...catalogue().values()].map((product): [string, Product] => {
    const { today, sold } = prices.get(product.id)!;
    const plans = product.plans.map((plan) => {
      const at = plan.level - 1;
      return { ...plan, current: sold[at] ? { id: `${plan.id}-today`, ...price(plan.level, today[at]!) } : null };
    });
    return [product.id, { ...product, plans }];
  });
  return new Map(priced);
}

/** The input of a quote for a wanted change, with its impossible parts. */
export function asked(world: World, { plans, add, ...wanted }: WantedChange, subscription: Subscription = world.subscription): QuoteInput {
  const { catalogue, today, taxRateBp, code } = world;
  const from = (id: string) => subscription.lines.find((line) => line.productId === id)?.planId ?? '';
  const change: Change = {
    ...noChange(subscription.version),
    ...wanted,
    plans: Object.fromEntries(Object.entries(plans).map(([id, level]) => [id, { from: from(id), to: `${id}-${level}` }])),
    add: Object.fromEntries(Object.entries(add).map(([id, { level, seats }]) => [id, { planId: `${id}-${level}`, seats }])),
  };
  return { subscription, catalogue, today, taxRateBp, code, allowed: everything, change };
}

/** The same input without its impossible parts, so that the change can be made. */
export function possible(input: QuoteInput): QuoteInput {
  for (let rounds = 0; rounds < 6; rounds += 1) {
    const { accepted, refusals } = check(input);
    if (refusals.length === 0) return input;
    input = { ...input, change: accepted };
  }
  throw new Error('The accepted part of a change is still refused');
}

/** The subscription after a quote has been applied: the simplest model of what applying a change writes. */
export function applied({ subscription, catalogue }: QuoteInput, quote: Quote): Subscription {
  const held = quote.lines.filter((line) => line.now !== null).map((line) => line.productId);
  const leaders = held.filter((id) => leaderOf(catalogue, held, id) === id);
  const seatsNow = (id: string) => quote.lines.find((line) => line.productId === id)?.now?.seats ?? 0;

  const gone = new Set(quote.effects.map((effect) => (effect.kind === 'upcoming-replaced' ? effect.upcoming.id : '')));
  const movedTo = new Map(quote.effects.map((effect) => (effect.kind === 'upcoming-moved' ? [effect.upcoming.id, effect.to] : ['', ''])));
  const remaining = subscription.upcoming
    .filter((row) => !gone.has(row.id))
    .map((row) => ({ ...row, effectiveOn: movedTo.get(row.id) ?? row.effectiveOn }));
  const added = quote.waiting.map((row, n): Upcoming => ({ ...row, id: `v${subscription.version}-${n}` }));
  const discounts = quote.effects.map((effect) => (effect.kind === 'discount' ? effect.discount : null));

  return {
    ...subscription,
    version: subscription.version + 1,
    committedUntil: quote.committedUntil.after,
    groups: leaders.map((id) => ({ id: `group-${id}`, leaderProductId: id, seats: seatsNow(id), used: 0 })),
    lines: held.map((id) => {
      const before = subscription.lines.find((line) => line.productId === id);
      const planId = quote.lines.find((line) => line.productId === id)!.now!.planId;
      if (before?.planId === planId) return before;
      const version = catalogue.get(id)!.plans.find((plan) => plan.id === planId)!.current!;
      const leader = leaderOf(catalogue, held, id);
      const { monthlyUnitMinor, annualUnitMinor } = version;
      return {
        id: `line-${id}`,
        productId: id,
        planId,
        planVersionId: version.id,
        monthlyUnitMinor,
        annualUnitMinor,
        groupId: leader && `group-${leader}`,
      };
    }),
    upcoming: [...remaining, ...added],
    discount: discounts.find((found) => found !== null) ?? subscription.discount,
    openChargesMinor: subscription.openChargesMinor + quote.due.netMinor,
  };
}

import type { Catalogue, Plan, Product } from '../../src/catalogue/catalogue.ts';
import { noChange } from '../../src/pricing/quote.ts';
import type { Allowed, Change, Line, Quote, QuoteInput, QuoteLine, Subscription } from '../../src/pricing/types.ts';

// A catalogue and a subscription with one example of everything: a group led by a suite with an add-on that follows it, a second group, a
// flat line. Prices are round, so that a reader can check the cases by hand. Today's prices are above the prices at which the lines are
// held.

export function plan(productId: string, level: number, monthlyUnitMinor: number, more: Partial<Plan> = {}): Plan {
  const id = `${productId}-${level}`;
  const current = { id: `${id}-today`, monthlyUnitMinor, annualUnitMinor: monthlyUnitMinor * 10 };
  return { id, productId, name: `Level ${level}`, level, current, ...more };
}

export function product(id: string, more: Partial<Product> = {}): Product {
  const plans = [plan(id, 1, 1000), plan(id, 2, 2000), plan(id, 3, 4000)];
  return { id, name: id, kind: 'product', seated: true, follows: null, includes: [], onSale: true, plans, ...more };
}

export function catalogueOf(products: Product[]): Catalogue {
  return new Map(products.map((product) => [product.id, product]));
}

/** The products on sale. `follows` makes chains: shifts follow reviews, which follow support. */
export function catalogue(changed: Record<string, Partial<Product>> = {}): Catalogue {
  const products = [
    product('support-suite', {
      kind: 'suite',
      includes: ['support', 'help-pages', 'chat'],
      plans: [plan('support-suite', 1, 3000), plan('support-suite', 2, 6000), plan('support-suite', 3, 9000)],
    }),
    product('contact-suite', { kind: 'suite', includes: ['chat', 'telephone'] }),
    product('support'),
    product('help-pages'),
    product('chat'),
    product('telephone'),
    product('reviews', { kind: 'add_on', follows: 'support', plans: [plan('reviews', 1, 600), plan('reviews', 2, 900)] }),
    product('shifts', { kind: 'add_on', follows: 'reviews', plans: [plan('shifts', 1, 300)] }),
    product('sales'),
    product('archive', { kind: 'add_on', seated: false, plans: [plan('archive', 1, 9000), plan('archive', 2, 15_000)] }),
    product('sandbox', { kind: 'add_on', seated: false, follows: 'support', plans: [plan('sandbox', 1, 5000)] }),
    product('fax', { onSale: false }),
    product('telex', { plans: [plan('telex', 1, 100, { current: null })] }),
  ];
  return catalogueOf(products.map((each) => ({ ...each, ...changed[each.id] })));
}

export function line(productId: string, level: number, monthlyUnitMinor: number, groupId: string | null): Line {
  const planId = `${productId}-${level}`;
  const price = { planVersionId: `${planId}-old`, monthlyUnitMinor, annualUnitMinor: monthlyUnitMinor * 10 };
  return { id: `line-${productId}`, productId, planId, ...price, groupId };
}

/**
 * Monthly, in April 2027 (30 days), committed until its end: ten seats of the suite (50.00) and of reviews (5.00), four of sales
 * (18.00), a flat archive (80.00). One month is 500.00 + 50.00 + 72.00 + 80.00 = 702.00.
 */
export function subscription(changed: Partial<Subscription> = {}): Subscription {
  return {
    accountId: 'account',
    version: 7,
    cycle: 'monthly',
    anchorOn: '2027-01-01',
    periodStartsOn: '2027-04-01',
    periodEndsOn: '2027-05-01',
    committedUntil: '2027-05-01',
    groups: [
      { id: 'group-suite', leaderProductId: 'support-suite', seats: 10, used: 8 },
      { id: 'group-sales', leaderProductId: 'sales', seats: 4, used: 4 },
    ],
    lines: [
      line('support-suite', 2, 5000, 'group-suite'),
      line('reviews', 1, 500, 'group-suite'),
      line('sales', 2, 1800, 'group-sales'),
      line('archive', 1, 8000, null),
    ],
    temporary: [],
    upcoming: [],
    discount: null,
    openChargesMinor: 0,
    ...changed,
  };
}

export function change(changed: Partial<Change> = {}): Change {
  return { ...noChange(7), ...changed };
}

export const everything: Allowed = { lower: true, remove: true, extend: true, promotionCode: true };
export const onlyMore: Allowed = { lower: false, remove: false, extend: false, promotionCode: false };

/** On the 16th of April: 15 of 30 days are left. */
export function input(changed: Partial<Omit<QuoteInput, 'change'>> & { change?: Partial<Change> } = {}): QuoteInput {
  return {
    subscription: subscription(),
    catalogue: catalogue(),
    allowed: everything,
    code: null,
    taxRateBp: 1900,
    today: '2027-04-16',
    ...changed,
    change: change(changed.change),
  };
}

/** The line of a product in a quote. */
export function lineOf(quote: Quote, productId: string): QuoteLine {
  const found = quote.lines.find((line) => line.productId === productId);
  if (!found) throw new Error(`No line of ${productId}`);
  return found;
}

/** Freezes plain data, Maps and their values, so that code which changes it throws. */
export function frozen<Data>(data: Data): Data {
  if (typeof data !== 'object' || data === null || Object.isFrozen(data)) return data;
  for (const value of data instanceof Map ? data.values() : Object.values(data)) frozen(value);
  return Object.freeze(data);
}

import { describe, expect, test } from 'vitest';
import { quote } from '../../src/pricing/quote.ts';
import type { Change, Discount, QuoteInput, Refusal, RefusalReason, Subscription, Upcoming } from '../../src/pricing/types.ts';
import { catalogue, input, line, lineOf, onlyMore, plan, product, subscription } from './given.ts';

type Asked = Partial<Omit<QuoteInput, 'change'>> & { change: Partial<Change> };
/** The wanted change, and where it is refused: field, product, other product. */
type Case = [asked: Asked, field: string | null, productId?: string, otherProductId?: string];

const add = (productId: string, seats: number | null = null, level = 1): Change['add'] => ({
  [productId]: { planId: `${productId}-${level}`, seats },
});
const toPlan = (productId: string, from: number, to: number): Change['plans'] => ({
  [productId]: { from: `${productId}-${from}`, to: `${productId}-${to}` },
});
const discount: Discount = { code: 'QUARTER', kind: 'percent', value: 2500, periodsLeft: null };
const withSupport = subscription({
  groups: [{ id: 'group-support', leaderProductId: 'support', seats: 3, used: 0 }],
  lines: [line('support', 1, 1000, 'group-support'), line('reviews', 1, 500, 'group-support')],
});
const onlySales = subscription({
  groups: [{ id: 'group-sales', leaderProductId: 'sales', seats: 4, used: 4 }],
  lines: [line('sales', 2, 1800, 'group-sales')],
});
const salesGo: Upcoming = { id: 'sales-go', effectiveOn: '2027-05-01', kind: 'removal', productId: 'sales' };
const annual: Partial<Subscription> = { cycle: 'annual', periodEndsOn: '2028-01-01', committedUntil: '2028-01-01' };

// The type requires cases for every reason.
const cases: Record<RefusalReason, Case[]> = {
  'nothing-changed': [
    [{ change: {} }, null],
    [{ change: { seats: { sales: 0 } } }, null],
    [{ change: { plans: toPlan('sales', 2, 2) } }, null],
    [{ change: { extendCycles: 0 } }, null],
  ],
  // On the day of the renewal and on every later day, until the renewal is done.
  'renewal-due': [
    [{ today: subscription().periodEndsOn, change: { seats: { sales: 1 } } }, null],
    [{ today: '2030-01-01', change: { seats: { sales: 1 } } }, null],
  ],
  'seats-below-one': [
    [{ change: { seats: { sales: -4 } } }, 'seats.sales', 'sales'],
    [{ change: { seats: { sales: -100_000 } } }, 'seats.sales', 'sales'],
    [{ change: { seats: { sales: Number.NaN } } }, 'seats.sales', 'sales'],
    [{ change: { add: add('telephone', 0) } }, 'add.telephone', 'telephone'],
  ],
  'seats-too-many': [
    [{ change: { seats: { sales: 99_997 } } }, 'seats.sales', 'sales'],
    [{ change: { add: add('telephone', 100_001) } }, 'add.telephone', 'telephone'],
  ],
  'lowering-not-allowed': [[{ allowed: onlyMore, change: { seats: { sales: -1 } } }, 'seats.sales', 'sales']],
  'seats-needed': [[{ change: { add: add('telephone') } }, 'add.telephone', 'telephone']],
  'product-unknown': [[{ change: { add: add('teleport', 1) } }, 'add.teleport', 'teleport']],
  'product-not-for-sale': [[{ change: { add: add('fax', 1) } }, 'add.fax', 'fax']],
  'product-already-there': [
    [{ change: { add: add('sales', 1) } }, 'add.sales', 'sales'],
    [{ subscription: subscription({ upcoming: [salesGo] }), change: { add: add('sales', 1) } }, 'add.sales', 'sales'],
  ],
  'product-in-suite': [
    [{ change: { add: add('chat', 1) } }, 'add.chat', 'chat', 'support-suite'],
    [{ subscription: onlySales, change: { add: { ...add('chat', 1), ...add('support-suite', 1) } } }, 'add.chat', 'chat', 'support-suite'],
  ],
  'suite-overlaps': [
    [{ change: { add: add('contact-suite', 1) } }, 'add.contact-suite', 'contact-suite', 'support-suite'],
    [{ subscription: withSupport, change: { add: add('support-suite', 1) } }, 'add.support-suite', 'support-suite', 'support'],
  ],
  'needs-product': [
    [{ subscription: onlySales, change: { add: add('reviews') } }, 'add.reviews', 'reviews', 'support'],
    [{ subscription: onlySales, change: { add: add('sandbox') } }, 'add.sandbox', 'sandbox', 'support'],
    [{ subscription: onlySales, change: { add: add('shifts') } }, 'add.shifts', 'shifts', 'reviews'],
  ],
  'line-gone': [
    [{ change: { seats: { telephone: 1 } } }, 'seats.telephone', 'telephone'],
    [{ change: { seats: { reviews: 1 } } }, 'seats.reviews', 'reviews'],
    [{ change: { seats: { archive: 1 } } }, 'seats.archive', 'archive'],
    [{ change: { plans: toPlan('telephone', 1, 2) } }, 'plan.telephone', 'telephone'],
    [{ change: { remove: ['telephone'] } }, 'remove.telephone', 'telephone'],
  ],
  'plan-unknown': [
    [{ change: { plans: toPlan('sales', 2, 9) } }, 'plan.sales', 'sales'],
    [{ change: { add: add('telephone', 1, 9) } }, 'add.telephone', 'telephone'],
  ],
  'plan-not-for-sale': [
    [{ change: { add: add('telex', 1) } }, 'add.telex', 'telex'],
    [
      {
        catalogue: catalogue({ sales: { plans: [plan('sales', 2, 2000), plan('sales', 3, 4000, { current: null })] } }),
        change: { plans: toPlan('sales', 2, 3) },
      },
      'plan.sales',
      'sales',
    ],
  ],
  'plan-moved': [[{ change: { plans: toPlan('sales', 1, 3) } }, 'plan.sales', 'sales']],
  'plan-lower-not-allowed': [[{ allowed: onlyMore, change: { plans: toPlan('sales', 2, 1) } }, 'plan.sales', 'sales']],
  'removal-not-allowed': [[{ allowed: onlyMore, change: { remove: ['sales'] } }, 'remove.sales', 'sales']],
  'removal-needed-by': [
    [{ change: { remove: ['support-suite'] } }, 'remove.support-suite', 'support-suite', 'reviews'],
    [{ subscription: withSupport, change: { remove: ['support'] } }, 'remove.support', 'support', 'reviews'],
    [{ subscription: withSupport, change: { remove: ['support', 'support'] } }, 'remove.support', 'support', 'reviews'],
    [{ change: { remove: ['reviews'], add: add('shifts') } }, 'remove.reviews', 'reviews', 'shifts'],
  ],
  'removal-of-last': [
    [{ subscription: onlySales, change: { remove: ['sales'] } }, 'remove.sales', 'sales'],
    [
      {
        subscription: subscription({ ...onlySales, lines: [...onlySales.lines, line('archive', 1, 8000, null)], upcoming: [salesGo] }),
        change: { remove: ['archive'] },
      },
      'remove.archive',
      'archive',
    ],
  ],
  'removed-and-changed': [
    [{ change: { remove: ['sales'], seats: { sales: 1 } } }, 'remove.sales', 'sales'],
    [{ change: { remove: ['sales'], plans: toPlan('sales', 2, 3) } }, 'remove.sales', 'sales'],
  ],
  'cycle-not-allowed': [[{ allowed: onlyMore, change: { cycle: 'annual' } }, 'cycle']],
  'cycle-same': [[{ change: { cycle: 'monthly' } }, 'cycle']],
  'extension-not-allowed': [[{ allowed: onlyMore, change: { extendCycles: 1 } }, 'extend']],
  'extension-too-long': [
    [{ change: { extendCycles: 37 } }, 'extend'],
    [{ subscription: subscription(annual), change: { extendCycles: 6 } }, 'extend'],
  ],
  'code-not-allowed': [[{ allowed: onlyMore, code: { discount }, change: { promotionCode: 'QUARTER' } }, 'code']],
  'code-unknown': [
    [{ code: { refused: 'code-unknown' }, change: { promotionCode: 'HALF' } }, 'code'],
    [{ code: null, change: { promotionCode: 'HALF' } }, 'code'],
  ],
  'code-expired': [[{ code: { refused: 'code-expired' }, change: { promotionCode: 'OLD' } }, 'code']],
  'code-used-up': [[{ code: { refused: 'code-used-up' }, change: { promotionCode: 'FEW' } }, 'code']],
  'code-already-one': [[{ subscription: subscription({ discount }), code: { discount }, change: { promotionCode: 'QUARTER' } }, 'code']],
};

describe.each(Object.entries(cases))('%s', (reason, ofReason) => {
  test.each(ofReason)('%j is refused at %s', (asked, field, productId = undefined, otherProductId = undefined) => {
    const refusal = { reason, field, productId: productId ?? null, otherProductId: otherProductId ?? null };
    expect(quote(input(asked)).refusals).toEqual([refusal as Refusal]);
  });
});

describe('at the edge of what is refused', () => {
  test.each<[string, Asked]>([
    ['the last seat but one', { change: { seats: { sales: -3 } } }],
    ['a hundred thousand seats', { change: { seats: { sales: 99_996 } } }],
    ['a new product with a hundred thousand', { change: { add: add('telephone', 100_000) } }],
    ['36 months', { change: { extendCycles: 36 } }],
    ['five years', { subscription: subscription(annual), change: { extendCycles: 5 } }],
    [
      'more, where only more is allowed',
      { allowed: onlyMore, change: { seats: { sales: 1 }, plans: toPlan('sales', 2, 3), add: add('telephone', 1) } },
    ],
    ['the leader and all that follow it', { change: { remove: ['support-suite', 'reviews'] } }],
    [
      'a leader whose follower already waits for its removal',
      {
        subscription: subscription({ upcoming: [{ ...salesGo, id: 'reviews-go', productId: 'reviews' }] }),
        change: { remove: ['support-suite'] },
      },
    ],
    ['one product for another', { subscription: onlySales, change: { remove: ['sales'], add: add('telephone', 1) } }],
    [
      'a removal beside fields that stayed as they were',
      { change: { remove: ['sales'], seats: { sales: 0 }, plans: toPlan('sales', 2, 2) } },
    ],
    [
      'a suite beside products it does not include',
      { subscription: onlySales, change: { add: { ...add('contact-suite', 1), ...add('support', 1) } } },
    ],
  ])('%s can be had', (_, asked) => {
    expect(quote(input(asked)).refusals).toEqual([]);
  });
});

test('all problems are reported at once, and the other parts are priced all the same', () => {
  const quoted = quote(
    input({ change: { seats: { sales: 2, 'support-suite': -10 }, add: { ...add('telephone'), ...add('shifts') }, cycle: 'monthly' } }),
  );
  expect(quoted.refusals.map(({ reason, field }) => [reason, field])).toEqual([
    ['seats-below-one', 'seats.support-suite'],
    ['seats-needed', 'add.telephone'],
    ['cycle-same', 'cycle'],
  ]);
  expect(lineOf(quoted, 'sales').dueMinor).toBe(1800);
  expect(lineOf(quoted, 'shifts').dueMinor).toBe(1500);
  expect(lineOf(quoted, 'support-suite').changed).toBe(false);
  expect(quoted.lines.some((line) => line.productId === 'telephone')).toBe(false);
});

test('a product that follows a refused product is left out, without a refusal of its own', () => {
  const quoted = quote(input({ subscription: onlySales, change: { add: { ...add('shifts'), ...add('reviews'), ...add('support') } } }));
  expect(quoted.refusals.map((refusal) => refusal.field)).toEqual(['add.support']);
  expect(quoted.lines.map(({ productId }) => productId)).toEqual(['sales']);
});

test('two suites that share a product are both refused, in whatever order they come', () => {
  const both = { ...add('contact-suite', 1), ...add('support-suite', 1) };
  const quoted = quote(input({ subscription: onlySales, change: { add: both } }));
  expect(quoted.refusals.map(({ reason, otherProductId }) => [reason, otherProductId])).toEqual([
    ['suite-overlaps', 'support-suite'],
    ['suite-overlaps', 'contact-suite'],
  ]);
});

test('the removal of an add-on that is also changed does not allow the removal of the suite that it needs', () => {
  const asked = { remove: ['support-suite', 'reviews'], plans: toPlan('reviews', 1, 2) };
  expect(quote(input({ change: asked })).refusals.map(({ reason, field }) => [reason, field])).toEqual([
    ['removal-needed-by', 'remove.support-suite'],
    ['removed-and-changed', 'remove.reviews'],
  ]);
});

test('a line led by another is needed even when the catalogue no longer says that it follows', () => {
  const loose = catalogue({ reviews: product('reviews') });
  expect(quote(input({ catalogue: loose, change: { remove: ['support-suite'] } })).refusals).toMatchObject([
    { reason: 'removal-needed-by', otherProductId: 'reviews' },
  ]);
});

test('a held product that the catalogue lacks is an error, not a price', () => {
  const held = subscription({ lines: [line('unheard-of', 1, 1, null)] });
  expect(() => quote(input({ subscription: held }))).toThrow('unheard-of');
});

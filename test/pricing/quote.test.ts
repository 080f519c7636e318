import { describe, expect, test } from 'vitest';
import { quote } from '../../src/pricing/quote.ts';
import type { Discount, Upcoming } from '../../src/pricing/types.ts';
import { nthPeriod } from '../../src/values/period.ts';
import { catalogue, change, input, lineOf, plan, subscription } from './given.ts';

const to8: Upcoming = { id: 'to-8', effectiveOn: '2027-05-01', kind: 'seats', productId: 'support-suite', toSeats: 8 };
const toLevel1: Upcoming = {
  id: 'to-level-1',
  effectiveOn: '2027-05-01',
  kind: 'plan',
  productId: 'support-suite',
  toPlanId: 'support-suite-1',
};
const reviewsGo: Upcoming = { id: 'reviews-go', effectiveOn: '2027-05-01', kind: 'removal', productId: 'reviews' };
const suiteGoes: Upcoming = { id: 'suite-goes', effectiveOn: '2027-05-01', kind: 'removal', productId: 'support-suite' };
const toAnnual: Upcoming = { id: 'to-annual', effectiveOn: '2027-05-01', kind: 'cycle', toCycle: 'annual' };

describe('increases take effect at once', () => {
  test('seats are charged for the rest of the period at the price of each line of the group', () => {
    const quoted = quote(input({ change: { seats: { 'support-suite': 3 } } }));
    expect(quoted.refusals).toEqual([]);
    expect(quoted).toMatchObject({ daysLeft: 15, daysInPeriod: 30 });
    expect(lineOf(quoted, 'support-suite')).toMatchObject({
      before: { seats: 10, unitMinor: 5000, periodMinor: 50_000 },
      now: { seats: 13, unitMinor: 5000, periodMinor: 65_000 },
      later: null,
      laterOn: null,
      dueMinor: 7500,
      changed: true,
    });
    expect(lineOf(quoted, 'reviews')).toMatchObject({ before: { seats: 10 }, now: { seats: 13 }, dueMinor: 750, changed: true });
    expect(lineOf(quoted, 'sales')).toMatchObject({ before: { seats: 4 }, now: { seats: 4 }, dueMinor: 0, changed: false });
    expect(quoted.due).toEqual({ netMinor: 8250, taxMinor: 1568, totalMinor: 9818 });
    expect(quoted.recurringMinor).toEqual({ before: 70_200, now: 86_700 });
    expect(quoted.waiting).toEqual([]);
    expect(quoted.effects).toEqual([]);
  });

  test('an upgrade is charged at the price of today, less the price of the old plan', () => {
    const quoted = quote(input({ change: { plans: { 'support-suite': { from: 'support-suite-2', to: 'support-suite-3' } } } }));
    expect(lineOf(quoted, 'support-suite')).toMatchObject({
      now: { planId: 'support-suite-3', unitMinor: 9000 },
      later: null,
      dueMinor: 20_000,
    });
    expect(lineOf(quoted, 'reviews').changed).toBe(false);
  });

  test('an upgrade to a plan that is cheaper today gives nothing back', () => {
    const cheap = { plans: [plan('sales', 2, 2000), plan('sales', 3, 1000)] };
    const quoted = quote(
      input({ catalogue: catalogue({ sales: cheap }), change: { plans: { sales: { from: 'sales-2', to: 'sales-3' } } } }),
    );
    expect(lineOf(quoted, 'sales')).toMatchObject({ now: { periodMinor: 4000 }, dueMinor: 0 });
  });

  test('seats and an upgrade of one line are charged together, rounded once', () => {
    const quoted = quote(
      input({ today: '2027-04-30', change: { seats: { sales: 1 }, plans: { sales: { from: 'sales-2', to: 'sales-3' } } } }),
    );
    // 5 × 40.00 − 4 × 18.00 = 128.00, one day of thirty.
    expect(lineOf(quoted, 'sales')).toMatchObject({ now: { seats: 5, unitMinor: 4000 }, dueMinor: 427 });
  });

  test('a product, a follower, a follower of that, and a flat one are added at the price of today', () => {
    const quoted = quote(
      input({
        change: {
          seats: { 'support-suite': 2 },
          add: {
            telephone: { planId: 'telephone-2', seats: 6 },
            shifts: { planId: 'shifts-1', seats: null },
            sandbox: { planId: 'sandbox-1', seats: null },
          },
        },
      }),
    );
    expect(quoted.refusals).toEqual([]);
    expect(lineOf(quoted, 'telephone')).toMatchObject({ before: null, now: { seats: 6, unitMinor: 2000 }, dueMinor: 6000, changed: true });
    expect(lineOf(quoted, 'shifts')).toMatchObject({ before: null, now: { seats: 12, unitMinor: 300 }, dueMinor: 1800 });
    expect(lineOf(quoted, 'sandbox')).toMatchObject({ before: null, now: { seats: null, periodMinor: 5000 }, dueMinor: 2500 });
    expect(quoted.lines.map((line) => line.productId)).toEqual([
      'support-suite',
      'telephone',
      'reviews',
      'shifts',
      'sales',
      'archive',
      'sandbox',
    ]);
  });

  test('an add-on can be added together with the suite that holds what it follows', () => {
    const onlySales = subscription({
      groups: [{ id: 'group-sales', leaderProductId: 'sales', seats: 4, used: 4 }],
      lines: subscription().lines.filter((line) => line.productId === 'sales'),
    });
    const add = {
      shifts: { planId: 'shifts-1', seats: null },
      reviews: { planId: 'reviews-1', seats: 99 },
      'support-suite': { planId: 'support-suite-1', seats: 5 },
    };
    const quoted = quote(input({ subscription: onlySales, change: { add } }));
    expect(quoted.refusals).toEqual([]);
    expect(['support-suite', 'reviews', 'shifts'].map((id) => lineOf(quoted, id).now?.seats)).toEqual([5, 5, 5]);
  });
});

describe('the days of the period', () => {
  // Ten more seats of sales at 18.00: 180.00 for a whole period.
  test.each([
    ['2027-01-01', 'monthly', 3, '2027-04-01', 30, 18_000],
    ['2027-01-01', 'monthly', 3, '2027-04-02', 29, 17_400],
    ['2027-01-01', 'monthly', 3, '2027-04-29', 2, 1200],
    ['2027-01-01', 'monthly', 3, '2027-04-30', 1, 600],
    // A late renewal charges nothing for a period that is over; a clock that went back charges at most the whole period.
    ['2027-01-01', 'monthly', 3, '2027-05-01', 0, 0],
    ['2027-01-01', 'monthly', 3, '2027-05-09', 0, 0],
    ['2027-01-01', 'monthly', 3, '2027-03-20', 30, 18_000],
    ['2027-01-31', 'monthly', 0, '2027-01-31', 28, 18_000],
    ['2027-01-31', 'monthly', 0, '2027-02-27', 1, 643],
    ['2027-01-31', 'monthly', 1, '2027-02-28', 31, 18_000],
    ['2027-01-31', 'monthly', 1, '2027-03-30', 1, 581],
    ['2027-01-31', 'monthly', 12, '2028-02-28', 1, 621],
    ['2027-01-15', 'annual', 0, '2027-01-15', 365, 180_000],
    ['2027-01-15', 'annual', 0, '2028-01-14', 1, 493],
    ['2027-03-01', 'annual', 0, '2028-02-29', 1, 492],
    ['2028-02-29', 'annual', 0, '2028-02-29', 365, 180_000],
    ['2028-02-29', 'annual', 3, '2031-02-28', 366, 180_000],
    ['2028-02-29', 'annual', 3, '2032-02-28', 1, 492],
  ] as const)('counted from %s %s, period %i, on %s: %i days left cost %i', (anchorOn, cycle, n, today, daysLeft, due) => {
    const { startsOn: periodStartsOn, endsOn: periodEndsOn } = nthPeriod(anchorOn, cycle, n);
    const held = subscription({ anchorOn, cycle, periodStartsOn, periodEndsOn, committedUntil: periodEndsOn });
    const quoted = quote(input({ subscription: held, today, change: { seats: { sales: 10 } } }));
    expect(quoted.daysLeft).toBe(daysLeft);
    expect(lineOf(quoted, 'sales').dueMinor).toBe(due);
  });
});

describe('decreases wait', () => {
  test('fewer seats of a group wait for the end of the period, in each of its lines', () => {
    const quoted = quote(input({ change: { seats: { 'support-suite': -3 } } }));
    expect(quoted.refusals).toEqual([]);
    expect(quoted.due.totalMinor).toBe(0);
    for (const productId of ['support-suite', 'reviews']) {
      expect(lineOf(quoted, productId)).toMatchObject({ now: { seats: 10 }, later: { seats: 7 }, laterOn: '2027-05-01', changed: true });
    }
    expect(quoted.waiting).toEqual([{ kind: 'seats', productId: 'support-suite', toSeats: 7, effectiveOn: '2027-05-01' }]);
  });

  test('fewer seats wait for the end of the commitment, if that is later, and do not change the next invoice', () => {
    const held = subscription({ committedUntil: '2027-08-01' });
    const quoted = quote(input({ subscription: held, change: { seats: { sales: -1 } } }));
    expect(lineOf(quoted, 'sales').laterOn).toBe('2027-08-01');
    expect(quoted.nextInvoice).toEqual(quoted.nextInvoiceBefore);
  });

  test('a lower plan, a removal and another cycle wait as well', () => {
    const quoted = quote(input({ change: { plans: { sales: { from: 'sales-2', to: 'sales-1' } }, remove: ['archive'], cycle: 'annual' } }));
    expect(quoted.refusals).toEqual([]);
    expect(quoted.due.totalMinor).toBe(0);
    expect(lineOf(quoted, 'sales')).toMatchObject({ now: { planId: 'sales-2' }, later: { planId: 'sales-1', unitMinor: 10_000 } });
    expect(lineOf(quoted, 'archive')).toMatchObject({ now: { periodMinor: 8000 }, later: null, laterOn: '2027-05-01' });
    expect(quoted.cycle).toEqual({ now: 'monthly', later: 'annual' });
    expect(quoted.effects).toEqual([{ kind: 'cycle', to: 'annual', on: '2027-05-01' }]);
    // Annual prices of today: 10 × 600.00 + 10 × 60.00 + 4 × 100.00.
    expect(quoted.nextInvoice.recurringMinor).toBe(700_000);
  });

  test('seats up and plan down: more seats now on the present plan, the lower plan later', () => {
    const quoted = quote(input({ change: { seats: { sales: 2 }, plans: { sales: { from: 'sales-2', to: 'sales-1' } } } }));
    expect(lineOf(quoted, 'sales')).toMatchObject({
      now: { seats: 6, planId: 'sales-2' },
      later: { seats: 6, planId: 'sales-1' },
      dueMinor: 1800,
    });
  });

  test('seats down and plan up: the upgrade now on the present seats, fewer later', () => {
    const quoted = quote(input({ change: { seats: { sales: -2 }, plans: { sales: { from: 'sales-2', to: 'sales-3' } } } }));
    expect(lineOf(quoted, 'sales')).toMatchObject({
      now: { seats: 4, planId: 'sales-3' },
      later: { seats: 2, planId: 'sales-3' },
      dueMinor: 4400,
    });
  });
});

describe('an upcoming change', () => {
  const waiting = subscription({ upcoming: [to8, toLevel1, reviewsGo, toAnnual] });
  const replaced = (upcoming: Upcoming) => ({ kind: 'upcoming-replaced', upcoming });

  test('stays and is shown where the change does not touch it', () => {
    const quoted = quote(input({ subscription: waiting, change: { seats: { sales: 1 } } }));
    expect(quoted.effects).toEqual([]);
    expect(quoted.cycle.later).toBe('annual');
    expect(lineOf(quoted, 'support-suite')).toMatchObject({ later: { seats: 8, planId: 'support-suite-1' }, changed: false });
    expect(lineOf(quoted, 'reviews')).toMatchObject({ now: { seats: 10 }, later: null, laterOn: '2027-05-01', changed: false });
  });

  test.each([
    ['more seats', { seats: { 'support-suite': 1 } }, to8, []],
    ['even fewer seats', { seats: { 'support-suite': -5 } }, to8, ['seats']],
    ['a higher plan', { plans: { 'support-suite': { from: 'support-suite-2', to: 'support-suite-3' } } }, toLevel1, []],
    ['the present plan', { plans: { 'support-suite': { from: 'support-suite-2', to: 'support-suite-2' } } }, toLevel1, []],
    ['another plan of what is to be removed', { plans: { reviews: { from: 'reviews-1', to: 'reviews-2' } } }, reviewsGo, []],
    ['a follower of what is to be removed', { add: { shifts: { planId: 'shifts-1', seats: null } } }, reviewsGo, []],
    ['the present cycle', { cycle: 'monthly' as const }, toAnnual, []],
  ])('gives way to %s', (_, changed, gone, kinds) => {
    const quoted = quote(input({ subscription: waiting, change: changed }));
    expect(quoted.refusals).toEqual([]);
    expect(quoted.effects).toEqual([replaced(gone)]);
    expect(quoted.waiting.map((row) => row.kind)).toEqual(kinds);
  });

  test('is no change when it is asked for again', () => {
    const again = {
      seats: { 'support-suite': -2 },
      remove: ['reviews'],
      cycle: 'annual' as const,
    };
    const quoted = quote(input({ subscription: waiting, change: again }));
    expect(quoted.waiting).toEqual([]);
    expect(quoted.refusals.map((refusal) => refusal.reason)).toEqual(['nothing-changed']);
  });

  test('a line that stays keeps the product that it follows', () => {
    const both = subscription({ upcoming: [suiteGoes, reviewsGo] });
    const upgrade = { plans: { reviews: { from: 'reviews-1', to: 'reviews-2' } } };
    const quoted = quote(input({ subscription: both, change: upgrade }));
    expect(quoted.effects).toEqual([replaced(suiteGoes), replaced(reviewsGo)]);
    expect(lineOf(quoted, 'support-suite')).toMatchObject({ later: null, laterOn: null, changed: true });
    // More seats of the group keep the suite that leads it; reviews may still go.
    expect(quote(input({ subscription: both, change: { seats: { 'support-suite': 1 } } })).effects).toEqual([replaced(suiteGoes)]);
  });

  test('a plan that is no longer sold when its day comes leaves the line as it is', () => {
    const unsold = [plan('support-suite', 1, 3000, { current: null }), plan('support-suite', 2, 6000)];
    const held = subscription({ upcoming: [toLevel1] });
    const quoted = quote(input({ subscription: held, catalogue: catalogue({ 'support-suite': { plans: unsold } }) }));
    // 10 × 60.00 + 10 × 6.00 + 4 × 20.00 + 90.00
    expect(quoted.nextInvoice.recurringMinor).toBe(83_000);
  });
});

describe('an extension', () => {
  test('adds whole cycles to the commitment, counted from the anchor, and moves upcoming changes', () => {
    const held = subscription({
      anchorOn: '2027-01-31',
      periodStartsOn: '2027-03-31',
      periodEndsOn: '2027-04-30',
      committedUntil: '2027-04-30',
      upcoming: [{ ...to8, effectiveOn: '2027-04-30' }],
    });
    const quoted = quote(input({ subscription: held, change: { extendCycles: 1, seats: { sales: -1 } } }));
    expect(quoted.committedUntil).toEqual({ before: '2027-04-30', after: '2027-05-31' });
    expect(quoted.effects).toEqual([
      { kind: 'upcoming-moved', upcoming: { ...to8, effectiveOn: '2027-04-30' }, to: '2027-05-31' },
      { kind: 'committed', until: '2027-05-31' },
    ]);
    expect(quoted.waiting).toEqual([{ kind: 'seats', productId: 'sales', toSeats: 3, effectiveOn: '2027-05-31' }]);
    expect(lineOf(quoted, 'support-suite')).toMatchObject({ laterOn: '2027-05-31', changed: true });
  });

  test('keeps the held prices on the next invoice, which would otherwise have the prices of today', () => {
    const quoted = quote(input({ change: { extendCycles: 1 } }));
    expect(quoted.due.totalMinor).toBe(0);
    expect(quoted.nextInvoiceBefore.recurringMinor).toBe(83_000);
    expect(quoted.nextInvoice.recurringMinor).toBe(70_200);
  });

  test('is added to a commitment that is longer than the period', () => {
    const held = subscription({ committedUntil: '2027-12-01' });
    expect(quote(input({ subscription: held, change: { extendCycles: 36 } })).committedUntil.after).toBe('2030-12-01');
  });
});

describe('the next invoice', () => {
  test('is of the renewal day: the coming period, the charges of this one, tax on both', () => {
    const held = subscription({ openChargesMinor: 1234, committedUntil: '2027-08-01' });
    const quoted = quote(input({ subscription: held, change: { seats: { sales: 1 } } }));
    expect(quoted.nextInvoiceBefore).toEqual({
      on: '2027-05-01',
      recurringMinor: 70_200,
      chargesMinor: 1234,
      discountMinor: 0,
      taxMinor: 13_572,
      totalMinor: 85_006,
    });
    expect(quoted.nextInvoice).toEqual({
      on: '2027-05-01',
      recurringMinor: 72_000,
      chargesMinor: 2134,
      discountMinor: 0,
      taxMinor: 14_085,
      totalMinor: 88_219,
    });
  });

  test('renews a line at its own price when its plan is no longer sold', () => {
    const unsold = { plans: [plan('sales', 1, 1000), plan('sales', 2, 2000, { current: null })] };
    const quoted = quote(input({ catalogue: catalogue({ sales: unsold }) }));
    expect(quoted.nextInvoice.recurringMinor).toBe(60_000 + 6000 + 7200 + 9000);
  });

  const quarter: Discount = { code: 'QUARTER', kind: 'percent', value: 2500, periodsLeft: 2 };
  test.each([
    ['a quarter', quarter, 20_750],
    ['a third of a percent, half up', { ...quarter, value: 33 }, 274],
    ['everything', { ...quarter, value: 10_000, periodsLeft: null }, 83_000],
    ['an amount', { ...quarter, kind: 'amount' as const, value: 500 }, 500],
    ['an amount above the price', { ...quarter, kind: 'amount' as const, value: 90_000 }, 83_000],
    ['nothing left of it', { ...quarter, periodsLeft: 0 }, 0],
  ])('is lowered by a discount: %s', (_, discount, off) => {
    const quoted = quote(input({ subscription: subscription({ discount, openChargesMinor: 1000 }) }));
    const { nextInvoiceBefore } = quoted;
    expect(nextInvoiceBefore.discountMinor).toBe(off);
    expect(nextInvoiceBefore.totalMinor - nextInvoiceBefore.taxMinor).toBe(83_000 - off + 1000);
  });

  test('a new code lowers it, but never the charge for the rest of this period', () => {
    const asked = { seats: { sales: 1 }, promotionCode: 'QUARTER' };
    const quoted = quote(input({ code: { discount: quarter }, change: asked }));
    expect(quoted.refusals).toEqual([]);
    expect(quoted.due.netMinor).toBe(900);
    expect(quoted.nextInvoiceBefore.discountMinor).toBe(0);
    expect(quoted.nextInvoice.discountMinor).toBe(21_250);
    expect(quoted.effects).toEqual([{ kind: 'discount', discount: quarter }]);
  });
});

test('tax is rounded half up on the sum, not line by line', () => {
  // 10 % of 1.67 and of 0.17 would be 0.17 and 0.02.
  const quoted = quote(input({ today: '2027-04-30', change: { seats: { 'support-suite': 1 } }, taxRateBp: 1000 }));
  expect(quoted.due).toEqual({ netMinor: 184, taxMinor: 18, totalMinor: 202 });
});

test('the version of the quote is that of the subscription, not the version in the change', () => {
  expect(quote(input({ change: { ...change({ seats: { sales: 1 } }), version: 3 } })).version).toBe(7);
});

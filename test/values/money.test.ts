import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { percentOf, proRate } from '../../src/values/money.ts';

const amount = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const daysOfPeriod = fc.integer({ min: 1, max: 366 }).chain((days) => fc.tuple(fc.integer({ min: 0, max: days }), fc.constant(days)));

describe('a part of a period', () => {
  test.each([
    [1000, 30, 30, 1000],
    [1000, 0, 30, 0],
    [1000, 1, 30, 33],
    [1000, 29, 30, 967],
    [100, 1, 200, 1],
    [99, 1, 200, 0],
    [1, 1, 2, 1],
    [0, 5, 30, 0],
    [-1, 1, 2, 0],
    [-3, 1, 2, -1],
    [-1000, 1, 30, -33],
    [9_007_199_254_740_991, 366, 366, 9_007_199_254_740_991],
    [9_007_199_254_740_991, 1, 3, 3_002_399_751_580_330],
  ])('%i for %i of %i days is %i', (whole, daysLeft, daysInPeriod, part) => {
    expect(proRate(whole, daysLeft, daysInPeriod)).toBe(part);
  });

  test('the whole period costs the whole amount, and no day costs nothing', () => {
    fc.assert(
      fc.property(amount, daysOfPeriod, (whole, [, days]) => {
        expect(proRate(whole, days, days)).toBe(whole);
        expect(proRate(whole, 0, days)).toBe(0);
      }),
    );
  });

  test('two parts of a period lose no cent, and gain at most one', () => {
    fc.assert(
      fc.property(amount, daysOfPeriod, (whole, [left, days]) => {
        const sum = BigInt(proRate(whole, left, days)) + BigInt(proRate(whole, days - left, days));
        expect([0n, 1n]).toContain(sum - BigInt(whole));
      }),
    );
  });

  test('a day more is never cheaper', () => {
    fc.assert(
      fc.property(amount, daysOfPeriod, (whole, [left, days]) => {
        fc.pre(left < days);
        expect(proRate(whole, left + 1, days)).toBeGreaterThanOrEqual(proRate(whole, left, days));
      }),
    );
  });
});

describe('a percentage', () => {
  test.each([
    [1000, 2500, 250],
    [1999, 2500, 500],
    [1997, 2500, 499],
    [2, 2500, 1],
    [1, 2500, 0],
    [12_345, 770, 951],
    [12_345, 0, 0],
    [12_345, 10_000, 12_345],
    [9_007_199_254_740_991, 10_000, 9_007_199_254_740_991],
  ])('of %i, %i basis points are %i', (whole, basisPoints, part) => {
    expect(percentOf(whole, basisPoints)).toBe(part);
  });
});

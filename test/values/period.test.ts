import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, dayOf } from '../../src/values/day.ts';
import { addCycles, type Cycle, nthPeriod, periodAt } from '../../src/values/period.ts';

const cycles: Cycle[] = ['monthly', 'annual'];
// Three years with a leap day in the middle (2028).
const anchors = ['2027-01-01', '2027-01-15', '2027-01-28', '2027-01-29', '2027-01-30', '2027-01-31', '2027-04-30', '2028-02-29'];

describe('periods', () => {
  test.each([
    ['2027-01-31', 'monthly', 0, '2027-01-31', '2027-02-28'],
    ['2027-01-31', 'monthly', 1, '2027-02-28', '2027-03-31'],
    ['2027-01-31', 'monthly', 2, '2027-03-31', '2027-04-30'],
    ['2027-01-31', 'monthly', 13, '2028-02-29', '2028-03-31'],
    ['2027-01-30', 'monthly', 1, '2027-02-28', '2027-03-30'],
    ['2027-01-29', 'monthly', 13, '2028-02-29', '2028-03-29'],
    ['2027-01-28', 'monthly', 13, '2028-02-28', '2028-03-28'],
    ['2027-04-30', 'monthly', -1, '2027-03-30', '2027-04-30'],
    ['2028-02-29', 'annual', 0, '2028-02-29', '2029-02-28'],
    ['2028-02-29', 'annual', 1, '2029-02-28', '2030-02-28'],
    ['2028-02-29', 'annual', 3, '2031-02-28', '2032-02-29'],
    ['2028-02-29', 'annual', 4, '2032-02-29', '2033-02-28'],
    ['2027-01-15', 'annual', 1, '2028-01-15', '2029-01-15'],
  ] as const)('counted from %s %s, number %i runs from %s to %s', (anchorOn, cycle, n, startsOn, endsOn) => {
    expect(nthPeriod(anchorOn, cycle, n)).toEqual({ startsOn, endsOn });
  });

  test.each(anchors.flatMap((anchorOn) => cycles.map((cycle) => [anchorOn, cycle] as const)))(
    'from %s %s every day of three years falls in one period, and each period is followed by the next',
    (anchorOn, cycle) => {
      let n = 0;
      let today = anchorOn;
      for (let day = 0; day <= 3 * 365 + 1; day += 1, today = addDays(today, 1)) {
        if (today === nthPeriod(anchorOn, cycle, n).endsOn) n += 1;
        const period = periodAt(anchorOn, cycle, today);
        expect(period).toEqual(nthPeriod(anchorOn, cycle, n));
        expect(period.startsOn <= today && today < period.endsOn).toBe(true);
      }
      expect(n).toBe(cycle === 'monthly' ? 36 : 3);
    },
  );

  test('any day falls in the period that holds it, also before the anchor', () => {
    const day = fc.integer({ min: 0, max: 40_000 }).map((number) => dayOf(number * 86_400));
    fc.assert(
      fc.property(day, day, fc.constantFrom(...cycles), (anchorOn, today, cycle) => {
        const { startsOn, endsOn } = periodAt(anchorOn, cycle, today);
        expect(startsOn <= today && today < endsOn).toBe(true);
        expect(periodAt(anchorOn, cycle, startsOn).endsOn).toBe(endsOn);
        expect(periodAt(anchorOn, cycle, endsOn).startsOn).toBe(endsOn);
      }),
    );
  });

  test.each([
    ['2027-01-31', 'monthly', '2027-02-28', 1, '2027-03-31'],
    ['2027-01-31', 'monthly', '2027-02-28', 12, '2028-02-29'],
    ['2027-01-31', 'monthly', '2027-02-28', 0, '2027-02-28'],
    ['2028-02-29', 'annual', '2029-02-28', 3, '2032-02-29'],
    ['2027-01-15', 'annual', '2028-01-15', 1, '2029-01-15'],
    // A day between two boundaries of this cycle is rounded up to the later one: an extension never shortens the commitment that was
    // agreed.
    ['2027-01-15', 'annual', '2027-06-15', 1, '2029-01-15'],
  ] as const)('a commitment counted from %s %s until %s, extended by %i, is until %s', (anchorOn, cycle, from, n, until) => {
    expect(addCycles(anchorOn, cycle, from, n)).toBe(until);
  });
});

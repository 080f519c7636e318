import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quote } from '../../src/pricing/quote.ts';
import { activeTemporary, temporaryCharges, temporaryDaysLeft } from '../../src/pricing/temporary.ts';
import type { Change, TemporarySeats } from '../../src/pricing/types.ts';
import { addDays, dayOf } from '../../src/values/day.ts';
import { periodAt } from '../../src/values/period.ts';
import { input, line, lineOf, subscription } from './given.ts';

describe('a dearer line', () => {
  const temporary = (firstOn: string, lastOn: string, seats = 3): TemporarySeats => ({
    id: firstOn,
    groupId: 'group-suite',
    seats,
    firstOn,
    lastOn,
  });
  const upgrade = { 'support-suite': { from: 'support-suite-2', to: 'support-suite-3' } };

  test('costs the difference for the temporary seats of its group too, from today until each ends', () => {
    // Past seats cost nothing more; the 3 seats of today have 5 of 30 days left, the 2 seats of May all 31 days; each seat costs 40.00
    // more.
    const rows = [temporary('2027-03-01', '2027-04-15'), temporary('2027-04-01', '2027-04-20'), temporary('2027-05-01', '2027-05-31', 2)];
    const made = quote(input({ subscription: subscription({ temporary: rows }), change: { plans: upgrade } }));
    const { dueMinor, temporary: more } = lineOf(made, 'support-suite');
    expect(more).toEqual([
      { seats: 3, firstOn: '2027-04-16', lastOn: '2027-04-20', dueMinor: 2000 },
      { seats: 2, firstOn: '2027-05-01', lastOn: '2027-05-31', dueMinor: 8000 },
    ]);
    expect(dueMinor).toBe(20_000 + 2000 + 8000);
    expect(made.due.netMinor).toBe(30_000);
    expect(lineOf(made, 'reviews')).toMatchObject({ dueMinor: 0, temporary: [] });
  });

  test('costs its whole price for the temporary seats when it is new to the group', () => {
    const rows = [temporary('2027-04-01', '2027-04-30')];
    const made = quote(
      input({ subscription: subscription({ temporary: rows }), change: { add: { shifts: { planId: 'shifts-1', seats: null } } } }),
    );
    // 3.00 for 10 seats and for 3 temporary ones, 15 of 30 days.
    expect(lineOf(made, 'shifts')).toMatchObject({ dueMinor: 1500 + 450, temporary: [{ seats: 3, dueMinor: 450 }] });
  });

  test('more seats, fewer seats, a lower plan and another group cost nothing more for temporary seats', () => {
    const rows = [temporary('2027-04-01', '2027-04-30')];
    const wishes: Partial<Change>[] = [
      { seats: { 'support-suite': 5 } },
      { seats: { 'support-suite': -1 } },
      { plans: { 'support-suite': { from: 'support-suite-2', to: 'support-suite-1' } } },
      { plans: { sales: { from: 'sales-2', to: 'sales-3' } } },
    ];
    for (const wanted of wishes) {
      const made = quote(input({ subscription: subscription({ temporary: rows }), change: wanted }));
      expect(made.lines.flatMap((line) => line.temporary)).toEqual([]);
    }
  });
});

describe('the price of temporary seats', () => {
  // Two seats of sales at 18.00: 36.00 a month.
  test.each([
    ['one day of 30', '2027-04-16', '2027-04-16', 120],
    ['a whole period', '2027-04-01', '2027-04-30', 3600],
    ['a whole period of 31 days', '2027-05-01', '2027-05-31', 3600],
    ['over a boundary', '2027-04-30', '2027-05-01', 236],
    ['half of April, May, a day of June', '2027-04-16', '2027-06-01', 1800 + 3600 + 120],
    ['a leap February', '2028-02-01', '2028-02-28', 3476],
    ['and its 29th', '2028-02-29', '2028-02-29', 124],
    ['two years', '2027-04-01', '2029-03-31', 24 * 3600],
    ['no day at all', '2027-04-16', '2027-04-15', 0],
  ])('%s, %s to %s, is %i', (_, firstOn, lastOn, due) => {
    expect(temporaryCharges(subscription(), { groupId: 'group-sales', seats: 2, firstOn, lastOn })).toEqual([
      { lineId: 'line-sales', productId: 'sales', dueMinor: due },
    ]);
  });

  test('is charged for every line of the group, at its own price', () => {
    const asked = { groupId: 'group-suite', seats: 1, firstOn: '2027-04-01', lastOn: '2027-04-15' };
    expect(temporaryCharges(subscription(), asked).map((charge) => charge.dueMinor)).toEqual([2500, 250]);
    expect(temporaryCharges(subscription(), { ...asked, groupId: 'gone' })).toEqual([]);
  });

  test('annual periods are counted by their own days', () => {
    const annual = subscription({ cycle: 'annual', anchorOn: '2028-02-29', lines: [line('sales', 2, 1830, 'group-sales')] });
    const price = (firstOn: string, lastOn: string) =>
      temporaryCharges(annual, { groupId: 'group-sales', seats: 1, firstOn, lastOn })[0]?.dueMinor;
    expect(price('2031-02-28', '2032-02-28')).toBe(18_300);
    expect(price('2031-02-28', '2031-02-28')).toBe(50);
    expect(price('2032-02-29', '2032-02-29')).toBe(50);
    expect(price('2028-02-29', '2028-03-02')).toBe(150);
  });

  test('a day more is never cheaper, and days bought in two parts differ by a cent at most', () => {
    const first = fc.integer({ min: 0, max: 1200 }).map((days) => addDays('2027-04-01', days));
    fc.assert(
      fc.property(
        first,
        fc.integer({ min: 0, max: 200 }),
        fc.integer({ min: 1, max: 200 }),
        fc.integer({ min: 1, max: 99 }),
        (firstOn, more, evenMore, seats) => {
          const middle = addDays(firstOn, more);
          const lastOn = addDays(middle, evenMore);
          const price = (from: string, to: string) =>
            temporaryCharges(subscription(), { groupId: 'group-sales', seats, firstOn: from, lastOn: to })[0]?.dueMinor ?? Number.NaN;
          const whole = price(firstOn, lastOn);
          expect(whole).toBeGreaterThanOrEqual(price(firstOn, middle));
          expect(Math.abs(price(firstOn, middle) + price(addDays(middle, 1), lastOn) - whole)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test('any whole period costs the period price of the line', () => {
    const day = fc.integer({ min: 0, max: 30_000 }).map((number) => dayOf(number * 86_400));
    fc.assert(
      fc.property(day, day, fc.constantFrom('monthly' as const, 'annual' as const), (anchorOn, today, cycle) => {
        const { startsOn, endsOn } = periodAt(anchorOn, cycle, today);
        const asked = { groupId: 'group-sales', seats: 3, firstOn: startsOn, lastOn: addDays(endsOn, -1) };
        expect(temporaryCharges(subscription({ anchorOn, cycle }), asked)[0]?.dueMinor).toBe(cycle === 'monthly' ? 5400 : 54_000);
      }),
    );
  });
});

describe('temporary seats', () => {
  const seats = (id: string, groupId: string, count: number, firstOn: string, lastOn: string): TemporarySeats => ({
    id,
    groupId,
    seats: count,
    firstOn,
    lastOn,
  });
  const some = [
    seats('a', 'sales', 2, '2027-04-10', '2027-04-20'),
    seats('b', 'sales', 3, '2027-04-20', '2027-04-22'),
    seats('c', 'suite', 7, '2027-04-01', '2027-12-31'),
  ];

  test.each([
    ['2027-04-09', 0],
    ['2027-04-10', 2],
    ['2027-04-19', 2],
    ['2027-04-20', 5],
    ['2027-04-21', 3],
    ['2027-04-22', 3],
    ['2027-04-23', 0],
  ])('on %s there are %i', (today, active) => {
    expect(activeTemporary(some, 'sales', today)).toBe(active);
  });

  test.each([
    ['2027-04-10', 11],
    ['2027-04-19', 2],
    ['2027-04-20', 1],
    ['2027-04-21', 0],
    ['2027-05-21', 0],
  ])('on %s the last day counted, %i days are left', (today, days) => {
    expect(temporaryDaysLeft({ lastOn: '2027-04-20' }, today)).toBe(days);
  });
});

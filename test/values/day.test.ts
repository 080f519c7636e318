import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { addDays, addMonths, dayOf, daysBetween, isDay, later } from '../../src/values/day.ts';

describe('a day', () => {
  test.each(['2026-01-01', '2028-02-29', '2000-02-29', '2026-12-31'])('%s exists', (text) => {
    expect(isDay(text)).toBe(true);
  });

  test.each([
    '2026-02-29',
    '2100-02-29',
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-1',
    '20260101',
    '+002026-01-01',
    '2026-01-01T00:00',
    '2026-01-01[u-ca=hebrew]',
    ' 2026-01-01',
    '2026-01-01\n',
    '',
  ])('%j does not', (text) => {
    expect(isDay(text)).toBe(false);
  });

  test.each([
    [0, '1970-01-01'],
    [86_399, '1970-01-01'],
    [86_400, '1970-01-02'],
    [1_835_395_199, '2028-02-28'],
    [1_835_395_200, '2028-02-29'],
  ])('the second %i falls on %s in UTC', (seconds, day) => {
    expect(dayOf(seconds)).toBe(day);
  });

  test.each([
    ['2026-01-31', 1, '2026-02-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2027-02-28', 1, '2027-03-01'],
    ['2026-12-31', 1, '2027-01-01'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-03-29', 1, '2026-03-30'],
    ['2026-05-05', 0, '2026-05-05'],
  ])('%s and %i days is %s, and that far away', (from, days, to) => {
    expect(addDays(from, days)).toBe(to);
    expect(daysBetween(from, to)).toBe(days);
  });

  test('days are counted as the calendar counts them, in any year', () => {
    for (let days = -700_000; days < 2_900_000; days += 997) {
      const day = Temporal.PlainDate.from('1970-01-01').add({ days });
      expect(addDays('1970-01-01', days)).toBe(day.toString());
      expect(daysBetween(day.toString(), '2026-03-15')).toBe(day.until('2026-03-15').days);
    }
  });

  test('a year is 365 or 366 days', () => {
    expect(daysBetween('2027-01-01', '2028-01-01')).toBe(365);
    expect(daysBetween('2028-01-01', '2029-01-01')).toBe(366);
  });

  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2026-01-31', 3, '2026-04-30'],
    ['2026-01-31', -2, '2025-11-30'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2028-02-29', 48, '2032-02-29'],
    ['2026-12-15', 1, '2027-01-15'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(from, months)).toBe(to);
  });

  test('the later of two days does not depend on their order', () => {
    expect(later('2026-09-30', '2026-10-01')).toBe('2026-10-01');
    expect(later('2026-10-01', '2026-09-30')).toBe('2026-10-01');
  });
});

import { describe, expect, test } from 'vitest';
import { isId, newId } from '../../src/values/ids.ts';

describe('an id', () => {
  test('sorts by the time it was made', () => {
    const made = [0, 1, 31, 32, 1_000_000_000_000, 1_800_000_000_000, 1_800_000_000_001, 2 ** 48 - 1].map((now) => newId(now));
    expect(made.toSorted()).toEqual(made);
    expect(made.every(isId)).toBe(true);
  });

  test('carries the clock in its first ten characters', () => {
    // The example of the ULID specification.
    expect(newId(1_469_918_176_385).slice(0, 10)).toBe('01aryz6s41');
    expect(newId(0).slice(0, 10)).toBe('0000000000');
    expect(newId(2 ** 48 - 1).slice(0, 10)).toBe('7zzzzzzzzz');
  });

  test('is different every time, also within a millisecond, and uses all its random digits', () => {
    const made = Array.from({ length: 2000 }, () => newId(1_800_000_000_000));
    expect(new Set(made).size).toBe(2000);
    for (let at = 10; at < 26; at += 1) expect(new Set(made.map((id) => id[at])).size).toBe(32);
  });

  test.each([
    '',
    '01arz3ndektsv4rrffq69g5fa',
    '01arz3ndektsv4rrffq69g5favx',
    '01ARZ3NDEKTSV4RRFFQ69G5FAV',
    '81arz3ndektsv4rrffq69g5fav',
    '01arz3ndektsv4rrffq69g5fai',
    '01arz3ndektsv4rrffq69g5fav\n',
    "01arz3ndektsv4rrffq69g5fa'",
  ])('is not %j', (text) => {
    expect(isId(text)).toBe(false);
  });

  test('may come from another generator of the same format', () => {
    expect(isId('01arz3ndektsv4rrffq69g5fav')).toBe(true);
  });
});

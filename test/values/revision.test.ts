import { expect, test } from 'vitest';
import { revisionOf } from '../../src/values/revision.ts';

test('a revision depends on the values, not on the order of the keys', () => {
  expect(revisionOf({ name: 'Harbour', seats: 5 })).toBe(revisionOf({ seats: 5, name: 'Harbour' }));
  expect(revisionOf({ name: 'Harbour', seats: 5 })).toMatch(/^[0-9a-f]{20}$/);
});

test.each([
  [{ name: 'Harbour', seats: 6 }],
  [{ name: 'Harbour', seats: '5' }],
  [{ name: 'Harbour', seats: null }],
  [{ name: 'Harbour' }],
  [{ name: 5, seats: 'Harbour' }],
])('%j is another state', (other) => {
  expect(revisionOf(other)).not.toBe(revisionOf({ name: 'Harbour', seats: 5 }));
});

import { expect, test } from 'vitest';
import type { Upcoming } from '../../src/pricing/types.ts';
import { undoneWith } from '../../src/pricing/undo.ts';
import { catalogue, subscription } from './given.ts';

const effectiveOn = '2027-05-01';
const upcoming: Upcoming[] = [
  { id: 'suite-goes', effectiveOn, kind: 'removal', productId: 'support-suite' },
  { id: 'reviews-go', effectiveOn, kind: 'removal', productId: 'reviews' },
  { id: 'fewer', effectiveOn, kind: 'seats', productId: 'support-suite', toSeats: 3 },
  { id: 'annual', effectiveOn, kind: 'cycle', toCycle: 'annual' },
];

test.each([
  ['fewer', ['fewer']],
  ['annual', ['annual']],
  ['suite-goes', ['suite-goes']],
  ['reviews-go', ['suite-goes', 'reviews-go']],
  ['gone', []],
])('undoing %s undoes %j', (id, undone) => {
  expect(undoneWith(subscription({ upcoming }), id, catalogue()).map((row) => row.id)).toEqual(undone);
});

import { describe, expect, test } from 'vitest';
import { holderOf, leaderOf, neededFor } from '../../src/catalogue/fits.ts';
import { catalogue } from '../pricing/given.ts';

const sold = catalogue();

describe('products that fit together', () => {
  test.each([
    [['support'], 'support', 'support'],
    [['sales', 'support-suite'], 'support', 'support-suite'],
    [['sales'], 'support', null],
    [[], 'support', null],
  ])('of %j, %s is held as %s', (held, productId, holder) => {
    expect(holderOf(sold, held, productId)).toBe(holder);
  });

  test.each([
    [['support', 'reviews', 'shifts'], 'shifts', ['reviews', 'support']],
    [['support-suite', 'reviews', 'shifts'], 'shifts', ['reviews', 'support-suite']],
    [['support-suite'], 'reviews', ['support-suite']],
    [['sales'], 'reviews', []],
    [['sales'], 'sales', []],
    [['support'], 'unheard-of', []],
  ])('beside %j, %s needs %j', (held, productId, needed) => {
    expect(neededFor(sold, held, productId)).toEqual(needed);
  });

  test.each([
    [['support-suite', 'reviews', 'shifts'], 'shifts', 'support-suite'],
    [['support', 'reviews'], 'reviews', 'support'],
    [['support'], 'support', 'support'],
    [['support', 'sandbox'], 'sandbox', null],
    [['archive'], 'archive', null],
  ])('beside %j, the seats of %s are those of %s', (held, productId, leader) => {
    expect(leaderOf(sold, held, productId)).toBe(leader);
  });

  test('products that follow each other in a ring do not loop for ever', () => {
    const ring = catalogue({ support: { follows: 'shifts' } });
    expect(neededFor(ring, ['support', 'reviews', 'shifts'], 'shifts')).toEqual(['reviews', 'support']);
    expect(neededFor(catalogue({ support: { follows: 'support' } }), ['support'], 'support')).toEqual([]);
    expect(neededFor(catalogue({ support: { follows: 'reviews' } }), ['support', 'reviews', 'shifts'], 'shifts')).toEqual([
      'reviews',
      'support',
    ]);
  });
});

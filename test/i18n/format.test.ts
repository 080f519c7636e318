import { expect, test } from 'vitest';
import { formatFor } from '../../src/i18n/format.ts';
import { languages } from '../../src/i18n/language.ts';

test.each(languages)('what is below zero has a minus before it, not a hyphen, in %s', (language) => {
  const f = formatFor(language);
  for (const written of [f.number(-3), f.signed(-3), f.money(-29_740, 'EUR'), f.signedMoney(-29_740, 'EUR')]) {
    expect(written).toContain('−');
    expect(written).not.toContain('-');
  }
  expect(f.signed(5)).toBe('+5');
  expect(f.signed(0)).toBe('0');
});

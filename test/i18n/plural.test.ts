import { describe, expect, it } from 'vitest';
import { pluralFor } from '../../src/i18n/plural.ts';

describe('a message with a number', () => {
  const seats = (n: number) => pluralFor('en')(n, { one: '# seat', other: '# seats' });

  it('has the form and the digits of its language', () => {
    expect([seats(1), seats(2), seats(0), seats(12_345)]).toEqual(['1 seat', '2 seats', '0 seats', '12,345 seats']);
    const french = (n: number) => pluralFor('fr')(n, { one: '# licence', other: '# licences' });
    expect([french(0), french(1), french(2), french(2_000_000)].map((words) => words.replace(/\s/g, ' '))).toEqual([
      '0 licence',
      '1 licence',
      '2 licences',
      '2 000 000 licences',
    ]);
  });

  it('leaves a # that belongs to a name or an order number', () => {
    const words = (name: string) => pluralFor('en')(5, { other: `# seats for ${name}` });
    expect(words('C# Desk, order #00042')).toBe('5 seats for C# Desk, order #00042');
  });
});

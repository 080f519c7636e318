import { describe, expect, it } from 'vitest';
import { findCatalogue } from '../../src/catalogue/queries.ts';
import { formatFor } from '../../src/i18n/format.ts';
import { type Language, languages } from '../../src/i18n/language.ts';
import { messagesFor } from '../../src/i18n/messages.ts';
import { noChange } from '../../src/pricing/quote.ts';
import type { Change } from '../../src/pricing/types.ts';
import { costOfAdditions, describeChange } from '../../src/requests/describe.ts';
import { findSubscription } from '../../src/subscription/find.ts';
import { freshDatabase } from '../support/database.ts';
import { givenAccount, givenCatalogue } from '../support/given.ts';

async function sentences(change: Partial<Change>, language: Language = 'en'): Promise<string[]> {
  const { db } = await freshDatabase();
  await givenCatalogue(db);
  const account = await givenAccount(db);
  const subscription = await findSubscription(db, account.id);
  if (!subscription) throw new Error('no subscription');
  const catalogue = await findCatalogue(db, 'EUR');
  return describeChange(messagesFor(language), formatFor(language), { ...noChange(1), ...change }, catalogue, subscription);
}

describe('a change in words', () => {
  it.each([
    ['one more seat', { seats: { sales: 1 } }, 'Sales: 1 more seat, from 10 to 11'],
    ['more seats of a group', { seats: { 'support-suite': 5 } }, 'Support Suite and AI Assist: 5 more seats, from 25 to 30'],
    ['many more', { seats: { sales: 2000 } }, 'Sales: 2,000 more seats, from 10 to 2,010'],
    ['fewer seats', { seats: { sales: -3 } }, 'Sales: 3 seats fewer, from 10 to 7'],
    ['another plan', { plans: { sales: { from: 'sales-team', to: 'sales-pro' } } }, 'Sales: plan Pro instead of Team'],
    ['the same plan', { plans: { sales: { from: 'sales-team', to: 'sales-team' } } }, 'Sales: stay on plan Team'],
    ['a product with seats', { add: { voice: { planId: 'voice-standard', seats: 1 } } }, 'Add Voice on plan Standard with 1 seat'],
    ['a flat product', { add: { 'status-page': { planId: 'status-page-standard', seats: null } } }, 'Add Status Page on plan Standard'],
    [
      'a product that follows another',
      { add: { 'ai-assist': { planId: 'ai-assist-standard', seats: null } } },
      'Add AI Assist on plan Standard with the same seats as Support Suite',
    ],
    ['a removal', { remove: ['status-page'] }, 'Remove Status Page'],
    ['another cycle', { cycle: 'annual' }, 'Billing by the year instead of by the month'],
    ['an extension', { extendCycles: 1 }, 'Extend the subscription by 1 month'],
    ['a code', { promotionCode: 'SPRING' }, 'Use promotion code SPRING'],
    ['a product that is gone from the catalogue', { remove: ['fax'] }, 'Remove fax'],
  ] as const)('%s', async (_name, change, sentence) => {
    expect(await sentences(change as Partial<Change>)).toEqual([sentence]);
  });

  it('follows the order of the catalogue and not that of the fields', async () => {
    const change = { seats: { sales: 1, 'support-suite': 1 }, remove: ['status-page', 'ai-assist'] };
    expect(await sentences(change)).toEqual([
      'Support Suite and AI Assist: 1 more seat, from 25 to 26',
      'Sales: 1 more seat, from 10 to 11',
      'Remove AI Assist',
      'Remove Status Page',
    ]);
  });

  it('is complete in every language', async () => {
    const everything: Partial<Change> = {
      seats: { sales: -1, 'support-suite': 2 },
      plans: { sales: { from: 'sales-team', to: 'sales-pro' } },
      add: { voice: { planId: 'voice-standard', seats: 3 } },
      remove: ['status-page'],
      cycle: 'annual',
      extendCycles: 3,
      promotionCode: 'SPRING',
    };
    const byLanguage = await Promise.all(languages.map((language) => sentences(everything, language)));
    for (const lines of byLanguage) expect(lines).toHaveLength(8);
    expect(new Set(byLanguage.map((lines) => lines.join('\n'))).size).toBe(languages.length);
    expect(byLanguage[languages.indexOf('fr')]?.[0]).toBe('Support Suite et AI Assist\u00a0: 2 licences de plus, de 25 à 27');
  });
});

describe('the cost of the additions', () => {
  const account = { currency: 'EUR', taxRateBp: 1900 };
  const quote = (netMinor: number, before: number, now: number) => ({
    due: { netMinor, taxMinor: 0, totalMinor: netMinor },
    recurringMinor: { before, now },
    cycle: { now: 'monthly', later: 'monthly' } as const,
  });
  it.each([
    [
      'now and from now on',
      quote(28_791, 100, 52_600),
      account,
      '€287.91 for the rest of this period, then €525.00 more a month, before tax',
    ],
    ['without tax', quote(10, 0, 20), { ...account, taxRateBp: 0 }, '€0.10 for the rest of this period, then €0.20 more a month'],
    ['nothing for less', quote(0, 100, 100), account, null],
  ] as const)('%s', (_name, given, to, expected) => {
    expect(costOfAdditions(messagesFor('en'), formatFor('en'), given, to)).toBe(expected);
  });
});

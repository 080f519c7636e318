import type { Language } from './language.ts';
import { remember } from './remember.ts';

/** In messages it stands by itself, before a space. */
const lone = /(?<![\p{L}\p{N}])#(?![\p{L}\p{N}])/gu;

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/**
 * Picks the plural form of a number: `plural(3, { one: '# seat', other: '# seats' })`; `#` becomes the number as the language
 * writes it. A `#` that touches a letter or a digit is none of ours but part of a name or of an order number. French and Italian have
 * a category `many` for whole millions; where a message does not spell it, `other` serves.
 */
export function pluralFor(language: Language): (n: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  const format = new Intl.NumberFormat(language === 'en' ? 'en-GB' : language);
  const rule = remember((n: number) => rules.select(n));
  const number = remember((n: number) => format.format(n));
  return (n, forms) => (forms[rule(n)] ?? forms.other).replace(lone, number(n));
}

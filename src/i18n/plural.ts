import { cachedByKey } from './cached-by-key.ts';
import type { Language } from './language.ts';

/** A `#` that touches no letter and no digit. */
const placeholder = /(?<![\p{L}\p{N}])#(?![\p{L}\p{N}])/gu;

type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/**
 * Selects the plural form for a number: `plural(3, { one: '# seat', other: '# seats' })`. The number in the format of the language
 * replaces `#`. A `#` beside a letter or a digit stays, because it is part of a name or an order number. French and Italian have a
 * category `many` for whole millions; a message without it uses `other`.
 */
export function pluralFor(language: Language): (n: number, forms: Forms) => string {
  const rules = new Intl.PluralRules(language);
  const format = new Intl.NumberFormat(language === 'en' ? 'en-GB' : language);
  const rule = cachedByKey((n: number) => rules.select(n));
  const number = cachedByKey((n: number) => format.format(n));
  return (n, forms) => (forms[rule(n)] ?? forms.other).replace(placeholder, number(n));
}

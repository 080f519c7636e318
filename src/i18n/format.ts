import type { Day } from '../values/day.ts';
import { cachedByKey } from './cached-by-key.ts';
import { type Language, languages } from './language.ts';

/** Formats numbers, money and dates for a language with `Intl`. There is one object per language, created once. */
export interface Format {
  number(value: number): string;
  /** With a sign, for differences: +5, −3. */
  signed(value: number): string;
  /** An amount in minor units, with the number of decimals of its currency. */
  money(minor: number, currency: string): string;
  signedMoney(minor: number, currency: string): string;
  /** Basis points: 1900 is 19 %. */
  percent(basisPoints: number): string;
  /** A day, as in "3 March 2026". */
  day(day: Day): string;
  /** An instant in epoch seconds, as in "3 Mar 2026, 14:05 UTC". */
  instant(epochSeconds: number): string;
  /** How long ago, in the largest whole unit from minutes on: "3 days ago", "now". */
  ago(epochSeconds: number, nowSeconds: number): string;
  /** The number of an order or an invoice as it is shown: #00042. */
  orderNumber(number: number): string;
  /** A short time to wait, in seconds or, rounded up, in minutes: "32 seconds", "15 minutes". */
  wait(seconds: number): string;
  /** Joins names as in a sentence: "A, B and C" or "A, B or C". */
  and(names: readonly string[]): string;
  or(names: readonly string[]): string;
}

/** English uses the British format (3 March 2026), not the American one. */
const locales: Record<Language, string> = { en: 'en-GB', de: 'de-DE', fr: 'fr-FR', it: 'it-IT' };

const formats = new Map<Language, Format>(languages.map((language) => [language, makeFormat(locales[language])]));

export function formatFor(language: Language): Format {
  return formats.get(language) as Format;
}

function makeFormat(locale: string): Format {
  const plain = new Intl.NumberFormat(locale);
  const signed = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' });
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const dayFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const instantFormat = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const justNow = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second');
  const secondUnit = new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'long' });
  const minuteUnit = new Intl.NumberFormat(locale, { style: 'unit', unit: 'minute', unitDisplay: 'long' });
  const and = listFormat(locale, 'conjunction');
  const or = listFormat(locale, 'disjunction');
  const money = cachedByKey((currency: string) => currencyFormat(locale, currency, 'auto'));
  const moneySigned = cachedByKey((currency: string) => currencyFormat(locale, currency, 'exceptZero'));
  const day = cachedByKey((value: Day) => dayFormat.format(Date.parse(`${value}T00:00:00Z`)));
  const minute = cachedByKey((minutes: string) => `${instantFormat.format(Number(minutes) * 60_000)} UTC`);
  return {
    number: cachedByKey((value: number) => minus(plain.format(value))),
    signed: cachedByKey((value: number) => minus(signed.format(value))),
    money: (minor, currency) => money(currency)(minor),
    signedMoney: (minor, currency) => moneySigned(currency)(minor),
    percent: cachedByKey((basisPoints: number) => percent.format(basisPoints / 10_000)),
    day,
    instant: (epochSeconds) => minute(String(Math.floor(epochSeconds / 60))),
    ago: (epochSeconds, nowSeconds) => ago(relative, justNow, Math.max(0, nowSeconds - epochSeconds)),
    orderNumber: (number) => `#${String(number).padStart(5, '0')}`,
    wait: (seconds) => (seconds <= 90 ? secondUnit.format(seconds) : minuteUnit.format(Math.ceil(seconds / 60))),
    and: (names) => and(JSON.stringify(names)),
    or: (names) => or(JSON.stringify(names)),
  };
}

function currencyFormat(locale: string, currency: string, signDisplay: 'auto' | 'exceptZero'): (minor: number) => string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency, signDisplay });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return cachedByKey((minor: number) => minus(format.format(minor / 10 ** digits)));
}

/** `Intl` writes a hyphen before a negative number. A line can break at a hyphen, and it is hard to see; a minus is as wide as a plus. */
function minus(formatted: string): string {
  return formatted.replace('-', '−');
}

/** Takes the names as JSON, so that `remember` can cache the result: the next page often joins the same names. */
function listFormat(locale: string, type: 'conjunction' | 'disjunction'): (names: string) => string {
  const format = new Intl.ListFormat(locale, { type });
  return cachedByKey((names: string) => format.format(JSON.parse(names) as string[]));
}

function ago(relative: Intl.RelativeTimeFormat, now: string, seconds: number): string {
  if (seconds < 60) return now;
  if (seconds < 3600) return relative.format(-Math.floor(seconds / 60), 'minute');
  if (seconds < 86_400) return relative.format(-Math.floor(seconds / 3600), 'hour');
  return relative.format(-Math.floor(seconds / 86_400), 'day');
}

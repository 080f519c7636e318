import type { Language } from '../../i18n/language.ts';

// Numbers as people type them on the operator desk: with a comma or a point, never by coercion.

/** A percentage with at most two decimals, as basis points: "7,7" is 770. Null when it is none. */
export function readPercent(formValues: string): number | null {
  const basisPoints = readDecimal(formValues.replace(/\s*%$/, ''), 2);
  return basisPoints !== null && basisPoints <= 10_000 ? basisPoints : null;
}

/** A percentage as a field shows it again, and as it can be typed: "19", "7.7", "7,7" where a comma is written. */
export function showPercent(basisPoints: number, language: Language): string {
  return new Intl.NumberFormat(language, { useGrouping: false, maximumFractionDigits: 2 }).format(basisPoints / 100);
}

/** An amount in minor units of a currency, with at most as many decimals as it has: "55" or "55,00" EUR are 5500. Null when it is none. */
export function readAmount(formValues: string, currency: string): number | null {
  return readDecimal(formValues, decimalsOf(currency));
}

/** An amount as a field shows it again, and as it can be typed: "55.00", "55,00" where a comma is written. */
export function showAmount(minor: number, currency: string, language: Language): string {
  const decimals = decimalsOf(currency);
  const written = { useGrouping: false, minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(language, written).format(minor / 10 ** decimals);
}

/** A currency that exists, by its three letters, however they were written. Null when it is none. */
export function readCurrency(formValues: string): string | null {
  const code = formValues.trim().toUpperCase();
  return currencies.has(code) ? code : null;
}

const currencies = new Set(Intl.supportedValuesOf('currency'));

function decimalsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

function readDecimal(formValues: string, decimals: number): number | null {
  const match = formValues.trim().match(/^(\d{1,9})(?:[.,](\d+))?$/);
  const fraction = match?.[2] ?? '';
  if (!match || fraction.length > decimals) return null;
  return Number(`${match[1]}${fraction.padEnd(decimals, '0')}`);
}

import type { Language } from '../../i18n/language.ts';

// Parses numbers that operators type, with a comma or a point as the decimal separator; Number() alone would accept too much.

/** Parses a percentage up to 100 with at most two decimals, to basis points: "7,7" is 770. Null if the text is invalid. */
export function readPercent(text: string): number | null {
  const basisPoints = readDecimal(text.replace(/\s*%$/, ''), 2);
  return basisPoints !== null && basisPoints <= 10_000 ? basisPoints : null;
}

/** Formats a percentage for an input field, so that it can be read back: "19", "7.7", or "7,7" in languages with a decimal comma. */
export function showPercent(basisPoints: number, language: Language): string {
  return new Intl.NumberFormat(language, { useGrouping: false, maximumFractionDigits: 2 }).format(basisPoints / 100);
}

/** Parses an amount with at most the decimals of the currency, to minor units: "55" or "55,00" EUR is 5500. Null if the text is invalid. */
export function readAmount(text: string, currency: string): number | null {
  return readDecimal(text, decimalsOf(currency));
}

/** Formats an amount for an input field, so that it can be read back: "55.00", or "55,00" in languages with a decimal comma. */
export function showAmount(minor: number, currency: string, language: Language): string {
  const decimals = decimalsOf(currency);
  const written = { useGrouping: false, minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(language, written).format(minor / 10 ** decimals);
}

/** Parses an ISO 4217 currency code in capital or small letters. Null if there is no such currency. */
export function readCurrency(text: string): string | null {
  const code = text.trim().toUpperCase();
  return currencies.has(code) ? code : null;
}

const currencies = new Set(Intl.supportedValuesOf('currency'));

function decimalsOf(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

function readDecimal(text: string, decimals: number): number | null {
  const match = text.trim().match(/^(\d{1,9})(?:[.,](\d+))?$/);
  const fraction = match?.[2] ?? '';
  if (!match || fraction.length > decimals) return null;
  return Number(`${match[1]}${fraction.padEnd(decimals, '0')}`);
}

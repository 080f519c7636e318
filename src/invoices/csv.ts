import type { Messages } from '../i18n/messages.ts';
import { addDays, type Day, dayOf } from '../values/day.ts';
import type { Invoice } from './queries.ts';
import { invoiceState } from './state.ts';

/** The header row of a CSV file of invoices, in the language of the user. */
export function invoiceHead({ invoices: w }: Messages): string[] {
  return [
    w.number,
    w.kind,
    w.issuedOn,
    w.dueOn,
    w.periodFrom,
    w.periodTo,
    w.state,
    w.paidOn,
    w.purchaseOrder,
    w.currency,
    w.lines,
    w.discount,
    w.taxRate,
    w.tax,
    w.total,
  ];
}

/**
 * An invoice as a row of the CSV file. Days are YYYY-MM-DD and amounts are in currency units with a decimal point, so that a program can
 * read the file in any language.
 */
export function invoiceRow(invoice: Invoice, { invoices: w }: Messages, today: Day): (string | number)[] {
  const amount = (minor: number) => inUnits(minor, invoice.currency);
  return [
    invoice.number,
    w.kinds[invoice.kind],
    invoice.issuedOn,
    invoice.dueOn,
    invoice.periodStartsOn,
    addDays(invoice.periodEndsOn, -1),
    w.states[invoiceState(invoice, today)],
    invoice.paidAt === null ? '' : dayOf(invoice.paidAt),
    invoice.purchaseOrder ?? '',
    invoice.currency,
    amount(invoice.linesMinor),
    amount(invoice.discountMinor),
    String(invoice.taxRateBp / 100),
    amount(invoice.taxMinor),
    amount(invoice.totalMinor),
  ];
}

/**
 * An amount in currency units: 12345 minor units of EUR are 123.45, of JPY 12345. Moves the decimal point within the digits, so that no
 * floating-point rounding occurs.
 */
export function inUnits(minor: number, currency: string): string {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  if (digits === 0) return String(minor);
  const padded = String(Math.abs(minor)).padStart(digits + 1, '0');
  return `${minor < 0 ? '-' : ''}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

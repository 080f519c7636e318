import type { Messages } from '../i18n/messages.ts';
import { addDays, type Day, dayOf } from '../values/day.ts';
import type { Invoice } from './queries.ts';
import { invoiceState } from './state.ts';

/** The first row of a file of invoices, in the language of the reader. */
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

/** An invoice as a row below it. Days as YYYY-MM-DD, amounts in the currency with a point, so that a program can read them in any language. */
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

/** 12345 of EUR is 123.45, of JPY 12345: made from the digits, so that no fraction is ever rounded. */
export function inUnits(minor: number, currency: string): string {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  if (digits === 0) return String(minor);
  const padded = String(Math.abs(minor)).padStart(digits + 1, '0');
  return `${minor < 0 ? '-' : ''}${padded.slice(0, -digits)}.${padded.slice(-digits)}`;
}

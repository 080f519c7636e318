import { formatFor } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { messagesFor } from '../../i18n/messages.ts';
import type { Urls } from '../../paths.ts';
import { addDays, type Day } from '../../values/day.ts';
import type { MailContent } from '../content.ts';

export interface InvoiceMailData {
  recipientName: string;
  accountName: string;
  invoice: { id: string; number: number; totalMinor: number; dueOn: Day };
  /** Half-open: `endsOn` is the first day of the next period. */
  period: { startsOn: Day; endsOn: Day };
  currency: string;
}

/** To the readers of billing mail: the subscription was renewed, and this is the invoice (rules §4.15). */
export function invoiceCreatedMail(language: Language, data: InvoiceMailData, links: Urls): MailContent {
  const { mail, invoices } = messagesFor(language);
  const f = formatFor(language);
  const { invoice, period } = data;
  const words = invoices.mails;
  return {
    language,
    subject: words.createdSubject,
    greeting: mail.greeting(data.recipientName),
    paragraphs: [words.created(data.accountName), invoice.totalMinor === 0 ? words.nothingToPay : words.payBy(f.day(invoice.dueOn))],
    facts: [
      [invoices.number, f.orderNumber(invoice.number)],
      [invoices.period, invoices.fromTo(f.day(period.startsOn), f.day(addDays(period.endsOn, -1)))],
      [invoices.total, f.money(invoice.totalMinor, data.currency)],
    ],
    quote: null,
    action: { label: words.show, url: links.invoice(invoice.id) },
    footer: words.because(data.accountName),
  };
}

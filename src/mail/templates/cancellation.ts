import { formatFor } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { messagesFor } from '../../i18n/messages.ts';
import type { WholeInvoice } from '../../invoices/queries.ts';
import type { MailContent } from '../content.ts';

/**
 * To the owner: the account is cancelled (rules §4.13). The mail contains all lines of the final invoice, because the members can no longer
 * sign in to see it.
 */
export function accountCancelledMail(
  language: Language,
  { recipientName, accountName, invoice }: { recipientName: string; accountName: string; invoice: WholeInvoice | null },
): MailContent {
  const { mail, cancellation } = messagesFor(language);
  const words = cancellation.mail;
  return {
    language,
    subject: words.subject,
    greeting: mail.greeting(recipientName),
    paragraphs: [words.cancelled(accountName), invoice ? words.finalInvoice : words.noInvoice],
    facts: invoice ? invoiceFacts(language, invoice) : [],
    quote: null,
    action: null,
    footer: words.because(accountName),
  };
}

function invoiceFacts(language: Language, invoice: WholeInvoice): MailContent['facts'] {
  const { invoices } = messagesFor(language);
  const f = formatFor(language);
  const money = (minor: number) => f.money(minor, invoice.currency);
  return [
    [invoices.kinds.final, f.orderNumber(invoice.number)],
    ...(invoice.sellerName ? [[invoices.seller, invoice.sellerName] as const] : []),
    ...(invoice.purchaseOrder ? [[invoices.purchaseOrder, invoice.purchaseOrder] as const] : []),
    [
      invoices.linesCaption,
      invoice.lines.map((line) => {
        const dates = invoices.fromTo(f.day(line.firstOn), f.day(line.lastOn));
        return `${line.productName} ${line.planName}, ${invoices.chargeKinds[line.kind]}, ${dates}: ${money(line.amountMinor)}`;
      }),
    ],
    [invoices.lines, money(invoice.linesMinor)],
    [invoices.taxAt(f.percent(invoice.taxRateBp)), money(invoice.taxMinor)],
    [invoices.total, money(invoice.totalMinor)],
    [invoices.dueOn, f.day(invoice.dueOn)],
  ];
}

import type { Acting } from '../audit/acting.ts';
import type { Trx } from '../db/transaction.ts';
import { enqueue } from '../mail/outbox.ts';
import { invoiceCreatedMail } from '../mail/templates/invoices.ts';
import { findBillingReaders } from '../members/deciders.ts';
import { urls } from '../paths.ts';
import { can } from '../permissions.ts';
import type { Period } from '../values/period.ts';
import type { InvoicedAccount } from './billed-account.ts';
import type { MadeInvoice } from './make-invoice.ts';

/**
 * Mails the owner about a new invoice, and the billing admins where the account says so. Only roles that can see invoices in this product
 * get the mail: customers with a representative get their invoices in another way (rules §3 row 22).
 */
export async function notifyOfInvoice(trx: Trx, account: InvoicedAccount, invoice: MadeInvoice, period: Period, by: Acting): Promise<void> {
  for (const person of await findBillingReaders(trx, account)) {
    if (!can(person.role, account, 'invoices.see')) continue;
    await enqueue(trx, {
      accountId: account.id,
      to: { memberId: person.id, email: person.email, name: person.name },
      kind: 'invoice-created',
      content: invoiceCreatedMail(
        person.language,
        { recipientName: person.name, accountName: account.name, invoice, period, currency: account.currency },
        urls(by.publicUrl),
      ),
      publicUrl: by.publicUrl,
      at: by.now,
    });
  }
}

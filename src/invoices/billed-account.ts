import type { Trx } from '../db/transaction.ts';
import type { PermissionAccount } from '../permissions.ts';
import type { BilledAccount } from './make-invoice.ts';

/** The account data that invoices and the mails about them need. */
export interface InvoicedAccount extends BilledAccount, PermissionAccount {
  mailBillingAdmins: boolean;
}

/** The account when it is active; null when it is cancelled or missing. */
export async function findBilledAccount(trx: Trx, id: string): Promise<InvoicedAccount | null> {
  const row = await trx.selectFrom('accounts').selectAll().where('id', '=', id).where('status', '=', 'active').executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    name: row.name,
    currency: row.currency,
    taxRateBp: row.tax_rate_bp,
    paymentTermsDays: row.payment_terms_days,
    // A purchase order number belongs on an invoice that is paid by transfer; an account that pays by card has none.
    purchaseOrder: row.payment_method === 'invoice' ? row.purchase_order : null,
    type: row.type,
    requestsEnabled: row.requests_enabled === 1,
    showPrices: row.show_prices === 1,
    mailBillingAdmins: row.mail_billing_admins === 1,
  };
}

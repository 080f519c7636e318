import type { Trx } from '../db/transaction.ts';
import type { PermissionAccount } from '../permissions.ts';
import type { BilledAccount } from './make-invoice.ts';

/** An account as invoices and the letters about them need it. */
export interface ToldAccount extends BilledAccount, PermissionAccount {
  mailBillingAdmins: boolean;
}

/** An account that is not cancelled. */
export async function findBilledAccount(trx: Trx, id: string): Promise<ToldAccount | null> {
  const row = await trx.selectFrom('accounts').selectAll().where('id', '=', id).where('status', '=', 'active').executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    name: row.name,
    currency: row.currency,
    taxRateBp: row.tax_rate_bp,
    paymentTermsDays: row.payment_terms_days,
    // A purchase order belongs to an invoice that is paid by transfer; whoever pays by card has none.
    purchaseOrder: row.payment_method === 'invoice' ? row.purchase_order : null,
    type: row.type,
    requestsEnabled: row.requests_enabled === 1,
    showPrices: row.show_prices === 1,
    mailBillingAdmins: row.mail_billing_admins === 1,
  };
}

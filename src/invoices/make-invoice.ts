import { sql } from 'kysely';
import type { Acting } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { Trx } from '../db/transaction.ts';
import { writeCharge } from '../orders/charges.ts';
import { nextNumber } from '../orders/number.ts';
import { discountMinor } from '../pricing/discount.ts';
import { lineState, recurringMinor, type SubscriptionState } from '../pricing/state.ts';
import type { Discount } from '../pricing/types.ts';
import { addDays, type Day } from '../values/day.ts';
import { newId } from '../values/ids.ts';
import { percentOf } from '../values/money.ts';
import type { Period } from '../values/period.ts';

/** The billing data of an account; the invoice stores a copy that never changes. */
export interface BilledAccount {
  id: string;
  name: string;
  currency: string;
  taxRateBp: number;
  paymentTermsDays: number;
  purchaseOrder: string | null;
}

export interface InvoiceInput {
  account: BilledAccount;
  kind: 'renewal' | 'final';
  /** The period of the invoice: the coming one for a renewal, the current one for a final invoice. */
  period: Period;
  /** The lines that are billed in advance for the coming period; null on a final invoice. */
  coming: Pick<SubscriptionState, 'cycle' | 'lines'> | null;
  discount: Discount | null;
  today: Day;
  by: Acting;
}

export interface MadeInvoice {
  id: string;
  number: number;
  totalMinor: number;
  dueOn: Day;
  discountMinor: number;
}

/**
 * Makes one invoice of the open charges and of the lines of the coming period (rules §4.15): their sum less the discount, plus the tax,
 * which is rounded half up once. Takes the next invoice number, without a gap. The sums are equal to those of the forecast and of the
 * ledger. An invoice with a total of zero is paid at once. Called by a renewal or a cancellation, inside its transaction.
 *
 * @returns null when there is nothing to put on an invoice
 */
export async function makeInvoice(trx: Trx, input: InvoiceInput): Promise<MadeInvoice | null> {
  const { account, coming, by } = input;
  const openCharges = await trx
    .selectFrom('charges')
    .select('amount_minor')
    .where('account_id', '=', account.id)
    .where('invoice_id', 'is', null)
    .execute();
  if (openCharges.length === 0 && !coming?.lines.size) return null;

  const recurring = coming ? recurringMinor(coming) : 0;
  const linesMinor = recurring + openCharges.reduce((sum, charge) => sum + charge.amount_minor, 0);
  const off = discountMinor(input.discount, recurring);
  const taxMinor = percentOf(linesMinor - off, account.taxRateBp);
  const totalMinor = linesMinor - off + taxMinor;
  const id = newId(by.now * 1000);
  const number = await nextNumber(trx, 'invoice');
  const dueOn = addDays(input.today, account.paymentTermsDays);
  await trx
    .insertInto('invoices')
    .values({
      id,
      number,
      account_id: account.id,
      kind: input.kind,
      period_starts_on: input.period.startsOn,
      period_ends_on: input.period.endsOn,
      issued_on: input.today,
      due_on: dueOn,
      status: totalMinor === 0 ? 'paid' : 'open',
      paid_at: totalMinor === 0 ? by.now : null,
      currency: account.currency,
      account_name: account.name,
      seller_name: await findSellerName(trx),
      purchase_order: account.purchaseOrder,
      lines_minor: linesMinor,
      discount_code: off > 0 ? (input.discount?.code ?? null) : null,
      discount_minor: off,
      tax_rate_bp: account.taxRateBp,
      tax_minor: taxMinor,
      total_minor: totalMinor,
      created_at: by.now,
    })
    .execute();
  await trx.updateTable('charges').set({ invoice_id: id }).where('account_id', '=', account.id).where('invoice_id', 'is', null).execute();
  if (coming) await chargePeriod(trx, input, coming, id);
  await record(trx, by, {
    accountId: account.id,
    action: 'invoice.created',
    subject: { type: 'invoice', id, name: `#${number}` },
    after: { invoice: number, startsOn: input.period.startsOn, endsOn: input.period.endsOn, totalMinor, dueOn },
  });
  return { id, number, totalMinor, dueOn, discountMinor: off };
}

/** The name of the seller: the current name of the operators' account. The invoice stores a copy, like all its data. */
async function findSellerName(trx: Trx): Promise<string | null> {
  const [seller] = await sellerName(trx, {});
  return seller?.name ?? null;
}

// A literal and not a parameter: SQLite uses the partial index of the operators' account only when the query text contains this value.
const sellerName = compiledQuery((db) => db.selectFrom('accounts').select('name').where('is_operators', '=', sql.lit(1)));

async function chargePeriod(
  trx: Trx,
  { account, period, by }: InvoiceInput,
  { lines, cycle }: Pick<SubscriptionState, 'cycle' | 'lines'>,
  invoiceId: string,
): Promise<void> {
  for (const line of lines.values()) {
    const state = lineState(line, cycle);
    await writeCharge(trx, by.now, {
      accountId: account.id,
      kind: 'period',
      orderId: null,
      invoiceId,
      productId: line.product.id,
      productName: line.product.name,
      plan: state,
      seats: state.seats,
      firstOn: period.startsOn,
      lastOn: addDays(period.endsOn, -1),
      amountMinor: state.periodMinor,
    });
  }
}

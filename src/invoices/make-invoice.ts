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

/** What an invoice says of whom it is for; frozen into it. */
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
  /** What it is for: the coming period, or what was left of the last one. */
  period: Period;
  /** The lines of the coming period, in advance; nothing on a final invoice. */
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
 * Makes one invoice of the charges that were collected and the lines of the coming period (rules §4.15): the lines less the discount, and
 * the tax rounded half up once. Its number is the next without a gap. The sums are those of the forecast, and of the ledger. An invoice
 * of nothing to pay is paid. Part of a renewal or a cancellation, in its transaction. Null when there is nothing to put on it.
 */
export async function makeInvoice(trx: Trx, input: InvoiceInput): Promise<MadeInvoice | null> {
  const { account, coming, by } = input;
  const open = await trx
    .selectFrom('charges')
    .select('amount_minor')
    .where('account_id', '=', account.id)
    .where('invoice_id', 'is', null)
    .execute();
  if (open.length === 0 && !coming?.lines.size) return null;

  const recurring = coming ? recurringMinor(coming) : 0;
  const linesMinor = recurring + open.reduce((sum, charge) => sum + charge.amount_minor, 0);
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

/** Whoever sells, by the name of the operators' account today: frozen like everything on an invoice. */
async function findSellerName(trx: Trx): Promise<string | null> {
  const [seller] = await sellerName(trx, {});
  return seller?.name ?? null;
}

// Spelled out, because the index of the one account that is it is only found by the value itself.
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

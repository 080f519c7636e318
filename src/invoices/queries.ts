import type { Selectable } from 'kysely';
import { compiledQuery } from '../db/compiled.ts';
import type { Db } from '../db/open.ts';
import type { Database } from '../db/schema.ts';
import type { Trx } from '../db/transaction.ts';
import type { Day } from '../values/day.ts';
import { rowsOnAPage } from '../values/paging.ts';

/** An invoice without its lines. The period is half-open; amounts are in minor units. */
export interface Invoice {
  id: string;
  number: number;
  kind: 'renewal' | 'final';
  periodStartsOn: Day;
  periodEndsOn: Day;
  issuedOn: Day;
  dueOn: Day;
  status: 'open' | 'paid';
  paidAt: number | null;
  currency: string;
  accountName: string;
  /** The name of the operators' account on the day of issue; null when there was no such account. */
  sellerName: string | null;
  purchaseOrder: string | null;
  linesMinor: number;
  discountCode: string | null;
  discountMinor: number;
  taxRateBp: number;
  taxMinor: number;
  totalMinor: number;
}

export interface InvoiceLine {
  kind: 'proration' | 'temporary' | 'period';
  productName: string;
  planName: string;
  /** Null on a flat line. */
  seats: number | null;
  unitMinor: number;
  /** The first and the last day of the charge; both are included. */
  firstOn: Day;
  lastOn: Day;
  amountMinor: number;
}

/** An invoice with its lines. */
export interface WholeInvoice extends Invoice {
  /** First the charges of the last period, then the lines of the coming period, which are paid in advance. */
  lines: InvoiceLine[];
}

const countOfAccount = compiledQuery((db, p) =>
  db
    .selectFrom('invoices')
    .where('account_id', '=', p('accountId'))
    .select((eb) => eb.fn.countAll<number>().as('total')),
);

const pageOfAccount = compiledQuery((db, p) =>
  db
    .selectFrom('invoices')
    .where('account_id', '=', p('accountId'))
    .selectAll()
    .orderBy('number', 'desc')
    .limit(p<number>('limit'))
    .offset(p<number>('offset')),
);

/** A page of the invoices of an account, newest first. A page number beyond the last shows the last page. */
export async function listInvoices(
  db: Db,
  accountId: string,
  wanted: number,
): Promise<{ invoices: Invoice[]; total: number; page: number; pages: number }> {
  const [{ total } = { total: 0 }] = await countOfAccount(db, { accountId });
  const pages = Math.max(1, Math.ceil(total / rowsOnAPage));
  const page = Math.min(Math.max(1, wanted), pages);
  const rows = await pageOfAccount(db, { accountId, limit: rowsOnAPage, offset: (page - 1) * rowsOnAPage });
  return { invoices: rows.map(toInvoice), total, page, pages };
}

/** All invoices of an account, newest first, for the CSV file. */
export async function allInvoices(db: Db, accountId: string): Promise<Invoice[]> {
  return (await pageOfAccount(db, { accountId, limit: -1, offset: 0 })).map(toInvoice);
}

const renewalDay = compiledQuery((db, p) =>
  db.selectFrom('subscriptions').select('period_ends_on').where('account_id', '=', p('accountId')),
);

/** The day of the next invoice; null for an account without a subscription. */
export async function findNextInvoiceDay(db: Db, accountId: string): Promise<Day | null> {
  const [row] = await renewalDay(db, { accountId });
  return row?.period_ends_on ?? null;
}

const invoiceOfAccount = compiledQuery((db, p) =>
  db.selectFrom('invoices').where('account_id', '=', p('accountId')).where('id', '=', p('id')).selectAll(),
);

const linesOfInvoice = compiledQuery((db, p) =>
  db
    .selectFrom('charges')
    .leftJoin('products', 'products.id', 'charges.product_id')
    .where('charges.account_id', '=', p('accountId'))
    .where('invoice_id', '=', p('id'))
    .select([
      'charges.kind',
      'product_name',
      'plan_name',
      'seats',
      'unit_minor',
      'first_on',
      'last_on',
      'amount_minor',
      'charges.created_at',
      'charges.id',
    ])
    .orderBy((eb) => eb.case().when('charges.kind', '=', 'period').then(1).else(0).end())
    .orderBy('charges.created_at')
    .orderBy('products.sort')
    .orderBy('charges.id'),
);

/** An invoice of this account with its lines; null when it is missing or belongs to another account. */
export async function findInvoice(db: Db | Trx, accountId: string, id: string): Promise<WholeInvoice | null> {
  const [row] = await invoiceOfAccount(db, { accountId, id });
  if (!row) return null;
  const lines = await linesOfInvoice(db, { accountId, id });
  return {
    ...toInvoice(row),
    lines: lines.map((line) => ({
      kind: line.kind,
      productName: line.product_name,
      planName: line.plan_name,
      seats: line.seats,
      unitMinor: line.unit_minor,
      firstOn: line.first_on,
      lastOn: line.last_on,
      amountMinor: line.amount_minor,
    })),
  };
}

/** Turns a database row into an invoice. */
export function toInvoice(row: Selectable<Database['invoices']>): Invoice {
  return {
    id: row.id,
    number: row.number,
    kind: row.kind,
    periodStartsOn: row.period_starts_on,
    periodEndsOn: row.period_ends_on,
    issuedOn: row.issued_on,
    dueOn: row.due_on,
    status: row.status,
    paidAt: row.paid_at,
    currency: row.currency,
    accountName: row.account_name,
    sellerName: row.seller_name,
    purchaseOrder: row.purchase_order,
    linesMinor: row.lines_minor,
    discountCode: row.discount_code,
    discountMinor: row.discount_minor,
    taxRateBp: row.tax_rate_bp,
    taxMinor: row.tax_minor,
    totalMinor: row.total_minor,
  };
}

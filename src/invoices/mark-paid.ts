import type { ActingPerson } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import { NotFound } from '../errors.ts';
import { type Day, secondsOf } from '../values/day.ts';

export type MarkedPaid =
  | 'paid'
  /** The invoice was paid before; nothing is written. */
  | 'already'
  /** The day of payment is before the day of issue; nothing is written. */
  | 'before-issued'
  | 'in-the-future';

/**
 * Marks an invoice as paid on a day (rules §4.25). For operators, also after the account was cancelled. The audit log of the account
 * records it with the operator's name. Sends no mail: the customer knows that they paid.
 *
 * @throws NotFound for an invoice that does not belong to this account
 */
export async function markPaid(
  trx: Trx,
  { accountId, id, paidOn, by }: { accountId: string; id: string; paidOn: Day; by: ActingPerson },
): Promise<MarkedPaid> {
  const invoice = await trx
    .selectFrom('invoices')
    .select(['number', 'status', 'issued_on'])
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!invoice) throw new NotFound();
  if (invoice.status === 'paid') return 'already';
  if (paidOn < invoice.issued_on) return 'before-issued';
  if (paidOn > by.today) return 'in-the-future';
  const { numUpdatedRows } = await trx
    .updateTable('invoices')
    .set({ status: 'paid', paid_at: paidOn === by.today ? by.now : secondsOf(paidOn) })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('status', '=', 'open')
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return 'already';
  await record(trx, by, {
    accountId,
    action: 'invoice.paid',
    subject: { type: 'invoice', id, name: `#${invoice.number}` },
    before: { status: 'open' },
    after: { status: 'paid', paidOn },
  });
  return 'paid';
}

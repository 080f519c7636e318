import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import type { By } from '../subscription/apply.ts';
import { NotFound } from '../web/errors.ts';

/**
 * Notes that an invoice has been paid (spec §4.25). For operators; it is in the log of the account with their name. Nothing is told: who
 * paid knows.
 *
 * @returns `already` when it was paid before; nothing is written then
 * @throws NotFound for an invoice that is not of this account
 */
export async function markPaid(trx: Trx, { accountId, id, by }: { accountId: string; id: string; by: By }): Promise<'paid' | 'already'> {
  const invoice = await trx
    .selectFrom('invoices')
    .select(['number', 'total_minor', 'currency'])
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!invoice) throw new NotFound();
  const { numUpdatedRows } = await trx
    .updateTable('invoices')
    .set({ status: 'paid', paid_at: by.now })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('status', '=', 'open')
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return 'already';
  await record(trx, {
    accountId,
    at: by.now,
    actor: by.actor,
    action: 'invoice.paid',
    subject: { type: 'invoice', id, name: `#${invoice.number}` },
    before: { status: 'open' },
    after: { status: 'paid' },
    source: by.source,
  });
  return 'paid';
}

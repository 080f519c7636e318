import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import { NotFound } from '../web/errors.ts';
import type { By } from './apply.ts';

/**
 * Takes back what waits for the end of the period (spec §4.12): from then on it is as if it had never been asked. For owner and
 * billing admin, until the day on which it takes effect.
 *
 * @returns `undone`, or `too-late` when it has been carried out, replaced or undone meanwhile
 * @throws NotFound for an id that is not of this account
 */
export async function undoUpcoming(
  trx: Trx,
  { accountId, id, by }: { accountId: string; id: string; by: By },
): Promise<'undone' | 'too-late'> {
  const row = await trx
    .selectFrom('upcoming_changes')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new NotFound();
  if (row.status !== 'waiting') return 'too-late';

  await trx
    .updateTable('upcoming_changes')
    .set({ status: 'undone', ended_at: by.now, ended_by: by.actor.id })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .execute();
  await trx
    .updateTable('subscriptions')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('account_id', '=', accountId)
    .execute();
  await record(trx, {
    accountId,
    at: by.now,
    actor: by.actor,
    action: 'upcoming.undone',
    subject: { type: 'upcoming', id, name: row.product_id ?? row.kind },
    before: {
      kind: row.kind,
      product: row.product_id,
      toSeats: row.to_seats,
      toPlan: row.to_plan_id,
      toCycle: row.to_cycle,
      effectiveOn: row.effective_on,
    },
    source: by.source,
  });
  return 'undone';
}

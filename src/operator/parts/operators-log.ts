import { sql } from 'kysely';
import type { ActingPerson } from '../../audit/acting.ts';
import type { AuditAction } from '../../audit/actions.ts';
import { record, type Subject } from '../../audit/record.ts';
import type { Trx } from '../../db/transaction.ts';

/** Records a change of the catalogue. It belongs to no customer, so the event goes into the log of the operators' own account. */
export async function recordInOperatorsLog(
  trx: Trx,
  by: ActingPerson,
  event: { action: AuditAction; subject: Subject; before?: object; after?: object },
): Promise<void> {
  const own = await trx.selectFrom('accounts').select('id').where('is_operators', '=', sql.lit(1)).executeTakeFirstOrThrow();
  await record(trx, by, { accountId: own.id, ...event });
}

import { sql } from 'kysely';
import type { ActingPerson } from '../../audit/acting.ts';
import type { AuditAction } from '../../audit/actions.ts';
import { record, type Subject } from '../../audit/record.ts';
import type { Trx } from '../../db/transaction.ts';

/** The catalogue belongs to no customer: what is done to it stands in the log of the operators' own account, by the operator's name. */
export async function recordInOwnLog(
  trx: Trx,
  by: ActingPerson,
  event: { action: AuditAction; subject: Subject; before?: object; after?: object },
): Promise<void> {
  const own = await trx.selectFrom('accounts').select('id').where('is_operators', '=', sql.lit(1)).executeTakeFirstOrThrow();
  await record(trx, by, { accountId: own.id, ...event });
}

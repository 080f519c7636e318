import { sql } from 'kysely';
import type { AuditAction } from '../../audit/actions.ts';
import { record, type Subject } from '../../audit/record.ts';
import type { Trx } from '../../db/transaction.ts';
import type { OperatorBy } from './by.ts';

/** The catalogue belongs to no customer: what is done to it stands in the log of the operators' own account, by the operator's name. */
export async function recordInOwnLog(
  trx: Trx,
  { actor, now, source }: OperatorBy,
  event: { action: AuditAction; subject: Subject; before?: object; after?: object },
): Promise<void> {
  const own = await trx.selectFrom('accounts').select('id').where('is_operators', '=', sql.lit(1)).executeTakeFirstOrThrow();
  await record(trx, { accountId: own.id, at: now, actor, source, ...event });
}

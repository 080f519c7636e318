import { sql } from 'kysely';
import type { By } from '../../audit/record.ts';
import { type Trx, transaction } from '../../db/transaction.ts';
import { Forbidden } from '../../errors.ts';
import type { Ctx } from '../../web/deps.ts';
import { operator } from '../../web/guard.ts';

/** An operator at work: in the log of every account they stand as such, by name (rules §4.25). */
export interface OperatorBy extends By {
  /** Where links in letters start. */
  publicUrl: string;
}

/** The operator who is signed in. @throws SignInNeeded, Forbidden */
function byOperator(c: Ctx): OperatorBy {
  const { member, now, today } = operator(c);
  return {
    actor: { kind: 'operator', id: member.id, name: member.name },
    source: c.var.source,
    now,
    today,
    publicUrl: c.var.deps.publicUrl(),
  };
}

/**
 * Runs an act of the operator who is signed in, in one transaction. Whether they still are one is asked inside of it: what was taken away
 * since the page was asked for counts.
 *
 * @throws SignInNeeded, Forbidden
 */
export function actAsOperator<R>(c: Ctx, act: (trx: Trx, by: OperatorBy) => Promise<R>): Promise<R> {
  const by = byOperator(c);
  return transaction(c.var.deps.db, async (trx) => {
    const row = await trx
      .selectFrom('members')
      .select('id')
      .where('id', '=', by.actor.id)
      .where('is_operator', '=', sql.lit(1))
      .where('status', '=', 'active')
      .executeTakeFirst();
    if (!row) throw new Forbidden(null);
    return act(trx, by);
  });
}

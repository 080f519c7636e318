import { sql } from 'kysely';
import type { ActingPerson } from '../../audit/acting.ts';
import { type Trx, transaction } from '../../db/transaction.ts';
import { Forbidden } from '../../errors.ts';
import { actingOf } from '../../web/acting.ts';
import type { Ctx } from '../../web/deps.ts';
import { operator } from '../../web/guard.ts';

/**
 * Runs an act of the signed-in operator in one transaction. The transaction checks again that the member is an active operator, because
 * this can have changed since the request began.
 *
 * @throws SignInNeeded, Forbidden
 */
export function actAsOperator<R>(c: Ctx, act: (trx: Trx, by: ActingPerson) => Promise<R>): Promise<R> {
  const by = actingOf(c, operator(c), 'operator');
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

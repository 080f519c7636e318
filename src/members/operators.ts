import { sql } from 'kysely';
import type { Trx } from '../db/transaction.ts';
import type { Person } from './person.ts';

/** All operators, that is, the members who run this instance. They answer for an account without a representative who can sign in. */
export async function findOperators(trx: Trx): Promise<Person[]> {
  return trx
    .selectFrom('members')
    .innerJoin('accounts', 'accounts.id', 'members.account_id')
    .select(['members.id', 'members.name', 'members.email', 'members.role', 'members.language'])
    .where('accounts.is_operators', '=', sql.lit(1))
    .where('members.is_operator', '=', sql.lit(1))
    .where('members.status', '=', 'active')
    .orderBy('members.id')
    .execute();
}

/** The member with this id if they are still an active operator, otherwise null. */
export async function findOperator(trx: Trx, memberId: string): Promise<Person | null> {
  const row = await trx
    .selectFrom('members')
    .select(['id', 'name', 'email', 'role', 'language'])
    .where('id', '=', memberId)
    .where('is_operator', '=', sql.lit(1))
    .where('status', '=', 'active')
    .executeTakeFirst();
  return row ?? null;
}

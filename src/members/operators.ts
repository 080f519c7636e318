import { sql } from 'kysely';
import type { Trx } from '../db/transaction.ts';
import type { Person } from './person.ts';

/** Everybody who runs this instance: they stand in where an account has no representative, or none who can sign in. */
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

/** Somebody who runs this instance, if that is what they (still) do. */
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

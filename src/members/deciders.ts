import { sql } from 'kysely';
import { compiledQuery } from '../db/compiled.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import type { Person } from './person.ts';

const ownerAndBillingAdmins = compiledQuery((db, p) =>
  db
    .selectFrom('members')
    .select(['id', 'name', 'email', 'role', 'language'])
    .where('account_id', '=', p('accountId'))
    .where('role', 'in', ['owner', 'billing_admin'])
    .where('status', '=', 'active')
    .orderBy('role', 'desc')
    .orderBy('name')
    .orderBy('id')
    .limit(50),
);

/** The members who may decide in an account, the owner first: for naming them on pages, and for mails (rules §3, §4.5). */
export async function findDeciders(db: Db | Trx, accountId: string): Promise<readonly Person[]> {
  return ownerAndBillingAdmins(db, { accountId });
}

const decidersAndRepresentative = compiledQuery((db, p) =>
  db
    .selectFrom('members')
    .select(['id', 'name', 'email', 'role', 'language', sql<0 | 1>`0`.as('represents')])
    .where('account_id', '=', p('accountId'))
    .where('role', 'in', ['owner', 'billing_admin'])
    .where('status', '=', 'active')
    .unionAll(
      db
        .selectFrom('members')
        .select(['id', 'name', 'email', 'role', 'language', sql<0 | 1>`1`.as('represents')])
        .where('id', '=', p('representativeId'))
        .where('status', '=', 'active'),
    )
    .orderBy('represents', 'desc')
    .orderBy('role', 'desc')
    .orderBy('name')
    .orderBy('id')
    .limit(50),
);

/**
 * The people that a page may name as the ones to ask, in one query: the deciders of an account, the owner first, and its representative
 * (rules §3).
 */
export async function findWhomToAsk(
  db: Db,
  { id, representativeId }: { id: string; representativeId: string | null },
): Promise<{ deciders: readonly Person[]; representative: Person | null }> {
  const people = await decidersAndRepresentative(db, { accountId: id, representativeId });
  return {
    deciders: people.filter(({ represents }) => represents === 0),
    representative: people.find(({ represents }) => represents === 1) ?? null,
  };
}

/** The recipients of mail about money in an account: its owner, and the billing admins where the account says so (rules §4.5). */
export async function findBillingReaders(
  trx: Trx,
  { id, mailBillingAdmins }: { id: string; mailBillingAdmins: boolean },
): Promise<Person[]> {
  const deciders = await findDeciders(trx, id);
  return deciders.filter(({ role }) => role === 'owner' || mailBillingAdmins);
}

import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { Trx } from '../db/transaction.ts';
import type { Language } from '../i18n/language.ts';
import type { Role } from '../permissions.ts';

export interface Person {
  id: string;
  name: string;
  email: string;
  role: Role;
  language: Language;
}

const ownerAndBillingAdmins = prepared((db, p) =>
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

/** Who may decide in an account, the owner first: for saying whom to ask, and for letters (rules §3, §4.5). */
export async function findDeciders(db: Db | Trx, accountId: string): Promise<readonly Person[]> {
  return ownerAndBillingAdmins(db, { accountId });
}

const activePerson = prepared((db, p) =>
  db.selectFrom('members').select(['id', 'name', 'email', 'role', 'language']).where('id', '=', p('id')).where('status', '=', 'active'),
);

/**
 * The account representative by id: a member of the operators' account. Null for one who cannot sign in (any more): nobody is sent to
 * somebody who reads nothing; the operators stand in for them.
 */
export async function findRepresentative(db: Db | Trx, id: string): Promise<Person | null> {
  return (await activePerson(db, { id }))[0] ?? null;
}

const decidersAndRepresentative = prepared((db, p) =>
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

/** Whom a page may have to name, in one read: who decides in an account, the owner first, and its representative (rules §3). */
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

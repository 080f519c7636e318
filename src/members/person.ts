import { compiledQuery } from '../db/compiled.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import type { Language } from '../i18n/language.ts';
import type { Role } from '../permissions.ts';

/** A person to name or to write to: an active member of any account, in their own language. */
export interface Person {
  id: string;
  name: string;
  email: string;
  role: Role;
  language: Language;
}

/**
 * An active member by id alone, whatever their account: the requester, or the representative, who is of the operators' account. Null for
 * a member who cannot sign in (any more): nobody is sent to a person who reads nothing; the operators stand in for a representative.
 */
export async function findActivePerson(db: Db | Trx, id: string): Promise<Person | null> {
  return (await activePerson(db, { id }))[0] ?? null;
}

const activePerson = compiledQuery((db, p) =>
  db.selectFrom('members').select(['id', 'name', 'email', 'role', 'language']).where('id', '=', p('id')).where('status', '=', 'active'),
);

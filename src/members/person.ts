import { compiledQuery } from '../db/compiled.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import type { Language } from '../i18n/language.ts';
import type { Role } from '../permissions.ts';

/** A person whom a page names or a mail is sent to: an active member of any account, with their own language. */
export interface Person {
  id: string;
  name: string;
  email: string;
  role: Role;
  language: Language;
}

/**
 * Finds an active member by id in any account: the requester, or the representative, who belongs to the operators' account. Null for a
 * member who cannot sign in (any more): pages do not name such a person and mails do not go to them. When the representative is missing,
 * the operators answer.
 */
export async function findActivePerson(db: Db | Trx, id: string): Promise<Person | null> {
  return (await activePerson(db, { id }))[0] ?? null;
}

const activePerson = compiledQuery((db, p) =>
  db.selectFrom('members').select(['id', 'name', 'email', 'role', 'language']).where('id', '=', p('id')).where('status', '=', 'active'),
);

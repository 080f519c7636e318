import { compiledQuery } from '../db/compiled.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import type { Language } from '../i18n/language.ts';
import type { Role } from '../permissions.ts';

export type MemberState = 'active' | 'invited' | 'suspended';

/** A member with the data that the acts and the page of the member need. Times in epoch seconds. */
export interface Member {
  id: string;
  name: string;
  email: string;
  role: Role;
  status: MemberState;
  language: Language;
  hasPassword: boolean;
  createdAt: number;
  invitedAt: number | null;
  suspendedAt: number | null;
  lastSeenAt: number | null;
}

const memberRow = compiledQuery((db, p) =>
  db
    .selectFrom('members')
    .where('account_id', '=', p('accountId'))
    .where('id', '=', p('id'))
    .select([
      'id',
      'name',
      'email',
      'role',
      'status',
      'language',
      'password_hash',
      'created_at',
      'invited_at',
      'suspended_at',
      'last_seen_at',
    ]),
);

/** A member of this account; undefined when the member is missing or belongs to another account. */
export async function findMember(db: Db | Trx, accountId: string, id: string): Promise<Member | undefined> {
  const [row] = await memberRow(db, { accountId, id });
  return (
    row && {
      id: row.id,
      name: row.name,
      email: row.email,
      role: row.role,
      status: row.status,
      language: row.language,
      hasPassword: row.password_hash !== null,
      createdAt: row.created_at,
      invitedAt: row.invited_at,
      suspendedAt: row.suspended_at,
      lastSeenAt: row.last_seen_at,
    }
  );
}

/** The member with this e-mail address, in any account: an address belongs to one account only. */
export async function findByEmail(db: Db | Trx, email: string): Promise<{ id: string; accountId: string } | undefined> {
  const row = await db.selectFrom('members').select(['id', 'account_id']).where('email', '=', email).executeTakeFirst();
  return row && { id: row.id, accountId: row.account_id };
}

import { compiledQuery } from '../db/compiled.ts';
import type { Db } from '../db/open.ts';
import type { Role } from '../permissions.ts';

/** A member whom other members can contact about the account. */
export interface Contact {
  id: string;
  name: string;
  email: string;
  role: Role;
  /** `invited`: the member has not signed in yet. */
  status: 'active' | 'invited';
}

const ownerAndBillingAdmins = compiledQuery((db, p) =>
  db
    .selectFrom('members')
    .select(['id', 'name', 'email', 'role', 'status'])
    .where('account_id', '=', p('accountId'))
    .where('role', 'in', ['owner', 'billing_admin'])
    .where('status', '<>', 'suspended')
    .orderBy('role', 'desc')
    .orderBy('name')
    .orderBy('id')
    .limit(100),
);

/** The owner and the billing admins of an account, the owner first (rules §3 row 20). */
export async function findContacts(db: Db, accountId: string): Promise<Contact[]> {
  return (await ownerAndBillingAdmins(db, { accountId })) as Contact[];
}

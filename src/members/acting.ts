import type { Selectable } from 'kysely';
import { compiledQuery } from '../db/compiled.ts';
import type { Database } from '../db/schema.ts';
import type { Trx } from '../db/transaction.ts';
import { Forbidden } from '../errors.ts';
import { can, type Permission } from '../permissions.ts';
import { findActivePerson, type Person } from './person.ts';

/**
 * The member who acts and their account, read inside the transaction: rights that were taken away between page and act are already gone
 * (rules §3). Only for members of the account itself.
 *
 * @throws Forbidden when the account or the member is no longer active, or the role does not include `permission`
 */
export async function findActing(
  trx: Trx,
  { accountId, memberId, permission }: { accountId: string; memberId: string; permission: Permission },
): Promise<{ account: ActingAccount; member: Person }> {
  const account = await findActingAccount(trx, accountId);
  const member = await findActivePerson(trx, memberId);
  if (!account || !member || !can(member.role, account, permission)) throw new Forbidden(permission);
  return { account, member };
}

/** The account data that acts need. They read it in their own transaction, because it may have changed since the page was shown. */
export interface ActingAccount {
  id: string;
  name: string;
  type: Database['accounts']['type'];
  currency: string;
  taxRateBp: number;
  requestsEnabled: boolean;
  showPrices: boolean;
  mailBillingAdmins: boolean;
  representativeId: string | null;
}

/** The account when it is active; null when it is cancelled or missing. */
export async function findActingAccount(trx: Trx, accountId: string): Promise<ActingAccount | null> {
  const [row] = await activeAccount(trx, { accountId });
  return row ? toActingAccount(row) : null;
}

const activeAccount = compiledQuery((db, p) =>
  db.selectFrom('accounts').selectAll().where('id', '=', p('accountId')).where('status', '=', 'active'),
);

export function toActingAccount(row: Selectable<Database['accounts']>): ActingAccount {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    currency: row.currency,
    taxRateBp: row.tax_rate_bp,
    requestsEnabled: row.requests_enabled === 1,
    showPrices: row.show_prices === 1,
    mailBillingAdmins: row.mail_billing_admins === 1,
    representativeId: row.representative_id,
  };
}

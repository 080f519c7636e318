/**
 * Who may do what: the matrix of rules §3 as one table. Guards, views and tests all read it. Agents and end users appear in no
 * cell: they see their own profile and nothing else.
 */
export const accountTypes = ['self_service', 'online_assisted', 'sales_assisted', 'managed'] as const;
export type AccountType = (typeof accountTypes)[number];

export const roles = ['owner', 'billing_admin', 'admin', 'agent', 'end_user'] as const;
export type Role = (typeof roles)[number];

/** `O` owner, `B` billing admin, `A` admin; `a` admin where the account has requests enabled; `$` after a role: where prices are shown. */
type Cell = '' | 'O' | 'OB' | 'OBA' | 'OBa' | 'OBA$' | 'a' | 'A';

type Row = readonly [self_service: Cell, online_assisted: Cell, sales_assisted: Cell, managed: Cell];

const matrix = {
  'subscription.see': ['OBA', 'OBA', 'OBA', 'OBA'],
  'prices.see': ['OBA', 'OBA$', 'OBA$', 'OBA$'],
  'subscription.manage': ['OBa', 'OBA', '', ''],
  'subscription.change': ['OB', 'OB', '', ''],
  'request.submit': ['a', 'A', '', ''],
  'subscription.lower': ['OB', '', '', ''],
  'product.remove': ['O', '', '', ''],
  'promotion.use': ['OB', '', '', ''],
  'subscription.extend': ['OB', 'OB', '', ''],
  'seats.buy': ['OB', 'OB', '', ''],
  // Not a row of rules §3; said in §4.11 and decided with it: operators make them in any account.
  'temporarySeats.buy': ['OB', '', '', ''],
  'seats.request': ['a', 'A', '', ''],
  'representative.write': ['', '', 'OBA', 'OBA'],
  'requests.seeAll': ['OB', 'OB', 'OB', 'OB'],
  'requests.seeOwn': ['A', 'A', 'A', 'A'],
  'request.decide': ['OB', 'OB', '', ''],
  'account.cancel': ['O', '', '', ''],
  'team.see': ['OBA', 'OBA', 'OBA', 'OBA'],
  'team.manage': ['OBA', 'OBA', 'OBA', 'OBA'],
  'billingAdmins.appoint': ['O', 'O', 'O', 'O'],
  'contacts.see': ['OBA', 'OBA', 'OBA', 'OBA'],
  'payment.manage': ['O', '', '', ''],
  'invoices.see': ['OB', 'OB', '', ''],
  'settings.see': ['OB', 'OB', 'OB', 'OB'],
  'settings.change': ['O', 'O', 'O', 'O'],
  'audit.see': ['OB', 'OB', 'OB', 'OB'],
} as const satisfies Record<string, Row>;

export type Permission = keyof typeof matrix;

/** Every permission, for tests that go through all of them. */
export const permissions = Object.keys(matrix) as Permission[];

/** The facts about an account that a cell can depend on. */
export interface PermissionAccount {
  type: AccountType;
  requestsEnabled: boolean;
  showPrices: boolean;
}

const mails: Record<Role, string> = { owner: 'O', billing_admin: 'B', admin: 'A', agent: '', end_user: '' };

/** Whether somebody in this role may do this in this account (rules §3). */
export function can(role: Role, account: PermissionAccount, permission: Permission): boolean {
  const cell: string = matrix[permission][accountTypes.indexOf(account.type)] ?? '';
  const mail = mails[role];
  if (!mail) return false;
  if (cell.endsWith('$') && !account.showPrices) return false;
  return cell.includes(mail) || (mail === 'A' && cell.includes('a') && account.requestsEnabled);
}

/** The roles that may do this in this account, highest first: for saying whom to ask. */
export function rolesWho(account: PermissionAccount, permission: Permission): Role[] {
  return roles.filter((role) => can(role, account, permission));
}

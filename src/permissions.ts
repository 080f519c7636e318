/**
 * Which role may do what: the matrix of rules §3 as one table. Guards, views and tests all read it. Agents and end users are in no cell:
 * they see only their own profile.
 */
export const accountTypes = ['self_service', 'online_assisted', 'sales_assisted', 'managed'] as const;
export type AccountType = (typeof accountTypes)[number];

export const roles = ['owner', 'billing_admin', 'admin', 'agent', 'end_user'] as const;
export type Role = (typeof roles)[number];

/**
 * `O` owner, `B` billing admin, `A` admin; `a` admin if the account has requests enabled; `$` at the end: only if the account shows
 * prices.
 */
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
  // Not a row of rules §3; the rule is in §4.11. Operators make temporary seats in any account; they do not need this permission.
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

/** The settings of an account that a cell can depend on. */
export interface PermissionAccount {
  type: AccountType;
  requestsEnabled: boolean;
  showPrices: boolean;
}

const cellLetters: Record<Role, string> = { owner: 'O', billing_admin: 'B', admin: 'A', agent: '', end_user: '' };

/** Whether a member with this role has this permission in this account (rules §3). */
export function can(role: Role, account: PermissionAccount, permission: Permission): boolean {
  const cell: string = matrix[permission][accountTypes.indexOf(account.type)] ?? '';
  const letter = cellLetters[role];
  if (!letter) return false;
  if (cell.endsWith('$') && !account.showPrices) return false;
  return cell.includes(letter) || (letter === 'A' && cell.includes('a') && account.requestsEnabled);
}

/** The roles that have this permission in this account, highest first. Pages use it to say whom to ask. */
export function rolesWith(account: PermissionAccount, permission: Permission): Role[] {
  return roles.filter((role) => can(role, account, permission));
}

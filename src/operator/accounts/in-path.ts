import type { Ctx } from '../../web/deps.ts';
import { operator } from '../../web/guard.ts';
import type { SignedInViewer } from '../../web/viewer.ts';
import { type DeskAccount, findDeskAccount } from './account.ts';
import { inAccount } from './in-account.ts';

/** The operator, the account in the path, and the operator's viewer for this account. @throws SignInNeeded, Forbidden, NotFound */
export async function findAccountInPath(c: Ctx): Promise<{ v: SignedInViewer; account: DeskAccount; inside: SignedInViewer }> {
  const v = operator(c);
  const account = await findDeskAccount(c.var.deps.db, c.req.param('id') ?? '');
  return { v, account, inside: inAccount(v, account) };
}

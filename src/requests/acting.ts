import type { Trx } from '../db/transaction.ts';
import { can, type Permission } from '../permissions.ts';
import { Forbidden, NotFound } from '../web/errors.ts';
import { type ActingAccount, type ChangeRequest, findActingAccount, findReader, findRequest, type Reader } from './queries.ts';

/**
 * Who acts, and in which account, as both are at this moment: rights taken away between the page and the act count (spec §3).
 * Only for members of the account itself.
 *
 * @throws Forbidden when the account or the member is no longer active, or the role does not include `permission`
 */
export async function findActing(
  trx: Trx,
  { accountId, memberId, permission }: { accountId: string; memberId: string; permission: Permission },
): Promise<{ account: ActingAccount; member: Reader }> {
  const account = await findActingAccount(trx, accountId);
  const member = await findReader(trx, memberId);
  if (!account || !member || !can(member.role, account, permission)) throw new Forbidden(permission);
  return { account, member };
}

/**
 * A request that its requester wants to do something with (spec §3 row 15). Owner and billing admin see it and may not; for another
 * admin it is not there at all.
 *
 * @throws NotFound, Forbidden
 */
export async function findOwnRequest(
  trx: Trx,
  { accountId, memberId, id }: { accountId: string; memberId: string; id: string },
): Promise<{ account: ActingAccount; member: Reader; request: ChangeRequest }> {
  const account = await findActingAccount(trx, accountId);
  const member = await findReader(trx, memberId);
  if (!account || !member) throw new Forbidden(null);
  const seesAll = can(member.role, account, 'requests.seeAll');
  if (!seesAll && !can(member.role, account, 'requests.seeOwn')) throw new Forbidden('requests.seeAll');
  const request = await findRequest(trx, accountId, id);
  if (!request || (!seesAll && request.requesterId !== memberId)) throw new NotFound();
  if (request.requesterId !== memberId) throw new Forbidden(null);
  return { account, member, request };
}

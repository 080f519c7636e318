import type { Trx } from '../db/transaction.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { type ActingAccount, findActingAccount } from '../members/acting.ts';
import { findActivePerson, type Person } from '../members/person.ts';
import { can } from '../permissions.ts';
import { type ChangeRequest, findRequest } from './queries.ts';

/**
 * The request on which its requester acts (rules §3 row 15). Owner and billing admin can read every request but may not act on it as its
 * requester. For an admin, the request of another member does not exist.
 *
 * @throws NotFound, Forbidden
 */
export async function findOwnRequest(
  trx: Trx,
  { accountId, memberId, id }: { accountId: string; memberId: string; id: string },
): Promise<{ account: ActingAccount; member: Person; request: ChangeRequest }> {
  const account = await findActingAccount(trx, accountId);
  const member = await findActivePerson(trx, memberId);
  if (!account || !member) throw new Forbidden(null);
  const seesAll = can(member.role, account, 'requests.seeAll');
  if (!seesAll && !can(member.role, account, 'requests.seeOwn')) throw new Forbidden('requests.seeAll');
  const request = await findRequest(trx, accountId, id);
  if (!request || (!seesAll && request.requesterId !== memberId)) throw new NotFound();
  if (request.requesterId !== memberId) throw new Forbidden(null);
  return { account, member, request };
}

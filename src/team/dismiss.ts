import type { Trx } from '../db/transaction.ts';
import { findGroups } from './groups.ts';

/**
 * Hides the banner about groups without a free seat for one user, until the number of seats bought changes or a seat has been free in
 * between (rules §4.22). Not audited, no mail: this is a preference of the user and changes nothing in the account.
 *
 * @param products leading products of the groups
 */
export async function dismissNoneLeft(
  trx: Trx,
  { accountId, memberId, products, now }: { accountId: string; memberId: string; products: readonly string[]; now: number },
): Promise<void> {
  for (const group of await findGroups(trx, accountId)) {
    if (group.free > 0 || !products.includes(group.leaderProductId)) continue;
    await trx
      .insertInto('dismissals')
      .values({ account_id: accountId, member_id: memberId, group_id: group.id, seats: group.bought, dismissed_at: now })
      .onConflict((conflict) => conflict.columns(['member_id', 'group_id']).doUpdateSet({ seats: group.bought, dismissed_at: now }))
      .execute();
  }
}

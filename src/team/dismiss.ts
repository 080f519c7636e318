import type { Trx } from '../db/transaction.ts';
import { findGroups } from './groups.ts';

/**
 * Puts away the banner that these groups have no free seat, for one reader, until the number bought changes or a seat has been free in
 * between (rules §4.22). Tells nobody and is no event: nothing of the account changes.
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

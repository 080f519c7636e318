import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import type { Quote } from '../pricing/types.ts';
import type { SubscriptionNow } from '../subscription/quote-now.ts';
import type { GroupSeatLoss } from './choosable.ts';
import { inOrderOfLoss } from './order.ts';
import { type Shrinking, shrinkingBy } from './shrinking.ts';
import { findHolders, membersToLose } from './take-away.ts';

/**
 * Which members would lose their seat by a change that has been priced, group by group. Members are only read where a group gets too small.
 */
export function findSeatLoss(
  db: Db | Trx,
  { subscription }: SubscriptionNow,
  { waiting }: Pick<Quote, 'waiting'>,
): Promise<GroupSeatLoss[]> {
  return mapInSequence(shrinkingBy(subscription, waiting), (shrinking) => seatLossOf(db, subscription.accountId, shrinking, new Set()));
}

/** Which members would lose their seat of this group: the chosen members first, then the others in the usual order. */
export async function seatLossOf(
  db: Db | Trx,
  accountId: string,
  shrinking: Shrinking,
  chosen: ReadonlySet<string>,
): Promise<GroupSeatLoss> {
  const candidates = inOrderOfLoss(await findHolders(db, accountId, shrinking.group.id), Number.POSITIVE_INFINITY);
  const count = Math.min(shrinking.tooMany, candidates.length);
  return {
    ...shrinking,
    count,
    candidates,
    going: membersToLose(candidates, chosen, count),
    isChosen: candidates.some(({ memberId }) => chosen.has(memberId)),
  };
}

/** Reads one item after the other, because a transaction has one connection. */
async function mapInSequence<From, To>(items: readonly From[], map: (item: From) => Promise<To>): Promise<To[]> {
  const results: To[] = [];
  for (const item of items) results.push(await map(item));
  return results;
}

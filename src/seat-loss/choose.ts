import type { Acting } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import { findMember } from '../members/find-member.ts';
import type { Upcoming } from '../pricing/types.ts';
import type { SubscriptionNow } from '../subscription/quote-now.ts';
import { type GroupSeatLoss, isChoosable, type SeatLossAnswer, type SeatLossProblem } from './choosable.ts';
import type { LessSeats } from './shrinking.ts';
import { type Loss, type SeatHolder, takeSeatsAway } from './take-seats.ts';

/** The members who give back their seat of one group, by what was said about them. */
export interface Leaving {
  seatLoss: GroupSeatLoss;
  holders: SeatHolder[];
  /** Others could have gone instead. */
  hadChoice: boolean;
}

/**
 * Those who give back their seat as it was answered, or why that cannot be (rules §4.16): exactly as many as have to go, each of them
 * holding a seat, never the owner. A billing admin's seat is the owner's to take (rules §3 row 19), unless it would go anyway.
 */
export async function readAnswer(
  trx: Trx,
  all: readonly GroupSeatLoss[],
  answer: Pick<SeatLossAnswer, 'chosen'>,
  who: { accountId: string; by: Pick<Acting, 'actor'> },
): Promise<{ leaving: Leaving[] } | { problems: SeatLossProblem[] }> {
  const problems: SeatLossProblem[] = [];
  const leaving: Leaving[] = [];
  for (const seatLoss of all) {
    const leader = seatLoss.group.leaderProductId;
    const hadChoice = isChoosable(seatLoss, all);
    const ids = hadChoice ? (answer.chosen.get(leader) ?? []) : seatLoss.going.map(({ memberId }) => memberId);
    const holders = seatLoss.candidates.filter(({ memberId }) => ids.includes(memberId));
    const isMissing = holders.length !== ids.length || !(await mayTake(trx, seatLoss, holders, who));
    if (isMissing) problems.push({ leader, reason: 'not-holding', ticked: ids.length });
    else if (holders.length !== seatLoss.count) problems.push({ leader, reason: 'wrong-count', ticked: ids.length });
    else leaving.push({ seatLoss, holders, hadChoice });
  }
  return problems.length > 0 ? { problems } : { leaving };
}

async function mayTake(
  trx: Trx,
  { going }: GroupSeatLoss,
  holders: readonly SeatHolder[],
  { accountId, by: { actor } }: { accountId: string; by: Pick<Acting, 'actor'> },
): Promise<boolean> {
  if (actor.kind !== 'member' || !holders.some((one) => one.role === 'billing_admin' && !going.includes(one))) return true;
  return (await findMember(trx, accountId, actor.id))?.role === 'owner';
}

interface Settled {
  account: { id: string; name: string };
  catalogue: SubscriptionNow['catalogue'];
  by: Acting;
}

/**
 * Keeps who is to give back a seat on the day, in place of an earlier choice, with its event. What is chosen already is left alone, and so
 * is what leaves no choice.
 */
export async function keepChoice(
  trx: Trx,
  { account, catalogue, by }: Settled,
  upcoming: Upcoming & LessSeats,
  { seatLoss, holders, hadChoice }: Leaving,
): Promise<void> {
  if (!hadChoice) return;
  const before = await chosenFor(trx, account.id, upcoming.id);
  const after = holders.map(({ memberId }) => memberId).toSorted();
  if (before.join() === after.join()) return;
  await trx.deleteFrom('upcoming_losers').where('account_id', '=', account.id).where('upcoming_id', '=', upcoming.id).execute();
  for (const memberId of after) {
    await trx.insertInto('upcoming_losers').values({ account_id: account.id, upcoming_id: upcoming.id, member_id: memberId }).execute();
  }
  await record(trx, by, {
    accountId: account.id,
    action: 'seats.chosen',
    subject: { type: 'upcoming', id: upcoming.id, name: catalogue.get(upcoming.productId)?.name ?? upcoming.productId },
    ...(seatLoss.isChosen && { before: { members: seatLoss.going.map(({ name }) => name) } }),
    after: { members: holders.map(({ name }) => name), effectiveOn: upcoming.effectiveOn },
  });
}

/** The members who were chosen to give back their seat by what waits. */
export async function chosenFor(db: Db | Trx, accountId: string, upcomingId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('upcoming_losers')
    .select('member_id')
    .where('account_id', '=', accountId)
    .where('upcoming_id', '=', upcomingId)
    .orderBy('member_id')
    .execute();
  return rows.map((row) => row.member_id);
}

/** Takes these seats away at once; the bill stays as it is until the day (rules §4.16, §4.17). */
export async function giveBack(trx: Trx, { account, catalogue, by }: Settled, leaving: readonly Leaving[]): Promise<void> {
  const losses = leaving.map(({ seatLoss: { group }, holders }): Loss => {
    const { id, leaderProductId } = group;
    return { group: { id, name: catalogue.get(leaderProductId)?.name ?? leaderProductId }, holders };
  });
  await takeSeatsAway(trx, { account, losses, by });
}

import type { Acting } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import { findMember } from '../members/find-member.ts';
import type { Upcoming } from '../pricing/types.ts';
import type { SubscriptionNow } from '../subscription/quote-now.ts';
import { type GroupSeatLoss, isChoosable, type SeatLossAnswer, type SeatLossProblem } from './choosable.ts';
import type { LessSeats } from './shrinking.ts';
import { type Loss, type SeatHolder, takeSeatsAway } from './take-away.ts';

/** The members who give back their seat of one group, according to the answer. */
export interface Leaving {
  seatLoss: GroupSeatLoss;
  holders: SeatHolder[];
  /** Whether the user could have chosen other members. */
  hadChoice: boolean;
}

/**
 * Checks an answer and returns the members who give back their seat, or why the answer is refused (rules §4.16). It must name exactly as
 * many members as have to go; each of them holds a seat, and none is the owner. Of the members of an account, only the owner may take the
 * seat of a billing admin (rules §3 row 19), unless that billing admin would go anyway.
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
  if (actor.kind !== 'member' || !holders.some((holder) => holder.role === 'billing_admin' && !going.includes(holder))) return true;
  return (await findMember(trx, accountId, actor.id))?.role === 'owner';
}

interface ChoiceContext {
  account: { id: string; name: string };
  catalogue: SubscriptionNow['catalogue'];
  by: Acting;
}

/**
 * Stores which members are to give back a seat on the day of the upcoming change, in place of an earlier choice, and records the event.
 * Does nothing when the same members are chosen already, or when there was no choice.
 */
export async function keepChoice(
  trx: Trx,
  { account, catalogue, by }: ChoiceContext,
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

/** The members who were chosen to give back their seat when this upcoming change is carried out. */
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

/** Takes these seats away at once. The bill does not change before the day of the upcoming change (rules §4.16, §4.17). */
export async function giveBack(trx: Trx, { account, catalogue, by }: ChoiceContext, leaving: readonly Leaving[]): Promise<void> {
  const losses = leaving.map(({ seatLoss: { group }, holders }): Loss => {
    const { id, leaderProductId } = group;
    return { group: { id, name: catalogue.get(leaderProductId)?.name ?? leaderProductId }, holders };
  });
  await takeSeatsAway(trx, { account, losses, by });
}

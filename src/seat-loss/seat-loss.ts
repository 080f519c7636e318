import type { Acting } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import { findMember } from '../members/find-member.ts';
import type { Quote, Upcoming } from '../pricing/types.ts';
import type { SubscriptionNow } from '../subscription/quote-now.ts';
import { whoLosesSeats } from './order.ts';
import { type LessSeats, type Shrinking, shrinkingBy } from './shrinking.ts';
import { findHolders, type Loss, type SeatHolder, takeSeatsAway, whoGoes } from './take-seats.ts';

/** Who would lose a seat of one group, as it stands today (rules §4.16). */
export interface GroupSeatLoss extends Shrinking {
  /** How many members have to give back theirs; all of them at a removal. */
  count: number;
  /** Everybody who can lose a seat, who would go first on top. The owner is not among them. */
  candidates: SeatHolder[];
  /** Those who would go: who was chosen, filled up in the usual order. */
  going: SeatHolder[];
  /** Somebody has chosen. */
  isChosen: boolean;
}

/** What whoever lowers seats has said about those who lose theirs, after the page has shown who that would be. */
export interface SeatLossAnswer {
  /** By the product that leads the group: the members who are to give back their seat. */
  chosen: ReadonlyMap<string, readonly string[]>;
  /** Give the seats back at once instead of on the day. */
  now: boolean;
}

/** Why a choice was not taken, by the product that leads the group. */
export interface SeatLossProblem {
  leader: string;
  /** Somebody who has no seat (any more), or whose seat is not theirs to take; or not as many as have to go. */
  reason: 'not-holding' | 'wrong-count';
  /** How many were ticked. */
  ticked: number;
}

/** A form of more ticks than this, in all of its groups, would be larger than any of ours may be. */
export const mostChoosable = 700;

/** Who would lose their seat by a change that has been priced, group by group. People are only read where a group gets too small. */
export function findSeatLoss(
  db: Db | Trx,
  { subscription }: SubscriptionNow,
  { waiting }: Pick<Quote, 'waiting'>,
): Promise<GroupSeatLoss[]> {
  return inTurn(shrinkingBy(subscription, waiting), (shrinking) => seatLossOf(db, subscription.accountId, shrinking, new Set()));
}

/** Who would lose their seat of this one group: those that were chosen first, then the others in the usual order. */
export async function seatLossOf(
  db: Db | Trx,
  accountId: string,
  shrinking: Shrinking,
  chosen: ReadonlySet<string>,
): Promise<GroupSeatLoss> {
  const candidates = whoLosesSeats(await findHolders(db, accountId, shrinking.group.id), Number.POSITIVE_INFINITY);
  const count = Math.min(shrinking.tooMany, candidates.length);
  return {
    ...shrinking,
    count,
    candidates,
    going: whoGoes(candidates, chosen, count),
    isChosen: candidates.some(({ memberId }) => chosen.has(memberId)),
  };
}

/** Whether others could go instead: not at a removal, and not where there are too many to tick. */
export function isChoosable({ less, count }: Pick<GroupSeatLoss, 'less' | 'count'>, all: readonly Pick<GroupSeatLoss, 'count'>[]): boolean {
  return less.kind === 'seats' && count > 0 && all.reduce((sum, one) => sum + one.count, 0) <= mostChoosable;
}

/** The members who give back their seat of one group, by what was said about them. */
export interface Leaving {
  seatLoss: GroupSeatLoss;
  holders: SeatHolder[];
  /** Others could have gone instead. */
  wereChosen: boolean;
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
    const wereChosen = isChoosable(seatLoss, all);
    const ids = wereChosen ? (answer.chosen.get(leader) ?? []) : seatLoss.going.map(({ memberId }) => memberId);
    const holders = seatLoss.candidates.filter(({ memberId }) => ids.includes(memberId));
    const isMissing = holders.length !== ids.length || !(await mayTake(trx, seatLoss, holders, who));
    if (isMissing) problems.push({ leader, reason: 'not-holding', ticked: ids.length });
    else if (holders.length !== seatLoss.count) problems.push({ leader, reason: 'wrong-count', ticked: ids.length });
    else leaving.push({ seatLoss, holders, wereChosen });
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

/**
 * Those who can be chosen, in the order of the page: those who go on top, whoever they are; then who would be next.
 *
 * @param takesBillingAdmins whether the seats of other billing admins are this reader's to take
 */
export function choosable({ candidates, going }: GroupSeatLoss, takesBillingAdmins: boolean): SeatHolder[] {
  const others = candidates.filter((one) => !going.includes(one));
  return [...going, ...(takesBillingAdmins ? others : others.filter(({ role }) => role !== 'billing_admin'))];
}

/** The choice of those who would go anyway: what the page has ticked at first. */
export function asShown(all: readonly GroupSeatLoss[]): SeatLossAnswer['chosen'] {
  return new Map(all.map(({ group, going }) => [group.leaderProductId, going.map(({ memberId }) => memberId)]));
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
  { seatLoss, holders, wereChosen }: Leaving,
): Promise<void> {
  if (!wereChosen) return;
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

/** One read after the other: a transaction has one connection. */
async function inTurn<From, To>(all: readonly From[], make: (one: From) => Promise<To>): Promise<To[]> {
  const made: To[] = [];
  for (const one of all) made.push(await make(one));
  return made;
}

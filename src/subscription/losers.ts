import { record } from '../audit/record.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import type { SeatGroup, Subscription, Upcoming } from '../pricing/types.ts';
import { type Acting, findHolders, type SeatHolder, takeSeatsAway, whoGoes } from '../team/take-seats.ts';
import { whoLosesSeats } from '../team/who-loses.ts';
import type { Day } from '../values/day.ts';
import { NotFound } from '../web/errors.ts';
import { findSubscriptionNow, type QuoteAccount } from './quote-now.ts';

/** Who would lose a seat by a decrease or a removal that waits, as it stands today (spec §4.16). */
export interface Losers {
  upcoming: Extract<Upcoming, { kind: 'seats' | 'removal' }>;
  /** Null when the removal leaves the group to others: then nobody loses anything. */
  group: SeatGroup | null;
  subscription: Subscription;
  catalogue: Catalogue;
  /** Temporary seats of the group that will still be there on that day. */
  temporaryThen: number;
  /** How many members have to give back theirs; all of them at a removal. */
  count: number;
  /** Everybody who can lose a seat, who would go first on top. The owner is not among them. */
  candidates: SeatHolder[];
  /** Those who would go: who was chosen, filled up in the usual order. */
  going: SeatHolder[];
  /** Somebody has chosen. */
  isChosen: boolean;
}

/** A form of more ticks than this would be larger than any of ours may be. */
export const mostChoosable = 900;

/**
 * Who would lose a seat by this upcoming change.
 *
 * @returns null when it no longer waits
 * @throws NotFound for an id that is not of this account, or of a change that takes no seats
 */
export async function findLosers(db: Db | Trx, account: QuoteAccount, id: string): Promise<Losers | null> {
  const row = await db
    .selectFrom('upcoming_changes')
    .select(['status', 'kind'])
    .where('account_id', '=', account.id)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row || (row.kind !== 'seats' && row.kind !== 'removal')) throw new NotFound();
  const { subscription, catalogue } = await findSubscriptionNow(db, account);
  const upcoming = subscription.upcoming.find((one) => one.id === id);
  if (upcoming?.kind !== 'seats' && upcoming?.kind !== 'removal') return null;

  const group = subscription.groups.find(({ leaderProductId }) => leaderProductId === upcoming.productId) ?? null;
  const known = { upcoming, group, subscription, catalogue };
  if (!group) return { ...known, temporaryThen: 0, count: 0, candidates: [], going: [], isChosen: false };

  const temporaryThen = upcoming.kind === 'removal' ? 0 : temporaryOn(subscription, group.id, upcoming.effectiveOn);
  const candidates = whoLosesSeats(await findHolders(db, account.id, group.id), Number.POSITIVE_INFINITY);
  const tooMany = upcoming.kind === 'removal' ? candidates.length : group.used - upcoming.toSeats - temporaryThen;
  const count = Math.min(Math.max(tooMany, 0), candidates.length);
  const chosen = new Set(await chosenFor(db, account.id, id));
  return {
    ...known,
    temporaryThen,
    count,
    candidates,
    going: whoGoes(candidates, chosen, count),
    isChosen: candidates.some(({ memberId }) => chosen.has(memberId)),
  };
}

function temporaryOn({ temporary }: Subscription, groupId: string, day: Day): number {
  return temporary
    .filter((row) => row.groupId === groupId && row.firstOn <= day && day <= row.lastOn)
    .reduce((sum, row) => sum + row.seats, 0);
}

async function chosenFor(db: Db | Trx, accountId: string, id: string): Promise<string[]> {
  const rows = await db
    .selectFrom('upcoming_losers')
    .select('member_id')
    .where('account_id', '=', accountId)
    .where('upcoming_id', '=', id)
    .orderBy('member_id')
    .execute();
  return rows.map((row) => row.member_id);
}

export interface ChoiceInput {
  account: QuoteAccount & { name: string };
  id: string;
  /** The members who are to give back their seat. */
  memberIds: readonly string[];
  by: Acting;
}

export type ChoiceResult =
  | { outcome: 'done'; count: number }
  /** Not as many as have to go, or somebody who has no seat (any more); the list is as it is now. */
  | { outcome: 'wrong-count' | 'not-holding'; losers: Losers }
  /** It has been carried out, replaced or undone. */
  | { outcome: 'too-late' };

/**
 * Chooses who gives back a seat when a decrease is carried out (spec §4.16). For those who may lower seats. The same choice again
 * changes nothing.
 *
 * @throws NotFound
 */
export async function chooseLosers(trx: Trx, input: ChoiceInput): Promise<ChoiceResult> {
  const { account, id, by } = input;
  const checked = await check(trx, input);
  if (!('leaving' in checked)) return checked;
  const { leaving, losers } = checked;
  const before = await chosenFor(trx, account.id, id);
  const after = leaving.map(({ memberId }) => memberId).toSorted();
  if (before.join() === after.join()) return { outcome: 'done', count: leaving.length };

  await trx.deleteFrom('upcoming_losers').where('account_id', '=', account.id).where('upcoming_id', '=', id).execute();
  for (const memberId of after) {
    await trx.insertInto('upcoming_losers').values({ account_id: account.id, upcoming_id: id, member_id: memberId }).execute();
  }
  await record(trx, {
    accountId: account.id,
    at: by.now,
    actor: by.actor,
    action: 'seats.chosen',
    subject: { type: 'upcoming', id, name: nameOf(losers) },
    before: { members: losers.going.map(({ name }) => name) },
    after: { members: leaving.map(({ name }) => name), effectiveOn: losers.upcoming.effectiveOn },
    source: by.source,
  });
  return { outcome: 'done', count: leaving.length };
}

/**
 * Takes the seats away at once instead of waiting for the day (spec §4.16). The seats are free for others then; what is bought and the bill
 * stay as they are (spec §4.17).
 *
 * @throws NotFound
 */
export async function giveBackNow(trx: Trx, input: ChoiceInput): Promise<ChoiceResult> {
  const { account, by } = input;
  const checked = await check(trx, input);
  if (!('leaving' in checked)) return checked;
  const { leaving, losers } = checked;
  if (!losers.group) return { outcome: 'done', count: 0 };
  const loss = { group: { id: losers.group.id, name: nameOf(losers) }, holders: leaving };
  await takeSeatsAway(trx, { account, losses: [loss], by });
  return { outcome: 'done', count: leaving.length };
}

async function check(
  trx: Trx,
  { account, id, memberIds }: ChoiceInput,
): Promise<{ leaving: SeatHolder[]; losers: Losers } | Exclude<ChoiceResult, { outcome: 'done' }>> {
  const losers = await findLosers(trx, account, id);
  if (!losers) return { outcome: 'too-late' };
  // At a removal, and where there are too many to tick, there is nothing to choose.
  if (!isChoosable(losers)) return { leaving: losers.going, losers };
  const leaving = losers.candidates.filter(({ memberId }) => memberIds.includes(memberId));
  if (leaving.length !== memberIds.length) return { outcome: 'not-holding', losers };
  if (leaving.length !== losers.count) return { outcome: 'wrong-count', losers };
  return { leaving, losers };
}

/** Whether there is somebody else who could go instead. */
export function isChoosable({ upcoming, count }: Losers): boolean {
  return upcoming.kind === 'seats' && count <= mostChoosable;
}

function nameOf({ upcoming, catalogue }: Losers): string {
  return catalogue.get(upcoming.productId)?.name ?? upcoming.productId;
}

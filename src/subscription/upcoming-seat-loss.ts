import type { Acting } from '../audit/acting.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import { NotFound } from '../errors.ts';
import type { Subscription, Upcoming } from '../pricing/types.ts';
import type { GroupSeatLoss, SeatLossProblem } from '../seat-loss/choosable.ts';
import { chosenFor, giveBack, keepChoice, type Leaving, readAnswer } from '../seat-loss/choose.ts';
import { seatLossOf } from '../seat-loss/find.ts';
import { type LessSeats, shrinkingOf, takesSeats } from '../seat-loss/shrinking.ts';
import { findSubscriptionNow, type QuoteAccount } from './quote-now.ts';

/** Which members would lose a seat by an upcoming decrease or removal, if it were carried out today (rules §4.16). */
export interface UpcomingSeatLoss {
  upcoming: Upcoming & LessSeats;
  /** Null when the removed product leads no group: then no member loses a seat. */
  seatLoss: GroupSeatLoss | null;
  subscription: Subscription;
  catalogue: Catalogue;
}

/**
 * Which members would lose a seat by this upcoming change.
 *
 * @returns null when the change is no longer waiting
 * @throws NotFound for an id that does not belong to this account, or for a change that takes no seats
 */
export async function findUpcomingSeatLoss(db: Db | Trx, account: QuoteAccount, id: string): Promise<UpcomingSeatLoss | null> {
  const row = await db
    .selectFrom('upcoming_changes')
    .select('kind')
    .where('account_id', '=', account.id)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row?.kind !== 'seats' && row?.kind !== 'removal') throw new NotFound();
  const { subscription, catalogue } = await findSubscriptionNow(db, account);
  const upcoming = subscription.upcoming.find((row) => row.id === id);
  if (!upcoming || !takesSeats(upcoming)) return null;
  const shrinking = shrinkingOf(subscription, upcoming);
  const seatLoss = shrinking && (await seatLossOf(db, account.id, shrinking, new Set(await chosenFor(db, account.id, id))));
  return { upcoming, seatLoss, subscription, catalogue };
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
  /** More or fewer members than have to go, or a member who has no seat (any more); `shown` is the current list. */
  | { outcome: 'refused'; problem: SeatLossProblem; shown: UpcomingSeatLoss }
  /** The upcoming change has been carried out, replaced or undone. */
  | { outcome: 'too-late' };

/**
 * Chooses which members give back a seat when a decrease is carried out (rules §4.16). For users who may lower seats. Choosing the same
 * members again changes nothing.
 *
 * @throws NotFound
 */
export function chooseSeatLoss(trx: Trx, input: ChoiceInput): Promise<ChoiceResult> {
  return settle(trx, input, (shown, leaving) => keepChoice(trx, { ...input, ...shown }, shown.upcoming, leaving));
}

/**
 * Takes the seats away at once, before the day of the upcoming change (rules §4.16). The seats are then free for other members; the number
 * of bought seats and the bill do not change (rules §4.17).
 *
 * @throws NotFound
 */
export function giveBackNow(trx: Trx, input: ChoiceInput): Promise<ChoiceResult> {
  return settle(trx, input, (shown, leaving) => giveBack(trx, { ...input, ...shown }, [leaving]));
}

async function settle(
  trx: Trx,
  { account, id, memberIds, by }: ChoiceInput,
  act: (shown: UpcomingSeatLoss, leaving: Leaving) => Promise<void>,
): Promise<ChoiceResult> {
  const shown = await findUpcomingSeatLoss(trx, account, id);
  if (!shown) return { outcome: 'too-late' };
  if (!shown.seatLoss) return { outcome: 'done', count: 0 };
  const chosen = new Map([[shown.seatLoss.group.leaderProductId, memberIds]]);
  const answered = await readAnswer(trx, [shown.seatLoss], { chosen }, { accountId: account.id, by });
  if ('problems' in answered) {
    const [problem] = answered.problems;
    if (problem) return { outcome: 'refused', problem, shown };
    return { outcome: 'done', count: 0 };
  }
  for (const leaving of answered.leaving) await act(shown, leaving);
  return { outcome: 'done', count: answered.leaving.reduce((sum, { holders }) => sum + holders.length, 0) };
}

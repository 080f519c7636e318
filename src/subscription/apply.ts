import type { ActingPerson } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import { findActing } from '../members/acting.ts';
import { findOrderByKey, placeOrder } from '../orders/place.ts';
import type { Allowed, Change, Quote, QuoteLine, Upcoming } from '../pricing/types.ts';
import type { GroupSeatLoss, SeatLossAnswer, SeatLossProblem } from '../seat-loss/choosable.ts';
import { giveBack, keepChoice, type Leaving, readAnswer } from '../seat-loss/choose.ts';
import { findSeatLoss } from '../seat-loss/find.ts';
import { takesSeats } from '../seat-loss/shrinking.ts';
import { allowedToChange } from './allowed.ts';
import { findSubscriptionNow, type QuoteAccount, quoteNow, type SubscriptionNow } from './quote-now.ts';
import { writeChange } from './write-change.ts';

export interface ApplyInput {
  account: QuoteAccount & { name: string };
  change: Change;
  /** The version of the subscription that the deciding user has seen. */
  seenVersion: number;
  allowed: Allowed;
  by: ActingPerson;
  /** The request that is being approved, or null. */
  requestId: string | null;
  /** The answer about members who lose a seat; null when no page has shown these members yet. */
  seatLoss: SeatLossAnswer | null;
  idempotencyKey: string;
}

export type ApplyResult =
  /** `repeated`: this form was already carried out; the order is the one that it placed then. */
  | { outcome: 'applied'; orderNumber: number; repeated: false; quote: Quote /** Seats that were taken away at once. */; givenBack: number }
  | { outcome: 'applied'; orderNumber: number; repeated: true }
  /** Nothing was written; the quote says why (rules §4.8). */
  | { outcome: 'refused'; quote: Quote }
  /**
   * Members would lose their seat, and the user has not been shown which members, or has made an invalid choice: nothing was written
   * (rules §4.16).
   */
  | { outcome: 'seat-loss'; seatLoss: GroupSeatLoss[]; problems: SeatLossProblem[] }
  /** The subscription has changed since the user saw it; nothing was written. */
  | { outcome: 'stale' };

/**
 * Makes a change to a subscription: prices and checks it against the current subscription, and makes either all of it or nothing
 * (rules §4.8, §4.15). Increases take effect at once with their charges, decreases become upcoming changes, and an order records the
 * change. When members lose their seat by it, the user must have seen which members, and may have chosen others (rules §4.16). Called with
 * the rights of the deciding user: owner, billing admin or operator. Runs inside the caller's transaction, which it never ends; on
 * `refused`, `seat-loss` and `stale` nothing has been written.
 */
export async function applyChange(trx: Trx, input: ApplyInput): Promise<ApplyResult> {
  const { account, change, by } = input;
  const earlier = await findOrderByKey(trx, account.id, input.idempotencyKey);
  if (earlier) return { outcome: 'applied', orderNumber: earlier.number, repeated: true };

  const now = await findSubscriptionNow(trx, account);
  if (now.subscription.version !== input.seenVersion) return { outcome: 'stale' };
  const quote = await quoteNow(trx, now, { account, change, allowed: input.allowed, today: by.today });
  if (quote.refusals.length > 0) return { outcome: 'refused', quote };
  const seatLoss = await findSeatLoss(trx, now, quote);
  const answered = await answerFor(trx, seatLoss, input);
  if ('problems' in answered) return { outcome: 'seat-loss', seatLoss, problems: answered.problems };

  const order = await placeOrder(trx, by, {
    account,
    change,
    lines: quote.lines.filter((line) => line.changed),
    dueMinor: quote.due.netMinor,
    requestId: input.requestId,
    idempotencyKey: input.idempotencyKey,
  });
  const upcoming = await writeChange(trx, { account, change, by, now, quote, orderId: order.id });
  await record(trx, by, {
    accountId: account.id,
    action: 'subscription.changed',
    subject: { type: 'subscription', id: account.id, name: `#${order.number}` },
    before: { version: quote.version, lines: summaries(quote, 'before'), committedUntil: quote.committedUntil.before },
    after: {
      version: quote.version + 1,
      lines: summaries(quote, 'now'),
      committedUntil: quote.committedUntil.after,
      waiting: quote.waiting,
      dueMinor: quote.due.netMinor,
      order: order.number,
    },
  });
  const givenBack = await settleSeatLoss(trx, input, now, upcoming, answered.leaving);
  return { outcome: 'applied', orderNumber: order.number, repeated: false, quote, givenBack };
}

/** The members who give back their seat. An empty list of problems means that the user has not been asked yet. */
async function answerFor(
  trx: Trx,
  seatLoss: readonly GroupSeatLoss[],
  { account, seatLoss: answer, by }: ApplyInput,
): Promise<{ leaving: Leaving[] } | { problems: SeatLossProblem[] }> {
  if (seatLoss.length === 0) return { leaving: [] };
  return answer ? readAnswer(trx, seatLoss, answer, { accountId: account.id, by }) : { problems: [] };
}

/**
 * Takes the seats away at once, or stores the choice for the day on which the upcoming change is carried out. Returns how many seats were
 * taken away at once.
 */
async function settleSeatLoss(
  trx: Trx,
  { account, seatLoss: answer, by }: ApplyInput,
  { catalogue }: SubscriptionNow,
  upcoming: readonly Upcoming[],
  leaving: readonly Leaving[],
): Promise<number> {
  if (!answer) return 0;
  const context = { account, catalogue, by };
  if (answer.now) {
    await giveBack(trx, context, leaving);
    return leaving.reduce((sum, { holders }) => sum + holders.length, 0);
  }
  for (const ofGroup of leaving) {
    const row = upcoming.filter(takesSeats).find(({ productId }) => productId === ofGroup.seatLoss.less.productId);
    if (row) await keepChoice(trx, context, row, ofGroup);
  }
  return 0;
}

/**
 * The same by a member in their own account. The rights of the member and the settings of the account are read in this transaction, so a
 * right that was taken away after the page was loaded no longer counts (rules §3). For owner and billing admin.
 *
 * @throws Forbidden for a member who may not do this (any more), NotFound for an account without a subscription
 */
export async function applyByMember(
  trx: Trx,
  {
    accountId,
    permission,
    ...input
  }: { accountId: string; permission: 'subscription.change' | 'seats.buy' } & Omit<ApplyInput, 'account' | 'allowed' | 'requestId'>,
): Promise<ApplyResult> {
  const { account, member } = await findActing(trx, { accountId, memberId: input.by.actor.id, permission });
  return applyChange(trx, { ...input, account, allowed: allowedToChange(member.role, account), requestId: null });
}

function summaries(quote: Quote, when: 'before' | 'now') {
  return quote.lines
    .filter((line) => line.changed)
    .map((line: QuoteLine) => ({ product: line.name, plan: line[when]?.planName, seats: line[when]?.seats }));
}

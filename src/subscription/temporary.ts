import type { ActingPerson } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import { writeCharge } from '../orders/charges.ts';
import { findOrderByKey, placeOrder } from '../orders/place.ts';
import { type NewTemporarySeats, quoteTemporary, type TemporaryRefusal, whyNotTemporary } from '../pricing/new-temporary.ts';
import { noChange } from '../pricing/quote.ts';
import { lineState, subscriptionStateOf } from '../pricing/state.ts';
import { newId } from '../values/ids.ts';
import { findSubscriptionNow, type QuoteAccount, type SubscriptionNow } from './quote-now.ts';
import { settleTemporarySeats } from './settle-temporary.ts';

export interface TemporaryInput {
  account: QuoteAccount & { name: string };
  wanted: NewTemporarySeats;
  /** The version of the subscription for which the user has seen the price. */
  seenVersion: number;
  by: ActingPerson;
  idempotencyKey: string;
}

export type TemporaryResult =
  /** `repeated`: this form was already carried out. */
  | { outcome: 'added'; orderNumber: number; dueMinor: number; repeated: boolean }
  | { outcome: 'refused'; refusal: TemporaryRefusal }
  /** The subscription has changed since the user saw the price; nothing was written. */
  | { outcome: 'stale' };

/**
 * Adds temporary seats to a group between two days (rules §4.11): an order, and a charge by the day for each line of the group, which the
 * next invoice collects. The seats count from their first day on, at once when that is today. Owner and billing admin of a self-service
 * account buy them; an operator adds them in any account. Runs inside the caller's transaction.
 */
export async function addTemporarySeats(trx: Trx, input: TemporaryInput): Promise<TemporaryResult> {
  const { account, wanted, by } = input;
  const earlier = await findOrderByKey(trx, account.id, input.idempotencyKey);
  if (earlier) return { outcome: 'added', orderNumber: earlier.number, dueMinor: earlier.due_minor, repeated: true };

  const now = await findSubscriptionNow(trx, account);
  if (now.subscription.version !== input.seenVersion) return { outcome: 'stale' };
  const refusal = whyNotTemporary(now.subscription, wanted, by.today);
  if (refusal) return { outcome: 'refused', refusal };

  const order = await orderTemporarySeats(trx, input, now);
  const id = await writeSeats(trx, input, now, order.id);
  await trx
    .updateTable('subscriptions')
    .set({ version: input.seenVersion + 1 })
    .where('account_id', '=', account.id)
    .where('version', '=', input.seenVersion)
    .execute();
  await record(trx, by, {
    accountId: account.id,
    action: 'temporarySeats.added',
    subject: { type: 'temporary_seats', id, name: now.catalogue.get(wanted.leader)?.name ?? wanted.leader },
    after: { seats: wanted.seats, firstOn: wanted.firstOn, lastOn: wanted.lastOn, dueMinor: order.dueMinor, order: order.number },
  });
  await settleTemporarySeats(trx, account, by.today, by);
  return { outcome: 'added', orderNumber: order.number, dueMinor: order.dueMinor, repeated: false };
}

/** Places the order and writes its charges. The lines themselves do not change. */
async function orderTemporarySeats(
  trx: Trx,
  { account, wanted, by, idempotencyKey }: TemporaryInput,
  { subscription, catalogue }: SubscriptionNow,
): Promise<{ id: string; number: number; dueMinor: number }> {
  const quoted = quoteTemporary(subscription, catalogue, wanted, account.taxRateBp);
  const current = subscriptionStateOf(subscription, catalogue);
  const lines = quoted.lines.flatMap(({ productId, name, dueMinor }) => {
    const line = current.lines.get(productId);
    const state = line && lineState(line, current.cycle);
    return state ? [{ productId, name, before: state, now: state, later: null, laterOn: null, dueMinor }] : [];
  });
  const change = noChange(subscription.version);
  const order = await placeOrder(trx, by, { account, change, lines, dueMinor: quoted.netMinor, requestId: null, idempotencyKey });
  for (const { productId, name, now, dueMinor } of lines) {
    await writeCharge(trx, by.now, {
      accountId: account.id,
      kind: 'temporary',
      orderId: order.id,
      invoiceId: null,
      productId,
      productName: name,
      plan: now,
      seats: wanted.seats,
      firstOn: wanted.firstOn,
      lastOn: wanted.lastOn,
      amountMinor: dueMinor,
    });
  }
  return { ...order, dueMinor: quoted.netMinor };
}

async function writeSeats(trx: Trx, { account, wanted, by }: TemporaryInput, now: SubscriptionNow, orderId: string): Promise<string> {
  const id = newId(by.now * 1000);
  await trx
    .insertInto('temporary_seats')
    .values({
      id,
      account_id: account.id,
      group_id: now.subscription.groups.find(({ leaderProductId }) => leaderProductId === wanted.leader)?.id ?? '',
      seats: wanted.seats,
      first_on: wanted.firstOn,
      last_on: wanted.lastOn,
      created_at: by.now,
      created_by: by.actor.id,
      order_id: orderId,
    })
    .execute();
  return id;
}

import type { ActingPerson } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import { noChange } from '../pricing/quote.ts';
import { lineState, standingOf } from '../pricing/standing.ts';
import { quoteTemporary, type TemporaryRefusal, type TemporaryWish, whyNotTemporary } from '../pricing/temporary-wish.ts';
import { newId } from '../values/ids.ts';
import { nextNumber } from './apply.ts';
import { findSubscriptionNow, type QuoteAccount, type SubscriptionNow } from './quote-now.ts';
import { settleTemporarySeats } from './settle-temporary.ts';

export interface TemporaryInput {
  account: QuoteAccount & { name: string };
  wish: TemporaryWish;
  /** The version of the subscription whose price was seen. */
  seenVersion: number;
  by: ActingPerson;
  idempotencyKey: string;
}

export type TemporaryResult =
  /** `repeated`: this very form was already carried out. */
  | { outcome: 'added'; orderNumber: number; dueMinor: number; repeated: boolean }
  | { outcome: 'refused'; refusal: TemporaryRefusal }
  /** The subscription moved since the price was seen; nothing was written. */
  | { outcome: 'stale' };

/**
 * Adds temporary seats to a group between two days (rules §4.11): an order, and charges by the day of each line of the group, which the next
 * invoice collects. They count from their first day on, at once when that is today. Owner and billing admin of a self-service account
 * buy them; an operator makes them in any account. Inside the caller's transaction.
 */
export async function addTemporarySeats(trx: Trx, input: TemporaryInput): Promise<TemporaryResult> {
  const { account, wish, by } = input;
  const earlier = await trx
    .selectFrom('orders')
    .select(['number', 'due_minor'])
    .where('account_id', '=', account.id)
    .where('idempotency_key', '=', input.idempotencyKey)
    .executeTakeFirst();
  if (earlier) return { outcome: 'added', orderNumber: earlier.number, dueMinor: earlier.due_minor, repeated: true };

  const now = await findSubscriptionNow(trx, account);
  if (now.subscription.version !== input.seenVersion) return { outcome: 'stale' };
  const refusal = whyNotTemporary(now.subscription, wish, by.today);
  if (refusal) return { outcome: 'refused', refusal };

  const order = await placeOrder(trx, input, now);
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
    subject: { type: 'temporary_seats', id, name: now.catalogue.get(wish.leader)?.name ?? wish.leader },
    after: { seats: wish.seats, firstOn: wish.firstOn, lastOn: wish.lastOn, dueMinor: order.dueMinor, order: order.number },
  });
  await settleTemporarySeats(trx, account, by.today, by);
  return { outcome: 'added', orderNumber: order.number, dueMinor: order.dueMinor, repeated: false };
}

/** The order and its charges: the lines themselves stay as they are. */
async function placeOrder(
  trx: Trx,
  { account, wish, by, idempotencyKey }: TemporaryInput,
  { subscription, catalogue }: SubscriptionNow,
): Promise<{ id: string; number: number; dueMinor: number }> {
  const { lines, netMinor } = quoteTemporary(subscription, catalogue, wish, account.taxRateBp);
  const order = { id: newId(by.now * 1000), number: await nextNumber(trx, 'order') };
  await trx
    .insertInto('orders')
    .values({
      ...order,
      account_id: account.id,
      placed_at: by.now,
      placed_by: by.actor.id,
      change: JSON.stringify(noChange(subscription.version)),
      currency: account.currency,
      due_minor: netMinor,
      idempotency_key: idempotencyKey,
    })
    .execute();
  const standing = standingOf(subscription, catalogue);
  for (const { productId, name, dueMinor } of lines) {
    const line = standing.lines.get(productId);
    if (!line) continue;
    const state = lineState(line, standing.cycle);
    const about = { account_id: account.id, order_id: order.id, product_id: productId, product_name: name };
    await trx
      .insertInto('order_lines')
      .values({ id: newId(by.now * 1000), ...about, before: JSON.stringify(state), after: JSON.stringify(state), due_minor: dueMinor })
      .execute();
    await trx
      .insertInto('charges')
      .values({
        id: newId(by.now * 1000),
        ...about,
        kind: 'temporary',
        plan_name: state.planName,
        seats: wish.seats,
        unit_minor: state.unitMinor,
        first_on: wish.firstOn,
        last_on: wish.lastOn,
        amount_minor: dueMinor,
        created_at: by.now,
      })
      .execute();
  }
  return { ...order, dueMinor: netMinor };
}

async function writeSeats(trx: Trx, { account, wish, by }: TemporaryInput, now: SubscriptionNow, orderId: string): Promise<string> {
  const id = newId(by.now * 1000);
  await trx
    .insertInto('temporary_seats')
    .values({
      id,
      account_id: account.id,
      group_id: now.subscription.groups.find((one) => one.leaderProductId === wish.leader)?.id ?? '',
      seats: wish.seats,
      first_on: wish.firstOn,
      last_on: wish.lastOn,
      created_at: by.now,
      created_by: by.actor.id,
      order_id: orderId,
    })
    .execute();
  return id;
}

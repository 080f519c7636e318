import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import { maxSeats } from '../pricing/limits.ts';
import { noChange } from '../pricing/quote.ts';
import { lineState, standingOf } from '../pricing/standing.ts';
import { temporaryCharges } from '../pricing/temporary.ts';
import { addDays, type Day } from '../values/day.ts';
import { newId } from '../values/ids.ts';
import { type By, findOrderByKey, nextNumber } from './apply.ts';
import { findSubscriptionNow, type QuoteAccount, type SubscriptionNow } from './quote-now.ts';
import { countTemporarySeats } from './settle-temporary.ts';

export interface WantedTemporarySeats {
  /** The product that leads the group. */
  leader: string;
  seats: number;
  /** Both counted. */
  firstOn: Day;
  lastOn: Day;
}

export type WhyNotTemporary = 'group-gone' | 'starts-in-the-past' | 'ends-before-it-starts' | 'too-long' | 'seats-too-many';

export type TemporaryBought =
  /** `repeated`: this very form was carried out before. */
  { outcome: 'bought'; orderNumber: number; dueMinor: number; repeated: boolean } | { outcome: 'refused'; refused: WhyNotTemporary };

/** How far ahead temporary seats may end. */
const longestDays = 3 * 366;

/**
 * Adds temporary seats to a group (spec §4.11): an order that is charged at once for its days, collected on the next invoice; the seats
 * count from the first day to the last. By operators, in any account; inside the caller's transaction. On `refused` nothing is written.
 *
 * @throws NotFound for an account without a subscription
 */
export async function buyTemporarySeats(
  trx: Trx,
  {
    account,
    wanted,
    by,
    idempotencyKey,
  }: { account: QuoteAccount; wanted: WantedTemporarySeats; by: By & { publicUrl: string }; idempotencyKey: string },
): Promise<TemporaryBought> {
  const earlier = await findOrderByKey(trx, account.id, idempotencyKey);
  if (earlier) return { outcome: 'bought', orderNumber: earlier.number, dueMinor: earlier.due_minor, repeated: true };
  const now = await findSubscriptionNow(trx, account);
  const refused = whyNot(now, wanted, by.today);
  if (refused) return { outcome: 'refused', refused };

  const group = now.subscription.groups.find(({ leaderProductId }) => leaderProductId === wanted.leader);
  const groupId = group?.id ?? '';
  const charges = temporaryCharges(now.subscription, { groupId, ...wanted });
  const dueMinor = charges.reduce((sum, charge) => sum + charge.dueMinor, 0);
  const order = { id: newId(by.now * 1000), number: await nextNumber(trx, 'order') };
  await trx
    .insertInto('orders')
    .values({
      ...order,
      account_id: account.id,
      placed_at: by.now,
      placed_by: by.actor.id,
      request_id: null,
      change: JSON.stringify({ ...noChange(now.subscription.version), temporary: wanted }),
      currency: account.currency,
      due_minor: dueMinor,
      idempotency_key: idempotencyKey,
    })
    .execute();
  await writeLines(trx, { account, wanted, by, now, orderId: order.id, charges });

  const id = newId(by.now * 1000);
  const { seats, firstOn, lastOn, leader } = wanted;
  await trx
    .insertInto('temporary_seats')
    .values({
      id,
      account_id: account.id,
      group_id: groupId,
      seats,
      first_on: firstOn,
      last_on: lastOn,
      created_at: by.now,
      created_by: by.actor.id,
      order_id: order.id,
    })
    .execute();
  await trx
    .updateTable('subscriptions')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('account_id', '=', account.id)
    .execute();
  await record(trx, {
    accountId: account.id,
    at: by.now,
    actor: by.actor,
    action: 'temporarySeats.added',
    subject: { type: 'temporary_seats', id, name: now.catalogue.get(leader)?.name ?? leader },
    after: { seats, firstOn, lastOn, dueMinor, order: order.number },
    source: by.source,
  });
  await countTemporarySeats(trx, account.id, by.today, by);
  return { outcome: 'bought', orderNumber: order.number, dueMinor, repeated: false };
}

function whyNot(
  { subscription }: SubscriptionNow,
  { leader, seats, firstOn, lastOn }: WantedTemporarySeats,
  today: Day,
): WhyNotTemporary | null {
  const group = subscription.groups.find(({ leaderProductId }) => leaderProductId === leader);
  if (!group) return 'group-gone';
  if (firstOn < today) return 'starts-in-the-past';
  if (lastOn < firstOn) return 'ends-before-it-starts';
  if (lastOn > addDays(today, longestDays)) return 'too-long';
  const others = subscription.temporary.filter(({ groupId }) => groupId === group.id).reduce((sum, one) => sum + one.seats, 0);
  return group.seats + others + seats > maxSeats ? 'seats-too-many' : null;
}

/** What each line of the group is charged, frozen into the order and put on the next invoice. */
async function writeLines(
  trx: Trx,
  written: {
    account: QuoteAccount;
    wanted: WantedTemporarySeats;
    by: By;
    now: SubscriptionNow;
    orderId: string;
    charges: ReturnType<typeof temporaryCharges>;
  },
): Promise<void> {
  const { account, wanted, by, now, orderId } = written;
  const { lines, cycle } = standingOf(now.subscription, now.catalogue);
  for (const { productId, dueMinor } of written.charges) {
    const line = lines.get(productId);
    if (!line) continue;
    const state = lineState(line, cycle);
    const about = { account_id: account.id, order_id: orderId, product_id: productId, product_name: line.product.name };
    const json = JSON.stringify(state);
    await trx
      .insertInto('order_lines')
      .values({ id: newId(by.now * 1000), ...about, before: json, after: json, later: null, later_on: null, due_minor: dueMinor })
      .execute();
    if (dueMinor === 0) continue;
    await trx
      .insertInto('charges')
      .values({
        id: newId(by.now * 1000),
        ...about,
        kind: 'temporary',
        plan_name: state.planName,
        seats: wanted.seats,
        unit_minor: state.unitMinor,
        first_on: wanted.firstOn,
        last_on: wanted.lastOn,
        amount_minor: dueMinor,
        created_at: by.now,
      })
      .execute();
  }
}

import type { ActingPerson } from '../audit/acting.ts';
import { compiledQuery } from '../db/compiled.ts';
import { insert } from '../db/insert.ts';
import type { Trx } from '../db/transaction.ts';
import type { Change, QuoteLine } from '../pricing/types.ts';
import { newId } from '../values/ids.ts';
import { nextNumber } from './number.ts';

/** What an order stores of one line: its state before the change, right after it, and later. */
type OrderedLine = Pick<QuoteLine, 'productId' | 'name' | 'before' | 'now' | 'later' | 'laterOn' | 'dueMinor'>;

export interface NewOrder {
  account: { id: string; currency: string };
  change: Change;
  lines: readonly OrderedLine[];
  /** Before tax: what the order costs for the rest of the period. */
  dueMinor: number;
  /** The request that is being approved, or null. */
  requestId: string | null;
  /** The key of the form: one form never places two orders. */
  idempotencyKey: string;
}

/**
 * Places an order with its lines and copies names and amounts into it (rules §1). Called by acts that change a subscription, in their
 * transaction; the act itself writes the charges (`writeCharge`).
 */
export async function placeOrder(trx: Trx, by: ActingPerson, newOrder: NewOrder): Promise<{ id: string; number: number }> {
  const order = { id: newId(by.now * 1000), number: await nextNumber(trx, 'order') };
  await insert(trx, 'orders', {
    ...order,
    account_id: newOrder.account.id,
    placed_at: by.now,
    placed_by: by.actor.id,
    request_id: newOrder.requestId,
    change: JSON.stringify(newOrder.change),
    currency: newOrder.account.currency,
    due_minor: newOrder.dueMinor,
    idempotency_key: newOrder.idempotencyKey,
  });
  for (const line of newOrder.lines) {
    await insert(trx, 'order_lines', {
      id: newId(by.now * 1000),
      account_id: newOrder.account.id,
      order_id: order.id,
      product_id: line.productId,
      product_name: line.name,
      before: json(line.before),
      after: json(line.now),
      later: json(line.later),
      later_on: line.laterOn,
      due_minor: line.dueMinor,
    });
  }
  return order;
}

/** The order that the form with this key has already placed; undefined when there is none. */
export async function findOrderByKey(trx: Trx, accountId: string, key: string): Promise<{ number: number; due_minor: number } | undefined> {
  const [order] = await orderOfForm(trx, { accountId, key });
  return order;
}

const orderOfForm = compiledQuery((db, p) =>
  db.selectFrom('orders').select(['number', 'due_minor']).where('account_id', '=', p('accountId')).where('idempotency_key', '=', p('key')),
);

function json(state: OrderedLine['before']): string | null {
  return state && JSON.stringify(state);
}

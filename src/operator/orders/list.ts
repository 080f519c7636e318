import { compiledQuery } from '../../db/compiled.ts';
import type { Db } from '../../db/open.ts';
import { toOrderedLine } from '../../orders/find-lines.ts';
import type { QuoteLine } from '../../pricing/types.ts';
import { rowsOnAPage } from '../../values/paging.ts';
import type { OrdersFrom } from './query.ts';

/** An order in the operator desk's list: the record of an applied change (rules §1). */
export interface ListedOrder {
  id: string;
  number: number;
  placedAt: number;
  accountId: string;
  accountName: string;
  currency: string;
  placedByName: string;
  dueMinor: number;
  requestId: string | null;
  requesterName: string | null;
}

export interface OrderPage {
  orders: ListedOrder[];
  newer: OrdersFrom;
  older: OrdersFrom;
}

function orders(shape: { upwards: boolean; from: boolean }) {
  const direction = shape.upwards ? 'asc' : 'desc';
  return compiledQuery((db, p) => {
    const query = ordersWithNames(db)
      .orderBy('orders.placed_at', direction)
      .orderBy('orders.id', direction)
      .limit(rowsOnAPage + 1);
    if (!shape.from) return query;
    return query.where((eb) =>
      eb(eb.refTuple('orders.placed_at', 'orders.id'), shape.upwards ? '>' : '<', eb.tuple(p<number>('placedAt'), p('id'))),
    );
  });
}

function ordersWithNames(db: Pick<Db, 'selectFrom'>) {
  return db
    .selectFrom('orders')
    .innerJoin('accounts', 'accounts.id', 'orders.account_id')
    .innerJoin('members as placer', 'placer.id', 'orders.placed_by')
    .leftJoin('requests', 'requests.id', 'orders.request_id')
    .leftJoin('members as requester', 'requester.id', 'requests.requester_id')
    .select([
      'orders.id',
      'orders.number',
      'orders.placed_at',
      'orders.account_id',
      'orders.currency',
      'orders.due_minor',
      'orders.request_id',
      'accounts.name as account_name',
      'placer.name as placer_name',
      'requester.name as requester_name',
    ]);
}

const newest = orders({ upwards: false, from: false });
const olderThan = orders({ upwards: false, from: true });
const newerThan = orders({ upwards: true, from: true });

/** A page of the orders of all accounts, newest first. It pages by a cursor, so the last page costs the same as the first. */
export async function listOrders(db: Db, from: OrdersFrom): Promise<OrderPage> {
  const upwards = from !== null && 'newerThan' in from;
  const place = from && ('newerThan' in from ? from.newerThan : from.olderThan);
  const rows = await (place ? (upwards ? newerThan : olderThan)(db, { ...place }) : newest(db, {}));
  const more = rows.length > rowsOnAPage;
  const page = rows.slice(0, rowsOnAPage).map(toListed);
  if (upwards) page.reverse();
  const [first, last] = [page[0], page.at(-1)];
  return {
    orders: page,
    newer: first && (upwards ? more : from !== null) ? { newerThan: { placedAt: first.placedAt, id: first.id } } : null,
    older: last && (upwards || more) ? { olderThan: { placedAt: last.placedAt, id: last.id } } : null,
  };
}

/** One order with its lines before and after the change; null if there is no such order. */
export async function findOrder(db: Db, number: number): Promise<{ order: ListedOrder; lines: QuoteLine[] } | null> {
  const row = await ordersWithNames(db).where('orders.number', '=', number).executeTakeFirst();
  if (!row) return null;
  const lines = await db
    .selectFrom('order_lines')
    .selectAll()
    .where('account_id', '=', row.account_id)
    .where('order_id', '=', row.id)
    .orderBy('id')
    .execute();
  return {
    order: toListed(row),
    lines: lines.map(toOrderedLine),
  };
}

function toListed(row: Awaited<ReturnType<typeof newest>>[number]): ListedOrder {
  return {
    id: row.id,
    number: row.number,
    placedAt: row.placed_at,
    accountId: row.account_id,
    accountName: row.account_name,
    currency: row.currency,
    placedByName: row.placer_name,
    dueMinor: row.due_minor,
    requestId: row.request_id,
    requesterName: row.requester_name,
  };
}

import type { Selectable } from 'kysely';
import type { Db } from '../db/open.ts';
import type { Database } from '../db/schema.ts';
import type { LineState, QuoteLine } from '../pricing/types.ts';

/** The lines of the order that was placed for an approved request, each with its state before and after the order. */
export async function findOrderLines(db: Db, accountId: string, requestId: string): Promise<QuoteLine[]> {
  const rows = await db
    .selectFrom('order_lines')
    .innerJoin('orders', 'orders.id', 'order_lines.order_id')
    .leftJoin('products', 'products.id', 'order_lines.product_id')
    .selectAll('order_lines')
    .where('orders.account_id', '=', accountId)
    .where('orders.request_id', '=', requestId)
    .orderBy('products.sort')
    .orderBy('products.id')
    .execute();
  return rows.map(toOrderedLine);
}

/** A row of `order_lines` as the pages show it: the line before the order, after it, and later. */
export function toOrderedLine(row: Selectable<Database['order_lines']>): QuoteLine {
  return {
    productId: row.product_id,
    name: row.product_name,
    before: stateOf(row.before),
    now: stateOf(row.after),
    later: stateOf(row.later),
    laterOn: row.later_on,
    dueMinor: row.due_minor,
    // The temporary-seat share is not stored per order line; see `charges`.
    temporary: [],
    changed: true,
  };
}

function stateOf(json: string | null): LineState | null {
  return json === null ? null : (JSON.parse(json) as LineState);
}

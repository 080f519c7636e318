import type { Db } from '../db/open.ts';
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
  return rows.map((row) => ({
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
  }));
}

function stateOf(json: string | null): LineState | null {
  return json === null ? null : (JSON.parse(json) as LineState);
}

import { isId } from '../../values/ids.ts';

/** The position of an order in the list: the cursor for paging. */
export interface OrderPlace {
  placedAt: number;
  id: string;
}

export type OrdersFrom = { olderThan: OrderPlace } | { newerThan: OrderPlace } | null;

/** Reads the page cursor from the query; without one, or with an invalid one, the list begins with the newest order. */
export function readOrderPlace(query: (name: string) => string | undefined): OrdersFrom {
  const [older, newer] = [placeOf(query('older')), placeOf(query('newer'))];
  return older ? { olderThan: older } : newer ? { newerThan: newer } : null;
}

export function orderPlaceQuery(from: OrdersFrom): string {
  if (!from) return '';
  return 'olderThan' in from
    ? `&older=${from.olderThan.placedAt}.${from.olderThan.id}`
    : `&newer=${from.newerThan.placedAt}.${from.newerThan.id}`;
}

function placeOf(text = ''): OrderPlace | null {
  const [at = '', id = ''] = text.split('.');
  return /^\d{1,12}$/.test(at) && isId(id) ? { placedAt: Number(at), id } : null;
}

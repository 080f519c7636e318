import { compiledQuery } from '../db/compiled.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import type { GroupUse } from './free-seats.ts';

/** A seat group, with the data of one holder and of one viewer. */
export interface Group extends GroupUse {
  /** The number of temporary seats in `bought`. */
  temporary: number;
  /** When the member `memberId` took a seat of this group; null when they hold none. */
  heldSince: number | null;
  /** The viewer has hidden the banner for this number of seats (rules §4.22). */
  isDismissed: boolean;
}

const groupRows = compiledQuery((db, p) =>
  db
    .selectFrom('seat_groups')
    .innerJoin('products', 'products.id', 'seat_groups.leader_product_id')
    .leftJoin('dismissals', (join) =>
      join.onRef('dismissals.group_id', '=', 'seat_groups.id').on('dismissals.member_id', '=', p('readerId')),
    )
    .leftJoin('seats_held', (join) =>
      join.onRef('seats_held.group_id', '=', 'seat_groups.id').on('seats_held.member_id', '=', p('memberId')),
    )
    .innerJoin('lines', (join) =>
      join.onRef('lines.account_id', '=', 'seat_groups.account_id').onRef('lines.group_id', '=', 'seat_groups.id'),
    )
    .innerJoin('products as line_products', 'line_products.id', 'lines.product_id')
    .where('seat_groups.account_id', '=', p('accountId'))
    .select([
      'seat_groups.id',
      'seat_groups.leader_product_id',
      'seat_groups.seats',
      'seat_groups.temporary',
      'seat_groups.used',
      'seat_groups.is_over',
      'products.name',
      'dismissals.seats as dismissed_seats',
      'seats_held.taken_at',
      'line_products.id as line_product_id',
      'line_products.name as line_product_name',
    ])
    .orderBy('products.sort')
    .orderBy('seat_groups.id')
    .orderBy('line_products.sort'),
);

/**
 * The seat groups of an account with the seats bought, used and free, in the order of the catalogue. Triggers maintain the number of used
 * seats, so this query counts none. A group without lines is left out.
 *
 * @param readerId the viewer, whose hidden banners are read
 * @param memberId the member whose seats are read
 */
export async function findGroups(
  db: Db | Trx,
  accountId: string,
  { readerId = '', memberId = '' }: { readerId?: string; memberId?: string } = {},
): Promise<Group[]> {
  const groups = new Map<string, Group>();
  for (const row of await groupRows(db, { accountId, readerId, memberId })) {
    const bought = row.seats + row.temporary;
    const group = groups.get(row.id) ?? {
      id: row.id,
      leaderProductId: row.leader_product_id,
      name: row.name,
      followers: [],
      bought,
      temporary: row.temporary,
      used: row.used,
      free: Math.max(0, bought - row.used),
      isOver: row.is_over === 1 || row.used > bought,
      heldSince: row.taken_at,
      isDismissed: row.dismissed_seats === bought,
    };
    if (row.line_product_id !== row.leader_product_id) group.followers.push(row.line_product_name);
    groups.set(row.id, group);
  }
  return [...groups.values()];
}

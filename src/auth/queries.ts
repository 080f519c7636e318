import { compiledQuery } from '../db/compiled.ts';
import type { Db } from '../db/open.ts';

/** A seat that a member holds, described by the products of its seat group. */
export interface OwnSeat {
  /** The product names of the group's lines, the leader first: for example a suite, then its add-ons. */
  products: string[];
  /** The names of the products that a suite in the group includes; empty without a suite. */
  includes: string[];
  /** Epoch seconds. */
  takenAt: number;
}

const seatsWithProducts = compiledQuery((db, p) =>
  db
    .selectFrom('seats_held')
    .innerJoin('seat_groups', 'seat_groups.id', 'seats_held.group_id')
    .innerJoin('lines', (join) =>
      join.onRef('lines.account_id', '=', 'seats_held.account_id').onRef('lines.group_id', '=', 'seats_held.group_id'),
    )
    .innerJoin('products as product', 'product.id', 'lines.product_id')
    .leftJoin('suite_products', 'suite_products.suite_id', 'lines.product_id')
    .leftJoin('products as part', 'part.id', 'suite_products.product_id')
    .where('seats_held.account_id', '=', p('accountId'))
    .where('seats_held.member_id', '=', p('memberId'))
    .select((eb) => [
      'seats_held.group_id',
      'seats_held.taken_at',
      'product.name as product',
      'part.name as part',
      eb.case().when('product.id', '=', eb.ref('seat_groups.leader_product_id')).then(0).else(1).end().as('follows'),
    ])
    .orderBy('seats_held.taken_at')
    .orderBy('seats_held.group_id')
    .orderBy('follows')
    .orderBy('product.sort')
    .orderBy('part.sort'),
);

/** The seats that a member holds, oldest first. */
export async function findOwnSeats(db: Db, accountId: string, memberId: string): Promise<OwnSeat[]> {
  const seats = new Map<string, OwnSeat>();
  for (const row of await seatsWithProducts(db, { accountId, memberId })) {
    const seat = seats.get(row.group_id) ?? { products: [], includes: [], takenAt: row.taken_at };
    seats.set(row.group_id, seat);
    if (!seat.products.includes(row.product)) seat.products.push(row.product);
    if (row.part !== null && !seat.includes.includes(row.part)) seat.includes.push(row.part);
  }
  return [...seats.values()];
}

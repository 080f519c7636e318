import { sql } from 'kysely';
import { derived } from '../db/derived.ts';
import type { Db } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { Trx } from '../db/transaction.ts';
import type { Discount, Line, SeatGroup, Subscription, TemporarySeats, Upcoming } from '../pricing/types.ts';

/**
 * The subscription of an account as it stands, in three reads: the row with its discount and open charges, the lines with their seat
 * groups, and what waits or is temporary. Null for an account that has none.
 */
export async function findSubscription(db: Db | Trx, accountId: string): Promise<Subscription | null> {
  const [row] = await subscriptionRow(db, { accountId });
  if (!row) return null;
  return subscriptionOf(row, await linesWithGroups(db, { accountId }), await datedRows(db, { accountId }));
}

const subscriptionRow = prepared((db, p) =>
  db
    .selectFrom('subscriptions')
    .leftJoin('account_coupons', (join) =>
      join.onRef('account_coupons.account_id', '=', 'subscriptions.account_id').on('account_coupons.ended_at', 'is', null),
    )
    .leftJoin('coupons', 'coupons.id', 'account_coupons.coupon_id')
    .where('subscriptions.account_id', '=', p('accountId'))
    .select([
      'subscriptions.account_id',
      'subscriptions.version',
      'subscriptions.cycle',
      'subscriptions.anchor_on',
      'subscriptions.period_starts_on',
      'subscriptions.period_ends_on',
      'subscriptions.committed_until',
      'account_coupons.periods_left',
      'coupons.code',
      'coupons.kind as coupon_kind',
      'coupons.value as coupon_value',
    ])
    .select((eb) =>
      eb
        .selectFrom('charges')
        .select((e) => e.fn.sum<number>('amount_minor').as('sum'))
        .where('charges.account_id', '=', p('accountId'))
        .where('charges.invoice_id', 'is', null)
        .as('open_charges_minor'),
    ),
);

const linesWithGroups = prepared((db, p) =>
  db
    .selectFrom('lines')
    .innerJoin('plan_versions', 'plan_versions.id', 'lines.plan_version_id')
    .innerJoin('products', 'products.id', 'lines.product_id')
    .leftJoin('seat_groups', (join) =>
      join.onRef('seat_groups.account_id', '=', 'lines.account_id').onRef('seat_groups.id', '=', 'lines.group_id'),
    )
    .where('lines.account_id', '=', p('accountId'))
    .select([
      'lines.id',
      'lines.product_id',
      'lines.plan_id',
      'lines.plan_version_id',
      'lines.group_id',
      'plan_versions.monthly_unit_minor',
      'plan_versions.annual_unit_minor',
      'seat_groups.leader_product_id',
      'seat_groups.seats',
      'seat_groups.used',
    ])
    .orderBy('products.sort')
    .orderBy('products.id'),
);

/** Temporary seats and what waits, in one read: both are few, and both have days. */
const datedRows = prepared((db, p) =>
  db
    .selectFrom('temporary_seats')
    .where('account_id', '=', p('accountId'))
    .where('ended_at', 'is', null)
    .select([
      'id',
      sql<'temporary' | 'seats' | 'plan' | 'removal' | 'cycle'>`'temporary'`.as('kind'),
      'first_on',
      'last_on',
      'seats',
      'group_id as about',
      sql<string | null>`null`.as('to_id'),
    ])
    .unionAll(
      db
        .selectFrom('upcoming_changes')
        .where('account_id', '=', p('accountId'))
        .where('status', '=', 'waiting')
        .select([
          'id',
          'kind',
          'effective_on as first_on',
          'effective_on as last_on',
          (eb) => eb.fn.coalesce('to_seats', sql<number>`0`).as('seats'),
          (eb) => eb.fn.coalesce('product_id', sql<string>`''`).as('about'),
          (eb) => eb.fn.coalesce('to_plan_id', 'to_cycle').as('to_id'),
        ]),
    )
    .orderBy('first_on')
    .orderBy('id'),
);

type SubscriptionRow = Awaited<ReturnType<typeof subscriptionRow>>[number];
type LineRow = Awaited<ReturnType<typeof linesWithGroups>>[number];
type DatedRow = Awaited<ReturnType<typeof datedRows>>[number];

const subscriptionOf = derived(
  (row: SubscriptionRow, lineRows: readonly LineRow[], dated: readonly DatedRow[]): Subscription => ({
    accountId: row.account_id,
    version: row.version,
    cycle: row.cycle,
    anchorOn: row.anchor_on,
    periodStartsOn: row.period_starts_on,
    periodEndsOn: row.period_ends_on,
    committedUntil: row.committed_until,
    lines: lineRows.map(toLine),
    groups: groupsOf(lineRows),
    temporary: dated.filter((one) => one.kind === 'temporary').map(toTemporary),
    upcoming: dated.filter((one) => one.kind !== 'temporary').map(toUpcoming),
    discount: discountOf(row),
    openChargesMinor: Number(row.open_charges_minor ?? 0),
  }),
);

function toLine(row: LineRow): Line {
  return {
    id: row.id,
    productId: row.product_id,
    planId: row.plan_id,
    planVersionId: row.plan_version_id,
    monthlyUnitMinor: row.monthly_unit_minor,
    annualUnitMinor: row.annual_unit_minor,
    groupId: row.group_id,
  };
}

/** Every group once, in the order of the lines. A group whose last line is gone keeps its row for the history, and is not part of it. */
function groupsOf(rows: readonly LineRow[]): SeatGroup[] {
  const groups = new Map<string, SeatGroup>();
  for (const { group_id: id, leader_product_id: leaderProductId, seats, used } of rows) {
    if (id && leaderProductId && seats !== null && used !== null && !groups.has(id)) groups.set(id, { id, leaderProductId, seats, used });
  }
  return [...groups.values()];
}

function toTemporary(row: DatedRow): TemporarySeats {
  return { id: row.id, groupId: row.about, seats: row.seats, firstOn: row.first_on, lastOn: row.last_on };
}

function toUpcoming(row: DatedRow): Upcoming {
  const { id, first_on: effectiveOn, about: productId } = row;
  switch (row.kind) {
    case 'seats':
      return { id, effectiveOn, kind: 'seats', productId, toSeats: row.seats };
    case 'plan':
      return { id, effectiveOn, kind: 'plan', productId, toPlanId: row.to_id ?? '' };
    case 'cycle':
      return { id, effectiveOn, kind: 'cycle', toCycle: row.to_id === 'annual' ? 'annual' : 'monthly' };
    default:
      return { id, effectiveOn, kind: 'removal', productId };
  }
}

function discountOf(row: SubscriptionRow): Discount | null {
  if (row.code === null || row.coupon_kind === null || row.coupon_value === null) return null;
  return { code: row.code, kind: row.coupon_kind, value: row.coupon_value, periodsLeft: row.periods_left };
}

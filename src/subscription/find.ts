import { sql } from 'kysely';
import { compiledQuery } from '../db/compiled.ts';
import { memoized } from '../db/memoized.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import type { Discount, Line, SeatGroup, Subscription, TemporarySeats, Upcoming } from '../pricing/types.ts';
import type { Day } from '../values/day.ts';

/**
 * The current subscription of an account, in one read: its row with the discount and the open charges, joined with one row for each line
 * (with its seat group), each purchase of temporary seats and each upcoming change. Null for an account without a subscription.
 */
export async function findSubscription(db: Db | Trx, accountId: string): Promise<Subscription | null> {
  const rows = await subscriptionWithParts(db, { accountId });
  return rows.length > 0 ? subscriptionOf(rows) : null;
}

type Kind = 'line' | 'temporary' | 'seats' | 'plan' | 'removal' | 'cycle';

/** One row per part of the subscription; there are few parts of each kind. The columns that a kind does not have are null. */
const subscriptionWithParts = compiledQuery((db, p) =>
  db
    .selectFrom('subscriptions')
    .leftJoin('account_coupons', (join) =>
      join.onRef('account_coupons.account_id', '=', 'subscriptions.account_id').on('account_coupons.ended_at', 'is', null),
    )
    .leftJoin('coupons', 'coupons.id', 'account_coupons.coupon_id')
    .leftJoin(parts(db, p('accountId')), (join) => join.onTrue())
    .where('subscriptions.account_id', '=', p('accountId'))
    .selectAll('part')
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
    )
    .orderBy('part.sort')
    .orderBy('part.product_id')
    .orderBy('part.first_on')
    .orderBy('part.id'),
);

const nullLineColumns = [
  sql<null>`null`.as('sort'),
  sql<null>`null`.as('plan_version_id'),
  sql<null>`null`.as('monthly_unit_minor'),
  sql<null>`null`.as('annual_unit_minor'),
  sql<null>`null`.as('leader_product_id'),
  sql<null>`null`.as('used'),
] as const;

function parts(db: Pick<Db, 'selectFrom'>, accountId: string) {
  return db
    .selectFrom('lines')
    .innerJoin('plan_versions', 'plan_versions.id', 'lines.plan_version_id')
    .innerJoin('products', 'products.id', 'lines.product_id')
    .leftJoin('seat_groups', (join) =>
      join.onRef('seat_groups.account_id', '=', 'lines.account_id').onRef('seat_groups.id', '=', 'lines.group_id'),
    )
    .where('lines.account_id', '=', accountId)
    .select([
      sql<Kind>`'line'`.as('kind'),
      'lines.id',
      sql<string | null>`lines.group_id`.as('group_id'),
      sql<string | null>`lines.product_id`.as('product_id'),
      sql<string | null>`lines.plan_id`.as('to_id'),
      'seat_groups.seats',
      sql<Day | null>`null`.as('first_on'),
      sql<Day | null>`null`.as('last_on'),
      sql<number | null>`products.sort`.as('sort'),
      sql<string | null>`lines.plan_version_id`.as('plan_version_id'),
      sql<number | null>`plan_versions.monthly_unit_minor`.as('monthly_unit_minor'),
      sql<number | null>`plan_versions.annual_unit_minor`.as('annual_unit_minor'),
      'seat_groups.leader_product_id',
      'seat_groups.used',
    ])
    .unionAll(
      db
        .selectFrom('temporary_seats')
        .where('account_id', '=', accountId)
        .where('ended_at', 'is', null)
        .select([
          sql<Kind>`'temporary'`.as('kind'),
          'id',
          'group_id',
          sql<null>`null`.as('product_id'),
          sql<null>`null`.as('to_id'),
          'seats',
          'first_on',
          'last_on',
          ...nullLineColumns,
        ]),
    )
    .unionAll(
      db
        .selectFrom('upcoming_changes')
        .where('account_id', '=', accountId)
        .where('status', '=', sql.lit('waiting'))
        .select([
          'kind',
          'id',
          sql<null>`null`.as('group_id'),
          'product_id',
          (eb) => eb.fn.coalesce('to_plan_id', 'to_cycle').as('to_id'),
          'to_seats as seats',
          'effective_on as first_on',
          sql<null>`null`.as('last_on'),
          ...nullLineColumns,
        ]),
    )
    .as('part');
}

type Row = Awaited<ReturnType<typeof subscriptionWithParts>>[number];

const subscriptionOf = memoized((rows: readonly Row[]): Subscription => {
  const row = rows[0] as Row;
  const lines = rows.filter(isLine);
  const dated = rows.filter(isDated).toSorted(byDay);
  return {
    accountId: row.account_id,
    version: row.version,
    cycle: row.cycle,
    anchorOn: row.anchor_on,
    periodStartsOn: row.period_starts_on,
    periodEndsOn: row.period_ends_on,
    committedUntil: row.committed_until,
    lines: lines.map(toLine),
    groups: groupsOf(lines),
    temporary: dated.filter(({ kind }) => kind === 'temporary').map(toTemporary),
    upcoming: dated.filter(({ kind }) => kind !== 'temporary').map(toUpcoming),
    discount: discountOf(row),
    openChargesMinor: Number(row.open_charges_minor ?? 0),
  };
});

type OfLine = 'id' | 'product_id' | 'to_id' | 'plan_version_id' | 'monthly_unit_minor' | 'annual_unit_minor';
type LineRow = Row & { [Column in OfLine]: NonNullable<Row[Column]> };
type DatedRow = Row & { id: string; first_on: Day };

function isLine(row: Row): row is LineRow {
  return row.kind === 'line';
}

/** A subscription without parts comes as one row whose `kind` is null. */
function isDated(row: Row): row is DatedRow {
  return row.kind !== null && row.kind !== 'line';
}

function byDay(one: DatedRow, other: DatedRow): number {
  const [a, b] = [`${one.first_on} ${one.id}`, `${other.first_on} ${other.id}`];
  return Number(a > b) - Number(a < b);
}

function toLine(row: LineRow): Line {
  return {
    id: row.id,
    productId: row.product_id,
    planId: row.to_id,
    planVersionId: row.plan_version_id,
    monthlyUnitMinor: row.monthly_unit_minor,
    annualUnitMinor: row.annual_unit_minor,
    groupId: row.group_id,
  };
}

/** Every group once, in the order of the lines. A group without lines keeps its row for the history, but is left out here. */
function groupsOf(rows: readonly LineRow[]): SeatGroup[] {
  const groups = new Map<string, SeatGroup>();
  for (const { group_id: id, leader_product_id: leaderProductId, seats, used } of rows) {
    if (id && leaderProductId && seats !== null && used !== null && !groups.has(id)) groups.set(id, { id, leaderProductId, seats, used });
  }
  return [...groups.values()];
}

function toTemporary({ id, group_id, seats, first_on, last_on }: DatedRow): TemporarySeats {
  return { id, groupId: group_id ?? '', seats: seats ?? 0, firstOn: first_on, lastOn: last_on ?? first_on };
}

function toUpcoming({ kind, id, product_id, seats, first_on: effectiveOn, to_id }: DatedRow): Upcoming {
  const productId = product_id ?? '';
  switch (kind) {
    case 'seats':
      return { id, effectiveOn, kind: 'seats', productId, toSeats: seats ?? 0 };
    case 'plan':
      return { id, effectiveOn, kind: 'plan', productId, toPlanId: to_id ?? '' };
    case 'cycle':
      return { id, effectiveOn, kind: 'cycle', toCycle: to_id === 'annual' ? 'annual' : 'monthly' };
    default:
      return { id, effectiveOn, kind: 'removal', productId };
  }
}

function discountOf(row: Row): Discount | null {
  if (row.code === null || row.coupon_kind === null || row.coupon_value === null) return null;
  return { code: row.code, kind: row.coupon_kind, value: row.coupon_value, periodsLeft: row.periods_left };
}

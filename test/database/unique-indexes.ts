import type { Row, World } from './world.ts';

/** A unique index: two rows of which it refuses the second, and differences with which the second is taken beside the first. */
export interface UniqueIndex {
  name: string;
  table: string;
  /** What SQLite names: the columns, or the index where it is one over an expression. */
  says: string;
  first: Row;
  /** Where it differs from the first: it has an id of its own. */
  second: Row;
  beside: Row[];
}

/** Every unique index of the schema that is made by a statement of its own; most of them have a condition. */
export function uniqueIndexes(ids: World['ids']): UniqueIndex[] {
  const { account, emptyAccount, otherAccount, admin, owner, request, orderOfOther } = ids;
  const second = { id: 'second' };
  const closed = { status: 'closed', decided_at: 1 };
  return [
    {
      name: 'accounts_one_of_operators',
      table: 'accounts',
      says: 'accounts.is_operators',
      first: { is_operators: 1 },
      second,
      beside: [{ is_operators: 0 }],
    },
    {
      name: 'members_by_email',
      table: 'members',
      says: 'members.email',
      first: { account_id: emptyAccount },
      second: { ...second, account_id: otherAccount },
      beside: [{ email: 'second@fields.example' }],
    },
    {
      name: 'members_one_owner',
      table: 'members',
      says: 'members.account_id',
      first: { role: 'owner' },
      second: { ...second, email: 'second@fields.example' },
      beside: [{ role: 'billing_admin' }, { account_id: otherAccount }],
    },
    {
      name: 'plan_versions_one_current',
      table: 'plan_versions',
      says: 'plan_versions.plan_id, plan_versions.currency',
      first: {},
      second: { ...second, version: 2 },
      beside: [{ retired_at: 1 }, { currency: 'USD' }, { plan_id: 'sales-pro' }],
    },
    {
      name: 'account_coupons_one_active',
      table: 'account_coupons',
      says: 'account_coupons.account_id',
      first: {},
      second: { ...second, coupon_id: 'summer' },
      beside: [{ ended_at: 1 }, { account_id: otherAccount }],
    },
    {
      name: 'account_coupons_once',
      table: 'account_coupons',
      says: 'account_coupons.account_id, account_coupons.coupon_id',
      first: { ended_at: 1 },
      second,
      beside: [{ coupon_id: 'summer' }, { account_id: otherAccount }],
    },
    {
      name: 'requests_one_pending',
      table: 'requests',
      says: 'requests.requester_id',
      first: { requester_id: admin },
      second: { ...second, idempotency_key: 'second' },
      beside: [closed, { requester_id: owner }],
    },
    {
      name: 'orders_one_per_request',
      table: 'orders',
      says: 'orders.request_id',
      first: { request_id: request },
      second: { ...second, number: 3, idempotency_key: 'second' },
      beside: [{ request_id: null }],
    },
    {
      name: 'upcoming_one_of_a_kind',
      table: 'upcoming_changes',
      says: "index 'upcoming_one_of_a_kind'",
      first: { kind: 'seats', product_id: 'sales', to_seats: 5 },
      second: { ...second, to_seats: 6 },
      beside: [
        { status: 'undone', ended_at: 1 },
        { kind: 'removal', to_seats: null },
        { product_id: 'support-suite' },
        { account_id: otherAccount, order_id: orderOfOther },
      ],
    },
    {
      name: 'upcoming_one_of_a_kind',
      table: 'upcoming_changes',
      says: "index 'upcoming_one_of_a_kind'",
      // The kind that has no product: a unique index takes any number of rows with NULL.
      first: { kind: 'cycle', product_id: null, to_seats: null, to_cycle: 'annual' },
      second: { ...second, to_cycle: 'monthly' },
      beside: [{ status: 'undone', ended_at: 1 }],
    },
    {
      name: 'invoices_one_per_period',
      table: 'invoices',
      says: 'invoices.account_id, invoices.period_starts_on',
      first: { kind: 'renewal' },
      second: { ...second, number: 3 },
      beside: [{ kind: 'final' }, { period_starts_on: '2026-03-02' }, { account_id: otherAccount }],
    },
    {
      name: 'invoices_one_final',
      table: 'invoices',
      says: 'invoices.account_id',
      first: { account_id: account, kind: 'final' },
      second: { ...second, number: 3, period_starts_on: '2026-03-02' },
      beside: [{ kind: 'renewal' }, { account_id: otherAccount }],
    },
  ];
}

import type BetterSqlite3 from 'better-sqlite3';
import { newId } from '../../src/values/ids.ts';
import { freshDatabase } from '../support/database.ts';
import { givenAccount, givenCatalogue } from '../support/given.ts';
import { insertAccount, insertMember } from '../support/rows.ts';

/** One row: its columns and their values, as SQLite takes them. */
export type Row = Record<string, string | number | null>;

/** A migrated database with one account, and a valid new row for every table that limits something. */
export interface World {
  raw: BetterSqlite3.Database;
  /** By table: a row that is not there yet and that the database takes. */
  rows: Record<string, Row>;
  /** The ids that the rows of a case may point to. */
  ids: Record<
    | 'account'
    | 'emptyAccount'
    | 'otherAccount'
    | 'owner'
    | 'admin'
    | 'agent'
    | 'user'
    | 'suite'
    | 'sales'
    | 'order'
    | 'orderOfOther'
    | 'request'
    | 'invoice',
    string
  >;
}

export async function freshWorld(): Promise<World> {
  const { db, raw } = await freshDatabase();
  await givenCatalogue(db);
  const account = await givenAccount(db);
  const emptyAccount = await insertAccount(db, { name: 'Empty Fields' });
  const otherAccount = await insertAccount(db, { name: 'Other Fields' });
  await insertMember(db, emptyAccount, { id: 'member-of-empty' });
  const ids = {
    account: account.id,
    emptyAccount,
    otherAccount,
    owner: account.owner.id,
    admin: account.admin.id,
    agent: account.agent.id,
    user: account.user.id,
    suite: account.groups['support-suite'] ?? '',
    sales: account.groups.sales ?? '',
    order: newId(),
    orderOfOther: newId(),
    request: newId(),
    invoice: newId(),
  };
  const rows = validRows(ids);
  insertRow(raw, 'requests', { ...rows.requests, id: ids.request, requester_id: account.admin2.id, idempotency_key: 'known' });
  insertRow(raw, 'orders', { ...rows.orders, id: ids.order, number: 1, idempotency_key: 'known' });
  const ofOther = { account_id: otherAccount, id: ids.orderOfOther, number: 99, idempotency_key: 'known' };
  insertRow(raw, 'orders', { ...rows.orders, ...ofOther });
  insertRow(raw, 'invoices', { ...rows.invoices, id: ids.invoice, number: 1, period_starts_on: '2026-01-01' });
  for (const id of ['spring', 'summer']) insertRow(raw, 'coupons', { ...rows.coupons, id, code: id.toUpperCase() });
  // Tables of one row: it makes room for the row of a case.
  for (const table of ['counters', 'catalogue_state', 'setup_codes']) raw.exec(`DELETE FROM ${table}`);
  return { raw, rows, ids };
}

/**
 * Runs statements in order and takes everything back.
 *
 * @returns what the database said to the first that it refused; null when it took all of them
 */
export function refusalOf(raw: BetterSqlite3.Database, statements: () => void): string | null {
  raw.exec('SAVEPOINT attempt');
  try {
    statements();
    return null;
  } catch (error) {
    return (error as Error).message;
  } finally {
    raw.exec('ROLLBACK TO attempt; RELEASE attempt');
  }
}

export function insertRow(raw: BetterSqlite3.Database, table: string, row: Row): void {
  const columns = Object.keys(row);
  raw.prepare(`INSERT INTO ${table} (${columns.join()}) VALUES (${columns.map(() => '?').join()})`).run(...Object.values(row));
}

function validRows(ids: World['ids']): Record<string, Row> {
  const { account, emptyAccount, owner, admin, order, suite } = ids;
  const member = { account_id: account, member_id: admin };
  const period = { period_starts_on: '2026-03-01', period_ends_on: '2026-04-01' };
  const days = { first_on: '2026-03-01', last_on: '2026-03-31' };
  return {
    accounts: {
      id: 'new',
      name: 'New Fields',
      type: 'self_service',
      currency: 'EUR',
      tax_rate_bp: 0,
      language: 'en',
      requests_enabled: 1,
      show_prices: 1,
      created_at: 0,
    },
    members: {
      id: 'new',
      account_id: emptyAccount,
      email: 'new@fields.example',
      name: 'New',
      role: 'agent',
      status: 'active',
      language: 'en',
      created_at: 0,
    },
    sessions: { id: 'new', ...member, public_id: 'new', created_at: 0, expires_at: 5, ends_at: 5, last_used_at: 0, user_agent: '' },
    tokens: { id: 'new', ...member, purpose: 'reset', created_at: 0, expires_at: 1 },
    sign_in_failures: { key: 'new', failures: 1, last_at: 0, wait_until: 0 },
    products: { id: 'new', name: 'New', kind: 'product', seated: 1, on_sale: 1, sort: 99 },
    suite_products: { suite_id: 'support-suite', product_id: 'sales' },
    plans: { id: 'new', product_id: 'live-chat', name: 'New', level: 5 },
    plan_versions: {
      id: 'new',
      plan_id: 'sales-team',
      currency: 'CHF',
      version: 1,
      monthly_unit_minor: 1,
      annual_unit_minor: 1,
      created_at: 0,
    },
    coupons: { id: 'new', code: 'NEW', kind: 'percent', value: 1000, redeem_until: '2026-12-31', created_at: 0 },
    subscriptions: {
      account_id: emptyAccount,
      version: 1,
      cycle: 'monthly',
      anchor_on: '2026-02-01',
      ...period,
      committed_until: '2026-05-01',
    },
    seat_groups: { id: 'new', account_id: account, leader_product_id: 'voice', seats: 5 },
    lines: {
      id: 'new',
      account_id: account,
      product_id: 'voice',
      plan_id: 'voice-standard',
      plan_version_id: 'voice-standard-v1',
      added_on: '2026-03-01',
    },
    temporary_seats: { id: 'new', account_id: account, group_id: suite, seats: 1, ...days, created_at: 0, created_by: owner },
    account_coupons: { id: 'new', account_id: account, coupon_id: 'spring', redeemed_at: 0 },
    requests: {
      id: 'new',
      account_id: account,
      requester_id: admin,
      answerer: 'account',
      status: 'pending',
      change: '{}',
      snapshot: '{}',
      idempotency_key: 'new',
      submitted_at: 0,
    },
    orders: {
      id: 'new',
      account_id: account,
      number: 2,
      placed_at: 0,
      placed_by: owner,
      change: '{}',
      currency: 'EUR',
      due_minor: 0,
      idempotency_key: 'new',
    },
    order_lines: {
      id: 'new',
      account_id: account,
      order_id: order,
      product_id: 'sales',
      product_name: 'Sales',
      later_on: '2026-04-01',
      due_minor: 0,
    },
    upcoming_changes: {
      id: 'new',
      account_id: account,
      kind: 'seats',
      product_id: 'sales',
      to_seats: 5,
      effective_on: '2026-04-01',
      order_id: order,
      created_at: 0,
      created_by: owner,
    },
    invoices: {
      id: 'new',
      account_id: account,
      number: 2,
      kind: 'renewal',
      ...period,
      issued_on: '2026-03-01',
      due_on: '2026-03-31',
      currency: 'EUR',
      account_name: 'Account',
      lines_minor: 0,
      tax_rate_bp: 0,
      tax_minor: 0,
      total_minor: 0,
      created_at: 0,
    },
    charges: {
      id: 'new',
      account_id: account,
      kind: 'period',
      product_id: 'sales',
      product_name: 'Sales',
      plan_name: 'Team',
      unit_minor: 0,
      ...days,
      amount_minor: 0,
      created_at: 0,
    },
    counters: { name: 'order', value: 0 },
    events: {
      id: 'new',
      account_id: account,
      seq: 1,
      at: 0,
      actor_kind: 'system',
      actor_name: 'Seatkeeper',
      action: 'seat.given',
      subject_type: 'member',
      subject_name: 'New',
      source: 'server',
      previous_hash: '',
      hash: '',
    },
    outbox: {
      id: 'new',
      account_id: account,
      letter: 'invitation',
      to_email: 'new@fields.example',
      to_name: 'New',
      subject: 'Welcome',
      text: '',
      html: '',
      message_id: 'new',
      next_at: 0,
      created_at: 0,
    },
    setup_codes: { id: 1, code_hash: '', created_at: 0 },
    catalogue_state: { n: 1, mark: '' },
  };
}

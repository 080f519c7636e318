import type { Cycle } from '../../src/catalogue/catalogue.ts';
import type { Db } from '../../src/db/open.ts';
import type { AccountType, Role } from '../../src/permissions.ts';
import { newId } from '../../src/values/ids.ts';
import { noon } from './noon.ts';

/** An account with one member of each role. `admin2` is a second admin. */
export interface GivenAccount {
  id: string;
  owner: GivenMember;
  billing: GivenMember;
  admin: GivenMember;
  admin2: GivenMember;
  agent: GivenMember;
  user: GivenMember;
  /** The ids of the seat groups by leader. */
  groups: Record<string, string>;
}

export interface GivenMember {
  id: string;
  accountId: string;
  name: string;
  email: string;
  role: Role;
}

/** Prices by plan in EUR minor units, monthly and annual: per seat, for `status-page` per period. */
export const prices = {
  'support-suite-team': [5500, 59400],
  'support-suite-pro': [11500, 124200],
  'ai-assist-standard': [5000, 54000],
  'sales-team': [2500, 27000],
  'sales-pro': [6500, 70200],
  'voice-standard': [4900, 52900],
  'status-page-standard': [9900, 106900],
} as const;

/**
 * The catalogue of the tests: a suite (Support, Help Center, Live Chat) with a follower add-on (AI Assist), a product outside the suite
 * (Sales), a product that no account has at first (Voice), and a flat add-on (Status Page). Call it once per database.
 */
export async function givenCatalogue(db: Db): Promise<void> {
  const products = [
    ['support', 'Support', 'product', 1, null],
    ['help-center', 'Help Center', 'product', 1, null],
    ['live-chat', 'Live Chat', 'product', 1, null],
    ['support-suite', 'Support Suite', 'suite', 1, null],
    ['ai-assist', 'AI Assist', 'add_on', 1, 'support'],
    ['sales', 'Sales', 'product', 1, null],
    ['voice', 'Voice', 'product', 1, null],
    ['status-page', 'Status Page', 'add_on', 0, null],
  ] as const;
  for (const [sort, [id, name, kind, seated, follows]] of products.entries()) {
    await db.insertInto('products').values({ id, name, kind, seated, follows_product_id: follows, on_sale: 1, sort }).execute();
  }
  for (const product_id of ['support', 'help-center', 'live-chat']) {
    await db.insertInto('suite_products').values({ suite_id: 'support-suite', product_id }).execute();
  }
  const levels = { team: 1, standard: 1, pro: 2 } as const;
  for (const [planId, [monthly, annual]] of Object.entries(prices)) {
    const productId = planId.replace(/-(team|pro|standard)$/, '');
    const name = planId.slice(productId.length + 1) as keyof typeof levels;
    await db
      .insertInto('plans')
      .values({ id: planId, product_id: productId, name: name[0]?.toUpperCase() + name.slice(1), level: levels[name] })
      .execute();
    await db
      .insertInto('plan_versions')
      .values({
        id: `${planId}-v1`,
        plan_id: planId,
        currency: 'EUR',
        version: 1,
        monthly_unit_minor: monthly,
        annual_unit_minor: annual,
        created_at: noon,
        retired_at: null,
      })
      .execute();
  }
}

export interface GivenOptions {
  name?: string;
  type?: AccountType;
  requestsEnabled?: boolean;
  showPrices?: boolean;
  cycle?: Cycle;
  /** Bought seats of the suite (with AI Assist) and of Sales. */
  suiteSeats?: number;
  salesSeats?: number;
  language?: 'en' | 'de' | 'fr' | 'it';
  /** The first day of the period that contains the day of `noon`; by default 1 March 2026. */
  periodStartsOn?: string;
  periodEndsOn?: string;
}

let accounts = 0;

/**
 * An account with one member of each role (all active, English, without a password) and a subscription: Support Suite Team with AI Assist
 * (25 seats), Sales Team (10 seats), Status Page; monthly from 1 March to 1 April 2026. Owner, billing admin, admins and agent hold a
 * suite seat.
 */
export async function givenAccount(db: Db, options: GivenOptions = {}): Promise<GivenAccount> {
  const type = options.type ?? 'self_service';
  const id = newId();
  const domain = `account${++accounts}.example`;
  await db
    .insertInto('accounts')
    .values({
      id,
      name: options.name ?? `Account ${accounts}`,
      type,
      currency: 'EUR',
      tax_rate_bp: 1900,
      language: options.language ?? 'en',
      requests_enabled: (options.requestsEnabled ?? type === 'online_assisted') ? 1 : 0,
      show_prices: (options.showPrices ?? type === 'self_service') ? 1 : 0,
      created_at: noon,
    })
    .execute();

  const member = async (local: string, role: Role): Promise<GivenMember> => {
    const given = {
      id: newId(),
      accountId: id,
      name: `${local[0]?.toUpperCase()}${local.slice(1)} of ${domain}`,
      email: `${local}@${domain}`,
      role,
    };
    await db
      .insertInto('members')
      .values({
        id: given.id,
        account_id: id,
        email: given.email,
        name: given.name,
        role,
        status: 'active',
        language: options.language ?? 'en',
        created_at: noon,
      })
      .execute();
    return given;
  };
  const people = {
    owner: await member('owner', 'owner'),
    billing: await member('billing', 'billing_admin'),
    admin: await member('admin', 'admin'),
    admin2: await member('admin2', 'admin'),
    agent: await member('agent', 'agent'),
    user: await member('user', 'end_user'),
  };

  await db
    .insertInto('subscriptions')
    .values({
      account_id: id,
      cycle: options.cycle ?? 'monthly',
      anchor_on: options.periodStartsOn ?? '2026-03-01',
      period_starts_on: options.periodStartsOn ?? '2026-03-01',
      period_ends_on: options.periodEndsOn ?? '2026-04-01',
      committed_until: options.periodEndsOn ?? '2026-04-01',
    })
    .execute();
  const groups = { 'support-suite': newId(), sales: newId() };
  for (const [leader, seats] of [
    ['support-suite', options.suiteSeats ?? 25],
    ['sales', options.salesSeats ?? 10],
  ] as const) {
    await db.insertInto('seat_groups').values({ id: groups[leader], account_id: id, leader_product_id: leader, seats }).execute();
  }
  for (const [product, plan, group] of [
    ['support-suite', 'support-suite-team', groups['support-suite']],
    ['ai-assist', 'ai-assist-standard', groups['support-suite']],
    ['sales', 'sales-team', groups.sales],
    ['status-page', 'status-page-standard', null],
  ] as const) {
    await db
      .insertInto('lines')
      .values({
        id: newId(),
        account_id: id,
        product_id: product,
        plan_id: plan,
        plan_version_id: `${plan}-v1`,
        group_id: group,
        added_on: '2026-03-01',
      })
      .execute();
  }
  let takenAt = noon - 1000;
  for (const holder of [people.owner, people.billing, people.admin, people.admin2, people.agent]) {
    await db
      .insertInto('seats_held')
      .values({ account_id: id, group_id: groups['support-suite'], member_id: holder.id, taken_at: takenAt++ })
      .execute();
  }
  return { id, ...people, groups };
}

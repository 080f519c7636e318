import type { Generated } from 'kysely';
import type { Cycle, ProductKind } from '../catalogue/catalogue.ts';
import type { Language } from '../i18n/language.ts';
import type { AccountType, Role } from '../permissions.ts';
import type { Day } from '../values/day.ts';

/** Epoch seconds. */
type Instant = number;
/** 0 or 1, because SQLite has no booleans and better-sqlite3 cannot bind them. */
type Flag = number;
/** JSON as text, written with JSON.stringify. */
type Json = string;

export interface Database {
  accounts: {
    id: string;
    name: string;
    type: AccountType;
    status: Generated<'active' | 'cancelled'>;
    is_operators: Generated<Flag>;
    currency: string;
    tax_rate_bp: number;
    language: Language;
    requests_enabled: Flag;
    show_prices: Flag;
    mail_billing_admins: Generated<Flag>;
    representative_id: string | null;
    payment_method: Generated<'invoice' | 'card'>;
    payment_terms_days: Generated<number>;
    card_brand: string | null;
    card_last4: string | null;
    purchase_order: string | null;
    version: Generated<number>;
    created_at: Instant;
    cancelled_at: Instant | null;
  };
  /** The text that the account search matches with LIKE: account name, owner's name and e-mail address. Triggers keep it up to date. */
  account_search: {
    account_id: string;
    text: string;
  };
  account_search_texts: {
    n: Generated<number>;
    account_id: string;
    text: string;
  };
  members: {
    id: string;
    account_id: string;
    email: string;
    name: string;
    role: Role;
    status: 'active' | 'invited' | 'suspended';
    is_operator: Generated<Flag>;
    password_hash: string | null;
    language: Language;
    created_at: Instant;
    invited_at: Instant | null;
    suspended_at: Instant | null;
    last_seen_at: Instant | null;
  };
  sessions: {
    id: string;
    account_id: string;
    member_id: string;
    public_id: string;
    created_at: Instant;
    expires_at: Instant;
    ends_at: Instant;
    last_used_at: Instant;
    user_agent: string;
  };
  tokens: {
    id: string;
    account_id: string;
    member_id: string;
    purpose: 'invitation' | 'reset';
    created_at: Instant;
    expires_at: Instant;
    used_at: Instant | null;
  };
  sign_in_failures: { key: string; failures: number; last_at: Instant; wait_until: Instant };
  products: {
    id: string;
    name: string;
    kind: ProductKind;
    seated: Flag;
    follows_product_id: string | null;
    on_sale: Flag;
    sort: number;
  };
  suite_products: { suite_id: string; product_id: string };
  catalogue_state: { n: 1; mark: string };
  plans: { id: string; product_id: string; name: string; level: number };
  plan_versions: {
    id: string;
    plan_id: string;
    currency: string;
    version: number;
    monthly_unit_minor: number;
    annual_unit_minor: number;
    created_at: Instant;
    retired_at: Instant | null;
  };
  coupons: {
    id: string;
    code: string;
    kind: 'percent' | 'amount';
    value: number;
    currency: string | null;
    periods: number | null;
    redeem_until: Day | null;
    max_redemptions: number | null;
    redemptions: Generated<number>;
    created_at: Instant;
    ended_at: Generated<Instant | null>;
  };
  subscriptions: {
    account_id: string;
    version: Generated<number>;
    cycle: Cycle;
    anchor_on: Day;
    period_starts_on: Day;
    period_ends_on: Day;
    committed_until: Day;
  };
  seat_groups: {
    id: string;
    account_id: string;
    leader_product_id: string;
    seats: number;
    temporary: Generated<number>;
    used: Generated<number>;
    is_over: Generated<Flag>;
    ran_out_at: Instant | null;
  };
  lines: {
    id: string;
    account_id: string;
    product_id: string;
    plan_id: string;
    plan_version_id: string;
    group_id: string | null;
    added_on: Day;
  };
  temporary_seats: {
    id: string;
    account_id: string;
    group_id: string;
    seats: number;
    first_on: Day;
    last_on: Day;
    created_at: Instant;
    created_by: string;
    order_id: string | null;
    /** The instant since which the temporary seats count as bought; null while they are scheduled. */
    started_at: Instant | null;
    warned_at: Instant | null;
    ended_at: Instant | null;
  };
  seats_held: { account_id: string; group_id: string; member_id: string; taken_at: Instant };
  account_coupons: {
    id: string;
    account_id: string;
    coupon_id: string;
    redeemed_at: Instant;
    periods_left: number | null;
    ended_at: Instant | null;
  };
  requests: {
    id: string;
    account_id: string;
    requester_id: string;
    answerer: 'account' | 'representative';
    status: RequestStatus;
    change: Json;
    snapshot: Json;
    note: Generated<string>;
    version: Generated<number>;
    idempotency_key: string;
    submitted_at: Instant;
    edited_at: Instant | null;
    reminded_at: Instant | null;
    auto_reminded_at: Instant | null;
    decided_at: Instant | null;
    decided_by: string | null;
    reason: string | null;
  };
  orders: {
    id: string;
    account_id: string;
    number: number;
    placed_at: Instant;
    placed_by: string;
    request_id: string | null;
    change: Json;
    currency: string;
    due_minor: number;
    idempotency_key: string;
  };
  order_lines: {
    id: string;
    account_id: string;
    order_id: string;
    product_id: string;
    product_name: string;
    before: Json | null;
    after: Json | null;
    later: Json | null;
    later_on: Day | null;
    due_minor: number;
  };
  upcoming_changes: {
    id: string;
    account_id: string;
    kind: 'seats' | 'plan' | 'removal' | 'cycle';
    product_id: string | null;
    to_seats: number | null;
    to_plan_id: string | null;
    to_cycle: Cycle | null;
    effective_on: Day;
    status: Generated<'waiting' | 'applied' | 'undone' | 'replaced' | 'void'>;
    order_id: string;
    created_at: Instant;
    created_by: string;
    ended_at: Instant | null;
    ended_by: string | null;
  };
  upcoming_losers: { account_id: string; upcoming_id: string; member_id: string };
  invoices: {
    id: string;
    account_id: string;
    number: number;
    kind: 'renewal' | 'final';
    period_starts_on: Day;
    period_ends_on: Day;
    issued_on: Day;
    due_on: Day;
    status: Generated<'open' | 'paid'>;
    paid_at: Instant | null;
    currency: string;
    account_name: string;
    seller_name: string | null;
    purchase_order: string | null;
    lines_minor: number;
    discount_code: string | null;
    discount_minor: Generated<number>;
    tax_rate_bp: number;
    tax_minor: number;
    total_minor: number;
    created_at: Instant;
  };
  charges: {
    id: string;
    account_id: string;
    kind: 'proration' | 'temporary' | 'period';
    order_id: string | null;
    invoice_id: string | null;
    product_id: string;
    product_name: string;
    plan_name: string;
    seats: number | null;
    unit_minor: number;
    first_on: Day;
    last_on: Day;
    amount_minor: number;
    created_at: Instant;
  };
  counters: { name: 'order' | 'invoice'; value: number };
  events: {
    id: string;
    account_id: string;
    seq: number;
    at: Instant;
    actor_kind: 'member' | 'operator' | 'system';
    actor_id: string | null;
    actor_name: string;
    action: string;
    subject_type: string;
    subject_id: string | null;
    subject_name: string;
    before: Json | null;
    after: Json | null;
    source: string;
    previous_hash: string;
    hash: string;
  };
  outbox: {
    id: string;
    account_id: string;
    member_id: string | null;
    letter: string;
    to_email: string;
    to_name: string;
    subject: string;
    text: string;
    html: string;
    message_id: string;
    status: Generated<'waiting' | 'sent' | 'failed'>;
    attempts: Generated<number>;
    next_at: Instant;
    leased_until: Instant | null;
    last_error: string | null;
    created_at: Instant;
    sent_at: Instant | null;
    /** The instant at which the worker stopped trying to send the mail. */
    failed_at: Instant | null;
    /** The instant at which an operator removed the mail from the list of failed mails. */
    set_aside_at: Instant | null;
  };
  dismissals: { account_id: string; member_id: string; group_id: string; seats: number; dismissed_at: Instant };
  setup_codes: { id: number; code_hash: string; created_at: Instant; used_at: Instant | null };
  migrations: { name: string; applied_at: Instant };
}

export type RequestStatus = 'pending' | 'approved' | 'rejected' | 'withdrawn' | 'closed';

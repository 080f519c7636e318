import { type Kysely, sql } from 'kysely';

/**
 * The whole schema of the product. Ids are text, money integer minor units, days `YYYY-MM-DD`, instants integer epoch seconds,
 * booleans 0/1. Whatever belongs to an account carries `account_id` in its foreign keys, so that no row can point into another account.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const day = (column: string) => `${column} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'`;
const bool = (column: string) => `${column} integer NOT NULL CHECK (${column} IN (0, 1))`;

const statements = [
  // ---- accounts and people ------------------------------------------------------------------------------------------------------------
  `CREATE TABLE accounts (
    id text NOT NULL PRIMARY KEY,
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    type text NOT NULL CHECK (type IN ('self_service', 'online_assisted', 'sales_assisted', 'managed')),
    status text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'cancelled')),
    ${bool('is_operators')} DEFAULT 0,
    currency text NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    tax_rate_bp integer NOT NULL CHECK (tax_rate_bp BETWEEN 0 AND 10000),
    language text NOT NULL CHECK (language IN ('en', 'de', 'fr', 'it')),
    ${bool('requests_enabled')},
    ${bool('show_prices')},
    ${bool('mail_billing_admins')} DEFAULT 1,
    representative_id text REFERENCES members (id),
    payment_method text NOT NULL DEFAULT 'invoice' CHECK (payment_method IN ('invoice', 'card')),
    payment_terms_days integer NOT NULL DEFAULT 30 CHECK (payment_terms_days BETWEEN 0 AND 365),
    card_brand text CHECK (length(card_brand) <= 40),
    card_last4 text CHECK (card_last4 GLOB '[0-9][0-9][0-9][0-9]'),
    purchase_order text CHECK (length(purchase_order) <= 60),
    version integer NOT NULL DEFAULT 1,
    created_at integer NOT NULL,
    cancelled_at integer,
    CHECK ((status = 'cancelled') = (cancelled_at IS NOT NULL)),
    CHECK (payment_method = 'invoice' OR (card_brand IS NOT NULL AND card_last4 IS NOT NULL))
  ) STRICT`,
  `CREATE UNIQUE INDEX accounts_one_of_operators ON accounts (is_operators) WHERE is_operators = 1`,
  `CREATE INDEX accounts_by_name ON accounts (name, id)`,
  `CREATE INDEX accounts_by_representative ON accounts (representative_id)`,

  `CREATE TABLE members (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    email text NOT NULL CHECK (length(email) BETWEEN 3 AND 254 AND email = lower(email)),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    role text NOT NULL CHECK (role IN ('owner', 'billing_admin', 'admin', 'agent', 'end_user')),
    status text NOT NULL CHECK (status IN ('active', 'invited', 'suspended')),
    ${bool('is_operator')} DEFAULT 0,
    password_hash text,
    language text NOT NULL CHECK (language IN ('en', 'de', 'fr', 'it')),
    created_at integer NOT NULL,
    invited_at integer,
    suspended_at integer,
    last_seen_at integer,
    UNIQUE (account_id, id),
    CHECK (role <> 'owner' OR status <> 'suspended')
  ) STRICT`,
  `CREATE UNIQUE INDEX members_by_email ON members (email)`,
  `CREATE UNIQUE INDEX members_one_owner ON members (account_id) WHERE role = 'owner'`,
  `CREATE INDEX members_by_name ON members (account_id, name COLLATE NOCASE, id)`,
  `CREATE INDEX members_by_role ON members (account_id, role, name COLLATE NOCASE, id)`,
  `CREATE INDEX members_by_seen ON members (account_id, last_seen_at)`,

  `CREATE TABLE sessions (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL,
    member_id text NOT NULL,
    public_id text NOT NULL UNIQUE,
    created_at integer NOT NULL,
    expires_at integer NOT NULL,
    ends_at integer NOT NULL,
    last_used_at integer NOT NULL,
    user_agent text NOT NULL CHECK (length(user_agent) <= 200),
    FOREIGN KEY (account_id, member_id) REFERENCES members (account_id, id),
    CHECK (expires_at <= ends_at)
  ) STRICT`,
  `CREATE INDEX sessions_by_member ON sessions (member_id)`,
  `CREATE INDEX sessions_by_account ON sessions (account_id, member_id)`,
  `CREATE INDEX sessions_by_expiry ON sessions (expires_at)`,

  // Invitations and password resets: only a hash of the token is stored, each can be used once.
  `CREATE TABLE tokens (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL,
    member_id text NOT NULL,
    purpose text NOT NULL CHECK (purpose IN ('invitation', 'reset')),
    created_at integer NOT NULL,
    expires_at integer NOT NULL,
    used_at integer,
    FOREIGN KEY (account_id, member_id) REFERENCES members (account_id, id)
  ) STRICT`,
  `CREATE INDEX tokens_by_member ON tokens (account_id, member_id, purpose)`,

  // Failed sign-ins by a hash of the address typed and by network address; the wait grows, it is never a lock-out.
  `CREATE TABLE sign_in_failures (
    key text NOT NULL PRIMARY KEY,
    failures integer NOT NULL CHECK (failures > 0),
    last_at integer NOT NULL,
    wait_until integer NOT NULL
  ) STRICT`,
  `CREATE INDEX sign_in_failures_by_time ON sign_in_failures (last_at)`,

  // ---- catalogue ----------------------------------------------------------------------------------------------------------------------
  `CREATE TABLE products (
    id text NOT NULL PRIMARY KEY CHECK (id GLOB '[a-z]*' AND id NOT GLOB '*[^a-z0-9-]*' AND length(id) <= 40),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    kind text NOT NULL CHECK (kind IN ('product', 'add_on', 'suite')),
    ${bool('seated')},
    follows_product_id text REFERENCES products (id),
    ${bool('on_sale')},
    sort integer NOT NULL,
    CHECK (follows_product_id IS NULL OR (kind = 'add_on' AND seated = 1 AND follows_product_id <> id)),
    CHECK (kind <> 'suite' OR seated = 1)
  ) STRICT`,
  `CREATE INDEX products_by_follows ON products (follows_product_id)`,

  `CREATE TABLE suite_products (
    suite_id text NOT NULL REFERENCES products (id),
    product_id text NOT NULL REFERENCES products (id),
    PRIMARY KEY (suite_id, product_id),
    CHECK (suite_id <> product_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX suite_products_by_product ON suite_products (product_id)`,

  `CREATE TABLE plans (
    id text NOT NULL PRIMARY KEY CHECK (id GLOB '[a-z]*' AND id NOT GLOB '*[^a-z0-9-]*' AND length(id) <= 60),
    product_id text NOT NULL REFERENCES products (id),
    name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    level integer NOT NULL CHECK (level BETWEEN 1 AND 99),
    UNIQUE (product_id, level),
    UNIQUE (product_id, id)
  ) STRICT`,

  // A price that was ever sold is never edited: a new price is a new row, and the old one is retired.
  `CREATE TABLE plan_versions (
    id text NOT NULL PRIMARY KEY,
    plan_id text NOT NULL REFERENCES plans (id),
    currency text NOT NULL CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    version integer NOT NULL CHECK (version >= 1),
    monthly_unit_minor integer NOT NULL CHECK (monthly_unit_minor BETWEEN 0 AND 100000000),
    annual_unit_minor integer NOT NULL CHECK (annual_unit_minor BETWEEN 0 AND 1000000000),
    created_at integer NOT NULL,
    retired_at integer,
    UNIQUE (plan_id, currency, version),
    UNIQUE (plan_id, id)
  ) STRICT`,
  `CREATE UNIQUE INDEX plan_versions_one_current ON plan_versions (plan_id, currency) WHERE retired_at IS NULL`,
  `CREATE INDEX plan_versions_by_currency ON plan_versions (currency, plan_id) WHERE retired_at IS NULL`,
  `CREATE TRIGGER plan_versions_price_is_kept BEFORE UPDATE OF plan_id, currency, version, monthly_unit_minor, annual_unit_minor ON plan_versions
   BEGIN SELECT RAISE(ABORT, 'a price is never edited'); END`,

  `CREATE TABLE coupons (
    id text NOT NULL PRIMARY KEY,
    code text NOT NULL UNIQUE CHECK (code = upper(code) AND length(code) BETWEEN 3 AND 40),
    kind text NOT NULL CHECK (kind IN ('percent', 'amount')),
    value integer NOT NULL CHECK (value > 0),
    currency text CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
    periods integer CHECK (periods BETWEEN 1 AND 120),
    redeem_until text CHECK (${day('redeem_until')}),
    max_redemptions integer CHECK (max_redemptions > 0),
    redemptions integer NOT NULL DEFAULT 0 CHECK (redemptions >= 0),
    created_at integer NOT NULL,
    CHECK (kind <> 'percent' OR value <= 10000),
    CHECK ((kind = 'amount') = (currency IS NOT NULL)),
    CHECK (max_redemptions IS NULL OR redemptions <= max_redemptions)
  ) STRICT`,

  // ---- subscriptions ------------------------------------------------------------------------------------------------------------------
  `CREATE TABLE subscriptions (
    account_id text NOT NULL PRIMARY KEY REFERENCES accounts (id),
    version integer NOT NULL DEFAULT 1 CHECK (version >= 1),
    cycle text NOT NULL CHECK (cycle IN ('monthly', 'annual')),
    anchor_on text NOT NULL CHECK (${day('anchor_on')}),
    period_starts_on text NOT NULL CHECK (${day('period_starts_on')}),
    period_ends_on text NOT NULL CHECK (${day('period_ends_on')}),
    committed_until text NOT NULL CHECK (${day('committed_until')}),
    CHECK (anchor_on <= period_starts_on AND period_starts_on < period_ends_on AND period_ends_on <= committed_until)
  ) STRICT`,
  `CREATE INDEX subscriptions_due ON subscriptions (period_ends_on)`,

  // "used" is kept by the triggers on seats_held; "temporary" is the number of temporary seats active today. An account that is
  // over its limit is marked so, and can then only use less or buy more (rules §4.23).
  `CREATE TABLE seat_groups (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    leader_product_id text NOT NULL REFERENCES products (id),
    seats integer NOT NULL CHECK (seats BETWEEN 1 AND 100000),
    temporary integer NOT NULL DEFAULT 0 CHECK (temporary BETWEEN 0 AND 100000),
    used integer NOT NULL DEFAULT 0 CHECK (used >= 0),
    ${bool('is_over')} DEFAULT 0,
    ran_out_at integer,
    UNIQUE (account_id, id),
    UNIQUE (account_id, leader_product_id),
    CHECK (used <= seats + temporary OR is_over = 1)
  ) STRICT`,

  `CREATE TABLE lines (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES subscriptions (account_id),
    product_id text NOT NULL REFERENCES products (id),
    plan_id text NOT NULL,
    plan_version_id text NOT NULL,
    group_id text,
    added_on text NOT NULL CHECK (${day('added_on')}),
    UNIQUE (account_id, product_id),
    UNIQUE (account_id, id),
    FOREIGN KEY (product_id, plan_id) REFERENCES plans (product_id, id),
    FOREIGN KEY (plan_id, plan_version_id) REFERENCES plan_versions (plan_id, id),
    FOREIGN KEY (account_id, group_id) REFERENCES seat_groups (account_id, id)
  ) STRICT`,
  `CREATE INDEX lines_by_group ON lines (account_id, group_id)`,

  `CREATE TABLE temporary_seats (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL,
    group_id text NOT NULL,
    seats integer NOT NULL CHECK (seats BETWEEN 1 AND 100000),
    first_on text NOT NULL CHECK (${day('first_on')}),
    last_on text NOT NULL CHECK (${day('last_on')}),
    created_at integer NOT NULL,
    created_by text NOT NULL REFERENCES members (id),
    order_id text,
    started_at integer,
    warned_at integer,
    ended_at integer,
    FOREIGN KEY (account_id, group_id) REFERENCES seat_groups (account_id, id),
    FOREIGN KEY (account_id, order_id) REFERENCES orders (account_id, id),
    CHECK (first_on <= last_on)
  ) STRICT`,
  `CREATE INDEX temporary_seats_by_account ON temporary_seats (account_id, ended_at, last_on)`,
  `CREATE INDEX temporary_seats_by_group ON temporary_seats (account_id, group_id)`,
  `CREATE INDEX temporary_seats_due ON temporary_seats (last_on) WHERE ended_at IS NULL`,
  `CREATE INDEX temporary_seats_to_start ON temporary_seats (first_on) WHERE started_at IS NULL AND ended_at IS NULL`,

  `CREATE TABLE seats_held (
    account_id text NOT NULL,
    group_id text NOT NULL,
    member_id text NOT NULL,
    taken_at integer NOT NULL,
    PRIMARY KEY (group_id, member_id),
    FOREIGN KEY (account_id, group_id) REFERENCES seat_groups (account_id, id),
    FOREIGN KEY (account_id, member_id) REFERENCES members (account_id, id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX seats_held_by_member ON seats_held (account_id, member_id, group_id)`,
  `CREATE INDEX seats_held_newest ON seats_held (group_id, taken_at, member_id)`,
  `CREATE TRIGGER seats_held_needs_a_free_seat BEFORE INSERT ON seats_held
   WHEN (SELECT used >= seats + temporary FROM seat_groups WHERE id = NEW.group_id)
   BEGIN SELECT RAISE(ABORT, 'no free seat'); END`,
  `CREATE TRIGGER seats_held_counts_up AFTER INSERT ON seats_held
   BEGIN UPDATE seat_groups SET used = used + 1 WHERE id = NEW.group_id; END`,
  `CREATE TRIGGER seats_held_counts_down AFTER DELETE ON seats_held
   BEGIN UPDATE seat_groups SET used = used - 1, is_over = CASE WHEN used - 1 <= seats + temporary THEN 0 ELSE is_over END WHERE id = OLD.group_id; END`,
  `CREATE TRIGGER seats_held_never_moves BEFORE UPDATE OF account_id, group_id, member_id ON seats_held
   BEGIN SELECT RAISE(ABORT, 'a seat is given back and taken, never moved'); END`,

  `CREATE TABLE account_coupons (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    coupon_id text NOT NULL REFERENCES coupons (id),
    redeemed_at integer NOT NULL,
    periods_left integer CHECK (periods_left >= 0),
    ended_at integer
  ) STRICT`,
  `CREATE UNIQUE INDEX account_coupons_one_active ON account_coupons (account_id) WHERE ended_at IS NULL`,
  `CREATE UNIQUE INDEX account_coupons_once ON account_coupons (account_id, coupon_id)`,

  // ---- requests, orders, what waits ---------------------------------------------------------------------------------------------------
  `CREATE TABLE requests (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    requester_id text NOT NULL,
    answerer text NOT NULL CHECK (answerer IN ('account', 'representative')),
    status text NOT NULL CHECK (status IN ('pending', 'approved', 'rejected', 'withdrawn', 'closed')),
    change text NOT NULL CHECK (json_valid(change)),
    snapshot text NOT NULL CHECK (json_valid(snapshot)),
    note text NOT NULL DEFAULT '' CHECK (length(note) <= 2000),
    version integer NOT NULL DEFAULT 1,
    idempotency_key text NOT NULL,
    submitted_at integer NOT NULL,
    edited_at integer,
    reminded_at integer,
    auto_reminded_at integer,
    decided_at integer,
    decided_by text REFERENCES members (id),
    reason text CHECK (length(reason) <= 2000),
    UNIQUE (account_id, id),
    UNIQUE (account_id, idempotency_key),
    FOREIGN KEY (account_id, requester_id) REFERENCES members (account_id, id),
    CHECK ((status = 'pending') = (decided_at IS NULL)),
    CHECK (status NOT IN ('approved', 'rejected', 'withdrawn') OR decided_by IS NOT NULL),
    CHECK (status <> 'rejected' OR (reason IS NOT NULL AND reason <> ''))
  ) STRICT`,
  `CREATE UNIQUE INDEX requests_one_pending ON requests (requester_id) WHERE status = 'pending'`,
  `CREATE INDEX requests_waiting ON requests (account_id, answerer) WHERE status = 'pending'`,
  `CREATE INDEX requests_for_representative ON requests (submitted_at, id) WHERE status = 'pending' AND answerer = 'representative'`,
  `CREATE INDEX requests_by_account ON requests (account_id, submitted_at, id)`,
  `CREATE INDEX requests_by_requester ON requests (account_id, requester_id, submitted_at)`,
  `CREATE INDEX requests_unanswered ON requests (submitted_at) WHERE status = 'pending' AND auto_reminded_at IS NULL`,
  `CREATE TRIGGER requests_ended_stay BEFORE UPDATE ON requests WHEN OLD.status <> 'pending'
   BEGIN SELECT RAISE(ABORT, 'an ended request never changes'); END`,

  `CREATE TABLE orders (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    number integer NOT NULL UNIQUE CHECK (number > 0),
    placed_at integer NOT NULL,
    placed_by text NOT NULL REFERENCES members (id),
    request_id text,
    change text NOT NULL CHECK (json_valid(change)),
    currency text NOT NULL,
    due_minor integer NOT NULL CHECK (due_minor BETWEEN 0 AND 1000000000000000),
    idempotency_key text NOT NULL,
    UNIQUE (account_id, id),
    UNIQUE (account_id, idempotency_key),
    FOREIGN KEY (account_id, request_id) REFERENCES requests (account_id, id)
  ) STRICT`,
  `CREATE UNIQUE INDEX orders_one_per_request ON orders (request_id) WHERE request_id IS NOT NULL`,
  `CREATE INDEX orders_by_account ON orders (account_id, placed_at, id)`,

  // Names and amounts are frozen: an order reads the same whatever the catalogue becomes.
  `CREATE TABLE order_lines (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL,
    order_id text NOT NULL,
    product_id text NOT NULL,
    product_name text NOT NULL,
    before text CHECK (json_valid(before)),
    after text CHECK (json_valid(after)),
    later text CHECK (json_valid(later)),
    later_on text CHECK (${day('later_on')}),
    due_minor integer NOT NULL CHECK (due_minor >= 0),
    FOREIGN KEY (account_id, order_id) REFERENCES orders (account_id, id)
  ) STRICT`,
  `CREATE INDEX order_lines_by_order ON order_lines (account_id, order_id)`,

  // What waits for the end of the period or of the commitment.
  `CREATE TABLE upcoming_changes (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    kind text NOT NULL CHECK (kind IN ('seats', 'plan', 'removal', 'cycle')),
    product_id text REFERENCES products (id),
    to_seats integer CHECK (to_seats BETWEEN 1 AND 100000),
    to_plan_id text REFERENCES plans (id),
    to_cycle text CHECK (to_cycle IN ('monthly', 'annual')),
    effective_on text NOT NULL CHECK (${day('effective_on')}),
    status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'applied', 'undone', 'replaced', 'void')),
    order_id text NOT NULL,
    created_at integer NOT NULL,
    created_by text NOT NULL REFERENCES members (id),
    ended_at integer,
    ended_by text REFERENCES members (id),
    UNIQUE (account_id, id),
    FOREIGN KEY (account_id, order_id) REFERENCES orders (account_id, id),
    CHECK ((kind = 'seats') = (to_seats IS NOT NULL)),
    CHECK ((kind = 'plan') = (to_plan_id IS NOT NULL)),
    CHECK ((kind = 'cycle') = (to_cycle IS NOT NULL)),
    CHECK ((kind = 'cycle') = (product_id IS NULL)),
    CHECK ((status = 'waiting') = (ended_at IS NULL))
  ) STRICT`,
  `CREATE UNIQUE INDEX upcoming_one_of_a_kind ON upcoming_changes (account_id, kind, coalesce(product_id, '')) WHERE status = 'waiting'`,
  `CREATE INDEX upcoming_by_account ON upcoming_changes (account_id, status, effective_on)`,

  // Who loses a seat when a decrease is carried out, where the maker of the change chose somebody (rules §4.16).
  `CREATE TABLE upcoming_losers (
    account_id text NOT NULL,
    upcoming_id text NOT NULL,
    member_id text NOT NULL,
    PRIMARY KEY (upcoming_id, member_id),
    FOREIGN KEY (account_id, upcoming_id) REFERENCES upcoming_changes (account_id, id),
    FOREIGN KEY (account_id, member_id) REFERENCES members (account_id, id)
  ) STRICT, WITHOUT ROWID`,

  // ---- money --------------------------------------------------------------------------------------------------------------------------
  `CREATE TABLE invoices (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    number integer NOT NULL UNIQUE CHECK (number > 0),
    kind text NOT NULL CHECK (kind IN ('renewal', 'final')),
    period_starts_on text NOT NULL CHECK (${day('period_starts_on')}),
    period_ends_on text NOT NULL CHECK (${day('period_ends_on')}),
    issued_on text NOT NULL CHECK (${day('issued_on')}),
    due_on text NOT NULL CHECK (${day('due_on')}),
    status text NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'paid')),
    paid_at integer,
    currency text NOT NULL,
    account_name text NOT NULL,
    purchase_order text,
    lines_minor integer NOT NULL CHECK (lines_minor BETWEEN 0 AND 1000000000000000),
    discount_code text,
    discount_minor integer NOT NULL DEFAULT 0 CHECK (discount_minor >= 0 AND discount_minor <= lines_minor),
    tax_rate_bp integer NOT NULL CHECK (tax_rate_bp BETWEEN 0 AND 10000),
    tax_minor integer NOT NULL CHECK (tax_minor >= 0),
    total_minor integer NOT NULL,
    created_at integer NOT NULL,
    UNIQUE (account_id, id),
    CHECK (period_starts_on <= period_ends_on),
    CHECK (total_minor = lines_minor - discount_minor + tax_minor),
    CHECK ((status = 'paid') = (paid_at IS NOT NULL))
  ) STRICT`,
  `CREATE UNIQUE INDEX invoices_one_per_period ON invoices (account_id, period_starts_on) WHERE kind = 'renewal'`,
  `CREATE UNIQUE INDEX invoices_one_final ON invoices (account_id) WHERE kind = 'final'`,
  `CREATE INDEX invoices_by_account ON invoices (account_id, number)`,
  `CREATE INDEX invoices_by_status ON invoices (status, due_on, id)`,

  // The ledger: every amount that will stand or stands on an invoice. An open charge has no invoice yet.
  `CREATE TABLE charges (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    kind text NOT NULL CHECK (kind IN ('proration', 'temporary', 'period')),
    order_id text,
    invoice_id text,
    product_id text NOT NULL,
    product_name text NOT NULL,
    plan_name text NOT NULL,
    seats integer CHECK (seats BETWEEN 0 AND 100000),
    unit_minor integer NOT NULL CHECK (unit_minor >= 0),
    first_on text NOT NULL CHECK (${day('first_on')}),
    last_on text NOT NULL CHECK (${day('last_on')}),
    amount_minor integer NOT NULL CHECK (amount_minor BETWEEN 0 AND 1000000000000000),
    created_at integer NOT NULL,
    FOREIGN KEY (account_id, order_id) REFERENCES orders (account_id, id),
    FOREIGN KEY (account_id, invoice_id) REFERENCES invoices (account_id, id),
    CHECK (first_on <= last_on),
    CHECK (kind = 'period' OR order_id IS NOT NULL)
  ) STRICT`,
  `CREATE INDEX charges_open ON charges (account_id) WHERE invoice_id IS NULL`,
  `CREATE INDEX charges_by_invoice ON charges (account_id, invoice_id)`,
  `CREATE INDEX charges_by_order ON charges (account_id, order_id)`,
  `CREATE TRIGGER charges_are_kept BEFORE UPDATE ON charges
   WHEN OLD.invoice_id IS NOT NULL OR NEW.amount_minor <> OLD.amount_minor OR NEW.account_id <> OLD.account_id
   BEGIN SELECT RAISE(ABORT, 'a charge is only ever put on one invoice'); END`,
  `CREATE TRIGGER charges_stay BEFORE DELETE ON charges BEGIN SELECT RAISE(ABORT, 'a charge is never deleted'); END`,

  // Numbers without gaps: taken inside the transaction that uses them.
  `CREATE TABLE counters (
    name text NOT NULL PRIMARY KEY CHECK (name IN ('order', 'invoice')),
    value integer NOT NULL CHECK (value >= 0)
  ) STRICT, WITHOUT ROWID`,
  `INSERT INTO counters (name, value) VALUES ('order', 0), ('invoice', 0)`,

  // ---- what happened, and what is told ------------------------------------------------------------------------------------------------
  `CREATE TABLE events (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    seq integer NOT NULL CHECK (seq > 0),
    at integer NOT NULL,
    actor_kind text NOT NULL CHECK (actor_kind IN ('member', 'operator', 'system')),
    actor_id text REFERENCES members (id),
    actor_name text NOT NULL,
    action text NOT NULL,
    subject_type text NOT NULL,
    subject_id text,
    subject_name text NOT NULL,
    before text CHECK (json_valid(before)),
    after text CHECK (json_valid(after)),
    source text NOT NULL,
    previous_hash text NOT NULL,
    hash text NOT NULL,
    UNIQUE (account_id, seq),
    CHECK ((actor_kind = 'system') = (actor_id IS NULL))
  ) STRICT`,
  `CREATE INDEX events_by_time ON events (account_id, at, seq)`,
  `CREATE INDEX events_by_action ON events (account_id, action, seq)`,
  `CREATE INDEX events_by_actor ON events (account_id, actor_id, seq)`,
  `CREATE TRIGGER events_never_change BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'the audit log cannot be edited'); END`,
  `CREATE TRIGGER events_never_go BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'the audit log cannot be edited'); END`,

  `CREATE TABLE outbox (
    id text NOT NULL PRIMARY KEY,
    account_id text NOT NULL REFERENCES accounts (id),
    member_id text,
    letter text NOT NULL,
    to_email text NOT NULL,
    to_name text NOT NULL,
    subject text NOT NULL CHECK (instr(subject, char(10)) = 0 AND instr(subject, char(13)) = 0),
    text text NOT NULL,
    html text NOT NULL,
    message_id text NOT NULL UNIQUE,
    status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sent', 'failed')),
    attempts integer NOT NULL DEFAULT 0,
    next_at integer NOT NULL,
    leased_until integer,
    last_error text,
    created_at integer NOT NULL,
    sent_at integer,
    FOREIGN KEY (account_id, member_id) REFERENCES members (account_id, id)
  ) STRICT`,
  `CREATE INDEX outbox_due ON outbox (next_at, id) WHERE status = 'waiting'`,
  `CREATE INDEX outbox_failed ON outbox (created_at, id) WHERE status = 'failed'`,
  `CREATE INDEX outbox_by_account ON outbox (account_id, created_at)`,

  // A banner that was dismissed stays so until the number changes (rules §4.22).
  `CREATE TABLE dismissals (
    account_id text NOT NULL,
    member_id text NOT NULL,
    group_id text NOT NULL,
    seats integer NOT NULL,
    dismissed_at integer NOT NULL,
    PRIMARY KEY (member_id, group_id),
    FOREIGN KEY (account_id, member_id) REFERENCES members (account_id, id),
    FOREIGN KEY (account_id, group_id) REFERENCES seat_groups (account_id, id)
  ) STRICT, WITHOUT ROWID`,

  // What the first run needs to remember: the hash of the one-time setup code.
  `CREATE TABLE setup_codes (
    id integer NOT NULL PRIMARY KEY CHECK (id = 1),
    code_hash text NOT NULL,
    created_at integer NOT NULL,
    used_at integer
  ) STRICT`,
];

import type { Row, World } from './world.ts';

/** What a CHECK refuses and what it takes, each as the columns in which a row differs from the valid one of its table. */
export interface Check {
  refused: Row[];
  taken: Row[];
}

type Checks = Record<string, Check>;

/** Every CHECK of the schema by its table and its text, with values on both sides of its limit. */
export function checksOf(ids: World['ids']): Record<string, Checks> {
  const { owner, admin, order } = ids;
  return {
    accounts: {
      ...length('name', 1, 120),
      ...oneOf('type', ['self_service', 'online_assisted', 'sales_assisted', 'managed']),
      ...oneOf('status', ['active', 'cancelled']),
      ...flags('is_operators', 'requests_enabled', 'show_prices', 'mail_billing_admins'),
      ...currency(),
      ...between('tax_rate_bp', 0, 10_000),
      ...oneOf('language', ['en', 'de', 'fr', 'it']),
      ...oneOf('payment_method', ['invoice', 'card']),
      ...between('payment_terms_days', 0, 365),
      ...atMost('card_brand', 40),
      "card_last4 GLOB '[0-9][0-9][0-9][0-9]'": values('card_last4', { refused: ['', '424', '42424', '424a'], taken: ['4242', null] }),
      ...atMost('purchase_order', 60),
      "(status = 'cancelled') = (cancelled_at IS NOT NULL)": {
        refused: [{ status: 'cancelled' }, { cancelled_at: 1 }],
        taken: [{ status: 'cancelled', cancelled_at: 1 }],
      },
      "payment_method = 'invoice' OR (card_brand IS NOT NULL AND card_last4 IS NOT NULL)": {
        refused: [
          { payment_method: 'card' },
          { payment_method: 'card', card_brand: 'Visa' },
          { payment_method: 'card', card_last4: '4242' },
        ],
        taken: [{ payment_method: 'card', card_brand: 'Visa', card_last4: '4242' }],
      },
    },
    members: {
      'length(email) BETWEEN 3 AND 254 AND email = lower(email)': values('email', {
        refused: ['ab', `${'a'.repeat(245)}@b.example`, 'New@fields.example'],
        taken: ['a@b', `${'a'.repeat(244)}@b.example`],
      }),
      ...length('name', 1, 120),
      ...oneOf('role', ['owner', 'billing_admin', 'admin', 'agent', 'end_user']),
      ...oneOf('status', ['active', 'invited', 'suspended']),
      ...flags('is_operator'),
      ...oneOf('language', ['en', 'de', 'fr', 'it']),
      "role <> 'owner' OR status <> 'suspended'": {
        refused: [{ role: 'owner', status: 'suspended' }],
        taken: [
          { role: 'owner', status: 'active' },
          { role: 'billing_admin', status: 'suspended' },
        ],
      },
    },
    sessions: {
      ...atMost('user_agent', 200),
      'expires_at <= ends_at': { refused: [{ expires_at: 6, ends_at: 5 }], taken: [{ expires_at: 5, ends_at: 5 }] },
    },
    tokens: oneOf('purpose', ['invitation', 'reset']),
    sign_in_failures: { 'failures > 0': values('failures', { refused: [0], taken: [1] }) },
    products: {
      ...slug(40),
      ...length('name', 1, 80),
      ...oneOf('kind', ['product', 'add_on', 'suite']),
      ...flags('seated', 'on_sale'),
      "follows_product_id IS NULL OR (kind = 'add_on' AND seated = 1 AND follows_product_id <> id)": {
        refused: [
          { kind: 'product', follows_product_id: 'support' },
          { kind: 'suite', follows_product_id: 'support' },
          { kind: 'add_on', follows_product_id: 'support', seated: 0 },
          { kind: 'add_on', follows_product_id: 'new' },
        ],
        taken: [{ kind: 'add_on', follows_product_id: 'support' }, { kind: 'product' }],
      },
      "kind <> 'suite' OR seated = 1": {
        refused: [{ kind: 'suite', seated: 0 }],
        taken: [{ kind: 'suite' }, { kind: 'product', seated: 0 }],
      },
    },
    suite_products: { 'suite_id <> product_id': values('product_id', { refused: ['support-suite'], taken: ['sales'] }) },
    plans: { ...slug(60), ...length('name', 1, 60), ...between('level', 1, 99) },
    plan_versions: {
      ...currency(),
      ...atLeast('version', 1),
      ...between('monthly_unit_minor', 0, 100_000_000),
      ...between('annual_unit_minor', 0, 1_000_000_000),
    },
    coupons: {
      'code = upper(code) AND length(code) BETWEEN 3 AND 40': values('code', {
        refused: ['New', 'NE', 'N'.repeat(41)],
        taken: ['NEW', 'N'.repeat(40)],
      }),
      ...oneOf('kind', ['percent', 'amount']),
      'value > 0': values('value', { refused: [0], taken: [1] }),
      "currency GLOB '[A-Z][A-Z][A-Z]'": {
        refused: ['', 'eur', 'EU', 'EURO'].map((one) => ({ kind: 'amount', currency: one })),
        taken: [{ kind: 'amount', currency: 'EUR' }],
      },
      ...between('periods', 1, 120),
      ...days('redeem_until'),
      'max_redemptions > 0': values('max_redemptions', { refused: [0], taken: [1, null] }),
      ...atLeast('redemptions', 0),
      "kind <> 'percent' OR value <= 10000": {
        refused: [{ value: 10_001 }],
        taken: [{ value: 10_000 }, { kind: 'amount', currency: 'EUR', value: 10_001 }],
      },
      "(kind = 'amount') = (currency IS NOT NULL)": {
        refused: [{ kind: 'amount' }, { currency: 'EUR' }],
        taken: [{ kind: 'amount', currency: 'EUR' }],
      },
      'max_redemptions IS NULL OR redemptions <= max_redemptions': {
        refused: [{ max_redemptions: 2, redemptions: 3 }],
        taken: [{ max_redemptions: 2, redemptions: 2 }, { redemptions: 3 }],
      },
    },
    subscriptions: {
      ...atLeast('version', 1),
      ...oneOf('cycle', ['monthly', 'annual']),
      ...days('anchor_on', 'period_starts_on', 'period_ends_on', 'committed_until'),
      'anchor_on <= period_starts_on AND period_starts_on < period_ends_on AND period_ends_on <= committed_until': {
        refused: [{ anchor_on: '2026-03-02' }, { period_ends_on: '2026-03-01' }, { committed_until: '2026-03-31' }],
        taken: [{ anchor_on: '2026-03-01', committed_until: '2026-04-01' }, { period_ends_on: '2026-03-02' }],
      },
    },
    seat_groups: {
      ...between('seats', 1, 100_000),
      ...between('temporary', 0, 100_000),
      ...atLeast('used', 0),
      ...flags('is_over'),
      'used <= seats + temporary OR is_over = 1': {
        refused: [
          { seats: 5, used: 6 },
          { seats: 5, temporary: 2, used: 8 },
        ],
        taken: [
          { seats: 5, used: 5 },
          { seats: 5, temporary: 2, used: 7 },
          { seats: 5, used: 6, is_over: 1 },
        ],
      },
    },
    lines: days('added_on'),
    temporary_seats: { ...between('seats', 1, 100_000), ...days('first_on', 'last_on'), ...firstBeforeLast() },
    account_coupons: atLeast('periods_left', 0),
    requests: {
      ...oneOf('answerer', ['account', 'representative']),
      ...oneOf('status', ['pending', 'approved', 'rejected', 'withdrawn', 'closed']),
      ...json('change', 'snapshot'),
      ...atMost('note', 2000),
      ...atMost('reason', 2000),
      "(status = 'pending') = (decided_at IS NULL)": {
        refused: [{ decided_at: 1 }, { status: 'closed' }],
        taken: [{ status: 'closed', decided_at: 1 }],
      },
      "status NOT IN ('approved', 'rejected', 'withdrawn') OR decided_by IS NOT NULL": {
        refused: ['approved', 'rejected', 'withdrawn'].map((status) => ({ status, decided_at: 1, reason: 'No.' })),
        taken: ['approved', 'rejected', 'withdrawn'].map((status) => ({ status, decided_at: 1, reason: 'No.', decided_by: owner })),
      },
      "status <> 'rejected' OR (reason IS NOT NULL AND reason <> '')": {
        refused: [null, ''].map((reason) => ({ status: 'rejected', decided_at: 1, decided_by: owner, reason })),
        taken: [{ status: 'rejected', decided_at: 1, decided_by: owner, reason: 'No.' }],
      },
    },
    orders: { ...number(), ...json('change'), ...between('due_minor', 0, 1_000_000_000_000_000) },
    order_lines: { ...json('before', 'after', 'later'), ...days('later_on'), ...atLeast('due_minor', 0) },
    upcoming_changes: {
      ...oneOf('kind', ['seats', 'plan', 'removal', 'cycle']),
      ...between('to_seats', 1, 100_000),
      "to_cycle IN ('monthly', 'annual')": {
        refused: [{ kind: 'cycle', product_id: null, to_seats: null, to_cycle: 'weekly' }],
        taken: ['monthly', 'annual'].map((cycle) => ({ kind: 'cycle', product_id: null, to_seats: null, to_cycle: cycle })),
      },
      ...days('effective_on'),
      ...oneOf('status', ['waiting', 'applied', 'undone', 'replaced', 'void']),
      "(kind = 'seats') = (to_seats IS NOT NULL)": {
        refused: [{ to_seats: null }, { kind: 'removal' }],
        taken: [{ kind: 'removal', to_seats: null }],
      },
      "(kind = 'plan') = (to_plan_id IS NOT NULL)": {
        refused: [{ kind: 'plan', to_seats: null }, { to_plan_id: 'sales-pro' }],
        taken: [{ kind: 'plan', to_seats: null, to_plan_id: 'sales-pro' }],
      },
      "(kind = 'cycle') = (to_cycle IS NOT NULL)": {
        refused: [{ kind: 'cycle', product_id: null, to_seats: null }, { to_cycle: 'annual' }],
        taken: [{ kind: 'cycle', product_id: null, to_seats: null, to_cycle: 'annual' }],
      },
      "(kind = 'cycle') = (product_id IS NULL)": {
        refused: [{ kind: 'cycle', to_seats: null, to_cycle: 'annual' }, { product_id: null }],
        taken: [{ kind: 'cycle', product_id: null, to_seats: null, to_cycle: 'annual' }],
      },
      "(status = 'waiting') = (ended_at IS NULL)": {
        refused: [{ status: 'undone' }, { ended_at: 1 }],
        taken: [{ status: 'undone', ended_at: 1 }],
      },
    },
    invoices: {
      ...number(),
      ...oneOf('kind', ['renewal', 'final']),
      ...days('period_starts_on', 'period_ends_on', 'issued_on', 'due_on'),
      ...oneOf('status', ['open', 'paid']),
      'lines_minor BETWEEN 0 AND 1000000000000000': {
        refused: [-1, 1_000_000_000_000_001].map((minor) => ({ lines_minor: minor, total_minor: minor })),
        taken: [0, 1_000_000_000_000_000].map((minor) => ({ lines_minor: minor, total_minor: minor })),
      },
      'discount_minor >= 0 AND discount_minor <= lines_minor': {
        refused: [
          { lines_minor: 10, discount_minor: -1, total_minor: 11 },
          { lines_minor: 10, discount_minor: 11, total_minor: -1 },
        ],
        taken: [
          { lines_minor: 10, discount_minor: 0, total_minor: 10 },
          { lines_minor: 10, discount_minor: 10, total_minor: 0 },
        ],
      },
      ...between('tax_rate_bp', 0, 10_000),
      'tax_minor >= 0': {
        refused: [{ lines_minor: 1, tax_minor: -1, total_minor: 0 }],
        taken: [{ lines_minor: 1, tax_minor: 0, total_minor: 1 }],
      },
      'period_starts_on <= period_ends_on': {
        refused: [{ period_starts_on: '2026-04-02' }],
        taken: [{ period_starts_on: '2026-04-01' }],
      },
      'total_minor = lines_minor - discount_minor + tax_minor': {
        refused: [99, 101].map((total) => ({ lines_minor: 100, discount_minor: 10, tax_minor: 10, total_minor: total })),
        taken: [{ lines_minor: 100, discount_minor: 10, tax_minor: 10, total_minor: 100 }],
      },
      "(status = 'paid') = (paid_at IS NOT NULL)": {
        refused: [{ status: 'paid' }, { paid_at: 1 }],
        taken: [{ status: 'paid', paid_at: 1 }],
      },
    },
    charges: {
      ...oneOf('kind', ['proration', 'temporary', 'period']),
      ...between('seats', 0, 100_000),
      ...atLeast('unit_minor', 0),
      ...days('first_on', 'last_on'),
      ...between('amount_minor', 0, 1_000_000_000_000_000),
      ...firstBeforeLast(),
      "kind = 'period' OR order_id IS NOT NULL": {
        refused: [{ kind: 'proration' }, { kind: 'temporary' }],
        taken: [
          { kind: 'proration', order_id: order },
          { kind: 'temporary', order_id: order },
        ],
      },
    },
    counters: { ...oneOf('name', ['order', 'invoice']), ...atLeast('value', 0) },
    events: {
      'seq > 0': values('seq', { refused: [0], taken: [1] }),
      "actor_kind IN ('member', 'operator', 'system')": {
        refused: [{ actor_kind: 'robot', actor_id: admin }],
        taken: [
          { actor_kind: 'member', actor_id: admin },
          { actor_kind: 'operator', actor_id: admin },
        ],
      },
      ...json('before', 'after'),
      "(actor_kind = 'system') = (actor_id IS NULL)": {
        refused: [{ actor_kind: 'member' }, { actor_kind: 'system', actor_id: admin }],
        taken: [{ actor_kind: 'member', actor_id: admin }],
      },
    },
    outbox: {
      'instr(subject, char(10)) = 0 AND instr(subject, char(13)) = 0': values('subject', {
        refused: ['Welcome\nBcc: a@b.example', 'Welcome\rBcc: a@b.example'],
        taken: ['Welcome to Bcc: a@b.example'],
      }),
      ...oneOf('status', ['waiting', 'sent', 'failed']),
    },
    setup_codes: { 'id = 1': values('id', { refused: [0, 2], taken: [1] }) },
    catalogue_state: { 'n = 1': values('n', { refused: [0, 2], taken: [1] }) },
  };
}

type Value = Row[string];

function values(column: string, { refused, taken }: { refused: Value[]; taken: Value[] }): Check {
  return { refused: refused.map((value) => ({ [column]: value })), taken: taken.map((value) => ({ [column]: value })) };
}

function currency(): Checks {
  return { "currency GLOB '[A-Z][A-Z][A-Z]'": values('currency', { refused: ['', 'eur', 'EU', 'EURO', 'E1R'], taken: ['CHF', 'USD'] }) };
}

/** Of orders and of invoices. */
function number(): Checks {
  return { 'number > 0': values('number', { refused: [0], taken: [100] }) };
}

function firstBeforeLast(): Checks {
  return {
    'first_on <= last_on': {
      refused: [{ first_on: '2026-03-02', last_on: '2026-03-01' }],
      taken: [{ first_on: '2026-03-01', last_on: '2026-03-01' }],
    },
  };
}

/** The valid row of the table holds one of the listed values; some of the others need values in other columns too. */
function oneOf(column: string, listed: readonly string[]): Checks {
  const list = listed.map((value) => `'${value}'`).join(', ');
  return { [`${column} IN (${list})`]: { refused: ['', 'unknown', `${listed[0]} `].map((value) => ({ [column]: value })), taken: [{}] } };
}

function flags(...columns: string[]): Checks {
  return Object.fromEntries(columns.map((column) => [`${column} IN (0, 1)`, values(column, { refused: [-1, 2], taken: [0, 1] })]));
}

function between(column: string, least: number, most: number): Checks {
  return { [`${column} BETWEEN ${least} AND ${most}`]: values(column, { refused: [least - 1, most + 1], taken: [least, most] }) };
}

function atLeast(column: string, least: number): Checks {
  return { [`${column} >= ${least}`]: values(column, { refused: [least - 1], taken: [least] }) };
}

function length(column: string, least: number, most: number): Checks {
  const [refused, taken] = [
    [least - 1, most + 1],
    [least, most],
  ].map((lengths) => lengths.map((characters) => 'ä'.repeat(characters)));
  return { [`length(${column}) BETWEEN ${least} AND ${most}`]: values(column, { refused: refused ?? [], taken: taken ?? [] }) };
}

function atMost(column: string, most: number): Checks {
  return { [`length(${column}) <= ${most}`]: values(column, { refused: ['ä'.repeat(most + 1)], taken: ['ä'.repeat(most), ''] }) };
}

/** An id that can stand in the address of a page. */
function slug(most: number): Checks {
  return {
    [`id GLOB '[a-z]*' AND id NOT GLOB '*[^a-z0-9-]*' AND length(id) <= ${most}`]: values('id', {
      refused: ['', 'New', '1-new', '-new', 'new_one', 'new/one', 'n'.repeat(most + 1)],
      taken: ['new-1', 'n'.repeat(most)],
    }),
  };
}

/** Four digits, two, two; the valid rows have such days. The database does not know which days exist. */
function days(...columns: string[]): Checks {
  const pattern = '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]';
  const refused = ['', '2026-3-31', '26-03-31', '2026/03/31', '2026-03-31 ', '2026-03-3a'];
  return Object.fromEntries(
    columns.map((column) => [`${column} GLOB '${pattern}'`, { refused: refused.map((day) => ({ [column]: day })), taken: [{}] }]),
  );
}

function json(...columns: string[]): Checks {
  return Object.fromEntries(
    columns.map((column) => [`json_valid(${column})`, values(column, { refused: ['', '{', "{'a': 1}"], taken: ['{}', '{"a":1}'] })]),
  );
}

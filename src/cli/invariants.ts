/** Rules across several rows, each with a query for the rows that break it. The schema itself enforces the rules for a single row. */
export const invariants: readonly { rule: string; broken: string }[] = [
  // ---- seats --------------------------------------------------------------------------------------------------------------------------
  {
    rule: 'the seats used are not those held',
    broken: `SELECT id, account_id, used, (SELECT count(*) FROM seats_held WHERE group_id = seat_groups.id) AS held
      FROM seat_groups WHERE used <> held`,
  },
  {
    rule: 'more seats are used than bought, and the account is not marked',
    broken: 'SELECT id, account_id, seats, temporary, used FROM seat_groups WHERE used > seats + temporary AND is_over = 0',
  },
  {
    rule: 'a group is marked over its limit and is not',
    broken: 'SELECT id, account_id, seats, temporary, used FROM seat_groups WHERE used <= seats + temporary AND is_over = 1',
  },
  {
    rule: 'the temporary seats that are counted are not those that have started and not ended',
    broken: `SELECT id, account_id, temporary, (SELECT coalesce(sum(seats), 0) FROM temporary_seats
        WHERE group_id = seat_groups.id AND started_at IS NOT NULL AND ended_at IS NULL) AS running
      FROM seat_groups WHERE temporary <> running`,
  },
  {
    rule: 'somebody holds a seat who is an end user',
    broken: `SELECT seats_held.account_id, member_id, group_id FROM seats_held JOIN members ON members.id = member_id
      WHERE role = 'end_user'`,
  },
  {
    rule: 'a line with seats has no seat group, or a flat one has one',
    broken: `SELECT lines.id, account_id, product_id FROM lines JOIN products ON products.id = product_id
      WHERE seated <> (group_id IS NOT NULL)`,
  },
  {
    rule: 'a seat group is held by lines, and not by the one that leads it',
    broken: `SELECT id, account_id, leader_product_id FROM seat_groups
      WHERE EXISTS (SELECT 1 FROM lines WHERE group_id = seat_groups.id)
      AND NOT EXISTS (SELECT 1 FROM lines WHERE group_id = seat_groups.id AND product_id = leader_product_id)`,
  },
  {
    rule: 'an add-on that follows a product is not in the seat group of that product',
    broken: `SELECT lines.id, lines.account_id, lines.product_id FROM lines JOIN products ON products.id = lines.product_id
      JOIN lines AS leading ON leading.account_id = lines.account_id AND (leading.product_id = follows_product_id
        OR EXISTS (SELECT 1 FROM suite_products WHERE suite_id = leading.product_id AND suite_products.product_id = follows_product_id))
      WHERE leading.group_id <> lines.group_id`,
  },
  // ---- requests, orders, scheduled changes --------------------------------------------------------------------------------------------
  {
    rule: 'somebody has more than one pending request',
    broken: `SELECT account_id, requester_id, count(*) AS pending FROM requests WHERE status = 'pending'
      GROUP BY requester_id HAVING pending > 1`,
  },
  {
    rule: 'an approved request has no order, or one that is not approved has one',
    broken: `SELECT id, account_id, status FROM requests
      WHERE (status = 'approved') <> EXISTS (SELECT 1 FROM orders WHERE request_id = requests.id)`,
  },
  {
    rule: 'somebody from elsewhere decided a request',
    broken: `SELECT requests.id, requests.account_id, decided_by FROM requests JOIN members ON members.id = decided_by
      WHERE members.account_id <> requests.account_id AND is_operator = 0`,
  },
  {
    rule: 'the lines of an order do not add up to it',
    broken: `SELECT id, account_id, number, due_minor, (SELECT coalesce(sum(due_minor), 0) FROM order_lines WHERE order_id = orders.id) AS lines
      FROM orders WHERE due_minor <> lines`,
  },
  {
    rule: 'the charges of an order do not add up to it',
    broken: `SELECT id, account_id, number, due_minor, (SELECT coalesce(sum(amount_minor), 0) FROM charges WHERE order_id = orders.id) AS charged
      FROM orders WHERE due_minor <> charged`,
  },
  {
    rule: 'what waits in an account is due before its present period ends',
    broken: `SELECT upcoming_changes.id, account_id, effective_on, period_ends_on FROM upcoming_changes JOIN subscriptions USING (account_id)
      WHERE status = 'waiting' AND effective_on < period_ends_on`,
  },
  // ---- money --------------------------------------------------------------------------------------------------------------------------
  {
    rule: 'the charges on an invoice do not add up to it',
    broken: `SELECT id, account_id, number, lines_minor, (SELECT coalesce(sum(amount_minor), 0) FROM charges WHERE invoice_id = invoices.id) AS charged
      FROM invoices WHERE lines_minor <> charged`,
  },
  {
    rule: 'the tax on an invoice is not its rate of the net amount',
    broken: `SELECT id, account_id, number, tax_minor FROM invoices
      WHERE tax_minor <> ((lines_minor - discount_minor) * tax_rate_bp + 5000) / 10000`,
  },
  {
    rule: 'there is a gap or an overlap between the periods of two invoices',
    broken: `SELECT id, account_id, number, period_starts_on, previous_ends_on FROM (
        SELECT *, lag(period_ends_on) OVER (PARTITION BY account_id ORDER BY period_starts_on) AS previous_ends_on
        FROM invoices WHERE kind = 'renewal')
      WHERE previous_ends_on <> period_starts_on`,
  },
  {
    rule: 'an account was billed for a period after its present one, or not for its present one',
    broken: `SELECT account_id, period_ends_on, (SELECT max(period_ends_on) FROM invoices
        WHERE invoices.account_id = subscriptions.account_id AND kind = 'renewal') AS billed_until
      FROM subscriptions WHERE billed_until <> period_ends_on`,
  },
  {
    rule: 'an account was billed twice for a period',
    broken: `SELECT account_id, period_starts_on, count(*) AS invoices FROM invoices WHERE kind = 'renewal'
      GROUP BY account_id, period_starts_on HAVING invoices > 1`,
  },
  {
    rule: 'the numbers of invoices have a gap',
    broken: `SELECT value AS counter, (SELECT count(*) FROM invoices) AS invoices, (SELECT max(number) FROM invoices) AS highest
      FROM counters WHERE name = 'invoice' AND (value <> invoices OR coalesce(highest, 0) <> invoices)`,
  },
  {
    rule: 'the numbers of orders have a gap',
    broken: `SELECT value AS counter, (SELECT count(*) FROM orders) AS orders, (SELECT max(number) FROM orders) AS highest
      FROM counters WHERE name = 'order' AND (value <> orders OR coalesce(highest, 0) <> orders)`,
  },
  {
    rule: 'a coupon was not redeemed as often as it says',
    broken: `SELECT id, code, redemptions, (SELECT count(*) FROM account_coupons WHERE coupon_id = coupons.id) AS redeemed
      FROM coupons WHERE redemptions <> redeemed`,
  },
  // ---- accounts and people ------------------------------------------------------------------------------------------------------------
  {
    rule: 'an account has no owner',
    broken: `SELECT id, name FROM accounts WHERE NOT EXISTS (SELECT 1 FROM members WHERE account_id = accounts.id AND role = 'owner')`,
  },
  {
    rule: 'an account is represented by somebody who is no operator',
    broken: `SELECT accounts.id, representative_id FROM accounts JOIN members ON members.id = representative_id WHERE is_operator = 0`,
  },
  {
    rule: 'somebody is still signed in who may not be',
    broken: `SELECT sessions.public_id, sessions.member_id FROM sessions JOIN members ON members.id = sessions.member_id
      JOIN accounts ON accounts.id = sessions.account_id WHERE members.status <> 'active' OR accounts.status <> 'active'`,
  },
  {
    rule: 'a cancelled account still has something waiting',
    broken: `SELECT id FROM accounts WHERE status = 'cancelled' AND (
      EXISTS (SELECT 1 FROM requests WHERE account_id = accounts.id AND status = 'pending')
      OR EXISTS (SELECT 1 FROM upcoming_changes WHERE account_id = accounts.id AND status = 'waiting'))`,
  },
  // ---- the audit log ------------------------------------------------------------------------------------------------------------------
  {
    rule: 'an order is not in the audit log',
    broken: `SELECT id, account_id, number FROM orders WHERE NOT EXISTS (SELECT 1 FROM events
      WHERE events.account_id = orders.account_id AND json_extract(after, '$.order') = orders.number)`,
  },
  {
    rule: 'what became of a request is not in the audit log',
    broken: `SELECT id, account_id, status FROM requests WHERE NOT EXISTS (SELECT 1 FROM events
      WHERE events.account_id = requests.account_id AND subject_id = requests.id
      AND action = 'request.' || CASE status WHEN 'pending' THEN 'submitted' ELSE status END)`,
  },
  {
    rule: 'an invoice is not in the audit log',
    broken: `SELECT id, account_id, number FROM invoices WHERE NOT EXISTS (SELECT 1 FROM events
      WHERE events.account_id = invoices.account_id AND subject_id = invoices.id AND action = 'invoice.created')`,
  },
];

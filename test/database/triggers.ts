import type { World } from './world.ts';

/** A trigger that refuses: its words, statements of which it refuses the last, and statements that it lets through. */
export interface Guard {
  says: string;
  refused: string[];
  taken: string[];
}

/** Every trigger with RAISE, by its name. */
export function guardsOf(ids: World['ids']): Record<string, Guard> {
  const { account, otherAccount, admin, agent, user, suite, sales, request, order, invoice } = ids;
  const seat = (member: string, group = sales) =>
    `INSERT INTO seats_held (account_id, group_id, member_id, taken_at) VALUES ('${account}', '${group}', '${member}', 1);`;
  const salesSeats = (seats: number, temporary = 0) =>
    `UPDATE seat_groups SET seats = ${seats}, temporary = ${temporary} WHERE id = '${sales}';`;
  const price = (assignment: string) => `UPDATE plan_versions SET ${assignment} WHERE id = 'sales-team-v1';`;
  const moved = (assignment: string) => `UPDATE seats_held SET ${assignment} WHERE group_id = '${suite}' AND member_id = '${admin}';`;
  const asked = (assignment: string) => `UPDATE requests SET ${assignment} WHERE id = '${request}';`;
  const charged = (assignment: string) => `UPDATE charges SET ${assignment} WHERE id = 'charge';`;
  const charge = `INSERT INTO charges (id, account_id, kind, product_id, product_name, plan_name, unit_minor, first_on, last_on, amount_minor, created_at)
    VALUES ('charge', '${account}', 'period', 'sales', 'Sales', 'Team', 5, '2026-03-01', '2026-03-31', 5, 0);`;
  const onInvoice = charge + charged(`invoice_id = '${invoice}'`);
  const event = `INSERT INTO events
    (id, account_id, seq, at, actor_kind, actor_name, action, subject_type, subject_name, source, previous_hash, hash)
    VALUES ('event', '${account}', 1, 0, 'system', 'Seatkeeper', 'seat.given', 'member', 'New', 'server', '', '');`;

  return {
    plan_versions_price_is_kept: {
      says: 'a price is never edited',
      refused: [
        price('monthly_unit_minor = 1'),
        price('annual_unit_minor = 1'),
        price("currency = 'CHF'"),
        price('version = 2'),
        price("plan_id = 'sales-pro', retired_at = 1"),
      ],
      taken: [price('retired_at = 1')],
    },
    seats_held_needs_a_free_seat: {
      says: 'no free seat',
      refused: [
        salesSeats(1) + seat(admin) + seat(agent),
        salesSeats(1, 1) + seat(admin) + seat(agent) + seat(user),
        `${salesSeats(2)}${seat(admin)}${seat(agent)}UPDATE seat_groups SET seats = 1, is_over = 1 WHERE id = '${sales}';${seat(user)}`,
      ],
      taken: [salesSeats(1) + seat(admin), salesSeats(1, 1) + seat(admin) + seat(agent)],
    },
    seats_held_never_moves: {
      says: 'a seat is given back and taken, never moved',
      refused: [moved(`member_id = '${user}'`), moved(`group_id = '${sales}'`), moved(`account_id = '${otherAccount}'`)],
      taken: [moved('taken_at = 1')],
    },
    requests_ended_stay: {
      says: 'an ended request never changes',
      refused: ['approved', 'rejected', 'withdrawn', 'closed'].map(
        (status) => asked(`status = '${status}', decided_at = 1, decided_by = '${admin}', reason = 'No.'`) + asked("note = 'changed'"),
      ),
      taken: [asked("note = 'changed'"), asked(`status = 'closed', decided_at = 1`)],
    },
    charges_are_kept: {
      says: 'a charge is only ever put on one invoice',
      refused: [
        onInvoice + charged('invoice_id = NULL'),
        onInvoice + charged(`order_id = '${order}'`),
        charge + charged('amount_minor = 6'),
        charge + charged(`account_id = '${otherAccount}'`),
      ],
      taken: [onInvoice, charge + charged(`order_id = '${order}'`)],
    },
    charges_stay: {
      says: 'a charge is never deleted',
      refused: [`${charge}DELETE FROM charges WHERE id = 'charge';`, `${onInvoice}DELETE FROM charges WHERE id = 'charge';`],
      taken: [],
    },
    events_never_change: {
      says: 'the audit log cannot be edited',
      refused: [`${event}UPDATE events SET actor_name = 'Nobody' WHERE id = 'event';`],
      taken: [event],
    },
    events_never_go: {
      says: 'the audit log cannot be edited',
      refused: [`${event}DELETE FROM events WHERE id = 'event';`],
      taken: [event],
    },
  };
}

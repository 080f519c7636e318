import { pino } from 'pino';
import type { Db } from '../../src/db/open.ts';
import { type DueReport, runDue } from '../../src/invoices/due-work.ts';
import { noon, origin } from '../support/app.ts';

/** The due work as of a day, as the server does it; the clock of its events stands still. */
export function dueOn(db: Db, today: string, now = noon): Promise<DueReport> {
  return runDue(db, { log: pino({ level: 'silent' }), now: () => now, publicUrl: () => origin, nudgeMail: () => {} }, today);
}

/** What must hold in every account at any time, as the rows that break it. */
export async function contradictions(db: Db): Promise<unknown[]> {
  const found: unknown[] = [];
  const groups = await db.selectFrom('seat_groups').selectAll().execute();
  const held = await db.selectFrom('seats_held').select('group_id').execute();
  for (const group of groups) {
    const used = held.filter((seat) => seat.group_id === group.id).length;
    if (used !== group.used || used > group.seats + group.temporary || group.is_over) found.push({ group, used });
  }
  const invoices = await db.selectFrom('invoices').selectAll().orderBy('account_id').orderBy('period_starts_on').execute();
  const charges = await db.selectFrom('charges').selectAll().execute();
  for (const [index, invoice] of invoices.entries()) {
    const lines = charges.filter((charge) => charge.invoice_id === invoice.id).reduce((sum, charge) => sum + charge.amount_minor, 0);
    if (lines !== invoice.lines_minor) found.push({ invoice, lines });
    const next = invoices[index + 1];
    if (next?.account_id === invoice.account_id && next.kind === 'renewal' && next.period_starts_on !== invoice.period_ends_on) {
      found.push({ invoice, next });
    }
  }
  const numbers = invoices.map((invoice) => invoice.number).toSorted((one, other) => one - other);
  if (numbers.some((number, index) => number !== index + 1)) found.push({ numbers });
  return found;
}

import { type Kysely, sql } from 'kysely';

/**
 * An invoice says from whom it is, as that was called when it was made: those that were made before say what they have said until now,
 * the name of the operators' account. And the desk finds what is overdue in the order in which it became due.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'ALTER TABLE invoices ADD COLUMN seller_name text',
  'UPDATE invoices SET seller_name = (SELECT name FROM accounts WHERE is_operators = 1)',
  'DROP INDEX invoices_by_status',
  'CREATE INDEX invoices_by_status_and_due_day ON invoices (status, due_on, number)',
];

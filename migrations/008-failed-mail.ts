import { type Kysely, sql } from 'kysely';

/**
 * Letters that were refused are shown to operators until they have been sent again or set aside, the latest first; and so are those that
 * keep failing. A letter that was too old to be sent when there was a mail server at last was not refused by anybody: it is set aside.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  'ALTER TABLE outbox ADD COLUMN failed_at integer',
  'ALTER TABLE outbox ADD COLUMN set_aside_at integer',
  "UPDATE outbox SET failed_at = next_at WHERE status = 'failed'",
  "UPDATE outbox SET set_aside_at = next_at WHERE status = 'failed' AND last_error = 'too-old'",
  'DROP INDEX outbox_failed',
  "CREATE INDEX outbox_failed ON outbox (failed_at, id) WHERE status = 'failed' AND set_aside_at IS NULL",
  "CREATE INDEX outbox_failing ON outbox (created_at, id) WHERE status = 'waiting' AND attempts > 2",
];

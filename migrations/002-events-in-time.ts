import { type Kysely, sql } from 'kysely';

/** The audit page shows events by time under every filter: the indexes of its filters end in the time too, so no page sorts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`DROP INDEX events_by_action`.execute(db);
  await sql`DROP INDEX events_by_actor`.execute(db);
  await sql`CREATE INDEX events_by_action ON events (account_id, action, at, seq)`.execute(db);
  await sql`CREATE INDEX events_by_actor ON events (account_id, actor_id, at, seq)`.execute(db);
}

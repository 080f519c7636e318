import { type Kysely, sql } from 'kysely';

/**
 * The index of all members by name goes: the lists read either team members or one role, each by an index of their own, and SQLite,
 * which knows no numbers, would prefer this one and then pass over every end user in between.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('DROP INDEX members_by_name').execute(db);
}

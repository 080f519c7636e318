import { sql } from 'kysely';
import type { Migration } from '../../migrations/index.ts';
import type { Db } from './open.ts';
import { transaction } from './transaction.ts';

/** The database was made by a newer Seatkeeper: going on could destroy what this one does not know. */
export class NewerDatabaseError extends Error {}

/**
 * Brings the schema up to date. Each migration runs in one transaction with its own row, so a kill in the middle leaves either
 * all of it or nothing, and the next start goes on. `beforeFirst` is called once before the first change of a database that
 * already holds something; there a backup is made.
 *
 * @returns the names of the migrations that were applied now
 */
export async function migrate(
  db: Db,
  migrations: readonly Migration[],
  now: number,
  beforeFirst: (name: string) => void = () => {},
): Promise<string[]> {
  await sql`CREATE TABLE IF NOT EXISTS migrations (name text NOT NULL PRIMARY KEY, applied_at integer NOT NULL) STRICT`.execute(db);
  const done = await appliedMigrations(db);
  refuseNewer(done, migrations);
  const waiting = migrations.filter((migration) => !done.includes(migration.name));
  if (waiting[0] && done.length > 0) beforeFirst(waiting[0].name);
  for (const migration of waiting) {
    await transaction(db, async (trx) => {
      // Another process may have been quicker: the row decides.
      const taken = await trx.selectFrom('migrations').select('name').where('name', '=', migration.name).executeTakeFirst();
      if (taken) return;
      await migration.up(trx as never);
      await trx.insertInto('migrations').values({ name: migration.name, applied_at: now }).execute();
    });
  }
  return waiting.map((migration) => migration.name);
}

/** @throws NewerDatabaseError when a migration was applied that is not among these */
export function refuseNewer(applied: readonly string[], migrations: readonly Migration[]): void {
  const unknown = applied.find((name) => !migrations.some((migration) => migration.name === name));
  if (!unknown) return;
  throw new NewerDatabaseError(
    `The database has the migration ${unknown}, which this version does not know. Start the newer version of Seatkeeper, or restore a backup.`,
  );
}

/** The names of the migrations that a database has had. */
export async function appliedMigrations(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('migrations').select('name').orderBy('name').execute();
  return rows.map((row) => row.name);
}

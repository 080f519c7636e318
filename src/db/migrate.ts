import { sql } from 'kysely';
import type { Migration } from '../../migrations/index.ts';
import type { Db } from './open.ts';
import { transaction } from './transaction.ts';

/** A newer version of Seatkeeper has migrated the database. This version could damage data that it does not know, so it does not start. */
export class NewerDatabaseError extends Error {}

/**
 * Brings the schema up to date. Each migration and its row in `migrations` are committed in one transaction, so after a kill the migration
 * is either complete or absent, and the next start continues. `beforeFirst` is called once, before the first migration of a database
 * that is not new, to make a backup.
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
  const missing = migrations.filter((migration) => !done.includes(migration.name));
  if (missing[0] && done.length > 0) beforeFirst(missing[0].name);
  for (const migration of missing) {
    await transaction(db, async (trx) => {
      // Another process may have applied the migration since the list was read.
      const taken = await trx.selectFrom('migrations').select('name').where('name', '=', migration.name).executeTakeFirst();
      if (taken) return;
      await migration.up(trx as never);
      await trx.insertInto('migrations').values({ name: migration.name, applied_at: now }).execute();
    });
  }
  return missing.map((migration) => migration.name);
}

/** @throws NewerDatabaseError when `applied` contains a migration that is not in `migrations` */
export function refuseNewer(applied: readonly string[], migrations: readonly Migration[]): void {
  const unknown = applied.find((name) => !migrations.some((migration) => migration.name === name));
  if (!unknown) return;
  throw new NewerDatabaseError(
    `The database has the migration ${unknown}, which this version does not know. Start the newer version of Seatkeeper, or restore a backup.`,
  );
}

/** The names of the migrations that were applied to a database. */
export async function appliedMigrations(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('migrations').select('name').orderBy('name').execute();
  return rows.map((row) => row.name);
}

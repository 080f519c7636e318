import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import type { Config } from '../config.ts';
import { lockDataDir } from '../db/lock.ts';
import { appliedMigrations, refuseNewer } from '../db/migrate.ts';
import { databaseFile, openDatabase } from '../db/open.ts';
import { writeThrough } from './backup.ts';
import { CommandError } from './command-error.ts';
import { whyIncomplete } from './why-incomplete.ts';

/** SQLite keeps the newest changes in files beside the database, so they must move together with it. */
const suffixes = ['-wal', '-shm', ''];

/**
 * `restore FILE`: replaces the database with a backup. Refused while a server uses the data folder, for a file that is not a complete
 * database, and for a backup of a newer version. The old database is renamed, not deleted.
 */
export async function restoreFrom(config: Config, backup: string): Promise<void> {
  if (!existsSync(backup)) throw new CommandError(`There is no file ${backup}.`);
  mkdirSync(config.dataDir, { recursive: true });
  const lock = lockDataDir(config.dataDir);
  const fresh = join(config.dataDir, `restoring-${process.pid}.db`);
  try {
    copyFileSync(backup, fresh);
    const problem = whyIncomplete(fresh);
    if (problem) throw new CommandError(`${problem.replace(fresh, backup)}. Nothing was changed.`);
    await refuseNewerFile(fresh);
    writeThrough(fresh);
    const kept = putInPlace(config.dataDir, fresh);
    console.log(`${backup} was restored.${kept ? ` What was there before is kept in ${kept}.` : ''}`);
  } finally {
    for (const suffix of suffixes) rmSync(fresh + suffix, { force: true });
    lock.release();
  }
}

/** @throws NewerDatabaseError */
async function refuseNewerFile(file: string): Promise<void> {
  const { db } = openDatabase(file);
  try {
    refuseNewer(await appliedMigrations(db), migrations);
  } finally {
    await db.destroy();
  }
}

/** Renames the old database and puts the new one in its place. @returns the new path of the old database, or null when there was none */
function putInPlace(dataDir: string, fresh: string): string | null {
  const file = databaseFile(dataDir);
  const aside = join(dataDir, `before-restore-${new Date().toISOString().replace(/[:.]/g, '-')}.db`);
  const hadOne = existsSync(file);
  for (const suffix of suffixes) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix);
  renameSync(fresh, file);
  writeThrough(dataDir);
  return hadOne ? aside : null;
}

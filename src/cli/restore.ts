import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import type { Config } from '../config.ts';
import { lockDataDir } from '../db/lock.ts';
import { appliedMigrations, refuseNewer } from '../db/migrate.ts';
import { databaseFile, openDatabase } from '../db/open.ts';
import { writeThrough } from './backup.ts';
import { CommandError } from './command-error.ts';
import { whyNotWhole } from './whole.ts';

/** SQLite keeps the newest changes in files beside the database: they go where it goes. */
const besides = ['-wal', '-shm', ''];

/**
 * `restore FILE`: puts a backup in the place of the database. Refused while a server runs on the data, for a file that is no whole
 * database, and for one of a newer version. What was there is kept aside, not thrown away.
 */
export async function restoreFrom(config: Config, backup: string): Promise<void> {
  if (!existsSync(backup)) throw new CommandError(`There is no file ${backup}.`);
  mkdirSync(config.dataDir, { recursive: true });
  const lock = lockDataDir(config.dataDir);
  const fresh = join(config.dataDir, `restoring-${process.pid}.db`);
  try {
    copyFileSync(backup, fresh);
    const problem = whyNotWhole(fresh);
    if (problem) throw new CommandError(`${problem.replace(fresh, backup)}. Nothing was changed.`);
    await refuseNewerFile(fresh);
    writeThrough(fresh);
    const kept = putInPlace(config.dataDir, fresh);
    console.log(`${backup} was restored.${kept ? ` What was there before is kept in ${kept}.` : ''}`);
  } finally {
    for (const beside of besides) rmSync(fresh + beside, { force: true });
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

/** @returns where the database that was there is now, or null where there was none */
function putInPlace(dataDir: string, fresh: string): string | null {
  const file = databaseFile(dataDir);
  const aside = join(dataDir, `before-restore-${new Date().toISOString().replace(/[:.]/g, '-')}.db`);
  const hadOne = existsSync(file);
  for (const beside of besides) if (existsSync(file + beside)) renameSync(file + beside, aside + beside);
  renameSync(fresh, file);
  writeThrough(dataDir);
  return hadOne ? aside : null;
}

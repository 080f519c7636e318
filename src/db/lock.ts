import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { ConfigError } from '../config.ts';

/**
 * Prevents two servers from using the same data folder. The lock is an exclusive SQLite transaction on a separate file. The operating
 * system releases it when the process ends, even after a crash or `kill -9`, so no stale lock remains.
 *
 * @throws ConfigError when another server holds the lock, or the folder cannot be written
 */
export function lockDataDir(dataDir: string): { release(): void } {
  let database: BetterSqlite3.Database | undefined;
  try {
    database = new BetterSqlite3(join(dataDir, 'server.lock'), { timeout: 0 });
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database?.close();
    const { code } = error as { code?: unknown };
    if (code === 'SQLITE_BUSY') {
      throw new ConfigError(`another Seatkeeper is already running on ${dataDir}. Stop it first, or set DATA_DIR to another folder.`);
    }
    throw new ConfigError(`${dataDir} cannot be written (${String(code)}). Let this user write there, or set DATA_DIR to another folder.`);
  }
  const held = database;
  return { release: () => held.close() };
}

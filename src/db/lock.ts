import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { ConfigError } from '../config.ts';

/**
 * Keeps a second server from the same data. The lock is an exclusive transaction on a file of its own, held by the operating system:
 * it ends with the process, however that ends, so nothing stale is ever left behind.
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

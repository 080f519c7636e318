import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { ConfigError } from '../config.ts';

/**
 * Keeps a second server from the same data. The lock is an exclusive transaction on a file of its own, held by the operating system:
 * it ends with the process, however that ends, so nothing stale is ever left behind.
 */
export function lockDataDir(dataDir: string): { release(): void } {
  const database = new BetterSqlite3(join(dataDir, 'server.lock'), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch {
    database.close();
    throw new ConfigError(`another Seatkeeper is already running on ${dataDir}. Stop it first, or set DATA_DIR to another folder.`);
  }
  return { release: () => database.close() };
}

import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely } from 'kysely';
import { sqliteDialect } from './driver.ts';
import { attachReadCache } from './read-cache.ts';
import type { Database } from './schema.ts';

export type Db = Kysely<Database>;

/** The pragmas of every connection. Each is read back, because SQLite silently ignores a pragma that it does not accept. */
const settings: readonly [name: string, set: string, readBack: unknown][] = [
  // Milliseconds. Another process (a command, a backup) may be writing: wait for it instead of failing.
  ['busy_timeout', '5000', 5000],
  // Readers do not wait for the writer.
  ['journal_mode', 'WAL', 'wal'],
  // A committed transaction survives a power cut.
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  // The schema of a foreign database file must not call unsafe functions.
  ['trusted_schema', 'OFF', 0],
  ['temp_store', 'MEMORY', 2],
  // A write dirties about 50 pages; SQLite's default of 1000 would checkpoint every 20 writes and cost as much as the writes.
  ['wal_autocheckpoint', '4000', 4000],
];

/** The path of the database file in a data folder. */
export function databaseFile(dataDir: string): string {
  return join(dataDir, 'seatkeeper.db');
}

/** Opens the database file (or `:memory:`, or a serialized database in tests) with the settings above. */
export function openDatabase(file: string | Buffer): { db: Db; raw: BetterSqlite3.Database } {
  const raw = new BetterSqlite3(file);
  const inMemory = typeof file !== 'string' || file === ':memory:';
  for (const [name, set, expected] of settings) {
    raw.pragma(`${name} = ${set}`);
    const actual = raw.pragma(name, { simple: true });
    const isSet = actual === expected || (name === 'journal_mode' && inMemory);
    if (!isSet) throw new Error(`SQLite kept ${name} at ${String(actual)} instead of ${String(expected)}`);
  }
  const db = new Kysely<Database>({ dialect: sqliteDialect(raw) });
  attachReadCache(db, raw);
  return { db, raw };
}

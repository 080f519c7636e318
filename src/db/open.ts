import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely } from 'kysely';
import { sqliteDialect } from './driver.ts';
import { giveReadCache } from './read-cache.ts';
import type { Database } from './schema.ts';

export type Db = Kysely<Database>;

/** The settings of every connection. Each is read back: a pragma that SQLite does not take is ignored in silence. */
const settings: readonly [name: string, set: string, readBack: unknown][] = [
  // Another process (a command, a backup) may write: wait for it rather than fail.
  ['busy_timeout', '5000', 5000],
  // Readers do not wait for the writer.
  ['journal_mode', 'WAL', 'wal'],
  // What was acknowledged survives a power cut.
  ['synchronous', 'FULL', 2],
  ['foreign_keys', 'ON', 1],
  // A schema from elsewhere must not run functions.
  ['trusted_schema', 'OFF', 0],
  ['temp_store', 'MEMORY', 2],
  // An act touches some fifty pages: to carry them over after every twentieth act would cost as much as the acts.
  ['wal_autocheckpoint', '4000', 4000],
];

/** Where the database of a data folder is. */
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
    const fine = actual === expected || (name === 'journal_mode' && inMemory);
    if (!fine) throw new Error(`SQLite kept ${name} at ${String(actual)} instead of ${String(expected)}`);
  }
  const db = new Kysely<Database>({ dialect: sqliteDialect(raw) });
  giveReadCache(db, raw);
  return { db, raw };
}

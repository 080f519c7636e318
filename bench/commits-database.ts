import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

/** The cheapest durable write: one row, one commit, with the same `journal_mode` and `synchronous` as the program. */
export function openCommits(folder: string): { commit(): void } {
  const database = new BetterSqlite3(join(folder, 'commits.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE IF NOT EXISTS commits (id integer PRIMARY KEY, at integer NOT NULL) STRICT');
  const insert = database.prepare('INSERT INTO commits (at) VALUES (?)');
  return { commit: () => insert.run(Date.now()) };
}

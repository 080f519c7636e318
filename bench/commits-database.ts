import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';

/** The least that a durable write takes: one row, one commit, with the settings of ours that cost. */
export function openCommits(folder: string): { commit(): void } {
  const database = new BetterSqlite3(join(folder, 'commits.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE IF NOT EXISTS commits (id integer PRIMARY KEY, at integer NOT NULL) STRICT');
  const insert = database.prepare('INSERT INTO commits (at) VALUES (?)');
  return { commit: () => insert.run(Date.now()) };
}

import { type Kysely, sql } from 'kysely';

/**
 * A mark of the catalogue as it is: another one after every change, and never one that was there before, so that what was read of the
 * catalogue can be kept for as long as the mark is the same.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const newMark = 'lower(hex(randomblob(16)))';
const tables = ['products', 'plans', 'plan_versions', 'suite_products'];

const statements = [
  'CREATE TABLE catalogue_state (n integer NOT NULL PRIMARY KEY CHECK (n = 1), mark text NOT NULL) STRICT',
  `INSERT INTO catalogue_state (n, mark) VALUES (1, ${newMark})`,
  ...tables.flatMap((table) =>
    ['INSERT', 'UPDATE', 'DELETE'].map(
      (what) => `CREATE TRIGGER ${table}_mark_${what.toLowerCase()} AFTER ${what} ON ${table}
   BEGIN UPDATE catalogue_state SET mark = ${newMark}; END`,
    ),
  ),
];

import type { CompiledQuery, Insertable } from 'kysely';
import type { Database } from './schema.ts';
import type { Trx } from './transaction.ts';

/** Per table, what was compiled for rows with these columns. */
const known = new Map<keyof Database, Map<string, CompiledQuery>>();

/**
 * Inserts one row. For the rows that every act writes, its events and letters for some: the SQL is built once per table and set of
 * columns, which otherwise costs several times what SQLite takes to run it.
 */
export async function insert<Table extends keyof Database>(trx: Trx, table: Table, row: Insertable<Database[Table]>): Promise<void> {
  await trx.executeQuery(insertion(trx, table, row));
}

/** The same unless a unique index already holds such a row. @returns whether it was inserted */
export async function insertUnlessThere<Table extends keyof Database>(
  trx: Trx,
  table: Table,
  row: Insertable<Database[Table]>,
): Promise<boolean> {
  const query = insertion(trx, table, row);
  const { numAffectedRows } = await trx.executeQuery({ ...query, sql: `${query.sql} on conflict do nothing` });
  return numAffectedRows === 1n;
}

function insertion<Table extends keyof Database>(trx: Trx, table: Table, row: Insertable<Database[Table]>): CompiledQuery {
  const columns = Object.keys(row).join();
  const ofTable = known.get(table) ?? new Map<string, CompiledQuery>();
  known.set(table, ofTable);
  let query = ofTable.get(columns);
  if (!query) {
    query = trx
      .insertInto(table)
      .values(row as never)
      .compile();
    ofTable.set(columns, query);
  }
  return { ...query, parameters: Object.values(row) };
}

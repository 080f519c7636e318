import type { CompiledQuery, Insertable } from 'kysely';
import type { Database } from './schema.ts';
import type { Trx } from './transaction.ts';

/** Compiled inserts by table, then by column names. */
const compiled = new Map<keyof Database, Map<string, CompiledQuery>>();

/**
 * Inserts one row. Use it for rows that every act writes, such as audit events and mails: the SQL is built once per table and set of
 * columns, because building it takes several times as long as SQLite needs to run it.
 */
export async function insert<Table extends keyof Database>(trx: Trx, table: Table, row: Insertable<Database[Table]>): Promise<void> {
  await trx.executeQuery(insertion(trx, table, row));
}

/** Inserts one row unless that breaks a unique index. @returns whether the row was inserted */
export async function insertIfAbsent<Table extends keyof Database>(
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
  const ofTable = compiled.get(table) ?? new Map<string, CompiledQuery>();
  compiled.set(table, ofTable);
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

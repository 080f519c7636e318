import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import { memoryOf } from './memory.ts';
import type { Db } from './open.ts';
import type { Database } from './schema.ts';
import type { Trx } from './transaction.ts';

/** Stands in a compiled query for a value that comes with each call. */
class Parameter {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** What a query gave: shared by all who ask the same, so nobody may alter it. */
export type Rows<Row> = readonly Readonly<Row>[];

/**
 * A query that is built and compiled once and then only run: building the same SQL at every call costs more than SQLite takes
 * to answer it. Outside transactions what it gave is kept until anything in the database changes. For the queries of every page, which
 * only read; elsewhere write the query plainly.
 *
 *     const findName = prepared((db, p) => db.selectFrom('members').select('name').where('id', '=', p('id')));
 *     const [row] = await findName(db, { id });
 */
export function prepared<Row>(
  build: (db: Kysely<Database>, parameter: <V = string>(name: string) => V) => Compilable<Row>,
): (db: Db | Trx, values: Record<string, string | number | null>) => Promise<Rows<Row>> {
  let compiled: CompiledQuery<Row> | undefined;
  return async (db, values) => {
    compiled ??= build(db as Kysely<Database>, <V>(name: string) => new Parameter(name) as V).compile();
    const query = compiled;
    const parameters = query.parameters.map((value) => (value instanceof Parameter ? given(values, value.name) : value));
    const read = async () => frozen((await db.executeQuery<Row>({ ...query, parameters })).rows);
    return memoryOf(db)?.keep(query, JSON.stringify(parameters), read, sizeOf) ?? read();
  };
}

function frozen<Row>(rows: Row[]): Rows<Row> {
  for (const row of rows) Object.freeze(row);
  return Object.freeze(rows);
}

/** A row of ours takes about half a kilobyte. */
function sizeOf(rows: readonly unknown[]): number {
  return 500 * (rows.length + 1);
}

function given(values: Record<string, string | number | null>, name: string): string | number | null {
  const value = values[name];
  if (value === undefined) throw new Error(`The prepared query was run without its value "${name}"`);
  return value;
}

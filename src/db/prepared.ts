import type { Compilable, CompiledQuery, Kysely } from 'kysely';
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

/**
 * A query that is built and compiled once and then only run: building the same SQL at every call costs more than SQLite takes
 * to answer it. For the queries of every page; elsewhere write the query plainly.
 *
 *     const findName = prepared((db, p) => db.selectFrom('members').select('name').where('id', '=', p('id')));
 *     const [row] = await findName(db, { id });
 */
export function prepared<Row>(
  build: (db: Kysely<Database>, parameter: <V = string>(name: string) => V) => Compilable<Row>,
): (db: Db | Trx, values: Record<string, string | number | null>) => Promise<Row[]> {
  let compiled: CompiledQuery<Row> | undefined;
  return async (db, values) => {
    compiled ??= build(db as Kysely<Database>, <V>(name: string) => new Parameter(name) as V).compile();
    const parameters = compiled.parameters.map((value) => (value instanceof Parameter ? given(values, value.name) : value));
    const result = await db.executeQuery<Row>({ ...compiled, parameters });
    return result.rows;
  };
}

function given(values: Record<string, string | number | null>, name: string): string | number | null {
  const value = values[name];
  if (value === undefined) throw new Error(`The prepared query was run without its value "${name}"`);
  return value;
}

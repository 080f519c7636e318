import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Db } from './open.ts';
import { readCacheOf } from './read-cache.ts';
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
export function compiledQuery<Row>(build: Build<Row>): (db: Db | Trx, values: Values) => Promise<Rows<Row>> {
  const withValues = compiledOnce(build);
  return async (db, values) => {
    const { query, parameters } = withValues(db, values);
    const read = async () => frozen((await db.executeQuery<Row>({ ...query, parameters })).rows);
    return readCacheOf(db)?.keep(query, JSON.stringify(parameters), read, sizeOf) ?? read();
  };
}

/**
 * A family of prepared queries: for each shape that is asked for, one. A shape is what makes a query another text; everything else comes
 * as a value.
 */
export function compiledByShape<Shape extends object, Query>(make: (shape: Shape) => Query): (shape: Shape) => Query {
  const made = new Map<string, Query>();
  return (shape) => {
    const key = JSON.stringify(shape);
    const query = made.get(key) ?? make(shape);
    made.set(key, query);
    return query;
  };
}

/**
 * The same as `prepared` for a statement that writes, inside a transaction. What it did is in the rows it returns: a guarded update that met nothing
 * returns none.
 *
 *     const rename = preparedWrite((trx, p) => trx.updateTable('members').set({ name: p('name') }).where('id', '=', p('id')).returning('id'));
 */
export function compiledStatement<Row>(build: Build<Row>): (trx: Trx, values: Values) => Promise<readonly Row[]> {
  const withValues = compiledOnce(build);
  return async (trx, values) => {
    const { query, parameters } = withValues(trx, values);
    return (await trx.executeQuery<Row>({ ...query, parameters })).rows;
  };
}

type Values = Record<string, string | number | null>;
type Build<Row> = (db: Kysely<Database>, parameter: <V = string>(name: string) => V) => Compilable<Row>;

function compiledOnce<Row>(build: Build<Row>): (db: Db | Trx, values: Values) => { query: CompiledQuery<Row>; parameters: unknown[] } {
  let compiled: CompiledQuery<Row> | undefined;
  return (db, values) => {
    compiled ??= build(db as Kysely<Database>, <V>(name: string) => new Parameter(name) as V).compile();
    return {
      query: compiled,
      parameters: compiled.parameters.map((value) => (value instanceof Parameter ? given(values, value.name) : value)),
    };
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

function given(values: Values, name: string): string | number | null {
  const value = values[name];
  if (value === undefined) throw new Error(`The prepared query was run without its value "${name}"`);
  return value;
}

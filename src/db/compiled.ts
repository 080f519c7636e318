import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { Db } from './open.ts';
import { readCacheOf } from './read-cache.ts';
import type { Database } from './schema.ts';
import type { Trx } from './transaction.ts';

/** A placeholder in a compiled query. Each call supplies the value. */
class Parameter {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** The rows of a query. Cached rows are shared between callers, so they are frozen. */
export type Rows<Row> = readonly Readonly<Row>[];

/**
 * A query that is built and compiled once and then only run, because Kysely needs more time to build the SQL than SQLite needs to run
 * it. Outside transactions the read cache keeps the rows until anything in the database changes. Use it for queries that only read and
 * that run on every page; elsewhere write a plain Kysely query.
 *
 *     const findName = compiledQuery((db, p) => db.selectFrom('members').select('name').where('id', '=', p('id')));
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
 * Keeps one compiled query per shape. A shape holds the options that change the SQL text (sort column, direction, filters); all other
 * input is passed as a value of the query.
 */
export function compiledByShape<Shape extends object, Query>(make: (shape: Shape) => Query): (shape: Shape) => Query {
  const queries = new Map<string, Query>();
  return (shape) => {
    const key = JSON.stringify(shape);
    const query = queries.get(key) ?? make(shape);
    queries.set(key, query);
    return query;
  };
}

/**
 * Like `compiledQuery`, for a statement that writes inside a transaction. Its `returning` rows say what it changed: an update whose
 * WHERE matches no row returns no rows.
 *
 *     const rename = compiledStatement((trx, p) =>
 *       trx.updateTable('members').set({ name: p('name') }).where('id', '=', p('id')).returning('id'),
 *     );
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
      parameters: compiled.parameters.map((value) => (value instanceof Parameter ? givenValue(values, value.name) : value)),
    };
  };
}

function frozen<Row>(rows: Row[]): Rows<Row> {
  for (const row of rows) Object.freeze(row);
  return Object.freeze(rows);
}

/** An estimate: one row takes about half a kilobyte of memory. */
function sizeOf(rows: readonly unknown[]): number {
  return 500 * (rows.length + 1);
}

function givenValue(values: Values, name: string): string | number | null {
  const value = values[name];
  if (value === undefined) throw new Error(`The prepared query was run without its value "${name}"`);
  return value;
}

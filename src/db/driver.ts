import { AsyncLocalStorage } from 'node:async_hooks';
import type BetterSqlite3 from 'better-sqlite3';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

/** What a transaction can announce after its commit: `outbox` means that it added mail to the outbox. */
export type Topic = 'outbox';

/**
 * Set while the code of a transaction runs. A query that uses `db` instead of `trx` there would wait forever for the connection that its
 * own transaction holds; the driver reads this store and fails at once. The set holds the topics to announce after the commit.
 */
export const insideTransaction = new AsyncLocalStorage<Set<Topic>>();

/**
 * SQLite for Kysely with three differences from the stock dialect: transactions begin IMMEDIATE (check-then-act is safe, and a read lock
 * is never upgraded, which could deadlock), each SQL text is prepared once per connection, and a transaction cannot use the outer `db`.
 */
export function sqliteDialect(database: BetterSqlite3.Database): Dialect {
  return {
    createDriver: () => new SqliteDriver(database),
    createAdapter: () => new OwnQueueAdapter(),
    createQueryCompiler: () => new SteadyQueryCompiler(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}

/**
 * Writes `+?` where Kysely writes `?`. SQLite replans a statement when the value of a bare parameter changes, and better-sqlite3 clears
 * all parameters after each run, so every call would plan the statement again, which takes ten times as long as running it. The unary plus
 * hides the value from the planner and changes nothing else. For the same reason SQLite uses a partial index only when the query has the
 * condition of the index as a literal (`eb.lit`, or a constant in a `compiledQuery`), not as a parameter.
 */
class SteadyQueryCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?';
  }
}

/**
 * Claims support for multiple connections, so that Kysely does not queue callers before it calls the driver. With Kysely's queue the guard
 * in `acquireConnection` against `db` inside a transaction would never run; the driver has its own queue.
 */
class OwnQueueAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** One connection, held by one caller at a time. better-sqlite3 is synchronous, so a second connection would not reduce waiting. */
class SqliteDriver implements Driver {
  readonly #database: BetterSqlite3.Database;
  readonly #connection: SqliteConnection;
  /** Resolves when the current holder releases the connection; undefined while the connection is free. */
  #held: Promise<void> | undefined;
  #release: (() => void) | undefined;

  constructor(database: BetterSqlite3.Database) {
    this.#database = database;
    this.#connection = new SqliteConnection(database);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    if (insideTransaction.getStore()) throw new Error('`db` was used inside a transaction: pass `trx` on');
    while (this.#held) await this.#held;
    this.#held = new Promise((resolve) => {
      this.#release = resolve;
    });
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {
    const release = this.#release;
    this.#held = undefined;
    release?.();
  }

  async beginTransaction(): Promise<void> {
    this.#connection.run('BEGIN IMMEDIATE');
  }

  async commitTransaction(): Promise<void> {
    this.#connection.run('COMMIT');
  }

  async rollbackTransaction(): Promise<void> {
    // After some errors, such as a full disk, SQLite has already rolled back.
    if (this.#database.inTransaction) this.#connection.run('ROLLBACK');
  }

  async destroy(): Promise<void> {
    this.#database.close();
  }
}

class SqliteConnection implements DatabaseConnection {
  readonly #database: BetterSqlite3.Database;
  readonly #statements = new Map<string, BetterSqlite3.Statement>();

  constructor(database: BetterSqlite3.Database) {
    this.#database = database;
  }

  run(sql: string): void {
    this.#statement(sql).run();
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const statement = this.#statement(query.sql);
    if (statement.reader) return { rows: statement.all(...query.parameters) as R[] };
    const { changes, lastInsertRowid } = statement.run(...query.parameters);
    return { numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid), rows: [] };
  }

  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    for (const row of this.#statement(query.sql).iterate(...query.parameters)) yield { rows: [row as R] };
  }

  #statement(sql: string): BetterSqlite3.Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      if (this.#statements.size >= 1000) this.#statements.clear();
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

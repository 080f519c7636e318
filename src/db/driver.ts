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

/** What a transaction can announce: `outbox` when it has put mail there. */
export type Topic = 'outbox';

/**
 * Set while the code of a transaction runs, so that a query which forgets `trx` fails at once instead of waiting for itself for ever.
 * Holds what the transaction wants to be announced after its commit.
 */
export const insideTransaction = new AsyncLocalStorage<Set<Topic>>();

/**
 * SQLite for Kysely with three differences from the stock dialect: transactions begin IMMEDIATE (check-then-act is safe, no upgrade
 * deadlocks), each SQL text is prepared once per connection, and the outer `db` cannot be used inside a transaction.
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
 * Writes `+?` where Kysely writes `?`. SQLite looks into a bare parameter for a better plan, and better-sqlite3 clears all parameters after
 * each run: together they would plan the same statement anew at every call, which takes ten times as long as to run it. The plus
 * changes nothing else. So a partial index is found by its condition written out (`eb.lit`, or a constant in `prepared`).
 */
class SteadyQueryCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?';
  }
}

/** Kysely would queue by itself before our driver is asked, and the guard against `db` inside a transaction would never be reached. */
class OwnQueueAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/** One connection, used by one at a time: SQLite works synchronously, so a second one would wait just as long. */
class SqliteDriver implements Driver {
  readonly #database: BetterSqlite3.Database;
  readonly #connection: SqliteConnection;
  /** Resolves when the present holder is done; undefined while nobody holds the connection. */
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
    // SQLite has already rolled back by itself after some errors, a full disk for one.
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

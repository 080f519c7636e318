import { AsyncLocalStorage } from 'node:async_hooks';
import type BetterSqlite3 from 'better-sqlite3';
import { insideTransaction } from './driver.ts';

/**
 * Caches values that were read from the database. Any change in the database empties the whole cache, so entries need no list of the
 * tables they depend on, and a page never shows stale data.
 */
export interface ReadCache {
  /**
   * Returns the cached value for this key, or calls `read` and caches its result. The key must contain everything that the value depends
   * on besides the database. Callers share the value and must not change it. Inside a transaction the cache is bypassed.
   *
   * @param about the owner of the key, such as a query: two owners may use equal keys
   * @param sizeOf the approximate size of the value in bytes
   */
  keep<Value>(about: object, key: string, read: () => Promise<Value>, sizeOf: (value: Value) => number): Promise<Value>;
}

/** Limits for the whole cache and for one value. A full cache is emptied; a value above its limit is not cached. */
const maxBytes = 8_000_000;
const maxBytesOfValue = 250_000;

const readCaches = new WeakMap<object, ReadCache>();

/** The read cache of a `db`; undefined for a `trx`, because a transaction must read its own writes. */
export function readCacheOf(db: object): ReadCache | undefined {
  return readCaches.get(db);
}

/** Gives this `db` a read cache. `database` is the only connection that `db` uses. */
export function attachReadCache(db: object, database: BetterSqlite3.Database): void {
  readCaches.set(db, makeReadCache(database));
}

function makeReadCache(database: BetterSqlite3.Database): ReadCache {
  const stateOf = stateReader(database);
  const entries = new Map<object, Map<string, unknown>>();
  let bytes = 0;
  let knownState = stateOf();

  const clear = () => {
    entries.clear();
    bytes = 0;
  };

  const find = (about: object, key: string): unknown => {
    const state = stateOf();
    if (state !== knownState) clear();
    knownState = state;
    return entries.get(about)?.get(key);
  };

  const add = (about: object, key: string, value: unknown, size: number): void => {
    if (size > maxBytesOfValue) return;
    if (bytes + size > maxBytes) clear();
    bytes += size;
    const ofOwner = entries.get(about) ?? new Map<string, unknown>();
    entries.set(about, ofOwner.set(key, value));
  };

  return {
    async keep<Value>(about: object, key: string, read: () => Promise<Value>, sizeOf: (value: Value) => number): Promise<Value> {
      if (insideTransaction.getStore()) return read();
      const cached = find(about, key) as Value | undefined;
      if (cached !== undefined) return cached;
      const stateBefore = knownState;
      const value = await read();
      // If the database changed during the read, the value may be from before the change, so it is not cached.
      if (stateOf() === stateBefore) add(about, key, value, sizeOf(value) + key.length);
      return value;
    },
  };
}

/**
 * Whether the current request has already asked SQLite for changes by other processes: `open` before its first read, `taken` after it,
 * `over` once the request is answered.
 */
interface ForeignCheck {
  state: 'open' | 'taken' | 'over';
}

const checkOfRequest = new AsyncLocalStorage<ForeignCheck>();

/**
 * Runs the handler of one request so that it checks for changes by other processes only once, at its first read, which is after the request
 * arrived. A check at every read would cost more than the cached read saves. Changes by this process are always noticed. Work that
 * continues after the answer checks at every read again.
 */
export async function oncePerRequest<Answer>(answer: () => Promise<Answer>): Promise<Answer> {
  const check: ForeignCheck = { state: 'open' };
  try {
    return await checkOfRequest.run(check, answer);
  } finally {
    check.state = 'over';
  }
}

/**
 * Identifies the state of the database by two counters of SQLite. `data_version` changes when another connection or process commits;
 * `total_changes()` grows with every row that this connection writes, even if the write is rolled back. Neither counts changes of the
 * schema, but the schema changes only before the first request.
 */
function stateReader(database: BetterSqlite3.Database): () => string {
  const dataVersion = database.prepare('PRAGMA data_version').pluck();
  const totalChanges = database.prepare('SELECT total_changes()').pluck();
  let foreignVersion: unknown;
  return () => {
    const check = checkOfRequest.getStore();
    if (check?.state !== 'taken') foreignVersion = dataVersion.get();
    if (check?.state === 'open') check.state = 'taken';
    return `${foreignVersion}/${totalChanges.get()}`;
  };
}

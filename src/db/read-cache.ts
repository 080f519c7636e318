import { AsyncLocalStorage } from 'node:async_hooks';
import type BetterSqlite3 from 'better-sqlite3';
import { insideTransaction } from './driver.ts';

/**
 * Keeps what was read from the database for as long as nothing in it has changed at all. Any change forgets everything: nobody has to
 * say what depends on what, and nothing stale is ever shown.
 */
export interface ReadCache {
  /**
   * What `read` gave for this key when it was last asked since the last change, or what it gives now. Whatever it depends on besides the
   * database must be in the key. What is kept is shared: it must not be altered. Inside a transaction everything is read.
   *
   * @param about whose keys these are
   * @param sizeOf about how many bytes it takes to keep
   */
  keep<Made>(about: object, key: string, read: () => Promise<Made>, sizeOf: (made: Made) => number): Promise<Made>;
}

/** What may be kept altogether, and by one key. When it is full it begins anew. */
const mostBytes = 8_000_000;
const mostBytesOfOne = 250_000;

const readCaches = new WeakMap<object, ReadCache>();

/** The memory of a database; none for a transaction, which reads by itself. */
export function readCacheOf(db: object): ReadCache | undefined {
  return readCaches.get(db);
}

/** From now on what is read by this `db` can be kept. `database` is the one connection that it uses. */
export function giveReadCache(db: object, database: BetterSqlite3.Database): void {
  readCaches.set(db, makeReadCache(database));
}

function makeReadCache(database: BetterSqlite3.Database): ReadCache {
  const stateOf = stateReader(database);
  const kept = new Map<object, Map<string, unknown>>();
  let bytes = 0;
  let knownState = stateOf();

  const forget = () => {
    kept.clear();
    bytes = 0;
  };

  const find = (about: object, key: string): unknown => {
    const state = stateOf();
    if (state !== knownState) forget();
    knownState = state;
    return kept.get(about)?.get(key);
  };

  const add = (about: object, key: string, made: unknown, size: number): void => {
    if (size > mostBytesOfOne) return;
    if (bytes + size > mostBytes) forget();
    bytes += size;
    const ofThis = kept.get(about) ?? new Map<string, unknown>();
    kept.set(about, ofThis.set(key, made));
  };

  return {
    async keep<Made>(about: object, key: string, read: () => Promise<Made>, sizeOf: (made: Made) => number): Promise<Made> {
      if (insideTransaction.getStore()) return read();
      const known = find(about, key) as Made | undefined;
      if (known !== undefined) return known;
      const before = knownState;
      const made = await read();
      // What was read while something changed may be from before the change.
      if (stateOf() === before) add(about, key, made, sizeOf(made) + key.length);
      return made;
    },
  };
}

const oneLook = new AsyncLocalStorage<{ state: 'open' | 'taken' | 'over' }>();

/**
 * Answers one request: whether another process has changed something is asked once, at its first read, which is after it arrived.
 * To ask at every read would cost more than what is read. What this process changes is always noticed, and what goes on after the
 * answer asks at every read.
 */
export async function oncePerRequest<Answer>(answer: () => Promise<Answer>): Promise<Answer> {
  const look: { state: 'open' | 'taken' | 'over' } = { state: 'open' };
  try {
    return await oneLook.run(look, answer);
  } finally {
    look.state = 'over';
  }
}

/**
 * Tells two states of the database apart, by SQLite's own counters: the first moves when another connection or process has committed,
 * the second with every row that this connection writes, also when that is rolled back. (The schema changes only before anything is served.)
 */
function stateReader(database: BetterSqlite3.Database): () => string {
  const ofOthers = database.prepare('PRAGMA data_version').pluck();
  const ofOurs = database.prepare('SELECT total_changes()').pluck();
  let others: unknown;
  return () => {
    const look = oneLook.getStore();
    if (look?.state !== 'taken') others = ofOthers.get();
    if (look?.state === 'open') look.state = 'taken';
    return `${others}/${ofOurs.get()}`;
  };
}

import type { Transaction } from 'kysely';
import { insideTransaction, type Topic } from './driver.ts';
import type { Db } from './open.ts';
import type { Database } from './schema.ts';

export type Trx = Transaction<Database>;

/** The after-commit listeners of each database. */
const listeners = new WeakMap<Db, { topic: Topic; listener: () => void }[]>();

/**
 * Runs an act in one transaction (BEGIN IMMEDIATE): all writes are committed, or none. Pass `trx` to every query inside. Do not wait for
 * the network or anything else inside, because the transaction holds the only connection. Listeners of announced topics are called after
 * the commit.
 */
export async function transaction<R>(db: Db, act: (trx: Trx) => Promise<R>): Promise<R> {
  const announced = new Set<Topic>();
  const result = await db.transaction().execute((trx) => insideTransaction.run(announced, () => act(trx)));
  for (const { topic, listener } of listeners.get(db) ?? []) if (announced.has(topic)) listener();
  return result;
}

/** Inside a transaction: after its commit the listeners of this topic are called. After a rollback they are not called. */
export function announceAfterCommit(topic: Topic): void {
  insideTransaction.getStore()?.add(topic);
}

/** Calls `listener` after each commit of a transaction that announced this topic. @returns a function that removes the listener */
export function onCommit(db: Db, topic: Topic, listener: () => void): () => void {
  const entry = { topic, listener };
  listeners.set(db, [...(listeners.get(db) ?? []), entry]);
  return () => {
    listeners.set(
      db,
      (listeners.get(db) ?? []).filter((listening) => listening !== entry),
    );
  };
}

import type { Transaction } from 'kysely';
import { insideTransaction, type Topic } from './driver.ts';
import type { Db } from './open.ts';
import type { Database } from './schema.ts';

export type Trx = Transaction<Database>;

/** By database: who is called after a commit that announced a topic. */
const listeners = new WeakMap<Db, { topic: Topic; listener: () => void }[]>();

/**
 * Runs an act in one transaction (BEGIN IMMEDIATE): all of it is committed, or nothing is. Everything inside gets `trx`;
 * no network and no other waiting in it, because it holds the only connection.
 */
export async function transaction<R>(db: Db, act: (trx: Trx) => Promise<R>): Promise<R> {
  const announced = new Set<Topic>();
  const result = await db.transaction().execute((trx) => insideTransaction.run(announced, () => act(trx)));
  for (const { topic, listener } of listeners.get(db) ?? []) if (announced.has(topic)) listener();
  return result;
}

/** Inside a transaction: calls those who listen to this topic once it has been committed. A rollback calls nobody. */
export function announceAfterCommit(topic: Topic): void {
  insideTransaction.getStore()?.add(topic);
}

/** Calls `listener` after each commit of a transaction that announced this topic. Returns how to end that. */
export function onCommit(db: Db, topic: Topic, listener: () => void): () => void {
  const entry = { topic, listener };
  listeners.set(db, [...(listeners.get(db) ?? []), entry]);
  return () => {
    listeners.set(
      db,
      (listeners.get(db) ?? []).filter((other) => other !== entry),
    );
  };
}

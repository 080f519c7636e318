import type { Transaction } from 'kysely';
import { insideTransaction } from './driver.ts';
import type { Db } from './open.ts';
import type { Database } from './schema.ts';

export type Trx = Transaction<Database>;

/**
 * Runs an act in one transaction (BEGIN IMMEDIATE): all of it is committed, or nothing is. Everything inside gets `trx`;
 * no network and no other waiting in it, because it holds the only connection.
 */
export function transaction<R>(db: Db, act: (trx: Trx) => Promise<R>): Promise<R> {
  return db.transaction().execute((trx) => insideTransaction.run(true, () => act(trx)));
}

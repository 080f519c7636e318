import type { Db } from '../db/open.ts';
import { type EventRow, firstPreviousHash, hashOf } from './chain.ts';

/**
 * `missing`: a sequence number is missing. `unlinked`: `previous_hash` is not the hash of the event before. `changed`: the content does
 * not match the hash of the event.
 */
export type ChainCheck = { intact: true; events: number } | { intact: false; seq: number; broken: 'missing' | 'unlinked' | 'changed' };

const batchSize = 1000;

/**
 * Reads the whole log of an account and returns the first event that was tampered with. It cannot detect that the last events were
 * removed: the rest is an intact, shorter chain. To detect this, compare the number of events with a backup.
 */
export async function verifyAccount(db: Db, accountId: string): Promise<ChainCheck> {
  let previousHash = firstPreviousHash;
  let seq = 0;
  for (;;) {
    const rows = await nextEvents(db, accountId, seq);
    for (const row of rows) {
      seq += 1;
      if (row.seq !== seq) return { intact: false, seq, broken: 'missing' };
      if (row.previous_hash !== previousHash) return { intact: false, seq, broken: 'unlinked' };
      const { hash, ...content } = row;
      if (hashOf(content) !== hash) return { intact: false, seq, broken: 'changed' };
      previousHash = hash;
    }
    if (rows.length < batchSize) return { intact: true, events: seq };
  }
}

/** Checks the log of every account. Returns the accounts whose log is broken, each with its first broken event; empty if all are intact. */
export async function verifyAll(db: Db): Promise<{ accountId: string; seq: number; broken: string }[]> {
  const accounts = await db.selectFrom('accounts').select('id').orderBy('id').execute();
  const found: { accountId: string; seq: number; broken: string }[] = [];
  for (const { id } of accounts) {
    const check = await verifyAccount(db, id);
    if (!check.intact) found.push({ accountId: id, seq: check.seq, broken: check.broken });
  }
  return found;
}

function nextEvents(db: Db, accountId: string, afterSeq: number): Promise<EventRow[]> {
  return db
    .selectFrom('events')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(batchSize)
    .execute();
}

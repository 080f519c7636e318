import type { Db } from '../db/open.ts';
import { beforeTheFirst, type EventRow, hashOf } from './chain.ts';

/** `missing`: a number is left out. `unlinked`: it does not follow the event before it. `changed`: its content is not what was recorded. */
export type ChainCheck = { intact: true; events: number } | { intact: false; seq: number; broken: 'missing' | 'unlinked' | 'changed' };

const atOnce = 1000;

/**
 * Reads the whole log of an account and says where it was first tampered with. Events cut off at the very end leave an intact,
 * shorter chain: compare the number of events with that of a backup to see this.
 */
export async function verifyAccount(db: Db, accountId: string): Promise<ChainCheck> {
  let previousHash = beforeTheFirst;
  let seq = 0;
  for (;;) {
    const rows = await nextEvents(db, accountId, seq);
    for (const row of rows) {
      seq += 1;
      if (row.seq !== seq) return { intact: false, seq, broken: 'missing' };
      if (row.previous_hash !== previousHash) return { intact: false, seq, broken: 'unlinked' };
      const { hash, ...said } = row;
      if (hashOf(said) !== hash) return { intact: false, seq, broken: 'changed' };
      previousHash = hash;
    }
    if (rows.length < atOnce) return { intact: true, events: seq };
  }
}

/** Checks the log of every account; the accounts whose log is broken, with the place. Empty when all is well. */
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
    .limit(atOnce)
    .execute();
}

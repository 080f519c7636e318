import { describe, expect, it } from 'vitest';
import { type Actor, systemActor } from '../../src/audit/acting.ts';
import { type AuditEvent, record } from '../../src/audit/record.ts';
import { verifyAccount, verifyAll } from '../../src/audit/verify.ts';
import type { Db } from '../../src/db/open.ts';
import { type Trx, transaction } from '../../src/db/transaction.ts';
import { freshDatabase } from '../support/database.ts';
import { insertAccount, insertMember } from '../support/rows.ts';

type Given = Partial<AuditEvent> & { at?: number; actor?: Actor; source?: string };

/** Records an event of this account; properties that are not given get an arbitrary value. */
function recordOne(trx: Trx, accountId: string, { at = 1_000, actor = systemActor, source = 'server', ...given }: Given = {}) {
  const subject = { type: 'subscription', id: accountId, name: 'Orchard Software' } as const;
  return record(trx, { actor, source, now: at }, { accountId, action: 'subscription.changed', subject, ...given });
}

async function recordAll(db: Db, accountId: string, events: Given[]): Promise<void> {
  for (const event of events) await transaction(db, (trx) => recordOne(trx, accountId, event));
}

describe('recording an event', () => {
  it('stores the actor, the time, the action, the values before and after, and the source', async () => {
    const { db } = await freshDatabase();
    const accountId = await insertAccount(db);
    const adaId = await insertMember(db, accountId);
    await recordAll(db, accountId, [
      {
        at: 5,
        actor: { kind: 'member', id: adaId, name: 'Ada Lindqvist' },
        before: { seats: 5 },
        after: { seats: 8, plan: undefined },
        source: '192.0.2.7',
      },
    ]);
    expect(await db.selectFrom('events').selectAll().executeTakeFirst()).toMatchObject({
      account_id: accountId,
      seq: 1,
      at: 5,
      actor_kind: 'member',
      actor_id: adaId,
      actor_name: 'Ada Lindqvist',
      action: 'subscription.changed',
      before: '{"seats":5}',
      after: '{"seats":8}',
      source: '192.0.2.7',
    });
  });

  it('leaves no event and no gap in the numbers when its transaction fails', async () => {
    const { db } = await freshDatabase();
    const accountId = await insertAccount(db);
    await recordAll(db, accountId, [{}]);
    await expect(
      transaction(db, async (trx) => {
        await recordOne(trx, accountId);
        throw new Error('the act failed');
      }),
    ).rejects.toThrow('the act failed');
    await recordAll(db, accountId, [{}]);
    expect(await db.selectFrom('events').select('seq').orderBy('seq').execute()).toEqual([{ seq: 1 }, { seq: 2 }]);
    expect(await verifyAccount(db, accountId)).toEqual({ intact: true, events: 2 });
  });

  it('numbers the events per account, several in one transaction and many at once', async () => {
    const { db } = await freshDatabase();
    const [one, two] = [await insertAccount(db), await insertAccount(db)];
    await Promise.all(
      Array.from({ length: 20 }, () =>
        transaction(db, async (trx) => {
          await recordOne(trx, one);
          await recordOne(trx, two);
          await recordOne(trx, one);
        }),
      ),
    );
    expect(await verifyAccount(db, one)).toEqual({ intact: true, events: 40 });
    expect(await verifyAccount(db, two)).toEqual({ intact: true, events: 20 });
    expect(await verifyAll(db)).toEqual([]);
  });

  it('cannot be edited or deleted', async () => {
    const { db } = await freshDatabase();
    const accountId = await insertAccount(db);
    await recordAll(db, accountId, [{}]);
    await expect(db.updateTable('events').set({ source: 'elsewhere' }).execute()).rejects.toThrow('cannot be edited');
    await expect(db.deleteFrom('events').execute()).rejects.toThrow('cannot be edited');
  });
});

describe('the chain of the log', () => {
  async function tampered(change: string): Promise<unknown> {
    const { db, raw } = await freshDatabase();
    const accountId = await insertAccount(db);
    await recordAll(
      db,
      accountId,
      [1, 2, 3, 4].map((at) => ({ at, after: { seats: at } })),
    );
    raw.exec('DROP TRIGGER events_never_change; DROP TRIGGER events_never_go');
    raw.exec(change);
    const broken = await verifyAll(db);
    const check = await verifyAccount(db, accountId);
    if (!check.intact) expect(broken).toEqual([{ accountId, seq: check.seq, broken: check.broken }]);
    return check;
  }

  it('reveals an event whose content was changed', async () => {
    expect(await tampered(`UPDATE events SET after = '{"seats":900}' WHERE seq = 2`)).toEqual({ intact: false, seq: 2, broken: 'changed' });
    expect(await tampered(`UPDATE events SET actor_name = 'Somebody else' WHERE seq = 4`)).toMatchObject({ seq: 4, broken: 'changed' });
    expect(await tampered('UPDATE events SET at = 9 WHERE seq = 1')).toMatchObject({ seq: 1, broken: 'changed' });
  });

  it('covers every column of an event', async () => {
    const { raw } = await freshDatabase();
    const columns = raw.pragma('table_info(events)') as { name: string; type: string }[];
    expect(columns.length).toBeGreaterThan(10);
    for (const { name, type } of columns) {
      const change = `PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF;
        UPDATE events SET ${name} = ${type === 'TEXT' ? `'{"other":1}'` : 99} WHERE seq = 2`;
      expect(await tampered(change), name).toMatchObject({ intact: false, seq: 2 });
    }
  });

  it('reveals that an event was removed, also when the numbers were closed up', async () => {
    expect(await tampered('DELETE FROM events WHERE seq = 2')).toEqual({ intact: false, seq: 2, broken: 'missing' });
    expect(await tampered('DELETE FROM events WHERE seq = 1')).toMatchObject({ seq: 1, broken: 'missing' });
    expect(await tampered('DELETE FROM events WHERE seq = 2; UPDATE events SET seq = seq - 1 WHERE seq > 2')).toMatchObject({
      seq: 2,
      broken: 'unlinked',
    });
  });

  it('is intact for an account without events', async () => {
    const { db } = await freshDatabase();
    expect(await verifyAccount(db, await insertAccount(db))).toEqual({ intact: true, events: 0 });
  });

  it('is checked over many batches: intact, and then broken in the last one', async () => {
    const { db, raw } = await freshDatabase();
    const accountId = await insertAccount(db);
    await transaction(db, async (trx) => {
      for (let n = 0; n < 2001; n += 1) await recordOne(trx, accountId, { at: n });
    });
    expect(await verifyAccount(db, accountId)).toEqual({ intact: true, events: 2001 });
    raw.exec(`DROP TRIGGER events_never_change; UPDATE events SET source = 'x' WHERE seq = 2001`);
    expect(await verifyAccount(db, accountId)).toMatchObject({ seq: 2001, broken: 'changed' });
  });
});

import type BetterSqlite3 from 'better-sqlite3';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Actor, systemActor } from '../../src/audit/acting.ts';
import { auditActions } from '../../src/audit/actions.ts';
import { auditCsv } from '../../src/audit/csv.ts';
import { type AuditFilter, type AuditStart, eachEvent, eventsQuery, findActor, listActors, listEvents } from '../../src/audit/list.ts';
import { record } from '../../src/audit/record.ts';
import type { Db } from '../../src/db/open.ts';
import { transaction } from '../../src/db/transaction.ts';
import { languages } from '../../src/i18n/language.ts';
import { messagesFor } from '../../src/i18n/messages.ts';
import { freshDatabase } from '../support/database.ts';
import { insertAccount, insertMember } from '../support/rows.ts';

const everything: AuditFilter = { group: null, actorId: null, from: null, to: null };
const day = 86_400;

interface Given {
  at: number;
  by?: string | undefined;
  action?: (typeof auditActions)[number];
  name?: string;
}

async function recordAll(db: Db, accountId: string, events: Given[]): Promise<void> {
  await transaction(db, async (trx) => {
    for (const { at, by, action = 'request.submitted', name = 'Orchard Software' } of events) {
      const actor: Actor = by ? { kind: 'member', id: by, name: 'Ada Lindqvist' } : systemActor;
      const subject = { type: 'account', id: accountId, name } as const;
      await record(trx, { actor, source: 'server', now: at }, { accountId, action, subject });
    }
  });
}

const seqs = (page: { entries: { seq: number }[] }) => page.entries.map((entry) => entry.seq);

describe('the list of events', () => {
  it('is newest first and pages to both ends and back', async () => {
    const { db } = await freshDatabase();
    const accountId = await insertAccount(db);
    // Two events per second, so that the time alone does not define the order.
    await recordAll(
      db,
      accountId,
      Array.from({ length: 7 }, (_, n) => ({ at: Math.floor(n / 2) })),
    );
    const first = await listEvents(db, accountId, everything, null, 3);
    expect(seqs(first)).toEqual([7, 6, 5]);
    expect(first.newer).toBeNull();
    const second = await listEvents(db, accountId, everything, first.older, 3);
    expect(seqs(second)).toEqual([4, 3, 2]);
    const third = await listEvents(db, accountId, everything, second.older, 3);
    expect(seqs(third)).toEqual([1]);
    expect(third.older).toBeNull();
    const back = await listEvents(db, accountId, everything, third.newer, 3);
    expect(seqs(back)).toEqual([4, 3, 2]);
    const top = await listEvents(db, accountId, everything, back.newer, 3);
    expect(seqs(top)).toEqual([7, 6, 5]);
    expect(top.newer).toBeNull();
    expect(top.older).not.toBeNull();
  });

  it('is filtered by group, person and days, alone and together', async () => {
    const { db } = await freshDatabase();
    const accountId = await insertAccount(db);
    const [ada, ben] = [await insertMember(db, accountId), await insertMember(db, accountId)];
    await recordAll(db, accountId, [
      { at: 0, by: ada },
      { at: day - 1, by: ben, action: 'member.invited' },
      { at: day, by: ada, action: 'seat.given' },
      { at: 2 * day, action: 'request.closed' },
      { at: 3 * day, by: ben, action: 'request.rejected' },
    ]);
    const found = async (filter: Partial<AuditFilter>) => seqs(await listEvents(db, accountId, { ...everything, ...filter }));
    expect(await found({})).toEqual([5, 4, 3, 2, 1]);
    expect(await found({ group: 'requests' })).toEqual([5, 4, 1]);
    expect(await found({ group: 'billing' })).toEqual([]);
    expect(await found({ actorId: ada })).toEqual([3, 1]);
    expect(await found({ actorId: 'system' })).toEqual([4]);
    expect(await found({ from: '1970-01-02', to: '1970-01-02' })).toEqual([3]);
    expect(await found({ to: '1970-01-01' })).toEqual([2, 1]);
    expect(await found({ group: 'requests', actorId: ben, from: '1970-01-03' })).toEqual([5]);
    expect(seqs(await listEvents(db, accountId, { ...everything, group: 'requests' }, { olderThan: { at: 2 * day, seq: 4 } }))).toEqual([
      1,
    ]);
  });

  it('never shows an event, a person or an export of another account', async () => {
    const { db } = await freshDatabase();
    const [mine, theirs] = [await insertAccount(db), await insertAccount(db)];
    const stranger = await insertMember(db, theirs, { name: 'CANARY' });
    await recordAll(db, theirs, [{ at: 1, by: stranger, name: 'CANARY' }]);
    await recordAll(db, mine, [{ at: 2 }]);
    const filters: AuditFilter[] = [everything, { ...everything, group: 'requests' }, { ...everything, actorId: stranger }];
    for (const filter of filters) {
      const from: AuditStart[] = [null, { olderThan: { at: 9, seq: 9 } }, { newerThan: { at: 0, seq: 0 } }];
      for (const place of from) expect(JSON.stringify(await listEvents(db, mine, filter, place))).not.toContain('CANARY');
      for await (const entries of eachEvent(db, mine, filter)) expect(JSON.stringify(entries)).not.toContain('CANARY');
    }
    expect(await listActors(db, mine)).toEqual([]);
    expect(await findActor(db, mine, stranger)).toBeUndefined();
    expect(await findActor(db, theirs, stranger)).toEqual({ id: stranger, name: 'Ada Lindqvist' });
  });

  it('offers the members who may change something, and the representative', async () => {
    const { db } = await freshDatabase();
    const vendorId = await insertAccount(db, { name: 'Vendor' });
    const repId = await insertMember(db, vendorId, { name: 'Rosa Vendor', is_operator: 1 });
    const accountId = await insertAccount(db, { representative_id: repId });
    await insertMember(db, accountId, { name: 'Olga Owner', role: 'owner' });
    await insertMember(db, accountId, { name: 'Adam Admin', role: 'admin' });
    await insertMember(db, accountId, { name: 'Agnes Agent', role: 'agent' });
    expect((await listActors(db, accountId)).map((person) => person.name)).toEqual(['Adam Admin', 'Olga Owner', 'Rosa Vendor']);
    await db.updateTable('members').set({ role: 'admin' }).where('id', '=', repId).execute();
    await db.updateTable('accounts').set({ representative_id: repId }).where('id', '=', vendorId).execute();
    expect((await listActors(db, vendorId)).map((person) => person.name)).toEqual(['Rosa Vendor']);
  });
});

describe('the log of 50,000 events', () => {
  let db: Db;
  let raw: BetterSqlite3.Database;
  let accountId: string;
  let adaId: string;

  beforeAll(async () => {
    ({ db, raw } = await freshDatabase());
    accountId = await insertAccount(db);
    adaId = await insertMember(db, accountId);
    const insert = raw.prepare(
      `INSERT INTO events (id, account_id, seq, at, actor_kind, actor_id, actor_name, action, subject_type, subject_name, source, previous_hash, hash)
       VALUES (?, ?, ?, ?, 'member', ?, 'Ada', ?, 'account', 'Orchard', 'server', '', '')`,
    );
    raw.transaction(() => {
      for (let n = 1; n <= 50_000; n += 1) insert.run(`e${n}`, accountId, n, n, adaId, auditActions[n % auditActions.length]);
    })();
  });

  const filters: [string, AuditFilter][] = [
    ['everything', everything],
    ['a person', { ...everything, actorId: 'ada' }],
    ['days', { ...everything, from: '1970-01-01', to: '1970-01-02' }],
    ['a group', { ...everything, group: 'requests' }],
    ['a group and days', { ...everything, group: 'team', from: '1970-01-01', to: '1970-01-02' }],
  ];

  it.each(filters)('is read by an index that has the right order, filtered by %s', async (_, filter) => {
    for (const from of [null, { olderThan: { at: 25_000, seq: 25_000 } }, { newerThan: { at: 25_000, seq: 25_000 } }]) {
      const { sql, parameters } = eventsQuery(db, accountId, { ...filter, actorId: filter.actorId && adaId }, from, 51).compile();
      const steps = raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { parent: number; detail: string }[];
      const reads = steps.filter((step) => /\bevents\b/.test(step.detail) && !step.detail.startsWith('SCAN (subquery'));
      expect(reads.length).toBeGreaterThan(0);
      for (const read of reads) {
        expect(read.detail).toMatch(/^SEARCH events USING INDEX events_by_(time|action|actor) /);
        // SQLite never sorts what it reads; it sorts only when it merges the newest few events of each action of a group.
        const beside = steps.filter((step) => step.parent === read.parent).map((step) => step.detail);
        expect(beside).not.toContain('USE TEMP B-TREE FOR ORDER BY');
      }
    }
  });

  it('shows its last page as fast as its first', async () => {
    const last = await listEvents(db, accountId, everything, { olderThan: { at: 51, seq: 51 } });
    expect(last.entries).toHaveLength(50);
    expect(last.older).toBeNull();
  });

  it('is exported completely and in order', async () => {
    let expected = 50_000;
    for await (const entries of eachEvent(db, accountId, everything)) {
      for (const entry of entries) {
        expect(entry.seq).toBe(expected);
        expected -= 1;
      }
    }
    expect(expected).toBe(0);
  });
});

describe('the CSV of the log', () => {
  async function csvOf(db: Db, accountId: string): Promise<string> {
    let text = '';
    for await (const part of auditCsv(eachEvent(db, accountId, everything), messagesFor('de'))) text += part;
    return text;
  }

  it("has a header in the reader's language and one row per event", async () => {
    const { db } = await freshDatabase();
    const accountId = await insertAccount(db);
    await recordAll(db, accountId, [{ at: 0, name: 'Äpfel, "rot"\nund grün' }]);
    const text = await csvOf(db, accountId);
    expect(text.startsWith('\uFEFF')).toBe(true);
    expect(parse(text, { bom: true })).toEqual([
      ['Nummer', 'Wann', 'Wer', 'Gehandelt als', 'Was', 'Aktion', 'Betrifft', 'Vorher', 'Nachher', 'Von wo'],
      [
        '1',
        '1970-01-01T00:00:00.000Z',
        'Seatkeeper',
        'Von selbst',
        'Anfrage eingereicht',
        'request.submitted',
        'Äpfel, "rot"\nund grün',
        '',
        '',
        'Server',
      ],
    ]);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('does not let a spreadsheet calculate %j', async (name) => {
    const { db } = await freshDatabase();
    const accountId = await insertAccount(db);
    await recordAll(db, accountId, [{ at: 0, name }]);
    const rows: string[][] = parse(await csvOf(db, accountId), { bom: true });
    expect(rows[1]?.[6]).toBe(`'${name}`);
  });
});

describe('the words of the log', () => {
  it.each(languages)('name every action in %s, each differently', (language) => {
    const words = auditActions.map((action) => messagesFor(language).audit.actions[action]);
    expect(words.every((word) => word.length > 3)).toBe(true);
    expect(new Set(words).size).toBe(words.length);
  });
});

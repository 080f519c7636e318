import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { compiledQuery } from '../../src/db/compiled.ts';
import { insert, insertIfAbsent } from '../../src/db/insert.ts';
import { lockDataDir } from '../../src/db/lock.ts';
import { migrate, NewerDatabaseError } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/open.ts';
import { transaction } from '../../src/db/transaction.ts';

describe('the database', () => {
  it('is migrated once, and a second time changes nothing', async () => {
    const { db, raw } = openDatabase(':memory:');
    expect(await migrate(db, migrations, 1)).toEqual(migrations.map((migration) => migration.name));
    expect(await migrate(db, migrations, 2)).toEqual([]);
    expect(raw.pragma('foreign_key_check')).toEqual([]);
  });

  it('of a newer version is refused', async () => {
    const { db } = openDatabase(':memory:');
    await migrate(db, migrations, 1);
    await db.insertInto('migrations').values({ name: '999-later', applied_at: 1 }).execute();
    await expect(migrate(db, migrations, 2)).rejects.toThrow(NewerDatabaseError);
  });

  it('keeps nothing of a migration that failed in the middle', async () => {
    const { db, raw } = openDatabase(':memory:');
    const broken = {
      name: '000-broken',
      up: async (trx: typeof db) => {
        await sql`CREATE TABLE half (id text)`.execute(trx);
        throw new Error('killed');
      },
    };
    await expect(migrate(db, [broken as never], 1)).rejects.toThrow('killed');
    expect(raw.prepare("SELECT name FROM sqlite_schema WHERE name = 'half'").all()).toEqual([]);
  });

  it('refuses the outer db inside a transaction instead of hanging', async () => {
    const { db } = openDatabase(':memory:');
    await migrate(db, migrations, 1);
    await expect(transaction(db, async () => db.selectFrom('accounts').selectAll().execute())).rejects.toThrow('pass `trx` on');
    expect(await db.selectFrom('accounts').selectAll().execute()).toEqual([]);
  });

  it('says what is wrong with the data folder: somebody is there already, or nobody may write', () => {
    const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-lock-'));
    const lock = lockDataDir(folder);
    expect(() => lockDataDir(folder)).toThrow('already running');
    lock.release();
    rmSync(join(folder, 'server.lock'));
    mkdirSync(join(folder, 'server.lock'));
    expect(() => lockDataDir(folder)).toThrow('cannot be written (SQLITE_CANTOPEN');
    rmSync(folder, { recursive: true });
  });

  it('runs a prepared query with the values of each call', async () => {
    const { db } = openDatabase(':memory:');
    await migrate(db, migrations, 1);
    const find = compiledQuery((q, p) => q.selectFrom('counters').select('value').where('name', '=', p<'order'>('name')));
    expect(await find(db, { name: 'order' })).toEqual([{ value: 0 }]);
    expect(await find(db, { name: 'nothing' })).toEqual([]);
    await expect(find(db, {})).rejects.toThrow('without its value "name"');
  });

  it('plans a statement once, however often it is run with other values', async () => {
    const { db } = openDatabase(':memory:');
    await migrate(db, migrations, 1);
    const ask = (name: string) =>
      db
        .selectFrom('plans')
        .innerJoin('products', 'products.id', 'plans.product_id')
        .select('plans.name')
        .where('products.id', '=', name)
        .where('products.kind', '=', 'suite')
        .orderBy('plans.level')
        .limit(1)
        .execute();
    await db.insertInto('products').values({ id: 'suite', name: 'Suite', kind: 'suite', seated: 1, on_sale: 1, sort: 1 }).execute();
    await db.insertInto('plans').values({ id: 'plan', product_id: 'suite', name: 'Plan', level: 1 }).execute();
    const rowsMade = await countMadeFunctions(async () => {
      for (let i = 0; i < 20; i++) expect(await ask('suite')).toEqual([{ name: 'Plan' }]);
    });
    expect(rowsMade).toBe(1);
  });

  it('inserts a row by its columns, and says whether a unique index held one already', async () => {
    const { db } = openDatabase(':memory:');
    await migrate(db, migrations, 1);
    const row = { id: 'suite', name: 'Suite', kind: 'suite', seated: 1, on_sale: 1, sort: 1 } as const;
    await transaction(db, (trx) => insert(trx, 'products', row));
    expect(await transaction(db, (trx) => insertIfAbsent(trx, 'products', { ...row, name: 'Other' }))).toBe(false);
    expect(await transaction(db, (trx) => insertIfAbsent(trx, 'products', { ...row, id: 'other' }))).toBe(true);
    expect(await db.selectFrom('products').select(['id', 'name']).orderBy('id').execute()).toEqual([
      { id: 'other', name: 'Suite' },
      { id: 'suite', name: 'Suite' },
    ]);
  });
});

/** better-sqlite3 makes a function for the rows of a statement each time that SQLite has planned it. */
async function countMadeFunctions(run: () => Promise<void>): Promise<number> {
  const { Function: original } = globalThis;
  let made = 0;
  globalThis.Function = new Proxy(original, {
    apply(target, self, args) {
      made += 1;
      return Reflect.apply(target, self, args);
    },
  });
  try {
    await run();
    return made;
  } finally {
    globalThis.Function = original;
  }
}

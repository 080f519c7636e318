import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { compiledQuery } from '../../src/db/compiled.ts';
import { memoized } from '../../src/db/memoized.ts';
import { migrate } from '../../src/db/migrate.ts';
import { type Db, openDatabase } from '../../src/db/open.ts';
import { oncePerRequest, readCacheOf } from '../../src/db/read-cache.ts';
import { transaction } from '../../src/db/transaction.ts';
import { givenAccount, givenCatalogue } from '../support/given.ts';

const findCounter = compiledQuery((q, p) => q.selectFrom('counters').select(['name', 'value']).where('name', '=', p<'order'>('name')));

let folder: string;
let file: string;
let db: Db;
let raw: BetterSqlite3.Database;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'memory-'));
  file = join(folder, 'a.db');
  ({ db, raw } = openDatabase(file));
  await migrate(db, migrations, 1);
});

afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true });
});

const count = (to: number, by: Pick<Db, 'updateTable'> = db) =>
  by.updateTable('counters').set({ value: to }).where('name', '=', 'order').execute();
const order = async () => (await findCounter(db, { name: 'order' }))[0]?.value;

describe('what a prepared query gave', () => {
  it('is given again while nothing has changed', async () => {
    const rows = await findCounter(db, { name: 'order' });
    expect(await findCounter(db, { name: 'order' })).toBe(rows);
  });

  it('is read again after any write, by whatever way it was made', async () => {
    await order();
    await count(1);
    expect(await order()).toBe(1);
    await transaction(db, (trx) => count(2, trx));
    expect(await order()).toBe(2);
    await db.updateTable('counters').set({ value: 3 }).where('name', '=', 'order').returning('value').execute();
    expect(await order()).toBe(3);
    raw.exec(`UPDATE counters SET value = 4 WHERE name = 'order'`);
    expect(await order()).toBe(4);
  });

  it('is read again after another connection has written', async () => {
    await order();
    const other = openDatabase(file);
    await count(7, other.db);
    expect(await order()).toBe(7);
    await count(8, other.db);
    expect(await order()).toBe(8);
    await other.db.destroy();
  });

  it('shows to each request what other processes have changed before it, and what we change at once', async () => {
    const other = openDatabase(file);
    await order();
    await count(1, other.db);
    await oncePerRequest(async () => {
      expect(await order()).toBe(1);
      await count(2);
      expect(await order()).toBe(2);
      await count(3, other.db);
    });
    expect(await oncePerRequest(order)).toBe(3);
    const changed = Promise.withResolvers<void>();
    let later: Promise<unknown> | undefined;
    await oncePerRequest(async () => {
      await order();
      later = changed.promise.then(order);
    });
    await count(4, other.db);
    changed.resolve();
    expect(await later).toBe(4);
    await count(5, other.db);
    expect(await order()).toBe(5);
    await other.db.destroy();
  });

  it('shows no transaction before its end, and none that was rolled back', async () => {
    await order();
    const undone = transaction(db, async (trx) => {
      await count(9, trx);
      expect((await findCounter(trx, { name: 'order' }))[0]?.value).toBe(9);
      throw new Error('undone');
    });
    const asked = order();
    await expect(undone).rejects.toThrow('undone');
    expect(await asked).toBe(0);
    expect(await order()).toBe(0);
  });

  it('is not kept when something changed while it was read', async () => {
    const memory = readCacheOf(db);
    const read = () =>
      memory?.keep(
        findCounter,
        'slow',
        async () => {
          const value = await order();
          await count(5);
          return value ?? null;
        },
        () => 1,
      );
    expect(await read()).toBe(0);
    expect(await read()).toBe(5);
  });

  it('cannot be asked for with the outer db inside a transaction, kept or not', async () => {
    await order();
    await expect(transaction(db, async () => order())).rejects.toThrow('pass `trx` on');
  });

  it('is its own for each value, however values are put together', async () => {
    await givenCatalogue(db);
    const [one, other] = [await givenAccount(db), await givenAccount(db)];
    const findOwners = compiledQuery((q, p) =>
      q.selectFrom('members').select('account_id').where('account_id', '=', p('accountId')).where('role', '=', 'owner'),
    );
    for (let twice = 0; twice < 2; twice++) {
      expect(await findOwners(db, { accountId: one.id })).toEqual([{ account_id: one.id }]);
      expect(await findOwners(db, { accountId: other.id })).toEqual([{ account_id: other.id }]);
    }
    const pair = compiledQuery((_q, p) => db.selectNoFrom((eb) => [eb.val(p('a')).as('a'), eb.val(p('b')).as('b')]));
    await pair(db, { a: 'x","y', b: 'z' });
    expect(await pair(db, { a: 'x', b: 'y","z' })).toEqual([{ a: 'x', b: 'y","z' }]);
  });

  it('cannot be altered by who was given it', async () => {
    const rows = await findCounter(db, { name: 'order' });
    expect(() => Object.assign(rows[0] as object, { value: 1000 })).toThrow(TypeError);
    expect(() => (rows as unknown[]).pop()).toThrow(TypeError);
  });

  it('is not kept without bounds', async () => {
    const memory = readCacheOf(db);
    const made: string[] = [];
    const keep = (key: string, bytes: number) =>
      memory?.keep(
        made,
        key,
        async () => made.push(key),
        () => bytes,
      );
    for (let n = 0; n < 1000; n++) await keep(`${n}`, 100_000);
    await keep('0', 100_000);
    expect(made).toHaveLength(1001);
    await keep('0', 100_000);
    expect(made).toHaveLength(1001);
    for (let n = 0; n < 2; n++) await keep('huge', 10_000_000);
    expect(made).toHaveLength(1003);
  });
});

describe('what is derived from rows', () => {
  it('is worked out once for the same rows, and again for any others', () => {
    const sums: number[] = [];
    const sum = memoized((one: readonly number[], other: readonly number[]) => {
      sums.push(one.length + other.length);
      return { sum: [...one, ...other].reduce((a, b) => a + b, 0) };
    });
    const [a, b] = [[1, 2], [3]];
    expect(sum(a, b)).toBe(sum(a, b));
    expect(sum(a, [3])).toEqual({ sum: 6 });
    expect(sum([1, 2], b)).toEqual({ sum: 6 });
    expect(sums).toHaveLength(3);
  });
});

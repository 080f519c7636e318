import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { findCatalogue } from '../../src/catalogue/queries.ts';
import type { Db } from '../../src/db/open.ts';
import { type Trx, transaction } from '../../src/db/transaction.ts';
import { freshInstance } from '../support/app.ts';
import { givenCatalogue } from '../support/given.ts';

const rename = (db: Db | Trx, name: string) => db.updateTable('products').set({ name }).where('id', '=', 'support').execute();
const nameIn = async (db: Db | Trx) => (await findCatalogue(db, 'EUR')).get('support')?.name;

describe('the cached catalogue', () => {
  it('is the same object until something in it changes, also inside a transaction and after other changes', async () => {
    const { db } = await givenInstance();
    const first = await findCatalogue(db, 'EUR');
    await db.updateTable('counters').set({ value: 7 }).execute();
    expect(await findCatalogue(db, 'EUR')).toBe(first);
    await transaction(db, async (trx) => expect(await findCatalogue(trx, 'EUR')).toBe(first));
    expect(await findCatalogue(db, 'CHF')).not.toBe(first);
  });

  it('is read again after a change, also by the transaction that makes it', async () => {
    const { db } = await givenInstance();
    const before = await nameIn(db);
    await transaction(db, async (trx) => {
      await rename(trx, 'Renamed');
      expect(await nameIn(trx)).toBe('Renamed');
    });
    expect(before).not.toBe('Renamed');
    expect(await nameIn(db)).toBe('Renamed');
  });

  it('forgets the state that a transaction made before it was rolled back', async () => {
    const { db } = await givenInstance();
    const before = await nameIn(db);
    const undone = transaction(db, async (trx) => {
      await rename(trx, 'Never');
      expect(await nameIn(trx)).toBe('Never');
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await nameIn(db)).toBe(before);
    await rename(db, 'Another');
    expect(await nameIn(db)).toBe('Another');
  });

  it.each([
    ['products', 'id'],
    ['plans', 'id'],
    ['plan_versions', 'id'],
    ['suite_products', 'product_id'],
  ] as const)('is another after any change of %s', async (table, column) => {
    const { db } = await givenInstance();
    const before = await findCatalogue(db, 'EUR');
    await sql`UPDATE ${sql.table(table)} SET ${sql.ref(column)} = ${sql.ref(column)}`.execute(db);
    expect(await findCatalogue(db, 'EUR')).not.toBe(before);
  });
});

async function givenInstance() {
  const instance = await freshInstance();
  await givenCatalogue(instance.db);
  return instance;
}

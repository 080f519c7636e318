import type BetterSqlite3 from 'better-sqlite3';
import { migrations } from '../../migrations/index.ts';
import { migrate } from '../../src/db/migrate.ts';
import { type Db, openDatabase } from '../../src/db/open.ts';

let image: Buffer | undefined;

/** A new migrated database. Migrations run once; each call opens a copy of the result in less than a millisecond. */
export async function freshDatabase(): Promise<{ db: Db; raw: BetterSqlite3.Database }> {
  if (!image) {
    const { db, raw } = openDatabase(':memory:');
    await migrate(db, migrations, 0);
    image = raw.serialize();
    await db.destroy();
  }
  return openDatabase(image);
}

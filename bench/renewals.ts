import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { migrations } from '../migrations/index.ts';
import { migrate } from '../src/db/migrate.ts';
import { type Db, databaseFile, openDatabase } from '../src/db/open.ts';
import { transaction } from '../src/db/transaction.ts';
import { givenAccount, givenCatalogue } from '../test/support/given.ts';

const program = join(import.meta.dirname, '../dist/src/cli/main.js');

/** Renews this many accounts with the command `run-due`, each with its invoice, audit event and mails. @returns accounts per second */
export async function measureRenewals(dataDir: string, count: number): Promise<number> {
  const { db } = openDatabase(databaseFile(dataDir));
  await migrate(db, migrations, Math.floor(Date.now() / 1000));
  await transaction(db, async (trx) => {
    const own = trx as unknown as Db;
    await givenCatalogue(own);
    for (let n = 0; n < count; n++) await givenAccount(own, { periodStartsOn: '2026-03-01', periodEndsOn: '2026-04-01' });
  });
  await db.destroy();
  const run = async () => {
    const began = performance.now();
    const environment = { ...process.env, DATA_DIR: dataDir };
    const { stdout } = await promisify(execFile)(process.execPath, [program, 'run-due', '2026-04-01'], { env: environment });
    return { seconds: (performance.now() - began) / 1000, renewed: Number(stdout.match(/(\d+) renewed/)?.[1]) };
  };
  const { seconds, renewed } = await run();
  if (renewed !== count) throw new Error(`${renewed} of ${count} accounts were renewed`);
  // A second run has nothing to renew, so it measures the start and end of the command, which are subtracted.
  const idle = await run();
  return count / (seconds - idle.seconds);
}

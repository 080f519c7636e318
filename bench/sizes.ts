import { sql } from 'kysely';
import { migrations } from '../migrations/index.ts';
import { migrate } from '../src/db/migrate.ts';
import { type Db, databaseFile, openDatabase } from '../src/db/open.ts';
import { transaction } from '../src/db/transaction.ts';
import { addDays, dayOf } from '../src/values/day.ts';
import { givenAccount, givenCatalogue } from '../test/support/given.ts';
import { signIn } from './program.ts';

/** Makes a database with this many accounts and teams of these sizes. @returns the cookies of an operator and of the owners by team size */
export async function prepareSizes(dataDir: string, accounts: number, teams: readonly number[]): Promise<Record<string, string>> {
  const { db } = openDatabase(databaseFile(dataDir));
  const now = Math.floor(Date.now() / 1000);
  await migrate(db, migrations, now);
  const today = dayOf(now);
  const period = { periodStartsOn: today, periodEndsOn: addDays(today, 30) };
  const cookies: Record<string, string> = {};
  const owners: Record<string, string> = {};
  await transaction(db, async (trx) => {
    const own = trx as unknown as Db;
    await givenCatalogue(own);
    const operators = await givenAccount(own, { ...period, name: 'Operators' });
    await trx.updateTable('accounts').set({ is_operators: 1 }).where('id', '=', operators.id).execute();
    await trx.updateTable('members').set({ is_operator: 1 }).where('id', '=', operators.owner.id).execute();
    owners.operator = operators.owner.email;
    for (const size of teams) {
      const account = await givenAccount(own, { ...period, suiteSeats: size + 20 });
      await addAgents(own, account, size, now);
      owners[size] = account.owner.email;
    }
    for (let n = teams.length + 1; n < accounts; n++) await givenAccount(own, period);
  });
  for (const [size, email] of Object.entries(owners)) cookies[size] = await signIn(db, email);
  await db.destroy();
  return cookies;
}

async function addAgents(db: Db, account: { id: string; groups: Record<string, string> }, count: number, now: number): Promise<void> {
  const numbers = sql`WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ${count})`;
  const idOf = sql`${account.id.slice(0, 18)} || printf('%08d', n)`;
  await sql`${numbers} INSERT INTO members (id, account_id, email, name, role, status, language, created_at, last_seen_at)
    SELECT ${idOf}, ${account.id}, 'agent' || n || '@' || ${account.id}, 'Agent ' || n, 'agent', 'active', 'en', ${now}, ${now} - n
    FROM numbers`.execute(db);
  await sql`${numbers} INSERT INTO seats_held (account_id, group_id, member_id, taken_at)
    SELECT ${account.id}, ${account.groups['support-suite']}, ${idOf}, ${now} - n FROM numbers`.execute(db);
}

import { join } from 'node:path';
import { migrations } from '../migrations/index.ts';
import { startSession } from '../src/auth/session.ts';
import { seedDemo } from '../src/cli/demo/seed.ts';
import { readConfig } from '../src/config.ts';
import { migrate } from '../src/db/migrate.ts';
import { type Db, databaseFile, openDatabase } from '../src/db/open.ts';
import { cookieName } from '../src/web/cookies.ts';
import { type Child, startChild } from './child.ts';

const root = join(import.meta.dirname, '..');

/** Fills a data folder with the demo and signs in the members with these e-mail addresses. @returns their cookies by address */
export async function prepareData(dataDir: string, emails: string[]): Promise<Record<string, string>> {
  const { db } = openDatabase(databaseFile(dataDir));
  const now = Math.floor(Date.now() / 1000);
  await migrate(db, migrations, now);
  await seedDemo(db, { now, password: 'seatkeeper-demo' });
  const cookies: Record<string, string> = {};
  for (const email of emails) cookies[email] = await signIn(db, email);
  await db.destroy();
  return cookies;
}

/** The Cookie header of a browser in which this member is signed in. */
export async function signIn(db: Db, email: string): Promise<string> {
  const member = await db.selectFrom('members').select(['id', 'account_id']).where('email', '=', email).executeTakeFirstOrThrow();
  const secret = await startSession(db, { id: member.id, accountId: member.account_id }, 'bench');
  return `${cookieName(readConfig({}), 'seatkeeper')}=${secret}`;
}

/** Starts the built program on a data folder like `npm start`, with its default settings, so it also writes its log. */
export function startProgram(dataDir: string): Promise<Child> {
  const environment = { NODE_ENV: 'production', PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir };
  const args = ['--import', join(root, 'scripts/build.js'), join(root, 'dist/src/server.js')];
  return startChild(args, environment, join(dataDir, 'log'), '/sign-in');
}

export function startYardstick(constants: string, log: string): Promise<Child> {
  return startChild([join(root, 'bench/yardstick.ts'), constants], { NODE_ENV: 'production' }, log, '/0');
}

import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../../migrations/index.ts';
import { readConfig } from '../../config.ts';
import { migrate } from '../../db/migrate.ts';
import { databaseFile, openDatabase } from '../../db/open.ts';
import { startServer, stopOnSignal } from '../../start.ts';
import { newId } from '../../values/ids.ts';
import { CommandError } from '../command-error.ts';
import { type SignIn, seedDemo } from './seed.ts';

/** `demo`: starts the server with new demo data, in DATA_DIR if that is set and empty, else in a folder that is deleted at the end. */
export async function runDemo(): Promise<void> {
  const temporary = join(tmpdir(), `seatkeeper-demo-${newId()}`);
  const config = readConfig(undefined, { DATA_DIR: temporary });
  const { dataDir } = config;
  mkdirSync(dataDir, { recursive: true });
  if (readdirSync(dataDir).length > 0) {
    throw new CommandError(`${dataDir} is not empty. The demo needs a fresh folder: set DATA_DIR to an empty one, or leave it unset.`);
  }
  const tidyUp = () => {
    if (dataDir === temporary) rmSync(temporary, { recursive: true, force: true });
  };
  try {
    const signIns = await fill(databaseFile(dataDir), config.demoPassword);
    const starting = startServer(config, databaseFile(dataDir));
    stopOnSignal(starting, tidyUp);
    const { url } = await starting;
    console.log(welcome(url, signIns, config.demoPassword, dataDir === temporary ? null : dataDir));
  } catch (error) {
    tidyUp();
    throw error;
  }
}

async function fill(file: string, password: string): Promise<SignIn[]> {
  const { db } = openDatabase(file);
  const now = Math.floor(Date.now() / 1000);
  try {
    await migrate(db, migrations, now);
    return await seedDemo(db, { now, password });
  } finally {
    await db.destroy();
  }
}

const roleNames = { owner: 'account owner', billing_admin: 'billing admin', admin: 'admin', agent: 'agent', end_user: 'end user' } as const;

function welcome(url: string, signIns: readonly SignIn[], password: string, kept: string | null): string {
  const lines = ['', `Seatkeeper is running with demo data at ${url}`, `The password of everybody is ${password}`];
  let account = '';
  for (const { accountName, accountType, email, name, role, isOperator } of signIns) {
    if (accountName !== account) lines.push('', `${accountName} (${accountType.replace('_', '-')}${isOperator ? ', the operators' : ''})`);
    account = accountName;
    lines.push(`  ${email.padEnd(34)}${name.padEnd(26)}${roleNames[role]}${isOperator ? ', operator' : ''}`);
  }
  lines.push('', kept ? `The data is kept in ${kept}.` : 'The data goes when the demo ends.', 'Ctrl+C ends it.', '');
  return lines.join('\n');
}

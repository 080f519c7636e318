import { existsSync } from 'node:fs';
import { pino } from 'pino';
import type { Config } from '../config.ts';
import { databaseFile, openDatabase } from '../db/open.ts';
import { runDue } from '../due/run.ts';
import { dayOf, isDay } from '../values/day.ts';
import { CommandError } from './command-error.ts';

/**
 * `run-due [DAY]`: does what is due as of a day, today in UTC unless told, and says what was done. Beside a running server too: each
 * account and period is done by one of them.
 */
export async function runDueAsOf(config: Config, argument: string): Promise<void> {
  const now = () => Math.floor(Date.now() / 1000);
  const day = argument || dayOf(now());
  if (!isDay(day)) throw new CommandError(`${day} is not a day; write it as ${dayOf(now())}.`);
  const file = databaseFile(config.dataDir);
  if (!existsSync(file)) throw new CommandError(`There is no database in ${config.dataDir}.`);
  const { db } = openDatabase(file);
  try {
    const report = await runDue(
      db,
      {
        log: pino({ level: config.logLevel }, pino.destination(2)),
        now,
        publicUrl: () => (config.baseUrl ? config.baseUrl.origin : `http://localhost:${config.port}`) + config.basePath,
        // The letters are in the outbox; the server sends them.
        source: 'command line',
      },
      day,
    );
    console.log(`As of ${day}: ${report.renewed} renewed, ${report.reminded} reminded of a request, ${report.failed.length} failed.`);
    if (report.failed.length > 0) throw new CommandError(`These accounts failed, the log says why: ${report.failed.join(', ')}`);
  } finally {
    await db.destroy();
  }
}

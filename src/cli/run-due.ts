import { existsSync } from 'node:fs';
import { pino } from 'pino';
import type { Config } from '../config.ts';
import { databaseFile, openDatabase } from '../db/open.ts';
import { runDue } from '../due/run.ts';
import { dayOf, isDay } from '../values/day.ts';
import { CommandError } from './command-error.ts';

/**
 * `run-due [DAY]`: does the work that is due as of a day (default: today in UTC) and prints a summary. It can run beside a server, because
 * only one of the two processes renews an account for a period.
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
        source: 'command line',
      },
      day,
    );
    // The mails stay in the outbox until the server sends them.
    console.log(`As of ${day}: ${report.renewed} renewed, ${report.reminded} reminded of a request, ${report.failed.length} failed.`);
    if (report.failed.length > 0) throw new CommandError(`These accounts failed, the log says why: ${report.failed.join(', ')}`);
  } finally {
    await db.destroy();
  }
}

import { pino } from 'pino';
import type { Db } from '../../src/db/open.ts';
import { type DueReport, runDue } from '../../src/due/run.ts';
import { noon, origin } from '../support/app.ts';

/** Does the due work of a day as the server does it, except that the clock of its events does not move. */
export function dueOn(db: Db, today: string, now = noon): Promise<DueReport> {
  return runDue(db, { log: pino({ level: 'silent' }), now: () => now, publicUrl: () => origin }, today);
}

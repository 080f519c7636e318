import { existsSync } from 'node:fs';
import { sql } from 'kysely';
import { verifyAll } from '../audit/verify.ts';
import type { Config } from '../config.ts';
import { type Db, databaseFile, openDatabase } from '../db/open.ts';
import { addCycles, periodAt } from '../values/period.ts';
import { CommandError } from './command-error.ts';
import { invariants } from './invariants.ts';

/** A contradiction in the data: the rule that is broken, and the row that breaks it as JSON. */
export interface Violation {
  rule: string;
  row: string;
}

/** `check`: prints every contradiction in the data. @throws CommandError when there is one */
export async function checkData(config: Config): Promise<void> {
  const file = databaseFile(config.dataDir);
  if (!existsSync(file)) throw new CommandError(`There is no database in ${config.dataDir}.`);
  const { db } = openDatabase(file);
  try {
    const violations = await findViolations(db);
    for (const { rule, row } of violations) console.log(`${rule}: ${row}`);
    if (violations.length > 0) throw new CommandError(`${violations.length} found.`);
    console.log(`${invariants.length + 4} rules hold.`);
  } finally {
    await db.destroy();
  }
}

/** All contradictions in the data (quality §4). Too slow for a request, because it reads all of the data. */
export async function findViolations(db: Db): Promise<Violation[]> {
  const found: Violation[] = [];
  for (const { rule, broken } of invariants) {
    const { rows } = await sql.raw<object>(broken).execute(db);
    found.push(...rows.map((row) => ({ rule, row: JSON.stringify(row) })));
  }
  return [...found, ...(await offCalendar(db)), ...(await brokenChains(db)), ...(await brokenFile(db))];
}

/** Each period is counted from the anchor day, never from the previous period, so the anchor alone determines every boundary. */
async function offCalendar(db: Db): Promise<Violation[]> {
  const rows = await db.selectFrom('subscriptions').selectAll().execute();
  return rows
    .filter(({ anchor_on, cycle, period_starts_on, period_ends_on, committed_until }) => {
      const period = periodAt(anchor_on, cycle, period_starts_on);
      const isPeriod = period.startsOn === period_starts_on && period.endsOn === period_ends_on;
      return !isPeriod || addCycles(anchor_on, cycle, committed_until, 0) !== committed_until;
    })
    .map((row) => ({ rule: 'a period or commitment does not end where the calendar says', row: JSON.stringify(row) }));
}

async function brokenChains(db: Db): Promise<Violation[]> {
  return (await verifyAll(db)).map((row) => ({ rule: 'the audit log was changed', row: JSON.stringify(row) }));
}

async function brokenFile(db: Db): Promise<Violation[]> {
  const integrity = await sql<{ integrity_check: string }>`PRAGMA integrity_check`.execute(db);
  const foreignKeys = await sql<object>`PRAGMA foreign_key_check`.execute(db);
  return [
    ...integrity.rows
      .filter((row) => row.integrity_check !== 'ok')
      .map((row) => ({ rule: 'the file is damaged', row: row.integrity_check })),
    ...foreignKeys.rows.map((row) => ({ rule: 'a row points to one that is not there', row: JSON.stringify(row) })),
  ];
}

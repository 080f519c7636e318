import BetterSqlite3 from 'better-sqlite3';

/** Why this file is not a complete Seatkeeper database; null when it is. Opens the file read-only. */
export function whyIncomplete(file: string): string | null {
  let database: BetterSqlite3.Database | undefined;
  try {
    database = new BetterSqlite3(file, { readonly: true, fileMustExist: true });
    const integrity = database.pragma('integrity_check', { simple: true });
    if (integrity !== 'ok') return `${file} is damaged: ${String(integrity)}`;
    const applied = database.prepare('SELECT count(*) FROM migrations').pluck().get();
    return applied === 0 ? `${file} is not a Seatkeeper database` : null;
  } catch (error) {
    return `${file} is not a Seatkeeper database (${(error as Error).message})`;
  } finally {
    database?.close();
  }
}

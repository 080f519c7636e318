import { stringify } from 'csv-stringify/sync';

/**
 * Rows as CSV text (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
 * The first part of a file carries the byte order mark without which spreadsheets misread accents.
 */
export function csvLines(rows: readonly (readonly (string | number | null)[])[], part: 'first' | 'further' = 'further'): string {
  return stringify(rows as (string | number | null)[][], { bom: part === 'first', escape_formulas: true, record_delimiter: '\r\n' });
}

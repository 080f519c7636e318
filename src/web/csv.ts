import { stringify } from 'csv-stringify/sync';
import type { Ctx } from './deps.ts';

/**
 * Rows as CSV text (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe in front; numbers stay numbers.
 * The first part of a file carries the byte order mark without which spreadsheets misread accents.
 */
export function csvLines(rows: readonly (readonly (string | number | null)[])[], part: 'first' | 'further' = 'further'): string {
  return stringify(rows as (string | number | null)[][], { bom: part === 'first', escape_formulas: true, record_delimiter: '\r\n' });
}

/** Answers with CSV text as a file to be kept, whole or part by part. `name` is without its ending. Stored by nobody on the way. */
export function csvFile(c: Ctx, name: string, text: string | AsyncGenerator<string>): Response {
  c.header('Content-Type', 'text/csv; charset=utf-8');
  c.header('Content-Disposition', `attachment; filename="${name}.csv"`);
  c.header('Cache-Control', 'no-store');
  return c.body(typeof text === 'string' ? text : streamOf(text));
}

/** Text as a stream that makes its next part when the reader has taken the last one. */
function streamOf(parts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await parts.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await parts.return(undefined);
    },
  });
}

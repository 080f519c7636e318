import { stringify } from 'csv-stringify/sync';
import type { Ctx } from './deps.ts';

/**
 * Rows as CSV text (RFC 4180). A text that a spreadsheet would run as a formula gets an apostrophe in front; numbers stay numbers.
 * The first part of a file starts with the byte order mark, because spreadsheets misread accents without it.
 */
export function csvLines(rows: readonly (readonly (string | number | null)[])[], part: 'first' | 'further' = 'further'): string {
  return stringify(rows as (string | number | null)[][], { bom: part === 'first', escape_formulas: true, record_delimiter: '\r\n' });
}

/** Answers with a CSV download, as one text or as a stream of parts. `name` has no extension. `no-store` keeps it out of every cache. */
export function csvFile(c: Ctx, name: string, text: string | AsyncGenerator<string>): Response {
  c.header('Content-Type', 'text/csv; charset=utf-8');
  c.header('Content-Disposition', `attachment; filename="${name}.csv"`);
  c.header('Cache-Control', 'no-store');
  return c.body(typeof text === 'string' ? text : streamOf(text));
}

/** A stream that produces the next part only when the reader has consumed the previous one. */
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

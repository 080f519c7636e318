// The yardstick: Hono on node-server answers with the bytes of a page as a constant. Run as `node yardstick.ts FILE`.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { openCommits } from './commits-database.ts';

/** A page that was fetched once from the program. */
export interface Constant {
  /** The path under which the yardstick serves the page. */
  path: string;
  headers: Record<string, string>;
  /** The bytes as Latin-1, so that compressed bytes survive JSON. A page without compression is served as a string. */
  body: string;
  compressed: boolean;
}

const [file = ''] = process.argv.slice(2);
const app = new Hono();
for (const { path, headers, body, compressed } of JSON.parse(readFileSync(file, 'utf8')) as Constant[]) {
  const bytes = Buffer.from(body, 'latin1');
  const constant = compressed ? new Uint8Array(bytes) : bytes.toString('utf8');
  app.get(path, (c) => c.body(constant, 200, headers));
}

// The yardstick for writes over HTTP: reads a form, makes one bare commit, answers with a redirect.
const database = openCommits(dirname(file));
app.post('/commit', async (c) => {
  await c.req.formData();
  database.commit();
  return c.redirect('/done', 303);
});

const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${port}` }));
});
process.once('SIGTERM', () => {
  server.close();
  (server as { closeAllConnections?: () => void }).closeAllConnections?.();
});

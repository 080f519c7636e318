// The yardstick: Hono on node-server answers the very bytes of a page as a constant. Run as `node yardstick.ts FILE`.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { openCommits } from './commits-database.ts';

/** A page as it was fetched once from the program. */
export interface Constant {
  /** Where the yardstick serves it. */
  path: string;
  headers: Record<string, string>;
  /** Latin-1, so that compressed bytes survive JSON; a page that is not compressed is served as the string that it is. */
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

// The yardstick of writing over HTTP: a form is read, one bare commit is made, a redirect is answered.
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

import { sql } from 'kysely';
import type { App, Deps } from './deps.ts';

/** Health checks: `/healthz` answers when the process runs, `/readyz` when the database answers too. */
export function healthRoutes(app: App, { db, log }: Deps): void {
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    try {
      await sql`SELECT 1 FROM migrations LIMIT 1`.execute(db);
      return c.text('ready');
    } catch (err) {
      log.error({ err }, 'not ready');
      return c.text('not ready', 503);
    }
  });
}

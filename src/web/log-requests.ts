import { createMiddleware } from 'hono/factory';
import type { Logger } from 'pino';
import type { Env } from './deps.ts';

/** Logs one line per request: member, path, source. The query string is left out, because it can contain a draft, a search or a token. */
export function logRequests(log: Logger) {
  return createMiddleware<Env>(async (c, next) => {
    const start = performance.now();
    await next();
    log.info({
      requestId: c.var.viewer?.requestId,
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      source: c.var.source,
      member: c.var.viewer?.member?.id,
      ms: Math.round((performance.now() - start) * 10) / 10,
    });
  });
}

import { readCookie } from '../web/cookies.ts';
import type { Ctx } from '../web/deps.ts';
import { localPath } from './back.ts';
import type { Visit } from './sign-in.ts';

/** The source, the browser and the time of this request. */
export function visitOf(c: Ctx): Visit {
  return { source: c.var.source, userAgent: c.req.header('User-Agent') ?? '', now: c.var.viewer.now };
}

/** The session secret in the browser's cookie; the session may have ended. */
export function sessionSecretOf(c: Ctx): string | undefined {
  return readCookie(c, 'seatkeeper');
}

/** The path of this product to which a form redirects, or null if it is not allowed. */
export function backOf(c: Ctx, back: string | undefined): string | null {
  return localPath(back, c.var.deps.config.basePath);
}

import { readCookie } from '../web/cookies.ts';
import type { Ctx } from '../web/deps.ts';
import { localPath } from './back.ts';
import type { Visit } from './sign-in.ts';

/** Where this request comes from and when. */
export function visitOf(c: Ctx): Visit {
  return { source: c.var.source, userAgent: c.req.header('User-Agent') ?? '', now: c.var.viewer.now };
}

/** The secret of the session that the browser brings along, ended or not. */
export function broughtSecret(c: Ctx): string | undefined {
  return readCookie(c, 'seatkeeper');
}

/** The path of ours that a form leads back to, or null. */
export function backOf(c: Ctx, back: string | undefined): string | null {
  return localPath(back, c.var.deps.config.basePath);
}

import { deleteCookie, setCookie } from 'hono/cookie';
import type { Config } from '../config.ts';
import type { Ctx } from '../web/deps.ts';

const fourteenDays = 14 * 86_400;

/** Over https the browser itself guards the name: `__Host-` cookies are Secure, of this host alone, and for every path. */
export function sessionCookie(config: Config): string {
  return config.isHttps ? '__Host-seatkeeper' : 'seatkeeper';
}

export function setSessionCookie(c: Ctx, secret: string): void {
  const { config } = c.var.deps;
  setCookie(c, sessionCookie(config), secret, { ...attributes(config), maxAge: fourteenDays });
}

export function clearSessionCookie(c: Ctx): void {
  const { config } = c.var.deps;
  deleteCookie(c, sessionCookie(config), attributes(config));
}

function attributes(config: Config) {
  return { httpOnly: true, sameSite: 'Lax', secure: config.isHttps, path: '/' } as const;
}

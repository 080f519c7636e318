import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Config } from '../config.ts';
import type { Ctx } from './deps.ts';

/**
 * Every cookie of the product. Over https the browser itself guards the name: `__Host-` cookies are Secure, for every path, and of this
 * host alone, so that a neighbour under the same domain can neither read nor plant them.
 */
type CookieName = 'seatkeeper' | 'seatkeeper_language' | 'seatkeeper_notice' | 'seatkeeper_invitation';

export function readCookie(c: Ctx, name: CookieName): string | undefined {
  return getCookie(c, cookieName(c.var.deps.config, name));
}

export function writeCookie(c: Ctx, name: CookieName, value: string, maxAge: number): void {
  const { config } = c.var.deps;
  setCookie(c, cookieName(config, name), value, { ...attributes(config, name), maxAge });
}

export function dropCookie(c: Ctx, name: CookieName): void {
  const { config } = c.var.deps;
  deleteCookie(c, cookieName(config, name), attributes(config, name));
}

/** As the browser keeps it. */
export function cookieName({ isHttps }: Config, name: CookieName): string {
  return isHttps ? `__Host-${name}` : name;
}

function attributes({ isHttps }: Config, name: CookieName) {
  // A link from elsewhere needs the session; nothing from elsewhere needs the secret of an invitation.
  const sameSite = name === 'seatkeeper_invitation' ? 'Strict' : 'Lax';
  return { httpOnly: true, sameSite, secure: isHttps, path: '/' } as const;
}

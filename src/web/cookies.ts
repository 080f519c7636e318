import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Config } from '../config.ts';
import type { Ctx } from './deps.ts';

/**
 * Every cookie of the product. Over https their names start with `__Host-`: the browser accepts such a cookie only if it is Secure, has
 * the path `/` and belongs to this host alone, so another host of the same domain can neither read nor set it.
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

/** The name under which the browser stores the cookie. */
export function cookieName({ isHttps }: Config, name: CookieName): string {
  return isHttps ? `__Host-${name}` : name;
}

function attributes({ isHttps }: Config, name: CookieName) {
  // Lax, because a link in a mail must arrive with the session. No link from another site needs the secret of an invitation: Strict.
  const sameSite = name === 'seatkeeper_invitation' ? 'Strict' : 'Lax';
  return { httpOnly: true, sameSite, secure: isHttps, path: '/' } as const;
}

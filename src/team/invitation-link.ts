import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { isId } from '../values/ids.ts';
import type { Ctx } from '../web/deps.ts';

// On a server without mail the link of an invitation is shown once to whoever made it. It is kept by their browser until the next page,
// since the server keeps only a hash of its secret.
const name = 'seatkeeper_invitation';

export function showLinkNext(c: Ctx, memberId: string, secret: string): void {
  setCookie(c, name, `${memberId}.${secret}`, { ...attributes(c), maxAge: 300 });
}

/** The secret of the invitation of this member, if it was made just now by this reader. It is taken away with this. */
export function takeLink(c: Ctx, memberId: string): string | null {
  const [id = '', secret = ''] = (getCookie(c, name) ?? '').split('.');
  if (!isId(id) || id !== memberId || !/^[\w-]{22}$/.test(secret)) return null;
  deleteCookie(c, name, attributes(c));
  return secret;
}

function attributes(c: Ctx) {
  return { httpOnly: true, sameSite: 'Strict', secure: c.var.deps.config.isHttps, path: c.var.viewer.url.base } as const;
}

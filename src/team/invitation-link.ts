import { isId } from '../values/ids.ts';
import { dropCookie, readCookie, writeCookie } from '../web/cookies.ts';
import type { Ctx } from '../web/deps.ts';

// On a server without mail the link of an invitation is shown once to whoever made it. It is kept by their browser until the next page,
// since the server keeps only a hash of its secret.
const name = 'seatkeeper_invitation' as const;

export function showLinkNext(c: Ctx, memberId: string, secret: string): void {
  writeCookie(c, name, `${memberId}.${secret}`, 300);
}

/** The secret of the invitation of this member, if it was made just now by this reader. It is taken away with this. */
export function takeLink(c: Ctx, memberId: string): string | null {
  const [id = '', secret = ''] = (readCookie(c, name) ?? '').split('.');
  if (!isId(id) || id !== memberId || !/^[\w-]{22}$/.test(secret)) return null;
  dropCookie(c, name);
  return secret;
}

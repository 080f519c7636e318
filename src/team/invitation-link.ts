import { isId } from '../values/ids.ts';
import { dropCookie, readCookie, writeCookie } from '../web/cookies.ts';
import type { Ctx } from '../web/deps.ts';

// On a server without mail, the member who sends an invitation sees its link once. A cookie carries the link to the next page, because the
// server stores only a hash of the secret.
const name = 'seatkeeper_invitation' as const;

export function showLinkNext(c: Ctx, memberId: string, secret: string): void {
  writeCookie(c, name, `${memberId}.${secret}`, 300);
}

/** The secret of this member's invitation, if this browser sent the invitation on the page before. Deletes the cookie. */
export function takeLink(c: Ctx, memberId: string): string | null {
  const [id = '', secret = ''] = (readCookie(c, name) ?? '').split('.');
  if (!isId(id) || id !== memberId || !/^[\w-]{22}$/.test(secret)) return null;
  dropCookie(c, name);
  return secret;
}

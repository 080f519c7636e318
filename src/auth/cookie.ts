import { dropCookie, writeCookie } from '../web/cookies.ts';
import type { Ctx } from '../web/deps.ts';

const fourteenDays = 14 * 86_400;

export function setSessionCookie(c: Ctx, secret: string): void {
  writeCookie(c, 'seatkeeper', secret, fourteenDays);
}

export function clearSessionCookie(c: Ctx): void {
  dropCookie(c, 'seatkeeper');
}

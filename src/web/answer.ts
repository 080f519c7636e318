import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { setCookie } from 'hono/cookie';
import type { JSX } from 'hono/jsx/jsx-runtime';
import type { Ctx } from './deps.ts';
import type { Notice } from './viewer.ts';

type Html = JSX.Element | ReturnType<typeof String> | { toString(): string };
type Status = 200 | 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503;

const compress = promisify(gzip);
/** Below this a compressed answer is hardly smaller. */
const worthCompressing = 1400;

/** Answers with a page or a fragment. Signed-in pages are never stored by anybody (quality §3). */
export async function page(c: Ctx, html: Html, status: Status = 200): Promise<Response> {
  const text = String(await html);
  c.header('Content-Type', 'text/html; charset=utf-8');
  c.header('Cache-Control', 'no-store');
  c.header('Vary', 'Accept-Encoding, HX-Request');
  if (text.length >= worthCompressing && c.req.header('Accept-Encoding')?.includes('gzip')) {
    c.header('Content-Encoding', 'gzip');
    // Level 1 in one go: a fifth of the size for a fraction of the time that the page itself took.
    return c.body(new Uint8Array(await compress(text, { level: 1 })), status);
  }
  return c.body(text, status);
}

/** 303 to another page after a form; htmx would nest the target into the page, so it is told to go there instead. */
export function goTo(c: Ctx, url: string): Response {
  if (c.req.header('HX-Request') === 'true') {
    c.header('HX-Redirect', url);
    return c.body('', 200);
  }
  return c.redirect(url, 303);
}

export const noticeCookie = 'seatkeeper_notice';

/** Says something on the next page, once. */
export function tell(c: Ctx, notice: Notice): void {
  setCookie(c, noticeCookie, JSON.stringify(notice).slice(0, 1500), {
    httpOnly: true,
    sameSite: 'Lax',
    secure: c.var.deps.config.isHttps,
    path: c.var.viewer.url.base,
    maxAge: 60,
  });
}

import { gzipSync } from 'node:zlib';
import type { JSX } from 'hono/jsx/jsx-runtime';
import { writeCookie } from './cookies.ts';
import type { Ctx } from './deps.ts';
import { alreadySecured, securityHeaders } from './security-headers.ts';
import type { Notice } from './viewer.ts';

export type Html = JSX.Element | ReturnType<typeof String> | { toString(): string };
type Status = 200 | 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500 | 503;

/** In bytes: compression saves little on a smaller answer. */
const minBytesToCompress = 1400;

/** Answers with a page or a fragment. `no-store` keeps signed-in pages out of every browser and proxy cache (quality §3). */
export async function render(c: Ctx, html: Html, status: Status = 200): Promise<Response> {
  return send(c, { plain: Buffer.from(String(await html)) }, status);
}

/** The bytes of a page. `gzip` is filled when the first client that accepts gzip asks for the page. */
export interface PageBytes {
  plain: Buffer<ArrayBuffer>;
  gzip?: Buffer<ArrayBuffer>;
}

export function send(c: Ctx, sent: PageBytes, status: Status = 200): Response {
  const { isHttps } = c.var.deps.config;
  if (sent.plain.length < minBytesToCompress || !c.req.header('Accept-Encoding')?.includes('gzip')) {
    return alreadySecured(c.body(sent.plain, status, headersOf(isHttps, 'plain')));
  }
  // Level 1 gives a fifth of the size and takes a fraction of the time that rendering the page took.
  sent.gzip ??= gzipSync(sent.plain, { level: 1 }) as Buffer<ArrayBuffer>;
  return alreadySecured(c.body(sent.gzip, status, headersOf(isHttps, 'gzip')));
}

function headersOf(isHttps: boolean, encoding: 'plain' | 'gzip'): Record<string, string> {
  return pageHeaders[isHttps ? 'https' : 'http'][encoding];
}

const pageHeaders = { http: pageHeadersFor(false), https: pageHeadersFor(true) };

function pageHeadersFor(isHttps: boolean) {
  const plain = {
    ...securityHeaders(isHttps),
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    vary: 'Accept-Encoding, HX-Request',
  };
  return { plain, gzip: { ...plain, 'content-encoding': 'gzip' } };
}

/** Redirects with 303 after a form. htmx would insert the target page into the current one, so htmx gets the header HX-Redirect instead. */
export function redirect(c: Ctx, url: string): Response {
  if (c.req.header('HX-Request') === 'true') {
    c.header('HX-Redirect', url);
    return c.body('', 200);
  }
  return c.redirect(url, 303);
}

/** Shows a notice once, on the next page: it travels in a cookie for at most 60 seconds. */
export function flash(c: Ctx, notice: Notice): void {
  writeCookie(c, 'seatkeeper_notice', JSON.stringify(notice).slice(0, 1500), 60);
}

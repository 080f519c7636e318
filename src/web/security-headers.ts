import { createMiddleware } from 'hono/factory';
import type { Env } from './deps.ts';

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const always = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  // With `no-referrer` a plain form on an http host of a LAN would send `Origin: null` and be refused.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

/** What only browsers that came by https understand, or should. */
const overHttps = {
  ...always,
  'cross-origin-opener-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
};

/** What every answer carries (quality §3). */
export function securityHeaders(isHttps: boolean): Readonly<Record<string, string>> {
  return isHttps ? overHttps : always;
}

const complete = new WeakSet<Response>();

/** Says that an answer was made with the security headers: to add them afterwards costs more than all others together. */
export function alreadySecured(response: Response): Response {
  complete.add(response);
  return response;
}

/** Every answer gets the security headers, whoever makes it. */
export function secureAnswers(isHttps: boolean) {
  const headers = Object.entries(securityHeaders(isHttps));
  return createMiddleware<Env>(async (c, next) => {
    await next();
    if (complete.has(c.res)) return;
    for (const [name, value] of headers) c.res.headers.set(name, value);
  });
}

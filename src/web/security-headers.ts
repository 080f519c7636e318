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
  // Not `no-referrer`: with it, a plain form on an http host in a LAN would send `Origin: null`, and the CSRF check would refuse it.
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
};

/** Headers that browsers obey only over https. */
const overHttps = {
  ...always,
  'cross-origin-opener-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
};

/** The headers of every answer (quality §3). */
export function securityHeaders(isHttps: boolean): Readonly<Record<string, string>> {
  return isHttps ? overHttps : always;
}

const secured = new WeakSet<Response>();

/** Marks an answer that was created with the security headers. To set them afterwards costs more than all other headers together. */
export function alreadySecured(response: Response): Response {
  secured.add(response);
  return response;
}

/** Adds the security headers to every answer that does not have them yet. */
export function secureAnswers(isHttps: boolean) {
  const headers = Object.entries(securityHeaders(isHttps));
  return createMiddleware<Env>(async (c, next) => {
    await next();
    if (secured.has(c.res)) return;
    for (const [name, value] of headers) c.res.headers.set(name, value);
  });
}

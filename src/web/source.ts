import { isIP } from 'node:net';
import type { Context } from 'hono';

/**
 * The IP address of the client, for the audit log and for throttling: the address of the connection or, behind a trusted proxy, the last
 * untrusted address in X-Forwarded-For. The header is ignored when the connection does not come from a trusted proxy.
 */
export function sourceOf(c: Context, trustedProxies: readonly string[]): string {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  let address = plain(env?.incoming?.socket?.remoteAddress ?? 'unknown');
  const chain = (c.req.header('X-Forwarded-For') ?? '').split(',').map((part) => plain(part.trim()));
  while (trustedProxies.includes(address)) {
    const before = chain.pop();
    if (!before || isIP(before) === 0) break;
    address = before;
  }
  return address;
}

/**
 * The bare address. Node writes IPv4 addresses on a dual-stack socket as ::ffff:192.0.2.1, and some proxies add the port:
 * 192.0.2.1:5123, [2001:db8::1]:5123.
 */
function plain(address: string): string {
  const withoutPort = address.replace(/^\[([^\]]+)\](:\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  return withoutPort.replace(/^::ffff:(?=\d+\.)/i, '');
}

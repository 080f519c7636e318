import { isIP } from 'node:net';
import type { Context } from 'hono';

/**
 * Where a request came from, for the audit log and for throttling: the address of the connection, or what a trusted proxy says of it.
 * X-Forwarded-For from anybody else is not believed.
 */
export function sourceOf(c: Context, trustedProxies: readonly string[]): string {
  const env = c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined;
  let address = plain(env?.incoming?.socket?.remoteAddress ?? 'unknown');
  const chain = (c.req.header('X-Forwarded-For') ?? '').split(',').map((one) => plain(one.trim()));
  while (trustedProxies.includes(address)) {
    const before = chain.pop();
    if (!before || isIP(before) === 0) break;
    address = before;
  }
  return address;
}

/** Node writes IPv4 addresses on a dual-stack socket as ::ffff:192.0.2.1, and some proxies add the port: 192.0.2.1:5123, [2001:db8::1]:5123. */
function plain(address: string): string {
  const withoutPort = address.replace(/^\[([^\]]+)\](:\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  return withoutPort.replace(/^::ffff:(?=\d+\.)/i, '');
}

import { describe, expect, it } from 'vitest';
import { browser, freshInstance, origin } from '../support/app.ts';
import { givenAccount, givenCatalogue } from '../support/given.ts';

const proxy = '172.31.250.2';

/** The source that the audit log has for a form: the connection is from `remote`, and `forwarded` is the X-Forwarded-For header. */
async function sourceOf(remote: string, forwarded: string | null, trusted = proxy): Promise<string> {
  const instance = await freshInstance({ TRUSTED_PROXIES: trusted });
  await givenCatalogue(instance.db);
  const { owner } = await givenAccount(instance.db);
  const requests = instance.app;
  const behind = {
    ...instance,
    app: { request: (request: Request) => requests.request(request, undefined, { incoming: { socket: { remoteAddress: remote } } }) },
  };
  const reader = await browser(behind as unknown as typeof instance, owner);
  await reader.post('/language', { language: 'de', back: '/' }, forwarded === null ? {} : { 'x-forwarded-for': forwarded });
  const { source } = await instance.db
    .selectFrom('events')
    .select('source')
    .where('action', '=', 'language.changed')
    .executeTakeFirstOrThrow();
  return source;
}

describe('where a request came from', () => {
  it.each([
    ['the connection when there is no header', '198.51.100.7', null, '198.51.100.7'],
    ['the connection when a stranger sends the header', '198.51.100.7', '203.0.113.9', '198.51.100.7'],
    ['the header when a trusted proxy sends it', proxy, '203.0.113.9', '203.0.113.9'],
    ['the address that the proxy added last, not the one that the visitor sent', proxy, '192.0.2.66, 203.0.113.9', '203.0.113.9'],
    ['an IPv4 address on a dual-stack socket', `::ffff:${proxy}`, '::ffff:203.0.113.9', '203.0.113.9'],
    ['an IPv6 address', proxy, '2001:db8::9', '2001:db8::9'],
    ['an address without its port', proxy, '203.0.113.9:52044', '203.0.113.9'],
    ['an IPv6 address without its port', proxy, '[2001:db8::9]:52044', '2001:db8::9'],
    ['the proxy itself when it sends no header', proxy, null, proxy],
    ['the proxy itself when the header is not an address', proxy, 'unknown', proxy],
    ['the proxy itself when the header only looks like an address', proxy, '999.1.1.1', proxy],
  ])('is %s', async (_, remote, forwarded, source) => {
    expect(await sourceOf(remote, forwarded)).toBe(source);
  });

  it('is the first address behind all trusted proxies', async () => {
    expect(await sourceOf('10.0.0.1', '192.0.2.66, 203.0.113.9, 10.0.0.2', '10.0.0.1, 10.0.0.2')).toBe('203.0.113.9');
    expect(await sourceOf('10.0.0.1', '192.0.2.66, 203.0.113.9, 10.0.0.2', '10.0.0.1')).toBe('10.0.0.2');
  });

  it('does not let X-Forwarded-Host change a redirect', async () => {
    const { app } = await freshInstance();
    const { headers } = await app.request(new Request(`${origin}/`, { headers: { 'x-forwarded-host': 'elsewhere.example' } }));
    expect(headers.get('location')).toBe('/setup');
  });
});

import { describe, expect, it } from 'vitest';
import { browser, freshInstance, origin } from '../support/app.ts';
import { givenAccount, givenCatalogue } from '../support/given.ts';

const proxy = '172.31.250.2';

/** Where a form came from, by the audit log: the connection is from `remote`, and the request says `forwarded` of itself. */
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
    ['the connection, where nothing else is said', '198.51.100.7', null, '198.51.100.7'],
    ['the connection, whatever a stranger says', '198.51.100.7', '203.0.113.9', '198.51.100.7'],
    ['what the trusted proxy says', proxy, '203.0.113.9', '203.0.113.9'],
    ['what it added last, not what the visitor had sent already', proxy, '192.0.2.66, 203.0.113.9', '203.0.113.9'],
    ['an IPv4 address on a socket for both', `::ffff:${proxy}`, '::ffff:203.0.113.9', '203.0.113.9'],
    ['an address of IPv6', proxy, '2001:db8::9', '2001:db8::9'],
    ['an address without its port', proxy, '203.0.113.9:52044', '203.0.113.9'],
    ['the same of IPv6', proxy, '[2001:db8::9]:52044', '2001:db8::9'],
    ['the proxy itself, when it says nothing', proxy, null, proxy],
    ['the proxy itself, when it says what is no address', proxy, 'unknown', proxy],
    ['the proxy itself, when it says something that only looks like one', proxy, '999.1.1.1', proxy],
  ])('is %s', async (_, remote, forwarded, source) => {
    expect(await sourceOf(remote, forwarded)).toBe(source);
  });

  it('is looked for behind every proxy that is trusted, and no further', async () => {
    expect(await sourceOf('10.0.0.1', '192.0.2.66, 203.0.113.9, 10.0.0.2', '10.0.0.1, 10.0.0.2')).toBe('203.0.113.9');
    expect(await sourceOf('10.0.0.1', '192.0.2.66, 203.0.113.9, 10.0.0.2', '10.0.0.1')).toBe('10.0.0.2');
  });

  it('is no name that the visitor gives to our server', async () => {
    const { app } = await freshInstance();
    const { headers } = await app.request(new Request(`${origin}/`, { headers: { 'x-forwarded-host': 'elsewhere.example' } }));
    expect(headers.get('location')).toBe('/setup');
  });
});

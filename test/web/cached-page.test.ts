import { gunzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { startSession } from '../../src/auth/session.ts';
import { urls } from '../../src/paths.ts';
import { cachedPage } from '../../src/web/cached-page.ts';
import { permitted } from '../../src/web/guard.ts';
import { browser, freshInstance, type Instance } from '../support/app.ts';
import { type GivenAccount, givenAccount, givenCatalogue } from '../support/given.ts';

const url = urls('');
let instance: Instance;
let account: GivenAccount;

beforeEach(async () => {
  instance = await freshInstance();
  await givenCatalogue(instance.db);
  account = await givenAccount(instance.db, { requestsEnabled: true });
});

/** Two pages that show how often they were rendered; the second one also shows the time. */
async function counting() {
  let renders = 0;
  const counted = (path: string, say: (now: () => number) => string) =>
    instance.app.get(path, (c) =>
      cachedPage(c, permitted(c, 'subscription.see'), async (v) => {
        renders += 1;
        return `${renders}${say(() => v.now)}`;
      }),
    );
  counted('/counted', () => '');
  counted('/counted/time', (now) => ` at ${now()}`);
  const owner = await browser(instance, account.owner);
  const look = async (path = '/counted') => Number.parseInt((await owner.get(path)).html, 10);
  return { made: () => renders, look };
}

describe('a cached page', () => {
  it('is rendered once, and again after any change', async () => {
    const { made, look } = await counting();
    expect(await look()).toBe(1);
    expect(await look()).toBe(1);
    await instance.db.updateTable('counters').set({ value: 5 }).where('name', '=', 'order').execute();
    expect(await look()).toBe(2);
    expect(made()).toBe(2);
  });

  it('is rendered again for another URL or another day, and not cached when it shows the time', async () => {
    const { look } = await counting();
    expect(await look()).toBe(1);
    expect(await look('/counted?page=2')).toBe(2);
    expect(await look()).toBe(1);
    instance.clock.now += 86_400;
    expect(await look()).toBe(3);
    expect(await look('/counted/time')).toBe(4);
    expect(await look('/counted/time')).toBe(5);
  });

  it('is each member’s own, and never that of another account', async () => {
    const other = await givenAccount(instance.db, { name: 'The Others', requestsEnabled: true });
    const people = [account.owner, account.admin, other.owner, other.admin];
    const browsers = await Promise.all(people.map((member) => browser(instance, member)));
    const pages: string[] = [];
    for (const reader of [...browsers, ...browsers]) pages.push((await reader.get(url.subscription())).html);
    for (const [at, member] of people.entries()) {
      expect(pages[at]).toContain(member.email);
      expect(pages[at + people.length]).toBe(pages[at]);
      for (const stranger of people) if (stranger !== member) expect(pages[at]).not.toContain(stranger.email);
    }
  });

  it('shows at once what has changed: the language, the role, a setting of the account', async () => {
    const admin = await browser(instance, account.admin);
    const look = async () => (await admin.get(url.subscription())).html;
    expect(await look()).toContain('lang="en"');
    await instance.db.updateTable('members').set({ language: 'it' }).where('id', '=', account.admin.id).execute();
    expect(await look()).toContain('<html lang="it">');
    expect(await look()).toContain('€');
    await instance.db.updateTable('accounts').set({ type: 'online_assisted', show_prices: 0 }).where('id', '=', account.id).execute();
    expect(await look()).not.toContain('€');
    await instance.db.updateTable('members').set({ role: 'agent' }).where('id', '=', account.admin.id).execute();
    expect((await admin.get(url.subscription())).status).toBe(403);
  });

  it('shows the message of the last action once', async () => {
    const cookie = `seatkeeper=${await startSession(instance.db, account.owner, 'test')}`;
    const notice = `seatkeeper_notice=${encodeURIComponent(JSON.stringify({ kind: 'success', text: 'Well done' }))}`;
    const look = async (cookies: string) => (await instance.app.request(url.subscription(), { headers: { cookie: cookies } })).text();
    expect(await look(cookie)).not.toContain('Well done');
    expect(await look(`${cookie}; ${notice}`)).toContain('Well done');
    expect(await look(cookie)).not.toContain('Well done');
  });

  it('is the same plain and compressed', async () => {
    const cookie = `seatkeeper=${await startSession(instance.db, account.owner, 'test')}`;
    const look = (encoding: string) => instance.app.request(url.subscription(), { headers: { cookie, 'accept-encoding': encoding } });
    const plain = await (await look('identity')).text();
    for (let twice = 0; twice < 2; twice++) {
      const response = await look('gzip');
      expect(response.headers.get('content-encoding')).toBe('gzip');
      expect(gunzipSync(await response.arrayBuffer()).toString()).toBe(plain);
    }
    const again = await look('identity');
    expect(again.headers.get('content-encoding')).toBeNull();
    expect(await again.text()).toBe(plain);
  });
});

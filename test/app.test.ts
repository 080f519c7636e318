import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { newId } from '../src/values/ids.ts';
import { givenDesk } from './operator/given.ts';
import { browser, freshInstance, origin } from './support/app.ts';
import { givenAccount, givenCatalogue } from './support/given.ts';

describe('the app', () => {
  it('answers machines', async () => {
    const visitor = await browser(await freshInstance());
    expect((await visitor.get('/healthz')).text).toBe('ok');
    expect((await visitor.get('/readyz')).text).toBe('ready');
  });

  it('sends a visitor to the sign-in page and members to the first page they may use', async () => {
    const instance = await freshInstance();
    await givenCatalogue(instance.db);
    const account = await givenAccount(instance.db);
    expect((await (await browser(instance)).get('/')).location).toBe('/sign-in');
    expect((await (await browser(instance, account.admin)).get('/')).location).toBe('/subscription');
    expect((await (await browser(instance, account.agent)).get('/')).location).toBe('/profile');
  });

  it('names the people who may open the page, and the representative when no role of the account may', async () => {
    const { account, rep, ...instance } = await givenDesk({ type: 'sales_assisted' });
    const refusedTo = async (member: typeof rep, path: string) => {
      const page = await (await browser(instance, member)).get(path);
      expect(page.status).toBe(403);
      return page.text;
    };
    const toAll = await refusedTo(account.owner, '/invoices');
    expect(toAll).toContain(`Your kind of account does not include this page. If you need it, ask ${rep.name}.`);
    const toAdmin = await refusedTo(account.admin, '/audit');
    expect(toAdmin).toContain(
      `Your role does not include this page. If you need it, ask ${account.owner.name} or ${account.billing.name}.`,
    );
    for (const member of [account.owner, account.admin]) {
      expect(await refusedTo(member, '/operator/accounts'), 'nobody of the account opens the desk').not.toContain('If you need it');
    }
  });

  it('names the owner and billing admins when a setting of the account takes the permission from all roles', async () => {
    const instance = await freshInstance();
    await givenCatalogue(instance.db);
    const account = await givenAccount(instance.db, { type: 'self_service', requestsEnabled: false });
    const page = await (await browser(instance, account.admin)).post('/subscription/manage', { version: '1', key: newId() });
    expect(page.status).toBe(403);
    expect(page.text).toContain(
      `Your role does not include this page. If you need it, ask ${account.owner.name} or ${account.billing.name}.`,
    );
  });

  it('sends the strict headers with every page', async () => {
    const visitor = await browser(await instanceWithAccount());
    const { headers } = await visitor.get('/nothing-here');
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('sends the same strict headers with every other answer, and more over https', async () => {
    const instance = await instanceWithAccount();
    const visitor = await browser(instance);
    const page = await visitor.get('/sign-in');
    for (const path of [
      '/',
      '/healthz',
      '/readyz',
      '/assets/nothing.css',
      page.html.match(/href="(\/assets\/app-\w+\.css)"/)?.[1] ?? '',
      '/audit.csv',
    ]) {
      const { headers } = await visitor.get(path);
      for (const name of ['content-security-policy', 'x-content-type-options', 'x-frame-options', 'referrer-policy']) {
        expect(headers.get(name), `${name} of ${path}`).toBe(page.headers.get(name));
        expect(headers.get(name)).not.toBeNull();
      }
    }
    const safe = await (await browser(await freshInstance({ BASE_URL: 'https://seats.example' }))).get('/setup');
    expect(safe.headers.get('strict-transport-security')).toContain('max-age=31536000');
    expect(safe.headers.get('cross-origin-opener-policy')).toBe('same-origin');
  });

  it('sends cookies and headers of its own together with a page', async () => {
    const instance = await instanceWithAccount();
    const notice = encodeURIComponent(JSON.stringify({ kind: 'success', text: 'Well done' }));
    const { html, headers } = await (await browser(instance)).get('/sign-in', { cookie: `seatkeeper_notice=${notice}` });
    expect(html).toContain('Well done');
    expect(headers.getSetCookie().join()).toContain('seatkeeper_notice=;');
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('x-frame-options')).toBe('DENY');
  });

  it('keeps assets for ever under a name that changes with them, compressed', async () => {
    const visitor = await browser(await instanceWithAccount());
    const { html } = await visitor.get('/nothing-here');
    const css = html.match(/href="(\/assets\/app-[0-9a-f]{10}\.css)"/)?.[1] ?? '';
    const { headers, status } = await visitor.get(css, { 'accept-encoding': 'gzip, br' });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toContain('immutable');
    expect(headers.get('content-encoding')).toBe('br');
  });

  it('serves the style as one file, the order of its layers first', async () => {
    const visitor = await browser(await instanceWithAccount());
    const { html } = await visitor.get('/nothing-here');
    const { text } = await visitor.get(html.match(/href="(\/assets\/app-\w+\.css)"/)?.[1] ?? '');
    expect(text.match(/@\w+[^;{]*/)?.[0]).toBe('@layer base, layout, parts, states');
    expect(text).toContain('.door-form');
    expect(text).not.toContain('@import');
  });

  it('refuses a form from another site', async () => {
    const visitor = await browser(await freshInstance());
    expect((await visitor.post('/sign-out', {}, { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await visitor.post('/sign-out', {}, { origin: 'null' })).status).toBe(403);
  });

  it('refuses a form whose type only looks like one', async () => {
    const visitor = await browser(await instanceWithAccount());
    for (const type of ['application/x-www-form-urlencoded, text/plain', 'multipart/form-data', 'application/x-www-form-urlencoded+x']) {
      const { status } = await visitor.post('/sign-in', { email: 'a@b.example' }, { 'content-type': type });
      expect([type, status]).toEqual([type, 400]);
    }
  });

  it('refuses a line break in a name, and keeps line breaks in a reason', async () => {
    const instance = await instanceWithAccount();
    const account = await givenAccount(instance.db);
    const owner = await browser(instance, account.owner);
    const answer = await owner.post(`/team/${account.agent.id}/name`, { name: 'Somebody\nBcc: everybody@elsewhere.example' });
    expect(answer.status).toBe(422);
    const admin = await browser(instance, account.admin);
    await instance.db.updateTable('accounts').set({ requests_enabled: 1 }).where('id', '=', account.id).execute();
    await admin.post('/subscription/requests', { version: '1', 'seats.sales': '12' });
    const { id } = await instance.db.selectFrom('requests').select('id').executeTakeFirstOrThrow();
    await owner.post(`/subscription/requests/${id}/rejection`, { request: '1', reason: 'Not now.\r\nIn May.' });
    const { reason } = await instance.db.selectFrom('requests').select('reason').executeTakeFirstOrThrow();
    expect(reason).toBe('Not now.\nIn May.');
  });

  it('answers 400, not 500, to a form that is cut off', async () => {
    const { app } = await instanceWithAccount();
    const body = new ReadableStream({ pull: (stream) => stream.error(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })) });
    const headers = { origin, 'content-type': 'application/x-www-form-urlencoded', 'transfer-encoding': 'chunked' };
    const answer = await app.request(new Request(`${origin}/sign-in`, { method: 'POST', body, headers, duplex: 'half' } as RequestInit));
    expect(answer.status).toBe(400);
  });

  it('has a script that keeps nothing in the browser, writes no HTML and evaluates nothing', () => {
    const script = readFileSync(new URL('../public/app.js', import.meta.url), 'utf8');
    expect(script).not.toMatch(
      /localStorage|sessionStorage|indexedDB|document\.cookie|innerHTML|outerHTML|insertAdjacentHTML|eval\(|Function\(/,
    );
  });

  it('refuses a huge body without reading it into a form', async () => {
    const visitor = await browser(await freshInstance());
    expect((await visitor.post('/sign-in', { email: 'x'.repeat(70_000) })).status).toBe(413);
  });
});

/** An instance with an account, because without one every page redirects to the setup. */
async function instanceWithAccount() {
  const instance = await freshInstance();
  await givenCatalogue(instance.db);
  await givenAccount(instance.db);
  return instance;
}

import { Writable } from 'node:stream';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { ConfigError } from '../../src/config.ts';
import { announceSetup, makeFirstAccount } from '../../src/setup/at-start.ts';
import { makeSetupCode } from '../../src/setup/set-up.ts';
import { actionsOf, givenDoor } from '../auth/given.ts';
import { browser, fieldsOf, freshInstance, type Instance } from '../support/app.ts';

const filled = {
  accountName: 'Orchard Software',
  name: 'Ada Lindqvist',
  email: 'ada@orchard.example',
  password: 'seven quiet herons',
  currency: 'CHF',
  language: 'de',
};

async function givenCode(instance: Instance): Promise<string> {
  return makeSetupCode(instance.db, instance.clock.now);
}

describe('the first run', () => {
  it('redirects every page to the set-up, except the ones for machines', async () => {
    const visitor = await browser(await freshInstance());
    for (const path of ['/', '/sign-in', '/subscription', '/nothing-here', '/reset-password?token=x']) {
      expect((await visitor.get(path)).location).toBe('/setup');
    }
    expect((await visitor.post('/sign-in', { email: 'a@b.example', password: 'x' })).location).toBe('/setup');
    expect((await visitor.get('/healthz')).status).toBe(200);
    const { html } = await visitor.get('/setup');
    expect((await visitor.get(html.match(/\/assets\/app-\w+\.css/)?.[0] ?? '')).status).toBe(200);
  });

  it('can be read in four languages', async () => {
    const visitor = await browser(await freshInstance());
    expect((await visitor.post('/language', { language: 'fr', back: '/setup' })).location).toBe('/setup');
    expect((await visitor.get('/setup')).text).toContain('Configurer Seatkeeper');
  });

  it("makes the operators' account with its owner, and signs the owner in", async () => {
    const instance = await freshInstance();
    const { db, clock } = instance;
    const code = await givenCode(instance);
    const visitor = await browser(instance);
    const fields = fieldsOf((await visitor.get('/setup')).html, '/setup');
    expect(Object.keys(fields).toSorted()).toEqual([...Object.keys(filled), 'code'].toSorted());
    const done = await visitor.post('/setup', { ...fields, ...filled, code: ` ${code.toUpperCase()} ` });
    expect([done.status, done.location]).toEqual([303, '/']);
    expect((await visitor.get('/profile')).text).toContain('Ada Lindqvist');

    const account = await db.selectFrom('accounts').selectAll().executeTakeFirstOrThrow();
    expect(account).toMatchObject({
      name: 'Orchard Software',
      type: 'self_service',
      is_operators: 1,
      requests_enabled: 1,
      show_prices: 1,
      currency: 'CHF',
      language: 'de',
    });
    const owner = await db.selectFrom('members').selectAll().executeTakeFirstOrThrow();
    expect(owner).toMatchObject({ email: 'ada@orchard.example', role: 'owner', status: 'active', is_operator: 1, language: 'de' });
    expect(owner.password_hash).toMatch(/^\$argon2id\$/);
    expect(await db.selectFrom('subscriptions').selectAll().executeTakeFirst()).toMatchObject({
      cycle: 'monthly',
      period_starts_on: '2026-03-15',
      period_ends_on: '2026-04-15',
      committed_until: '2026-04-15',
    });
    expect(await actionsOf(instance, account.id)).toEqual(['account.created', 'session.started']);
    expect((await db.selectFrom('setup_codes').selectAll().executeTakeFirst())?.used_at).toBe(clock.now);
  });

  it('answers 404 after the first account was made', async () => {
    const instance = await givenDoor();
    const code = await givenCode(instance);
    const visitor = await browser(instance);
    const [looked, sent] = [await visitor.get('/setup'), await visitor.post('/setup', { ...filled, code })];
    expect([looked.status, sent.status]).toEqual([404, 404]);
    expect(looked.html).toBe((await visitor.get('/nothing-here')).html);
    expect(await instance.db.selectFrom('accounts').selectAll().where('name', '=', 'Orchard Software').execute()).toEqual([]);
  });

  it('makes one account for twenty concurrent requests', async () => {
    const instance = await freshInstance();
    const code = await givenCode(instance);
    const visitors = await Promise.all(Array.from({ length: 20 }, () => browser(instance)));
    const answers = await Promise.all(
      visitors.map((visitor, n) => visitor.post('/setup', { ...filled, code, email: `ada${n}@orchard.example` })),
    );
    expect(answers.filter((answer) => answer.status === 303)).toHaveLength(1);
    // The others find it done, or their code used.
    expect(answers.filter((answer) => [404, 422].includes(answer.status))).toHaveLength(19);
    expect(await instance.db.selectFrom('accounts').selectAll().execute()).toHaveLength(1);
    expect(await instance.db.selectFrom('members').selectAll().execute()).toHaveLength(1);
  });

  it.each([
    [{ code: 'wrong-code-here' }, 'This is not the code from the last start'],
    [{ code: '' }, 'Fill in “Setup code”'],
    [{ email: 'no address' }, 'Enter an e-mail address'],
    [{ password: 'short' }, 'The password is too short'],
    [{ currency: 'XXX' }, 'Choose one of the options'],
    [{ accountName: 'x'.repeat(121) }, 'This is too long'],
    [{ is_operator: '1' }, 'does not belong to it'],
  ])('makes no account from an invalid form, and shows the typed values again: %j', async (fault, words) => {
    const instance = await freshInstance();
    const code = await givenCode(instance);
    const answer = await (await browser(instance)).post('/setup', { ...filled, code, ...fault });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    const { password: _, ...formValues } = { ...filled, code, ...fault };
    const shown = fieldsOf(answer.html, '/setup');
    for (const [name, value] of Object.entries(formValues)) {
      if (name in shown && name !== 'currency') expect(shown[name]).toBe(value);
    }
    expect(answer.html).not.toContain(filled.password);
    expect(await instance.db.selectFrom('accounts').selectAll().execute()).toEqual([]);
  });

  it('accepts only the code of the last start', async () => {
    const instance = await freshInstance();
    const old = await givenCode(instance);
    const code = await givenCode(instance);
    const visitor = await browser(instance);
    expect((await visitor.post('/setup', { ...filled, code: old })).status).toBe(422);
    expect((await visitor.post('/setup', { ...filled, code })).status).toBe(303);
  });
});

describe('the start of the server', () => {
  function givenLog(level: string) {
    const lines: Record<string, unknown>[] = [];
    const stream = new Writable({
      write(chunk, _, done) {
        lines.push(JSON.parse(String(chunk)));
        done();
      },
    });
    return { lines, log: pino({ level }, stream) };
  }

  it('logs the code and where to enter it, even with a silent log, and stores only its hash', async () => {
    const instance = await freshInstance();
    const { lines, log } = givenLog('silent');
    await announceSetup({ ...instance, log, now: instance.clock.now }, 'http://localhost/setup');
    expect(lines).toEqual([expect.objectContaining({ url: 'http://localhost/setup', code: expect.stringMatching(/^(\w{4}-){2}\w{4}$/) })]);
    expect(JSON.stringify(await instance.db.selectFrom('setup_codes').selectAll().execute())).not.toContain(String(lines[0]?.code));
    expect((await (await browser(instance)).post('/setup', { ...filled, code: String(lines[0]?.code) })).status).toBe(303);
  });

  it('logs nothing if there is an account', async () => {
    const instance = await givenDoor();
    const { lines, log } = givenLog('info');
    await announceSetup({ ...instance, log, now: instance.clock.now }, 'http://localhost/setup');
    await makeFirstAccount({ ...instance, log, now: instance.clock.now });
    expect(lines).toEqual([]);
  });

  it('makes the account from ADMIN_EMAIL and ADMIN_PASSWORD, once, and logs no password', async () => {
    const instance = await freshInstance({ ADMIN_EMAIL: 'Ada@orchard.example', ADMIN_PASSWORD: 'seven quiet herons' });
    const { lines, log } = givenLog('info');
    for (let start = 0; start < 2; start++) await makeFirstAccount({ ...instance, log, now: instance.clock.now });
    expect(await instance.db.selectFrom('accounts').select(['name', 'is_operators']).execute()).toEqual([
      { name: 'orchard.example', is_operators: 1 },
    ]);
    expect(JSON.stringify(lines)).not.toContain('herons');
    const visitor = await browser(instance);
    expect((await visitor.get('/setup')).status).toBe(404);
    expect((await visitor.post('/sign-in', { email: 'ada@orchard.example', password: 'seven quiet herons' })).status).toBe(303);
  });

  it('refuses a password that breaks the rules, with a sentence that says why', async () => {
    const instance = await freshInstance({ ADMIN_EMAIL: 'lindqvist@orchard.example', ADMIN_PASSWORD: 'lindqvist-2026' });
    const { log } = givenLog('silent');
    const start = makeFirstAccount({ ...instance, log, now: instance.clock.now });
    await expect(start).rejects.toThrow(ConfigError);
    await expect(start).rejects.toThrow('ADMIN_PASSWORD cannot be used. The password contains your e-mail name');
  });
});

import { describe, expect, it } from 'vitest';
import { languages } from '../../src/i18n/language.ts';
import { messagesFor } from '../../src/i18n/messages.ts';
import { browser, fieldsOf, type Instance, origin } from '../support/app.ts';
import type { GivenMember } from '../support/given.ts';
import { actionsOf, givenDoor, givenPassword, password } from './given.ts';

async function signIn(instance: Instance, email: string, formValues = password, more: Record<string, string> = {}) {
  return (await browser(instance)).post('/sign-in', { email, password: formValues, back: '', ...more });
}

describe('signing in', () => {
  it('redirects the member to their first page, with a session and an event', async () => {
    const instance = await givenDoor();
    const visitor = await browser(instance);
    const { html } = await visitor.get('/sign-in');
    const fields = { ...fieldsOf(html, '/sign-in'), email: ` ${instance.account.admin.email.toUpperCase()} `, password };
    const answer = await visitor.post('/sign-in', fields);
    expect([answer.status, answer.location]).toEqual([303, '/']);
    expect((await visitor.get('/')).location).toBe('/subscription');
    expect(await actionsOf(instance, instance.account.id)).toEqual(['session.started']);
  });

  it('stores only a hash of the secret and starts a new session each time', async () => {
    const instance = await givenDoor();
    const visitor = await browser(instance);
    const [first, second] = [
      await visitor.post('/sign-in', { email: instance.account.admin.email, password, back: '' }),
      await visitor.post('/sign-in', { email: instance.account.admin.email, password, back: '' }),
    ];
    const [one, two] = [first, second].map((answer) => answer.headers.get('set-cookie')?.match(/seatkeeper=([a-z2-7]{40});/)?.[1] ?? '');
    expect(one).not.toBe('');
    expect(two).not.toBe(one);
    const rows = await instance.db.selectFrom('sessions').selectAll().execute();
    // The browser's first session has ended.
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(two);
  });

  it.each([
    ['over http', {}, '', /^seatkeeper=[a-z2-7]{40}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/],
    [
      'over https',
      { BASE_URL: 'https://seats.example.com/desk' },
      '__Host-',
      /^__Host-seatkeeper=[a-z2-7]{40}; Max-Age=1209600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    ],
  ])('sets a cookie that scripts cannot read and other sites do not send, %s', async (_, environment, prefix, pattern) => {
    const instance = await givenDoor(environment);
    const base = instance.config.baseUrl as URL;
    const response = await instance.app.request(`${base.origin}${instance.config.basePath}/sign-in`, {
      method: 'POST',
      headers: { origin: base.origin },
      body: new URLSearchParams({ email: instance.account.owner.email, password }),
    });
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(pattern),
      expect.stringContaining(`${prefix}seatkeeper_language=en; `),
    ]);
    expect(response.headers.get('location')).toBe(`${instance.config.basePath}/`);
  });

  it('gives unknown, wrong, invited, suspended and cancelled the same answer', async () => {
    const instance = await givenDoor();
    const { db, account } = instance;
    for (const member of [account.billing, account.admin2, account.agent]) await givenPassword(instance, member);
    await db.updateTable('members').set({ status: 'invited' }).where('id', '=', account.admin2.id).execute();
    await db.updateTable('members').set({ status: 'suspended' }).where('id', '=', account.agent.id).execute();
    const wrong = await signIn(instance, account.admin.email, 'another password');
    const tries = [
      await signIn(instance, 'nobody@elsewhere.example'),
      await signIn(instance, account.admin2.email),
      await signIn(instance, account.agent.email),
    ];
    await db.updateTable('accounts').set({ status: 'cancelled', cancelled_at: 1 }).where('id', '=', account.id).execute();
    tries.push(await signIn(instance, account.owner.email));
    const withoutEmail = (html: string) => html.replace(/value="[^"]*@[^"]*"/, '');
    for (const answer of tries) {
      expect(answer.status).toBe(wrong.status);
      expect(withoutEmail(answer.html)).toBe(withoutEmail(wrong.html));
      expect([...answer.headers.keys()]).toEqual([...wrong.headers.keys()]);
    }
    expect(wrong.status).toBe(422);
    expect(wrong.text).toContain('The e-mail address or the password is not right');
    expect(await db.selectFrom('sessions').selectAll().execute()).toEqual([]);
  });

  it('shows the typed e-mail again, and never the password', async () => {
    const instance = await givenDoor();
    for (const fields of [
      { email: 'ada@harbour.example', password: 'secret-typed-word' },
      { email: 'no address', password: 'secret-typed-word' },
      { email: 'ada@harbour.example', password: 'secret-typed-word\0' },
      { email: ['ada@harbour.example', 'other@harbour.example'], password: 'secret-typed-word' },
      { email: 'ada@harbour.example', password: 'secret-typed-word', role: 'owner' },
      { email: 'ada@harbour.example', password: '' },
      { password: 'secret-typed-word' },
    ] as Record<string, string | string[]>[]) {
      const answer = await (await browser(instance)).post('/sign-in', fields);
      expect(answer.status, JSON.stringify(fields)).toBe(422);
      expect(answer.html).not.toContain('secret-typed-word');
      expect(answer.html).toContain('<title>Error: ');
      expect(answer.html).toContain(`value="${[fields.email ?? ''].flat()[0]}"`);
    }
  });

  it('takes no field that it does not know, though the password is right', async () => {
    const instance = await givenDoor();
    const answer = await (await browser(instance)).post('/sign-in', { email: instance.account.admin.email, password, role: 'owner' });
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([422, []]);
    expect(await instance.db.selectFrom('sessions').select('id').execute()).toEqual([]);
  });

  it('says which field is missing, with a link to it', async () => {
    const { html } = await (await browser(await givenDoor())).post('/sign-in', { email: '', password: '' });
    expect(html).toContain('<a href="#field-email">Fill in “E-mail address”</a>');
    expect(html).toContain('<a href="#field-password">Fill in “Password”</a>');
  });

  it('answers 400 to a body that is not a form', async () => {
    const instance = await givenDoor();
    const send = (type: string, body: string) =>
      instance.app.request(`${origin}/sign-in`, { method: 'POST', headers: { origin, 'content-type': type }, body });
    expect((await send('application/json', '{"email":"a@b.example","password":"x"}')).status).toBe(400);
    expect((await send('multipart/form-data; boundary=x', 'no parts')).status).toBe(400);
    expect((await send('text/plain', 'email=a')).status).toBe(400);
  });

  it.each(languages)('has all of its words in %s', async (language) => {
    const { html, text } = await (await browser(await givenDoor())).get('/sign-in', { 'accept-language': language });
    const { auth } = messagesFor(language);
    expect(html).toContain(`<html lang="${language}">`);
    for (const words of [auth.headline, auth.signIn.title, auth.email, auth.password, auth.signIn.forgot]) {
      expect(text).toContain(words.replaceAll('\u00a0', ' '));
    }
  });

  it('redirects a signed-in member to their page', async () => {
    const instance = await givenDoor();
    const admin = await browser(instance, instance.account.admin);
    expect((await admin.get('/sign-in')).location).toBe('/');
    expect((await admin.get('/sign-in?back=/contacts')).location).toBe('/contacts');
  });
});

describe('the redirect after sign-in', () => {
  it('leads to the page that needed the sign-in', async () => {
    const instance = await givenDoor();
    const visitor = await browser(instance);
    const asked = await visitor.get('/profile?tab=1');
    expect(asked.location).toBe('/sign-in?back=%2Fprofile%3Ftab%3D1');
    const { html } = await visitor.get(asked.location ?? '');
    const fields = fieldsOf(html, '/sign-in');
    expect(fields.back).toBe('/profile?tab=1');
    const wrong = await visitor.post('/sign-in', { ...fields, email: instance.account.user.email, password: 'not this one' });
    expect(fieldsOf(wrong.html, '/sign-in').back).toBe('/profile?tab=1');
    expect((await visitor.post('/sign-in', { ...fields, email: instance.account.user.email, password })).location).toBe('/profile?tab=1');
  });

  it.each([
    'https://elsewhere.example/',
    '//elsewhere.example/',
    '/\\elsewhere.example/',
    '/\t/elsewhere.example/',
    '/\n/elsewhere.example',
    '/a/../..//elsewhere.example',
    '/.//elsewhere.example',
    'javascript:alert(1)',
    'sign-in',
    '/%0d%0aSet-Cookie:x'.replace('%0d%0a', '\r\n'),
    '',
  ])('never leads to another site: %j', async (back) => {
    const instance = await givenDoor();
    expect((await signIn(instance, instance.account.admin.email, password, { back })).location).toBe('/');
    const { html } = await (await browser(instance)).get(`/sign-in?back=${encodeURIComponent(back)}`);
    expect(fieldsOf(html, '/sign-in').back).toBe('');
  });
});

describe('failed attempts', () => {
  async function fail(instance: Instance, email: string, times: number) {
    const statuses: number[] = [];
    for (let n = 0; n < times; n++) statuses.push((await signIn(instance, email, 'not the password')).status);
    return statuses;
  }

  it('wait longer and longer, until the wait is over', async () => {
    const instance = await givenDoor();
    const { email } = instance.account.admin;
    expect(await fail(instance, email, 5)).toEqual([422, 422, 422, 422, 422]);
    const waits: number[] = [];
    for (let round = 0; round < 7; round++) {
      const slowed = await signIn(instance, email);
      expect(slowed.status).toBe(429);
      waits.push(Number(slowed.headers.get('retry-after')));
      instance.clock.now += waits.at(-1) as number;
      expect(await fail(instance, email, 1)).toEqual([422]);
    }
    expect(waits).toEqual([32, 64, 128, 256, 512, 900, 900]);
  });

  it('show on the page how long to wait and what can be done meanwhile', async () => {
    const instance = await givenDoor({ SMTP_URL: 'smtp://mail.example.com', MAIL_FROM: 'seats@example.com' });
    await fail(instance, instance.account.admin.email, 5);
    const slowed = await signIn(instance, instance.account.admin.email);
    expect(slowed.text).toContain('Too many attempts. Wait 32 seconds, then try again');
    expect(slowed.html).toContain('href="/forgot-password"');
    expect(fieldsOf(slowed.html, '/sign-in').email).toBe(instance.account.admin.email);
  });

  it('never lock out: after the wait the right password works, and the count starts again', async () => {
    const instance = await givenDoor();
    const { email } = instance.account.admin;
    await fail(instance, email, 5);
    instance.clock.now += 32;
    expect((await signIn(instance, email)).status).toBe(303);
    expect(await fail(instance, email, 5)).toEqual([422, 422, 422, 422, 422]);
  });

  it('count in the same way for unknown addresses', async () => {
    const instance = await givenDoor();
    expect(await fail(instance, 'nobody@elsewhere.example', 6)).toEqual([422, 422, 422, 422, 422, 429]);
  });

  it('of one address do not throttle another one', async () => {
    const instance = await givenDoor();
    await fail(instance, instance.account.owner.email, 6);
    expect((await signIn(instance, instance.account.admin.email)).status).toBe(303);
  });

  it('from one network address for many accounts are throttled too', async () => {
    const instance = await givenDoor();
    for (let n = 0; n < 30; n++) await signIn(instance, `n${n}@elsewhere.example`, 'guess guess');
    expect((await signIn(instance, instance.account.admin.email)).status).toBe(429);
  });

  it('have the same limit when a hundred come at once', async () => {
    const instance = await givenDoor();
    const statuses = await Promise.all(
      Array.from({ length: 100 }, () => signIn(instance, instance.account.admin.email, 'not the password').then((answer) => answer.status)),
    );
    expect(statuses.filter((status) => status === 422)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(95);
  });

  it('store no address, and are recorded in the account once they cause a wait', async () => {
    const instance = await givenDoor();
    await fail(instance, instance.account.admin.email, 5);
    const rows = await instance.db.selectFrom('sign_in_failures').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(instance.account.admin.email);
    expect(await actionsOf(instance, instance.account.id)).toEqual(['session.refused']);
  });

  it('are forgotten after a day without failures, and after the clock was set back', async () => {
    const instance = await givenDoor();
    const { email } = instance.account.admin;
    await fail(instance, email, 5);
    instance.clock.now += 86_401;
    expect(await fail(instance, email, 5)).toEqual([422, 422, 422, 422, 422]);
    instance.clock.now -= 365 * 86_400;
    expect((await signIn(instance, email)).status).toBe(303);
  });
});

describe('signing out', () => {
  it('ends the session, not only the cookie', async () => {
    const instance = await givenDoor();
    const { admin } = instance.account;
    const member = await browser(instance, admin);
    const answer = await member.post('/sign-out');
    expect([answer.status, answer.location]).toEqual([303, '/sign-in']);
    expect(await instance.db.selectFrom('sessions').selectAll().execute()).toEqual([]);
    expect((await member.get('/sign-in')).text).toContain('You are signed out.');
    expect((await member.get('/profile')).location).toContain('/sign-in');
    expect(await actionsOf(instance, instance.account.id)).toEqual(['session.ended']);
  });

  it('does no harm when it is sent twice', async () => {
    const visitor = await browser(await givenDoor());
    expect((await visitor.post('/sign-out')).location).toBe('/sign-in');
  });

  it('does not happen by a GET', async () => {
    const instance = await givenDoor();
    const member = await browser(instance, instance.account.admin);
    expect((await member.get('/sign-out')).status).toBe(404);
    expect((await member.get('/profile')).status).toBe(200);
  });
});

describe('a session', () => {
  const half = 43_200 / 2;
  const seconds = () => Math.floor(Date.now() / 1000);

  async function sessionOf(instance: Instance, member: GivenMember) {
    const [row] = await instance.db.selectFrom('sessions').selectAll().where('member_id', '=', member.id).execute();
    if (!row) throw new Error('no session');
    return row;
  }

  it('ends twelve hours after its last use', async () => {
    const instance = await givenDoor();
    const member = await browser(instance, instance.account.admin);
    const { expires_at } = await sessionOf(instance, instance.account.admin);
    expect(Math.abs(expires_at - seconds() - 43_200)).toBeLessThan(5);
    await instance.db.updateTable('sessions').set({ expires_at: seconds() }).execute();
    expect((await member.get('/profile')).status).toBe(303);
  });

  it('is extended when it is used, and the member gets a time of last use', async () => {
    const instance = await givenDoor();
    const { admin } = instance.account;
    const member = await browser(instance, admin);
    await instance.db
      .updateTable('sessions')
      .set({ expires_at: seconds() + half + 600, last_used_at: seconds() - half })
      .execute();
    await instance.db.updateTable('members').set({ last_seen_at: 0 }).where('id', '=', admin.id).execute();
    expect((await member.get('/profile')).status).toBe(200);
    const after = await sessionOf(instance, admin);
    expect(Math.abs(after.expires_at - seconds() - 43_200)).toBeLessThan(5);
    expect(Math.abs(after.last_used_at - seconds())).toBeLessThan(5);
    const seen = await instance.db.selectFrom('members').select('last_seen_at').where('id', '=', admin.id).executeTakeFirst();
    expect(Math.abs((seen?.last_seen_at ?? 0) - seconds())).toBeLessThan(5);
  });

  it('ends after fourteen days, even if it is always used', async () => {
    const instance = await givenDoor();
    const member = await browser(instance, instance.account.admin);
    const ends_at = seconds() + 700;
    await instance.db
      .updateTable('sessions')
      .set({ ends_at, expires_at: ends_at, last_used_at: seconds() - 400 })
      .execute();
    expect((await member.get('/profile')).status).toBe(200);
    expect((await sessionOf(instance, instance.account.admin)).expires_at).toBe(ends_at);
    await instance.db.updateTable('sessions').set({ ends_at: seconds(), expires_at: seconds() }).execute();
    expect((await member.get('/profile')).status).toBe(303);
  });

  it('ends when its member is suspended or the account is cancelled', async () => {
    const instance = await givenDoor();
    const { db, account } = instance;
    const [admin, user] = [await browser(instance, account.admin), await browser(instance, account.user)];
    await db.updateTable('members').set({ status: 'suspended' }).where('id', '=', account.admin.id).execute();
    expect((await admin.get('/profile')).status).toBe(303);
    expect((await user.get('/profile')).status).toBe(200);
    await db.updateTable('accounts').set({ status: 'cancelled', cancelled_at: 1 }).where('id', '=', account.id).execute();
    expect((await user.get('/profile')).status).toBe(303);
  });

  it('is not found by a text that is not a secret', async () => {
    const instance = await givenDoor();
    for (const cookie of ['seatkeeper=', 'seatkeeper=x', `seatkeeper=${"' OR 1=1 --"}`, `seatkeeper=${'a'.repeat(40)}`]) {
      const response = await instance.app.request(`${origin}/profile`, { headers: { cookie } });
      expect(response.status).toBe(303);
    }
  });
});

describe('the language of a member', () => {
  it('is the language of the sign-in page after a sign-out, also in a browser with another language', async () => {
    const instance = await givenDoor();
    const { admin } = instance.account;
    await instance.db.updateTable('members').set({ language: 'it' }).where('id', '=', admin.id).execute();
    const visitor = await browser(instance);
    const speaks = { 'accept-language': 'de' };
    expect((await visitor.get('/sign-in', speaks)).html).toContain('<html lang="de">');
    await visitor.post('/sign-in', { email: admin.email, password });
    await visitor.post('/sign-out');
    expect((await visitor.get('/sign-in', speaks)).html).toContain('<html lang="it">');
  });
});

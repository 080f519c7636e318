import { describe, expect, it } from 'vitest';
import { issueToken, type Purpose } from '../../src/auth/tokens.ts';
import { setPassword } from '../../src/cli/reset-password.ts';
import { transaction } from '../../src/db/transaction.ts';
import { mailText } from '../../src/mail/content.ts';
import { inviteMail } from '../../src/mail/templates/access.ts';
import { urls } from '../../src/paths.ts';
import { browser, fieldsOf, type Instance } from '../support/app.ts';
import type { GivenMember } from '../support/given.ts';
import { actionsOf, givenDoor, mailsTo, password, withMail } from './given.ts';

const next = 'seven quiet herons';

async function given(instance: Instance, member: GivenMember, purpose: Purpose): Promise<string> {
  return transaction(instance.db, (trx) => issueToken(trx, { member, purpose, now: instance.clock.now }));
}

async function givenInvited() {
  const instance = await givenDoor(withMail);
  const { admin2 } = instance.account;
  await instance.db.updateTable('members').set({ status: 'invited', name: 'N. Haddad' }).where('id', '=', admin2.id).execute();
  return { instance, invited: admin2, token: await given(instance, admin2, 'invitation') };
}

/** The secret in the newest mail to this address. */
async function secretIn(instance: Instance, email: string, path: string): Promise<string> {
  const mail = (await mailsTo(instance, email)).at(-1);
  return mail?.text.match(new RegExp(`http://localhost${path}\\?token=([\\w-]{22})\\n`))?.[1] ?? '';
}

describe('a forgotten password', () => {
  it('is replaced through the link in a mail, which signs in this browser and ends all other sessions', async () => {
    const instance = await givenDoor(withMail);
    const { admin } = instance.account;
    const elsewhere = await browser(instance, admin);
    const visitor = await browser(instance);
    expect((await visitor.get('/sign-in')).html).toContain('href="/forgot-password"');
    const asked = await visitor.post('/forgot-password', { email: admin.email.toUpperCase() });
    expect([asked.status, asked.location]).toEqual([303, '/forgot-password?sent=yes']);
    expect((await visitor.get(asked.location ?? '')).text).toContain('Look in your inbox');

    const secret = await secretIn(instance, admin.email, '/reset-password');
    expect(secret).not.toBe('');
    expect(JSON.stringify(await instance.db.selectFrom('tokens').selectAll().execute())).not.toContain(secret);
    const looked = await visitor.get(`/reset-password?token=${secret}`);
    expect(looked.text).toContain(admin.email);
    const saved = await visitor.post('/reset-password', { ...fieldsOf(looked.html, '/reset-password'), password: next });
    expect([saved.status, saved.location]).toEqual([303, '/']);
    expect((await visitor.get('/profile')).text).toContain('Your new password is saved.');
    expect((await elsewhere.get('/profile')).status).toBe(303);

    const other = await browser(instance);
    expect((await other.post('/sign-in', { email: admin.email, password })).status).toBe(422);
    expect((await other.post('/sign-in', { email: admin.email, password: next })).status).toBe(303);
    expect(await actionsOf(instance, instance.account.id)).toEqual(['password.resetRequested', 'password.reset', 'session.started']);
    expect((await mailsTo(instance, admin.email)).map((mail) => mail.letter)).toEqual(['password-reset', 'password-changed']);
  });

  it('gets the same answer whether or not a member has the address', async () => {
    const instance = await givenDoor(withMail);
    const { db, account } = instance;
    await db.updateTable('members').set({ status: 'suspended' }).where('id', '=', account.agent.id).execute();
    const answers = [];
    for (const email of [account.admin.email, account.agent.email, 'nobody@elsewhere.example']) {
      const visitor = await browser(instance);
      const answer = await visitor.post('/forgot-password', { email });
      answers.push([answer.status, answer.location, answer.html, [...answer.headers].filter(([name]) => name !== 'date')]);
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(await db.selectFrom('outbox').select('to_email').execute()).toEqual([{ to_email: account.admin.email }]);
  });

  it('is answered no sooner for an unknown address, which needs less work', async () => {
    const instance = await givenDoor(withMail);
    for (const email of [instance.account.admin.email, 'nobody@elsewhere.example']) {
      const visitor = await browser(instance);
      const before = performance.now();
      await visitor.post('/forgot-password', { email });
      expect(performance.now() - before).toBeGreaterThan(295);
    }
  });

  it('is throttled after many requests, for known and unknown addresses alike', async () => {
    for (const email of ['', 'nobody@elsewhere.example']) {
      const instance = await givenDoor(withMail);
      const visitor = await browser(instance);
      const ask = () => visitor.post('/forgot-password', { email: email || instance.account.admin.email });
      const statuses = [];
      for (let n = 0; n < 5; n++) statuses.push((await ask()).status);
      expect(statuses).toEqual([303, 303, 303, 303, 429]);
      instance.clock.now += 60;
      expect((await ask()).status).toBe(303);
    }
  });

  it('ends the wait after failed sign-ins', async () => {
    const instance = await givenDoor(withMail);
    const { admin } = instance.account;
    const visitor = await browser(instance);
    for (let n = 0; n < 5; n++) await visitor.post('/sign-in', { email: admin.email, password: 'not this one' });
    expect((await visitor.post('/sign-in', { email: admin.email, password })).status).toBe(429);
    await visitor.post('/reset-password', { token: await given(instance, admin, 'reset'), password: next });
    expect((await (await browser(instance)).post('/sign-in', { email: admin.email, password: next })).status).toBe(303);
  });

  it('cannot be replaced by mail without a mail server, and the page says so', async () => {
    const instance = await givenDoor();
    const visitor = await browser(instance);
    const { text, html } = await visitor.get('/forgot-password');
    expect(text).toContain('This server does not send mail');
    expect(html).not.toContain('action="/forgot-password"');
    await visitor.post('/forgot-password', { email: instance.account.admin.email });
    expect(await instance.db.selectFrom('tokens').selectAll().execute()).toEqual([]);
  });

  it('gets a link with the address of the server, not with one from the headers of the request', async () => {
    const instance = await givenDoor(withMail);
    const { admin } = instance.account;
    const headers = { 'x-forwarded-host': 'elsewhere.example', forwarded: 'host=elsewhere.example' };
    await (await browser(instance)).post('/forgot-password', { email: admin.email }, headers);
    const [mail] = await mailsTo(instance, admin.email);
    expect(mail?.html).toContain('http://localhost/reset-password?token=');
    expect(mail?.html).not.toContain('elsewhere.example');
  });
});

describe('an invitation', () => {
  it('is accepted with a name and a password, which signs in', async () => {
    const { instance, invited, token } = await givenInvited();
    const visitor = await browser(instance);
    const { html, text } = await visitor.get(`/invitation?token=${token}`, { 'accept-language': 'de' });
    expect(text).toContain('Harbour Lights beitreten');
    expect(text).toContain('Sie wurden eingeladen als: Administrator.');
    const fields = fieldsOf(html, '/invitation');
    expect(fields.name).toBe('N. Haddad');
    const joined = await visitor.post('/invitation', { ...fields, name: ' Noor Haddad ', password: next }, { 'accept-language': 'de' });
    expect([joined.status, joined.location]).toEqual([303, '/']);
    const member = await instance.db.selectFrom('members').selectAll().where('id', '=', invited.id).executeTakeFirstOrThrow();
    expect([member.name, member.status, member.language, member.role]).toEqual(['Noor Haddad', 'active', 'de', 'admin']);
    expect((await visitor.get('/profile')).text).toContain('Willkommen bei Harbour Lights.');
    expect(await actionsOf(instance, instance.account.id)).toEqual(['member.joined', 'session.started']);
  });

  it.each([
    [{ name: '', password: next }, 'Fill in “Your name”'],
    [{ name: 'Noor', password: 'ab12cd' }, 'The password is too short'],
    [{ name: 'Noor', password: 'admin2-likes-tea' }, 'The password contains your e-mail name'],
    [{ name: 'Noor\0', password: next }, 'invisible characters'],
    [{ name: 'Noor', password: next, role: 'owner' }, 'does not belong to it'],
  ])('is not spent by an invalid form: %j', async (formValues, words) => {
    const { instance, invited, token } = await givenInvited();
    const visitor = await browser(instance);
    const answer = await visitor.post('/invitation', { token, ...formValues });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect(answer.html).not.toContain(formValues.password);
    const member = await instance.db
      .selectFrom('members')
      .select(['status', 'role'])
      .where('id', '=', invited.id)
      .executeTakeFirstOrThrow();
    expect(member).toEqual({ status: 'invited', role: 'admin' });
    expect((await visitor.post('/invitation', { token, name: 'Noor', password: next })).status).toBe(303);
  });

  it('is for its recipient, also in the browser of another signed-in member', async () => {
    const { instance, token } = await givenInvited();
    const owner = await browser(instance, instance.account.owner);
    const { html } = await owner.get(`/invitation?token=${token}`);
    expect(html).not.toContain(instance.account.owner.name);
    await owner.post('/invitation', { token, name: 'Noor Haddad', password: next });
    expect((await owner.get('/profile')).text).toContain('Noor Haddad');
  });

  it('comes in a mail with the inviter, the account and the link', () => {
    const data = { recipientName: 'Noor', inviterName: 'Ada Lindqvist', accountName: 'Harbour Lights', secret: 'abc', days: 14 };
    const mail = inviteMail('de', data, urls('https://seats.example.com/desk'));
    expect(mail.subject).toBe('Sie wurden zu Seatkeeper eingeladen');
    const text = mailText(mail);
    expect(text).toContain('Ada Lindqvist hat Sie in das Konto Harbour Lights in Seatkeeper eingeladen.');
    expect(text).toContain('14 Tage lang');
    expect(text).toContain('https://seats.example.com/desk/invitation?token=abc');
  });
});

describe('a link', () => {
  const day = 86_400;

  it.each([
    ['reset', 3600],
    ['invitation', 14 * day],
  ] as const)('for %s works until it expires, and not a second longer', async (purpose, life) => {
    const { instance, invited } = await givenInvited();
    const member = purpose === 'reset' ? instance.account.admin : invited;
    const token = await given(instance, member, purpose);
    const visitor = await browser(instance);
    const path = purpose === 'reset' ? `/reset-password?token=${token}` : `/invitation?token=${token}`;
    instance.clock.now += life - 1;
    expect((await visitor.get(path)).status).toBe(200);
    instance.clock.now += 1;
    expect((await visitor.get(path)).status).toBe(404);
    expect((await visitor.post(path.split('?')[0] as string, { token, name: 'N', password: next })).status).toBe(
      purpose === 'reset' ? 404 : 404,
    );
  });

  it('is not spent by a GET, and works once', async () => {
    const { instance, token } = await givenInvited();
    const visitor = await browser(instance);
    for (let n = 0; n < 3; n++) expect((await visitor.get(`/invitation?token=${token}`)).status).toBe(200);
    const form = { token, name: 'Noor', password: next };
    expect((await visitor.post('/invitation', form)).status).toBe(303);
    const again = await (await browser(instance)).post('/invitation', form);
    expect(again.status).toBe(404);
    expect(again.text).toContain('This link no longer works');
  });

  it('works once for twenty concurrent requests', async () => {
    const instance = await givenDoor(withMail);
    const token = await given(instance, instance.account.admin, 'reset');
    const browsers = await Promise.all(Array.from({ length: 20 }, () => browser(instance)));
    const answers = await Promise.all(browsers.map((visitor, n) => visitor.post('/reset-password', { token, password: `${next} ${n}` })));
    expect(answers.filter((answer) => answer.status === 303)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 404)).toHaveLength(19);
    expect(await instance.db.selectFrom('sessions').selectAll().execute()).toHaveLength(1);
  });

  it('that is invalid gets the same page for every reason, and the page says what to do next', async () => {
    const { instance, invited, token } = await givenInvited();
    const { db, account } = instance;
    const expired = await given(instance, account.owner, 'reset');
    instance.clock.now += 3601;
    const replaced = await given(instance, account.admin, 'reset');
    await given(instance, account.admin, 'reset');
    const used = await given(instance, account.user, 'reset');
    await (await browser(instance)).post('/reset-password', { token: used, password: next });
    const suspended = await given(instance, account.agent, 'reset');
    await db.updateTable('members').set({ status: 'suspended' }).where('id', '=', account.agent.id).execute();
    const notYet = await given(instance, invited, 'reset');
    const visitor = await browser(instance);
    const pages = [];
    for (const secret of [expired, replaced, used, suspended, notYet, token, '', 'made-up', 'x'.repeat(22), `${token}'`]) {
      const { status, html } = await visitor.get(`/reset-password?token=${encodeURIComponent(secret)}`);
      pages.push({ status, html });
    }
    for (const page of pages) expect(page).toEqual(pages[0]);
    expect(pages[0]?.status).toBe(404);
    expect(pages[0]?.html).toContain('href="/forgot-password"');
    expect(pages[0]?.html).toContain('href="/sign-in"');
    // The opposite case: a reset link is not an invitation.
    for (const secret of [await given(instance, account.admin, 'reset'), notYet]) {
      expect((await visitor.get(`/invitation?token=${secret}`)).status).toBe(404);
    }
  });

  it('for a new password is void after the password was changed in another way', async () => {
    const instance = await givenDoor(withMail);
    const token = await given(instance, instance.account.admin, 'reset');
    const member = await browser(instance, instance.account.admin);
    await member.post('/profile/password', { currentPassword: password, newPassword: next });
    expect((await member.get(`/reset-password?token=${token}`)).status).toBe(404);
  });

  it('is void, and sign-ins are no longer throttled, after the password was set on the command line', async () => {
    const instance = await givenDoor(withMail);
    const { admin } = instance.account;
    const token = await given(instance, admin, 'reset');
    const visitor = await browser(instance);
    for (let n = 0; n < 6; n++) await visitor.post('/sign-in', { email: admin.email, password: 'not this one' });
    expect(await setPassword(instance.db, admin.email, next, instance.clock.now)).toBe(true);
    expect((await visitor.get(`/reset-password?token=${token}`)).status).toBe(404);
    expect((await visitor.post('/sign-in', { email: admin.email, password: next })).status).toBe(303);
  });

  it('does not work in a cancelled account', async () => {
    const { instance, token } = await givenInvited();
    await instance.db.updateTable('accounts').set({ status: 'cancelled', cancelled_at: 1 }).where('id', '=', instance.account.id).execute();
    expect((await (await browser(instance)).get(`/invitation?token=${token}`)).status).toBe(404);
  });
});

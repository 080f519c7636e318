import { describe, expect, it } from 'vitest';
import { messagesFor } from '../../src/i18n/messages.ts';
import { newId } from '../../src/values/ids.ts';
import { browser, fieldsOf, freshInstance, type Instance } from '../support/app.ts';
import { type GivenMember, givenAccount } from '../support/given.ts';
import { actionsOf, givenDoor, mailsTo, password } from './given.ts';

async function sessionIds({ db }: Instance, member: GivenMember): Promise<string[]> {
  const rows = await db.selectFrom('sessions').select('public_id').where('member_id', '=', member.id).orderBy('public_id').execute();
  return rows.map((row) => row.public_id);
}

describe('the profile', () => {
  it('shows all members their own data and the seats that they hold', async () => {
    const instance = await givenDoor();
    const { account } = instance;
    for (const member of [account.owner, account.billing, account.admin, account.agent]) {
      const { status, text } = await (await browser(instance, member)).get('/profile');
      expect(status).toBe(200);
      for (const words of [member.name, member.email, 'Harbour Lights', messagesFor('en').common.roles[member.role]]) {
        expect(text).toContain(words);
      }
      expect(text).toContain('Support Suite and AI Assist Includes Support, Help Center and Live Chat');
    }
  });

  it('says to a member without a seat whom to ask', async () => {
    const instance = await givenDoor();
    const { account } = instance;
    const { text } = await (await browser(instance, account.user)).get('/profile');
    expect(text).toContain(`You hold no seat If you need one, ask ${account.owner.name} or ${account.billing.name}.`);
    await instance.db.deleteFrom('seats_held').where('member_id', '=', account.admin.id).execute();
    expect((await (await browser(instance, account.admin)).get('/profile')).text).toContain('You can give yourself one');
  });

  it('is the only page for agents and end users', async () => {
    const instance = await givenDoor();
    for (const member of [instance.account.agent, instance.account.user]) {
      const page = await browser(instance, member);
      const { html } = await page.get('/profile');
      for (const path of ['/subscription', '/team', '/invoices', '/audit', '/settings', '/contacts', '/operator']) {
        expect(html).not.toContain(`href="${path}`);
      }
      expect((await page.get('/subscription')).status).toBe(403);
    }
  });

  it('redirects a visitor to the sign-in page, also after an invalid form', async () => {
    const visitor = await browser(await givenDoor());
    expect((await visitor.get('/profile')).location).toBe('/sign-in?back=%2Fprofile');
    for (const path of ['/profile/password', '/profile/sessions/end', `/profile/sessions/${newId()}/end`]) {
      expect((await visitor.post(path, { anything: 'x' })).location).toBe('/sign-in');
    }
  });
});

describe('changing the password', () => {
  const next = 'seven quiet herons';

  it('ends every other session and starts a new one', async () => {
    const instance = await givenDoor();
    const { admin } = instance.account;
    const [thisBrowser, otherBrowser] = [await browser(instance, admin), await browser(instance, admin)];
    const before = await sessionIds(instance, admin);
    const fields = fieldsOf((await thisBrowser.get('/profile')).html, '/profile/password');
    expect(fields).toEqual({ currentPassword: '', newPassword: '' });
    const answer = await thisBrowser.post('/profile/password', { currentPassword: password, newPassword: next });
    expect([answer.status, answer.location]).toEqual([303, '/profile']);
    expect((await thisBrowser.get('/profile')).text).toContain('Your password is changed.');
    expect((await otherBrowser.get('/profile')).status).toBe(303);
    const after = await sessionIds(instance, admin);
    expect(after).toHaveLength(1);
    expect(before).not.toContain(after[0]);

    const visitor = await browser(instance);
    expect((await visitor.post('/sign-in', { email: admin.email, password })).status).toBe(422);
    expect((await visitor.post('/sign-in', { email: admin.email, password: next })).status).toBe(303);
    expect(await actionsOf(instance, instance.account.id)).toEqual(['password.changed', 'session.started']);
    const mails = await mailsTo(instance, admin.email);
    expect(mails.map((mail) => mail.letter)).toEqual(['password-changed']);
    expect(mails[0]?.text).toContain('http://localhost/forgot-password');
  });

  it.each([
    [{ currentPassword: 'not the one', newPassword: next }, 'This is not your current password'],
    [{ currentPassword: password, newPassword: 'short' }, 'The password is too short'],
    [{ currentPassword: password, newPassword: '' }, 'Fill in “New password”'],
    [{ currentPassword: password, newPassword: next, role: 'owner' }, messagesFor('en').form['unknown-field']],
  ])('is refused for %j', async (fields, words) => {
    const instance = await givenDoor();
    const { admin } = instance.account;
    const thisBrowser = await browser(instance, admin);
    const answer = await thisBrowser.post('/profile/password', fields);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(words);
    expect(answer.html).not.toContain(next);
    expect(answer.html).not.toContain(password);
    expect((await (await browser(instance)).post('/sign-in', { email: admin.email, password })).status).toBe(303);
  });

  it('throttles a person who guesses the current one in an open browser', async () => {
    const instance = await givenDoor();
    const thisBrowser = await browser(instance, instance.account.admin);
    const guess = () => thisBrowser.post('/profile/password', { currentPassword: 'guess guess', newPassword: next });
    for (let n = 0; n < 5; n++) expect((await guess()).status).toBe(422);
    const slowed = await guess();
    expect([slowed.status, slowed.headers.get('retry-after')]).toEqual([429, '32']);
  });

  it('succeeds once when two browsers send the form at once', async () => {
    const instance = await givenDoor();
    const browsers = [await browser(instance, instance.account.admin), await browser(instance, instance.account.admin)];
    const answers = await Promise.all(
      browsers.map((page, n) => page.post('/profile/password', { currentPassword: password, newPassword: `${next} ${n}` })),
    );
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([303, 422]);
  });
});

describe("one's own sessions", () => {
  it('are listed with the browser and can be ended one by one', async () => {
    const instance = await givenDoor();
    const { admin } = instance.account;
    const [thisBrowser, otherBrowser] = [await browser(instance, admin), await browser(instance, admin)];
    await instance.db
      .updateTable('sessions')
      .set({ user_agent: 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0' })
      .execute();
    const { html, text } = await thisBrowser.get('/profile');
    expect(text).toContain('Firefox, Windows');
    expect(text.match(/This browser/g)).toHaveLength(1);
    const ends = [...html.matchAll(/action="(\/profile\/sessions\/[0-9a-z]{26}\/end)"/g)].map((match) => match[1] as string);
    expect(ends).toHaveLength(1);
    const answer = await thisBrowser.post(ends[0] as string);
    expect([answer.status, answer.location]).toEqual([303, '/profile']);
    expect((await otherBrowser.get('/profile')).status).toBe(303);
    expect((await thisBrowser.get('/profile')).status).toBe(200);
    expect(await actionsOf(instance, instance.account.id)).toEqual(['session.ended']);
    expect((await thisBrowser.post(ends[0] as string)).status).toBe(404);
  });

  it('can all be ended except the current one', async () => {
    const instance = await givenDoor();
    const { admin, user } = instance.account;
    const browsers = [await browser(instance, admin), await browser(instance, admin), await browser(instance, admin)];
    const otherMember = await browser(instance, user);
    expect((await browsers[0]?.post('/profile/sessions/end'))?.status).toBe(303);
    expect(await Promise.all(browsers.map((page) => page.get('/profile').then((answer) => answer.status)))).toEqual([200, 303, 303]);
    expect((await otherMember.get('/profile')).status).toBe(200);
  });

  it('end with a sign-out if it is the current one', async () => {
    const instance = await givenDoor();
    const { admin } = instance.account;
    const thisBrowser = await browser(instance, admin);
    const [id] = await sessionIds(instance, admin);
    expect((await thisBrowser.post(`/profile/sessions/${id}/end`)).location).toBe('/sign-in');
    expect((await thisBrowser.get('/profile')).status).toBe(303);
  });

  it('of other members look as if they did not exist', async () => {
    const instance = await givenDoor();
    const { admin, owner } = instance.account;
    const stranger = (await givenAccount(instance.db)).owner;
    const thisBrowser = await browser(instance, admin);
    await browser(instance, owner);
    await browser(instance, stranger);
    const missing = await thisBrowser.post(`/profile/sessions/${newId()}/end`);
    for (const id of [...(await sessionIds(instance, owner)), ...(await sessionIds(instance, stranger)), 'not-an-id', "1' OR '1'='1"]) {
      const answer = await thisBrowser.post(`/profile/sessions/${encodeURIComponent(id)}/end`);
      expect([answer.status, answer.html]).toEqual([404, missing.html]);
    }
    expect(await sessionIds(instance, owner)).toHaveLength(1);
    expect(await sessionIds(instance, stranger)).toHaveLength(1);
  });
});

describe('the language', () => {
  it('of a visitor is stored in a cookie, which wins over the language of the browser', async () => {
    const instance = await givenDoor();
    const visitor = await browser(instance);
    const answer = await visitor.post('/language', { language: 'it', back: '/sign-in?back=%2Fprofile' });
    expect([answer.status, answer.location]).toEqual([303, '/sign-in?back=%2Fprofile']);
    expect(answer.headers.get('set-cookie')).toMatch(/^seatkeeper_language=it; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Lax$/);
    expect((await visitor.get('/sign-in', { 'accept-language': 'de' })).html).toContain('<html lang="it">');
  });

  it('of a member is stored in the database, wins over every cookie, and is recorded', async () => {
    const instance = await givenDoor();
    const { admin } = instance.account;
    const member = await browser(instance, admin);
    const fields = fieldsOf((await member.get('/profile')).html, '/language');
    await member.post('/language', { ...fields, language: 'fr' });
    expect((await member.get('/profile')).html).toContain('<html lang="fr">');
    expect((await (await browser(instance, admin)).get('/profile', { 'accept-language': 'de' })).html).toContain('<html lang="fr">');
    const [event] = await instance.db.selectFrom('events').selectAll().where('account_id', '=', instance.account.id).execute();
    expect([event?.action, event?.before, event?.after]).toEqual(['language.changed', '{"language":"en"}', '{"language":"fr"}']);
    await member.post('/language', { language: 'fr', back: '/profile' });
    expect(await actionsOf(instance, instance.account.id)).toHaveLength(1);
  });

  it.each([
    [{ language: 'xx', back: '/profile' }, 400],
    [{ language: ['de', 'fr'], back: '/profile' }, 400],
    [{ back: '/profile' }, 400],
    [{ language: 'de', back: '//elsewhere.example' }, 303],
  ])('is not changed by %j, which does not redirect to another site either', async (fields, status) => {
    const instance = await givenDoor();
    const answer = await (await browser(instance)).post('/language', fields as Record<string, string | string[]>);
    expect(answer.status).toBe(status);
    expect([null, '/']).toContain(answer.location);
  });
});

describe('an instance that is not set up', () => {
  it('has no profile page yet', async () => {
    expect((await (await browser(await freshInstance())).get('/profile')).location).toBe('/setup');
  });
});

import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { createMailWorker } from '../../../src/mail/worker.ts';
import { newId } from '../../../src/values/ids.ts';
import { browser, fieldsOf, noon } from '../../support/app.ts';
import { refusal, type SmtpServer, startSmtp } from '../../support/smtp.ts';
import { type Desk, givenDesk } from '../given.ts';

const servers: SmtpServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

interface Given {
  letter?: string;
  status?: 'failed' | 'waiting';
  text?: string;
  memberId?: string | null;
  attempts?: number;
  failedAt?: number;
}

async function givenMail({ db, account }: Desk, given: Given = {}): Promise<string> {
  const id = newId();
  const { status = 'failed', text = 'Canary text', attempts = 1, failedAt = noon - 60 } = given;
  await db
    .insertInto('outbox')
    .values({
      id,
      account_id: account.id,
      member_id: given.memberId === undefined ? account.owner.id : given.memberId,
      letter: given.letter ?? 'invoice-created',
      to_email: account.owner.email,
      to_name: account.owner.name,
      subject: 'A subject',
      text,
      html: text && `<p>${text}</p>`,
      message_id: `<${id}@localhost>`,
      status,
      attempts,
      next_at: status === 'waiting' ? noon + 3600 : noon - 60,
      last_error: '550 5.1.1 no such <mailbox>',
      failed_at: status === 'failed' ? failedAt : null,
      created_at: noon - 120,
    })
    .execute();
  return id;
}

const row = ({ db }: Desk, id: string) => db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const events = ({ db }: Desk) => db.selectFrom('events').selectAll().where('action', 'like', 'letter.%').execute();

async function press(desk: Desk, path: string) {
  const from = path.includes('failing') ? '/operator/mail?show=failing' : '/operator/mail';
  const action = path.replace('?failing', '');
  return desk.desk.post(action, fieldsOf((await desk.desk.get(from)).html, action));
}

describe('mail that did not arrive', () => {
  it('is counted in the navigation of operators only, on every page', async () => {
    const desk = await givenDesk();
    expect((await desk.desk.get('/profile')).text).not.toContain('did not arrive)');
    await givenMail(desk);
    await givenMail(desk, { status: 'waiting', attempts: 3 });
    await givenMail(desk, { status: 'waiting', attempts: 2 });
    expect((await desk.desk.get('/profile')).text).toContain('(2 messages that did not arrive)');
    const owner = await browser(desk, desk.account.owner);
    expect((await owner.get('/profile')).text).not.toContain('did not arrive');
  });

  it('is listed with the error of the server, the time, the recipient and the account', async () => {
    const desk = await givenDesk();
    expect((await desk.desk.get('/operator/mail')).text).toContain('Everything has arrived');
    expect((await desk.desk.get('/operator/mail?show=failing')).text).toContain('Nothing is failing');
    await givenMail(desk);
    const page = await desk.desk.get('/operator/mail');
    for (const words of [
      'New invoice',
      'Written 15 Mar 2026, 11:58 UTC',
      desk.account.owner.email,
      'Orchard Software',
      '550 5.1.1 no such <mailbox>',
      'Given up after 1 attempt, 15 Mar 2026, 11:59 UTC',
    ]) {
      expect(page.text).toContain(words);
    }
    expect(page.html).not.toContain('no such <mailbox>');
    expect((await desk.desk.get('/operator/mail?show=failing')).text).not.toContain(desk.account.owner.email);
  });

  it('is sent again once, even if the form is sent several times, and the mail server then takes it', async () => {
    const desk = await givenDesk();
    const id = await givenMail(desk);
    const action = `/operator/mail/${id}/again`;
    const fields = fieldsOf((await desk.desk.get('/operator/mail')).html, action);
    const other = await browser(desk, desk.other);
    const answers = await Promise.all([desk.desk.post(action, fields), desk.desk.post(action, fields), other.post(action, fields)]);
    expect(answers.map((answer) => answer.location)).toEqual(Array(3).fill('/operator/mail'));
    expect(await row(desk, id)).toMatchObject({ status: 'waiting', next_at: noon, last_error: null, failed_at: null, text: 'Canary text' });
    expect(await events(desk)).toMatchObject([
      {
        account_id: desk.account.id,
        action: 'letter.sentAgain',
        actor_kind: 'operator',
        actor_name: 'Rita Representative',
        subject_name: desk.account.owner.email,
      },
    ]);
    // A mail that an operator sends again is sent at any age; it is not refused as `too-old`.
    desk.clock.now += 30 * 86_400;
    const smtp = await startSmtp();
    servers.push(smtp);
    const log = pino({ level: 'silent' });
    const worker = createMailWorker({ db: desk.db, smtp: { url: smtp.url, from: 'seats@vendor.example' }, now: () => desk.clock.now, log });
    await worker.runOnce();
    await worker.stop(0);
    expect(smtp.received.map((mail) => [mail.recipients, mail.header('Message-ID')])).toEqual([
      [[desk.account.owner.email], `<${id}@localhost>`],
    ]);
    expect(await row(desk, id)).toMatchObject({ status: 'sent', text: '', html: '' });
    expect((await desk.desk.post(action, fields)).status).toBe(303);
    expect((await desk.desk.get('/operator/mail')).text).toContain('This had already been done');
  });

  it('that is refused again is back in the list', async () => {
    const desk = await givenDesk();
    const id = await givenMail(desk);
    expect((await press(desk, `/operator/mail/${id}/again`)).status).toBe(303);
    expect((await desk.desk.get('/operator/mail')).text).toContain('The message is on its way again');
    const smtp = await startSmtp({ onRcptTo: (_, __, callback) => callback(refusal(550, 'still no such mailbox')) });
    servers.push(smtp);
    const log = pino({ level: 'silent' });
    const worker = createMailWorker({ db: desk.db, smtp: { url: smtp.url, from: 'seats@vendor.example' }, now: () => desk.clock.now, log });
    await worker.runOnce();
    await worker.stop(0);
    expect((await desk.desk.get('/operator/mail')).text).toContain('550 still no such mailbox');
    expect(await row(desk, id)).toMatchObject({ status: 'failed', text: 'Canary text' });
  });

  it('with a secret link is not sent again; the page says where to send a new one', async () => {
    const desk = await givenDesk();
    const { owner, admin, agent } = desk.account;
    const reset = await givenMail(desk, { letter: 'password-reset', text: '' });
    expect((await desk.desk.get('/operator/mail')).text).toContain('“Forgot your password?” on the sign-in page');
    expect((await desk.desk.get('/operator/mail')).html).not.toContain(`/operator/mail/${reset}/again`);
    expect((await desk.desk.post(`/operator/mail/${reset}/again`, { show: 'refused' })).status).toBe(303);
    expect((await desk.desk.get('/operator/mail')).text).toContain('its text was not kept');
    expect(await row(desk, reset)).toMatchObject({ status: 'failed' });
    expect(await events(desk)).toEqual([]);

    await desk.db.updateTable('members').set({ status: 'invited' }).where('id', 'in', [owner.id, admin.id]).execute();
    await givenMail(desk, { letter: 'invitation', text: '', memberId: agent.id });
    expect((await desk.desk.get('/operator/mail')).text).toContain('the person needs none any more');
    await givenMail(desk, { letter: 'invitation', text: '', memberId: admin.id });
    expect((await desk.desk.get('/operator/mail')).text).toContain('An admin of the account can send a fresh invitation');
    await givenMail(desk, { letter: 'invitation', text: '' });
    expect((await desk.desk.get('/operator/mail')).html).toMatch(
      new RegExp(`href="/operator/accounts/${desk.account.id}">Its secret link was not kept. Send a fresh invitation`),
    );
  });

  it('that keeps failing is tried at once, but not while it is being sent', async () => {
    const desk = await givenDesk();
    const id = await givenMail(desk, { status: 'waiting', attempts: 4 });
    expect((await desk.desk.get('/operator/mail?show=failing')).text).toContain('4 attempts so far, next 15 Mar 2026, 13:00 UTC');
    const first = await press(desk, `/operator/mail/${id}/again?failing`);
    expect(first.location).toBe('/operator/mail?show=failing');
    expect(await row(desk, id)).toMatchObject({ status: 'waiting', attempts: 4, next_at: noon });
    await desk.db
      .updateTable('outbox')
      .set({ leased_until: noon + 300, next_at: noon + 60 })
      .execute();
    await press(desk, `/operator/mail/${id}/again?failing`);
    expect(await row(desk, id)).toMatchObject({ next_at: noon + 60, leased_until: noon + 300 });
    expect(await events(desk)).toHaveLength(1);
  });

  it("is set aside: it leaves the list, its text is deleted, and the account's log has an event", async () => {
    const desk = await givenDesk();
    const id = await givenMail(desk);
    expect((await press(desk, `/operator/mail/${id}/aside`)).status).toBe(303);
    const page = await desk.desk.get('/operator/mail');
    expect(page.text).toContain('The message has been set aside.');
    expect(page.text).toContain('Everything has arrived');
    expect(page.text).not.toContain('did not arrive)');
    expect(await row(desk, id)).toMatchObject({ status: 'failed', set_aside_at: noon, text: '', html: '' });
    expect((await desk.desk.post(`/operator/mail/${id}/aside`, {})).status).toBe(303);
    expect((await desk.desk.post(`/operator/mail/${id}/again`, {})).status).toBe(303);
    expect(await row(desk, id)).toMatchObject({ status: 'failed' });
    expect((await events(desk)).map((event) => event.action)).toEqual(['letter.setAside']);
    const log = await (await browser(desk, desk.account.owner)).get('/audit');
    expect(log.text).toContain('Failed mail set aside');
    expect(log.text).toContain('Message: New invoice');
  });

  it('has pages of fifty, latest first', async () => {
    const desk = await givenDesk();
    for (let n = 0; n < 60; n += 1) await givenMail(desk, { failedAt: noon - n * 60 });
    const first = await desk.desk.get('/operator/mail');
    expect(first.html.match(/\/again"/g)).toHaveLength(50);
    expect(first.text.indexOf('11:59 UTC')).toBeLessThan(first.text.indexOf('11:40 UTC'));
    const next = first.html.match(/href="([^"]+)" rel="next"/)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await desk.desk.get(next);
    expect(second.html.match(/\/again"/g)).toHaveLength(10);
    expect(second.html).not.toContain('rel="next"');
  });

  it('with an unknown id is not found', async () => {
    const desk = await givenDesk();
    for (const id of [newId(), 'x']) {
      expect((await desk.desk.post(`/operator/mail/${id}/again`, {})).status).toBe(404);
      expect((await desk.desk.post(`/operator/mail/${id}/aside`, {})).status).toBe(404);
    }
  });
});

import { Writable } from 'node:stream';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createApp } from '../src/app.tsx';
import { createMailWorker } from '../src/mail/worker.ts';
import { givenDoor, password, withMail } from './auth/given.ts';
import { browser, fieldsOf, type Instance, noon, origin } from './support/app.ts';

/** The same instance with a log that the test can read. */
function listening<I extends Instance>(instance: I): { instance: I; log: pino.Logger; lines: string[] } {
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, new Writable({ write: (line, _, done) => done(void lines.push(String(line))) }));
  const { db, config, clock } = instance;
  const app = createApp({ db, config, log, now: () => clock.now, publicUrl: () => origin });
  return { instance: { ...instance, app }, log, lines };
}

it('say what happened and hold no password, no link, no session and nothing that was typed (quality §3)', async () => {
  const { instance, log, lines } = listening(await givenDoor(withMail));
  const { admin } = instance.account;
  const chosen = 'seven quiet herons';
  const visitor = await browser(instance);
  await visitor.post('/sign-in', { email: admin.email, password: 'wrong but secret' });
  const signedIn = await visitor.post('/sign-in', { email: admin.email, password });
  const session = signedIn.headers.get('set-cookie')?.match(/seatkeeper=([a-z2-7]{40})/)?.[1] ?? '';
  await visitor.post('/forgot-password', { email: admin.email });
  const mail = await instance.db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
  const secret = mail.text.match(/token=([\w-]{22})/)?.[1] ?? '';
  const { html } = await visitor.get(`/reset-password?token=${secret}`);
  await visitor.post('/reset-password', { ...fieldsOf(html, '/reset-password'), password: chosen });
  await visitor.get('/subscription/manage?note=a-private-note&version=1');
  await visitor.get('/audit?who=a-private-search');
  // A mail that cannot be sent, and a request that fails.
  await createMailWorker({
    db: instance.db,
    smtp: { url: new URL('smtp://user:smtp-secret@127.0.0.1:9'), from: 'a@b.example' },
    now: () => noon,
    log,
  }).runOnce();
  await instance.db.schema.dropTable('seats_held').execute();
  const failed = await visitor.get('/profile');
  expect(failed.status).toBe(500);
  expect(failed.html).not.toMatch(/SQLITE|seats_held|\.ts:/);

  const logText = lines.join('');
  expect(session).not.toBe('');
  expect(secret).not.toBe('');
  for (const hidden of [session, secret, password, chosen, 'wrong but secret', 'a-private', 'smtp-secret', 'argon2id']) {
    expect(logText.includes(hidden), hidden).toBe(false);
  }
  for (const line of lines) expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) });
  const requestId = lines.map((line) => JSON.parse(line)).find((line) => line.msg === 'request failed')?.requestId;
  expect(failed.text).toContain(requestId);
  // A refused request is logged too, with its member, path and source.
  const refused = lines.map((line) => JSON.parse(line)).find((line) => line.path === '/subscription/manage');
  expect(refused).toMatchObject({ method: 'GET', status: 403, member: admin.id, source: 'unknown' });
});

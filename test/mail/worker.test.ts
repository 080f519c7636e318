import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Db } from '../../src/db/open.ts';
import { transaction } from '../../src/db/transaction.ts';
import type { MailContent } from '../../src/mail/content.ts';
import type { MailKind } from '../../src/mail/kind.ts';
import { enqueue } from '../../src/mail/outbox.ts';
import { isLoopback } from '../../src/mail/smtp.ts';
import { createMailWorker, type MailWorker } from '../../src/mail/worker.ts';
import { freshDatabase } from '../support/database.ts';
import { insertAccount } from '../support/rows.ts';
import { refusal, type SmtpServer, startSmtp } from '../support/smtp.ts';

const log = { info: () => {}, warn: () => {}, error: vi.fn() };
const minute = 60;
const day = 86_400;

const content: MailContent = {
  language: 'de',
  subject: 'Eine Änderung wartet',
  greeting: 'Guten Tag Olga,',
  paragraphs: ['Bitte entscheiden Sie.'],
  facts: [],
  quote: null,
  action: { label: 'Öffnen', url: 'https://seats.example/subscription' },
  footer: 'Weil Sie entscheiden dürfen.',
};

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
  expect(log.error).not.toHaveBeenCalled();
});

async function given() {
  const { db, raw } = await freshDatabase();
  const accountId = await insertAccount(db);
  const clock = { now: 1_800_000_000 };
  const put = (to: { email?: string; name?: string } = {}, kind: MailKind = 'request-submitted') =>
    transaction(db, (trx) =>
      enqueue(trx, {
        accountId,
        to: { memberId: null, email: 'olga@orchard.example', name: 'Olga Owner', ...to },
        kind,
        content,
        publicUrl: 'https://seats.example/app',
        at: clock.now,
      }),
    );
  const workerTo = (url: URL | null): MailWorker => {
    const worker = createMailWorker({ db, smtp: url && { url, from: 'seats@seats.example' }, now: () => clock.now, log });
    ends.push(() => worker.stop(0));
    return worker;
  };
  const row = (id: string) => db.selectFrom('outbox').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  return { db, raw, clock, accountId, put, workerTo, row };
}

async function server(options?: Parameters<typeof startSmtp>[0]): Promise<SmtpServer> {
  const smtp = await startSmtp(options);
  ends.push(() => smtp.close());
  return smtp;
}

describe('the outbox', () => {
  it('contains no mail of a change that was rolled back', async () => {
    const { db, accountId } = await given();
    await expect(
      transaction(db, async (trx) => {
        await enqueue(trx, {
          accountId,
          to: { memberId: null, email: 'olga@orchard.example', name: 'Olga' },
          kind: 'request-submitted',
          content,
          publicUrl: 'https://seats.example',
          at: 1,
        });
        throw new Error('the act failed');
      }),
    ).rejects.toThrow('the act failed');
    expect(await db.selectFrom('outbox').select('id').execute()).toEqual([]);
  });

  it('keeps its mails while no mail server is set, and they are sent when one is', async () => {
    const { put, workerTo, row, clock } = await given();
    const id = await put();
    const without = workerTo(null);
    without.wake();
    await without.runOnce();
    expect(await row(id)).toMatchObject({ status: 'waiting', attempts: 0 });
    expect((await row(id)).text).toContain('Bitte entscheiden Sie.');
    clock.now += 6 * day;
    const smtp = await server();
    await workerTo(smtp.url).runOnce();
    expect(smtp.received).toHaveLength(1);
  });

  it('does not send old mails when a mail server is set later', async () => {
    const { put, workerTo, row, clock } = await given();
    const id = await put();
    clock.now += 7 * day + 1;
    const smtp = await server();
    await workerTo(smtp.url).runOnce();
    expect(smtp.received).toEqual([]);
    expect(await row(id)).toMatchObject({ status: 'failed', last_error: 'too-old', set_aside_at: clock.now, text: '', html: '' });
  });
});

describe('a mail', () => {
  it('arrives as text and HTML, with the Message-ID it got in the outbox', async () => {
    const { put, workerTo, row } = await given();
    const id = await put();
    const smtp = await server();
    await workerTo(smtp.url).runOnce();
    const [mail] = smtp.received;
    expect(mail?.recipients).toEqual(['olga@orchard.example']);
    expect(mail?.header('Message-ID')).toBe(`<${id}@seats.example>`);
    expect(mail?.header('To')).toBe('Olga Owner <olga@orchard.example>');
    expect(mail?.header('From')).toBe('Seatkeeper <seats@seats.example>');
    expect(mail?.header('Subject')).toContain('=?UTF-8?Q?Eine_=C3=84nderung_wartet?=');
    expect(mail?.header('Auto-Submitted')).toBe('auto-generated');
    expect(mail?.header('Date')).toBe('Fri, 15 Jan 2027 08:00:00 +0000');
    expect(mail?.header('Content-Type')).toContain('multipart/alternative');
    expect(mail?.raw).toMatch(
      /Content-Type: text\/plain[\s\S]*Bitte entscheiden Sie\.[\s\S]*Content-Type: text\/html[\s\S]*<p>Bitte entscheiden Sie\.<\/p>/,
    );
    // The text is deleted, because it may contain a secret link.
    expect(await row(id)).toMatchObject({ status: 'sent', attempts: 1, text: '', html: '', leased_until: null, last_error: null });
  });

  it('is sent once, however often the worker runs', async () => {
    const { put, workerTo } = await given();
    await Promise.all(Array.from({ length: 10 }, () => put()));
    const smtp = await server();
    const worker = workerTo(smtp.url);
    await Promise.all([worker.runOnce(), worker.runOnce(), worker.runOnce()]);
    await worker.runOnce();
    expect(new Set(smtp.received.map((mail) => mail.header('Message-ID'))).size).toBe(10);
    expect(smtp.received).toHaveLength(10);
  });

  it('is sent once by two workers at the same time', async () => {
    const { put, workerTo } = await given();
    for (let n = 0; n < 20; n += 1) await put();
    const smtp = await server();
    const [one, other] = [workerTo(smtp.url), workerTo(smtp.url)];
    await Promise.all([one.runOnce(), other.runOnce()]);
    expect(smtp.received).toHaveLength(20);
    expect(new Set(smtp.received.map((mail) => mail.header('Message-ID'))).size).toBe(20);
  });

  it('is sent in the background when the worker is woken, also from inside a transaction', async () => {
    const { put, workerTo, db, row } = await given();
    const smtp = await server();
    const worker = workerTo(smtp.url);
    const id = await put();
    await transaction(db, async () => worker.wake());
    await vi.waitFor(async () => expect((await row(id)).status).toBe('sent'), { timeout: 8000 });
    expect(smtp.received).toHaveLength(1);
  });

  it('is sent automatically when it is due', async () => {
    const { put, db, row, clock } = await given();
    const now = () => Math.floor(Date.now() / 1000);
    clock.now = now() + 2;
    const id = await put();
    const smtp = await server();
    const worker = createMailWorker({ db, smtp: { url: smtp.url, from: 'seats@seats.example' }, now, log });
    ends.push(() => worker.stop(0));
    await worker.runOnce();
    expect((await row(id)).status).toBe('waiting');
    await vi.waitFor(async () => expect((await row(id)).status).toBe('sent'), { timeout: 8000, interval: 100 });
  });

  it('cannot be given headers or recipients by a name, an address or a subject', async () => {
    const { db, accountId, workerTo } = await given();
    await transaction(db, (trx) =>
      enqueue(trx, {
        accountId,
        to: { memberId: null, email: 'olga@orchard.example', name: 'Eve\r\nBcc: victim@elsewhere.example\r\n\r\n<h1>x' },
        kind: 'request-submitted',
        content: { ...content, subject: 'Hello\r\nBcc: victim@elsewhere.example' },
        publicUrl: 'https://seats.example',
        at: 1_800_000_000,
      }),
    );
    await transaction(db, (trx) =>
      enqueue(trx, {
        accountId,
        to: { memberId: null, email: 'ben@orchard.example', name: 'a@b.example, "c" <d@e.example>;' },
        kind: 'request-submitted',
        content,
        publicUrl: 'https://seats.example',
        at: 1_800_000_000,
      }),
    );
    const smtp = await server();
    await workerTo(smtp.url).runOnce();
    expect(smtp.received.map((mail) => mail.recipients).sort()).toEqual([['ben@orchard.example'], ['olga@orchard.example']]);
    for (const mail of smtp.received) {
      expect(mail.header('Bcc')).toBeUndefined();
      expect(mail.header('Subject')).toBeDefined();
    }
  });
});

describe('a mail server', () => {
  it('that refuses a recipient for good ends the mail at once, and its error message is stored', async () => {
    const { put, workerTo, row } = await given();
    const smtp = await server({
      onRcptTo: ({ address }, _, callback) => callback(address.startsWith('gone') ? refusal(550, 'no such mailbox') : null),
    });
    const [gone, fine] = [await put({ email: 'gone@orchard.example' }), await put()];
    await workerTo(smtp.url).runOnce();
    expect(await row(gone)).toMatchObject({ status: 'failed', attempts: 1, last_error: '550 no such mailbox' });
    expect((await row(gone)).text).toContain('Bitte entscheiden Sie.');
    expect(await row(fine)).toMatchObject({ status: 'sent' });
  });

  it('that refuses a mail with a secret link for good makes its text be deleted', async () => {
    const { put, workerTo, row } = await given();
    const smtp = await server({ onRcptTo: (_, __, callback) => callback(refusal(550, 'no such mailbox')) });
    const worker = workerTo(smtp.url);
    for (const name of ['invitation', 'password-reset'] as const) {
      const id = await put({}, name);
      await worker.runOnce();
      expect(await row(id)).toMatchObject({ status: 'failed', text: '', html: '' });
    }
  });

  it('that refuses a mail for good after reading it ends the mail at once', async () => {
    const { put, workerTo, row } = await given();
    const smtp = await server({ afterData: () => refusal(554, 'looks like spam') });
    const id = await put();
    await workerTo(smtp.url).runOnce();
    expect(await row(id)).toMatchObject({ status: 'failed', last_error: '554 looks like spam' });
  });

  it('that answers "later" gets the mail again after growing waits, for about three days', async () => {
    const { put, workerTo, row, clock } = await given();
    const smtp = await server({ onRcptTo: (_, __, callback) => callback(refusal(451, 'greylisted')) });
    const id = await put();
    const worker = workerTo(smtp.url);
    const began = clock.now;
    const waited: number[] = [];
    for (;;) {
      await worker.runOnce();
      const { status, next_at, attempts } = await row(id);
      if (status === 'failed') break;
      expect(attempts).toBe(waited.length + 1);
      waited.push(next_at - clock.now);
      // One second before `next_at` the worker does not send the mail.
      clock.now = next_at - 1;
      await worker.runOnce();
      expect((await row(id)).attempts).toBe(attempts);
      clock.now = next_at;
    }
    expect(waited[0]).toBe(minute);
    expect(waited).toEqual([...waited].sort((a, b) => a - b));
    expect(waited.at(-1)).toBe(6 * 3600);
    expect(clock.now - began).toBeGreaterThan(2.9 * day);
    expect(clock.now - began).toBeLessThan(3.5 * day);
    expect(await row(id)).toMatchObject({ status: 'failed', last_error: '451 greylisted' });
  });

  it('that refuses us and not the mail is tried again', async () => {
    const { put, workerTo, row } = await given();
    const smtp = await server({ onMailFrom: (_, __, callback) => callback(refusal(550, 'sender not allowed')) });
    const id = await put();
    await workerTo(smtp.url).runOnce();
    expect(await row(id)).toMatchObject({ status: 'waiting', attempts: 1, last_error: '550 sender not allowed' });
  });

  it('that cannot be reached costs each run a few attempts, not one per mail', async () => {
    const { put, workerTo, db } = await given();
    const smtp = await startSmtp();
    await smtp.close();
    for (let n = 0; n < 20; n += 1) await put();
    await workerTo(smtp.url).runOnce();
    const tried = await db.selectFrom('outbox').select('id').where('attempts', '>', 0).execute();
    expect(tried.length).toBeGreaterThan(0);
    expect(tried.length).toBeLessThanOrEqual(3);
    expect(await db.selectFrom('outbox').select('id').where('status', '<>', 'waiting').execute()).toEqual([]);
  });

  it('that dies after reading a mail gets it again with the same Message-ID', async () => {
    const { put, workerTo, row, clock } = await given();
    let dying = true;
    const smtp = await server({ afterData: () => (dying ? 'drop' : null) });
    const id = await put();
    const worker = workerTo(smtp.url);
    await worker.runOnce();
    expect(await row(id)).toMatchObject({ status: 'waiting', attempts: 1 });
    dying = false;
    clock.now += minute;
    await worker.runOnce();
    expect(await row(id)).toMatchObject({ status: 'sent', attempts: 2 });
    expect(smtp.received.map((mail) => mail.header('Message-ID'))).toEqual([`<${id}@seats.example>`, `<${id}@seats.example>`]);
  });

  it('that never answers slows no query and no transaction, and its connection is aborted when the server stops', async () => {
    const { put, workerTo, db, row } = await given();
    const sockets: Socket[] = [];
    const silent = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    ends.push(async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => silent.close(resolve));
    });
    const id = await put();
    const worker = workerTo(new URL(`smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`));
    worker.wake();
    await vi.waitFor(() => expect(sockets).toHaveLength(1));
    const began = performance.now();
    for (let n = 0; n < 20; n += 1) await put();
    await db.selectFrom('outbox').select('id').execute();
    expect(performance.now() - began).toBeLessThan(1000);
    await worker.stop(0);
    expect(performance.now() - began).toBeLessThan(2000);
    expect(await row(id)).toMatchObject({ status: 'waiting', attempts: 1, leased_until: null });
  });
});

describe('a mail server elsewhere', () => {
  it('gets nothing without TLS', async () => {
    const { put, workerTo, row } = await given();
    const smtp = await server({ hideSTARTTLS: true });
    // This address is the same machine, but the worker does not recognise it as a loopback address.
    const id = await put();
    await workerTo(new URL(`smtp://[::ffff:127.0.0.1]:${smtp.url.port}`)).runOnce();
    expect(smtp.connections).toBe(1);
    expect(smtp.received).toEqual([]);
    expect(await row(id)).toMatchObject({ status: 'waiting', attempts: 1 });
  });

  it('gets nothing when its certificate is not valid', async () => {
    const { put, workerTo, row } = await given();
    const smtp = await server();
    const id = await put();
    await workerTo(new URL(`smtp://[::ffff:127.0.0.1]:${smtp.url.port}`)).runOnce();
    expect(smtp.connections).toBe(1);
    expect(smtp.received).toEqual([]);
    expect(await row(id)).toMatchObject({ status: 'waiting' });
  });
});

describe('a lease', () => {
  it('reserves a mail until it expires, so that the mail of a dead worker is sent later', async () => {
    const { put, workerTo, row, clock, db } = await given();
    const id = await put();
    // The state after a process was killed while it was sending the mail.
    await db
      .updateTable('outbox')
      .set({ leased_until: clock.now + 100, attempts: 1 })
      .execute();
    const smtp = await server();
    const worker = workerTo(smtp.url);
    await worker.runOnce();
    expect(smtp.received).toEqual([]);
    clock.now += 100;
    await worker.runOnce();
    expect(await row(id)).toMatchObject({ status: 'sent', attempts: 2 });
  });

  it('that another worker has taken over does not end the mail', async () => {
    const { put, workerTo, row, db } = await given();
    const id = await put();
    let steal: (() => Promise<unknown>) | undefined = () => db.updateTable('outbox').set({ attempts: 2 }).execute();
    const smtp = await server({
      onMailFrom: (_, __, callback) => {
        void steal?.().then(() => callback());
        steal = undefined;
      },
    });
    await workerTo(smtp.url).runOnce();
    expect(await row(id)).toMatchObject({ status: 'waiting', attempts: 2 });
  });
});

describe('the queries of the worker', () => {
  it('read only the index of waiting mails', async () => {
    const { raw } = await given();
    const plan = (sql: string) =>
      (raw.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[]).map((step) => step.detail).join('\n');
    const asked = await queriesOf(async (db) => {
      const smtp = await server();
      const worker = createMailWorker({ db, smtp: { url: smtp.url, from: 'seats@seats.example' }, now: () => 1, log });
      await worker.runOnce();
      await worker.stop(0);
    });
    const reads = asked.filter((sql) => sql.includes('order by'));
    expect(reads.length).toBeGreaterThanOrEqual(2);
    for (const sql of reads) {
      expect(plan(sql.replaceAll('?', '1'))).toContain('USING INDEX outbox_due');
      expect(plan(sql.replaceAll('?', '1'))).not.toContain('TEMP B-TREE');
    }
  });
});

async function queriesOf(act: (db: Db) => Promise<void>): Promise<string[]> {
  const { db } = await freshDatabase();
  const asked: string[] = [];
  await act(
    db.withPlugin({
      transformQuery: ({ node }) => {
        asked.push(db.getExecutor().compileQuery(node, { queryId: 'q' } as never).sql);
        return node;
      },
      transformResult: async ({ result }) => result,
    }),
  );
  return asked;
}

describe('a mail server on this machine', () => {
  it.each([
    ['localhost', true],
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['::1', true],
    ['mail.example', false],
    ['127.0.0.1.example', false],
    ['10.0.0.1', false],
  ])('%s: %s', (host, local) => expect(isLoopback(host)).toBe(local));
});

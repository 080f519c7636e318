import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Db } from '../db/open.ts';
import { onCommit } from '../db/transaction.ts';
import { holdsSecret } from './kind.ts';
import { failureOf, type Send, type Smtp, type StoredMail, smtpSender, wordsOf } from './smtp.ts';

const minute = 60;
const hour = 60 * minute;

/** How long a letter waits after its first, second, … failure, in seconds; after the last, about three days later, it is given up. */
const waits = [minute, 5 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 4 * hour, ...Array<number>(11).fill(6 * hour)];
/** A letter first tried later than this tells old news: it is not sent any more. */
const tooOld = 7 * 24 * hour;
/** How long nobody else takes a letter that is being sent; far longer than a hand-over may last. */
const leaseSeconds = 5 * minute;
const sendMs = 60_000;
/** Letters on the way at once. */
const lanes = 3;
/** The longest sleep: letters whose sender has died are found again after it. */
const sleepMs = 60_000;
/** How long to leave a server alone that is not there. */
const pauseMs = 30_000;
/** Spelled out in the SQL, because the index of waiting letters serves no parameter. */
const waiting = sql.lit<'waiting'>('waiting');

export interface MailWorker {
  /** Looks into the outbox soon: at the start, and by itself after each commit that put a letter there. Returns at once. */
  wake(): void;
  /** Sends all that is due now; ends when nothing is left to try. */
  runOnce(): Promise<void>;
  /** Ends after the letters on the way, which get `graceMs` before their connections are cut. */
  stop(graceMs?: number): Promise<void>;
}

interface MailWorkerOptions {
  db: Db;
  /** Null: no mail server is set. */
  smtp: Smtp | null;
  /** Epoch seconds. */
  now: () => number;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

type ClaimedMail = StoredMail & { letter: string; attempts: number };

/**
 * Sends what is in the outbox, beside the requests and never inside a transaction: a dead or hanging mail server slows no page.
 *
 * Each letter is taken with a lease by one guarded UPDATE, so two servers never send the same one. Every letter is sent at least
 * once: when the connection or the process dies after the server has taken it but before we know, it goes out again with the same
 * Message-ID. A failure is tried again after a growing wait, for about three days; a refusal for good (5xx to the recipient or the
 * letter) ends it at once. What was sent keeps no text. What failed keeps it, so that an operator can send it again, until then or until
 * it is set aside; but not when it holds a link that opens something.
 *
 * Without a mail server letters simply wait; everything in them is on a page too (rules §4.27). When one is set later, those of
 * the last seven days go out and older ones are marked as failed with the error `too-old`.
 */
export function createMailWorker({ db, smtp, now, log }: MailWorkerOptions): MailWorker {
  const send: Send | null = smtp && smtpSender(smtp);
  const stopping = new AbortController();
  // The caller of wake() may be inside a transaction: the worker never is.
  const outside = AsyncLocalStorage.snapshot();
  let stopped = false;
  let running: Promise<void> | null = null;
  let again = false;
  let serverIsDown = false;
  let timer: NodeJS.Timeout | undefined;
  const stopListening = onCommit(db, 'outbox', wake);

  function wake(): void {
    if (send && !stopped) outside(() => void runOnce());
  }

  function runOnce(): Promise<void> {
    if (!send || stopped) return Promise.resolve();
    again = true;
    running ??= outside(run, send);
    return running;
  }

  async function run(send: Send): Promise<void> {
    try {
      while (again && !stopped) {
        again = false;
        serverIsDown = false;
        await Promise.all(Array.from({ length: lanes }, () => sendUntilNothingIsDue(send)));
      }
    } catch (error) {
      log.error({ err: error }, 'the mail worker failed and will go on by itself');
    } finally {
      running = null;
      await sleep();
    }
  }

  async function sendUntilNothingIsDue(send: Send): Promise<void> {
    while (!stopped && !serverIsDown) {
      const mail = await claimOne(db, now());
      if (!mail) return;
      await deliver(send, mail);
    }
  }

  async function deliver(send: Send, mail: ClaimedMail): Promise<void> {
    const about = { letter: mail.letter, id: mail.id, attempt: mail.attempts };
    if (mail.attempts === 1 && mail.created_at < now() - tooOld) {
      await end(db, mail, { status: 'failed', last_error: 'too-old', failed_at: now(), set_aside_at: now() });
      log.warn(about, 'letter not sent: too old');
      return;
    }
    try {
      await send(mail, AbortSignal.any([stopping.signal, AbortSignal.timeout(sendMs)]));
    } catch (error) {
      const failure = failureOf(error);
      const last_error = wordsOf(error);
      const wait = waits[mail.attempts - 1];
      if (failure === 'down') serverIsDown = true;
      if (failure === 'refused' || wait === undefined) {
        await end(db, mail, { status: 'failed', last_error, failed_at: now() });
        log.warn({ ...about, error: last_error }, 'letter given up');
      } else {
        await tryAgain(db, mail, now() + wait, last_error);
        log.warn({ ...about, error: last_error, waitSeconds: wait }, 'letter not sent yet');
      }
      return;
    }
    await end(db, mail, { status: 'sent', last_error: null, sent_at: now() });
    log.info(about, 'letter sent');
  }

  /** Wakes for the next letter that falls due, and every minute to look for those whose sender has died. */
  async function sleep(): Promise<void> {
    const dueAt = await nextDueAt(db).catch(() => undefined);
    const untilDueMs = dueAt === undefined ? sleepMs : (dueAt - now()) * 1000;
    if (stopped) return;
    const ms = Math.min(sleepMs, Math.max(untilDueMs, serverIsDown ? pauseMs : 1000));
    clearTimeout(timer);
    timer = setTimeout(wake, ms).unref();
  }

  async function stop(graceMs = 5000): Promise<void> {
    stopped = true;
    stopListening();
    clearTimeout(timer);
    const cut = setTimeout(() => stopping.abort(), graceMs);
    await running;
    clearTimeout(cut);
    clearTimeout(timer);
  }

  return { wake, runOnce, stop };
}

/** Takes the letter that is due longest, in one statement: whoever comes second finds it leased. */
async function claimOne(db: Db, now: number): Promise<ClaimedMail | undefined> {
  const due = db
    .selectFrom('outbox')
    .select('id')
    .where('status', '=', waiting)
    .where('next_at', '<=', now)
    .where((eb) => eb.or([eb('leased_until', 'is', null), eb('leased_until', '<=', now)]))
    .orderBy('next_at')
    .orderBy('id')
    .limit(1);
  return db
    .updateTable('outbox')
    .set((eb) => ({ leased_until: now + leaseSeconds, attempts: eb('attempts', '+', 1) }))
    .where('id', 'in', due)
    .where('status', '=', 'waiting')
    .returning(['id', 'letter', 'to_email', 'to_name', 'subject', 'text', 'html', 'message_id', 'attempts', 'created_at'])
    .executeTakeFirst();
}

/** Writes the end of a letter, if it is still ours: another taker would have counted one more attempt. */
async function end(
  db: Db,
  mail: ClaimedMail,
  outcome:
    | { status: 'sent'; last_error: null; sent_at: number }
    | { status: 'failed'; last_error: string; failed_at: number; set_aside_at?: number },
): Promise<void> {
  const keepsText = outcome.status === 'failed' && outcome.set_aside_at === undefined && !holdsSecret(mail.letter);
  await db
    .updateTable('outbox')
    .set({ ...outcome, leased_until: null, ...(keepsText ? {} : { text: '', html: '' }) })
    .where('id', '=', mail.id)
    .where('status', '=', 'waiting')
    .where('attempts', '=', mail.attempts)
    .execute();
}

async function tryAgain(db: Db, mail: ClaimedMail, at: number, lastError: string): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ next_at: at, leased_until: null, last_error: lastError })
    .where('id', '=', mail.id)
    .where('status', '=', 'waiting')
    .where('attempts', '=', mail.attempts)
    .execute();
}

async function nextDueAt(db: Db): Promise<number | undefined> {
  const row = await db
    .selectFrom('outbox')
    .select('next_at')
    .where('status', '=', waiting)
    .where('leased_until', 'is', null)
    .orderBy('next_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.next_at;
}

import { AsyncLocalStorage } from 'node:async_hooks';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Db } from '../db/open.ts';
import { onCommit } from '../db/transaction.ts';
import { holdsSecret } from './kind.ts';
import { errorMessageOf, failureOf, type Send, type Smtp, type StoredMail, smtpSender } from './smtp.ts';

const minute = 60;
const hour = 60 * minute;

/** The seconds to wait after the first, second, … failure. After the last wait, about three days in total, the mail is given up. */
const waits = [minute, 5 * minute, 15 * minute, 30 * minute, hour, 2 * hour, 4 * hour, ...Array<number>(11).fill(6 * hour)];
/** A mail whose first attempt would be later than this after its creation is not sent: its content is out of date. */
const tooOldSeconds = 7 * 24 * hour;
/** How long a claimed mail is reserved for one worker; much longer than a hand-over may take (`sendMs`). */
const leaseSeconds = 5 * minute;
const sendMs = 60_000;
/** How many mails are sent at the same time. */
const lanes = 3;
/** The longest sleep. After it the worker finds mails whose lease has expired because their worker died. */
const sleepMs = 60_000;
/** The pause before the next attempt when the mail server is down. */
const pauseMs = 30_000;
/** A literal in the SQL, because SQLite does not use the partial index on waiting mails for a bound parameter. */
const waiting = sql.lit<'waiting'>('waiting');

export interface MailWorker {
  /**
   * Makes the worker read the outbox. Called at the start of the server, and automatically after each commit that put a mail there. Returns
   * immediately.
   */
  wake(): void;
  /** Sends all mails that are due now. Resolves when none is left to try. */
  runOnce(): Promise<void>;
  /** Stops the worker. Mails that are being sent get `graceMs`, then their connections are aborted. */
  stop(graceMs?: number): Promise<void>;
}

interface MailWorkerOptions {
  db: Db;
  /** Null if no mail server is set. */
  smtp: Smtp | null;
  /** Epoch seconds. */
  now: () => number;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

type ClaimedMail = StoredMail & { letter: string; attempts: number };

/**
 * Sends the mails in the outbox in the background, outside of requests and transactions: a dead or hanging mail server slows no page.
 *
 * Each mail is claimed with a lease by one guarded UPDATE, so two servers never send the same mail at the same time. Delivery is
 * at-least-once: if the connection or the process dies after the server has taken the mail but before we store this, the mail is sent again
 * with the same Message-ID. A failed mail is retried after growing waits, for about three days; a permanent refusal (5xx to the recipient
 * or the mail) ends it immediately. The text of a sent mail is deleted. The text of a failed mail is kept until an operator sends it again
 * or sets it aside, except when it contains a secret link.
 *
 * Without a mail server the mails stay in the outbox; pages show everything that they say (rules §4.27). When a mail server is set later,
 * the mails of the last seven days are sent, and older ones are marked as failed with the error `too-old`.
 */
export function createMailWorker({ db, smtp, now, log }: MailWorkerOptions): MailWorker {
  const send: Send | null = smtp && smtpSender(smtp);
  const stopping = new AbortController();
  // The caller of wake() may be inside a transaction. The worker must not join it, so it runs in the async context of this moment.
  const outsideTransactions = AsyncLocalStorage.snapshot();
  let stopped = false;
  let running: Promise<void> | null = null;
  let again = false;
  let serverIsDown = false;
  let timer: NodeJS.Timeout | undefined;
  const stopListening = onCommit(db, 'outbox', wake);

  function wake(): void {
    if (send && !stopped) outsideTransactions(() => void runOnce());
  }

  function runOnce(): Promise<void> {
    if (!send || stopped) return Promise.resolve();
    again = true;
    running ??= outsideTransactions(run, send);
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
    if (mail.attempts === 1 && mail.created_at < now() - tooOldSeconds) {
      await end(db, mail, { status: 'failed', last_error: 'too-old', failed_at: now(), set_aside_at: now() });
      log.warn(about, 'letter not sent: too old');
      return;
    }
    try {
      await send(mail, AbortSignal.any([stopping.signal, AbortSignal.timeout(sendMs)]));
    } catch (error) {
      const failure = failureOf(error);
      const last_error = errorMessageOf(error);
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

  /** Sets the timer for the next due mail; at most a minute, to find mails whose worker died. */
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

/** Claims the mail that has been due longest, in one statement: a second worker sees the lease and skips the mail. */
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

/** Stores the outcome of a mail. `attempts` is the fencing token: the update does nothing if another worker has claimed the mail since. */
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

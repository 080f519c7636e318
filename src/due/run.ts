import { setImmediate } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Acting } from '../audit/acting.ts';
import { systemActor } from '../audit/acting.ts';
import { removeEndedSessions } from '../auth/session.ts';
import { removeForgottenAttempts } from '../auth/throttle.ts';
import type { Db } from '../db/open.ts';
import { type Trx, transaction } from '../db/transaction.ts';
import { remindUnanswered } from '../requests/remind.ts';
import { settleTemporarySeats, warnOfTemporaryEnd } from '../subscription/settle-temporary.ts';
import { addDays, type Day } from '../values/day.ts';
import { renew } from './renew.ts';

/** What the due work needs from its caller. */
export interface DueDeps {
  log: Logger;
  /** Epoch seconds. */
  now(): number;
  publicUrl(): string;
  /** Aborted when the server stops: the account in progress is finished, and no further work is begun. */
  signal?: AbortSignal;
  /** The source that the audit log shows for this work; the server itself by default. */
  source?: 'server' | 'command line';
}

/** What was done. `failed` lists the accounts whose work failed; the log has the errors. They are tried again at the next run. */
export interface DueReport {
  renewed: number;
  /** Requests for which a reminder was sent. */
  reminded: number;
  failed: string[];
}

/**
 * Does all work that is due on a day (rules §4.11, §4.15, §4.16): renews every subscription whose period has ended, period after period in
 * the order of their days; begins and ends temporary seats, and announces their end; sends reminders of requests that have no answer;
 * deletes ended sessions and old failed sign-ins. Each account and period has a transaction of its own: a crash loses nothing and repeats
 * nothing, and two runs at the same time share the work. An account that fails does not hold up the others.
 */
export async function runDue(db: Db, deps: DueDeps, today: Day): Promise<DueReport> {
  const report: DueReport = { renewed: 0, reminded: 0, failed: [] };
  await renewAll(db, deps, today, report);
  await settleAll(db, deps, today, report);
  if (deps.signal?.aborted) return report;
  report.reminded = await remindUnanswered(db, actingSystem(deps, today));
  await removeEndedSessions(db);
  await removeForgottenAttempts(db, deps.now());
  return report;
}

const batch = 100;

/**
 * Renews in the order of the days on which periods ended, across all accounts: after a jump of the clock, no account is renewed twice
 * before every other account is renewed once.
 */
async function renewAll(db: Db, deps: DueDeps, today: Day, report: DueReport): Promise<void> {
  let after: { day: Day; id: string } = { day: '', id: '' };
  for (;;) {
    const due = await db
      .selectFrom('subscriptions')
      .innerJoin('accounts', 'accounts.id', 'subscriptions.account_id')
      .where('period_ends_on', '<=', today)
      .where('accounts.status', '=', 'active')
      .where(({ or, and, eb }) =>
        or([eb('period_ends_on', '>', after.day), and([eb('period_ends_on', '=', after.day), eb('account_id', '>', after.id)])]),
      )
      .select(['account_id', 'period_ends_on'])
      .orderBy('period_ends_on')
      .orderBy('account_id')
      .limit(batch)
      .execute();
    if (due.length === 0) return;
    const [first] = due;
    for (const { account_id: accountId, period_ends_on: seenEndsOn } of due) {
      // A renewed subscription can be due again with a later day, and that day may come before the last day of this batch. So after the
      // first day of a batch, the next batch is read.
      if (seenEndsOn !== first?.period_ends_on) break;
      if (deps.signal?.aborted) return;
      after = { day: seenEndsOn, id: accountId };
      if (report.failed.includes(accountId)) continue;
      const outcome = await runForAccount(db, deps, { accountId, today }, report, (trx, by) =>
        renew(trx, { accountId, seenEndsOn, today, by }),
      );
      if (outcome === 'renewed') report.renewed += 1;
    }
  }
}

/** Begins and ends temporary seats, and warns about seats that end soon. */
async function settleAll(db: Db, deps: DueDeps, today: Day, report: DueReport): Promise<void> {
  const inSevenDays = addDays(today, 7);
  const due = await db
    .selectFrom('temporary_seats')
    .innerJoin('accounts', 'accounts.id', 'temporary_seats.account_id')
    .where('accounts.status', '=', 'active')
    .where('ended_at', 'is', null)
    .where(({ or, and, eb }) =>
      or([
        eb('last_on', '<', today),
        and([eb('last_on', '<=', inSevenDays), eb('warned_at', 'is', null), eb('started_at', 'is not', null)]),
        and([eb('started_at', 'is', null), eb('first_on', '<=', today)]),
      ]),
    )
    .select(['accounts.id', 'accounts.name', 'accounts.mail_billing_admins'])
    .distinct()
    .orderBy('accounts.id')
    .execute();
  for (const { id, name, mail_billing_admins } of due) {
    if (deps.signal?.aborted) return;
    await runForAccount(db, deps, { accountId: id, today }, report, async (trx, by) => {
      await settleTemporarySeats(trx, { id, name }, today, by);
      await warnOfTemporaryEnd(trx, { id, name, mailBillingAdmins: mail_billing_admins === 1 }, today, by);
    });
  }
}

async function runForAccount<R>(
  db: Db,
  deps: DueDeps,
  { accountId, today }: { accountId: string; today: Day },
  report: DueReport,
  act: (trx: Trx, by: Acting) => Promise<R>,
): Promise<R | undefined> {
  // Queries run synchronously, so without this pause a long run would let no request through.
  await setImmediate();
  try {
    return await transaction(db, (trx) => act(trx, actingSystem(deps, today)));
  } catch (err) {
    deps.log.error({ err, accountId }, 'due work failed for an account');
    report.failed.push(accountId);
    return undefined;
  }
}

/** The server itself as the actor, at this moment and for this day. */
function actingSystem({ now, publicUrl, source = 'server' }: DueDeps, today: Day): Acting {
  return { actor: systemActor, source, now: now(), today, publicUrl: publicUrl() };
}

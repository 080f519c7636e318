import { sql } from 'kysely';
import type { Acting, ActingPerson } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Db } from '../db/open.ts';
import { type Trx, transaction } from '../db/transaction.ts';
import { requestReminder } from '../mail/templates/requests.ts';
import { type ActingAccount, findActingAccount } from '../members/acting.ts';
import { dayOf, daysBetween } from '../values/day.ts';
import { findOwnRequest } from './acting.ts';
import { notifyAnswerers } from './notify.ts';
import { isDueForReminder, secondsUntilAutoReminder, whyNotRemind } from './policy.ts';
import { type ChangeRequest, findRequest } from './queries.ts';

export type RemindResult = { outcome: 'reminded'; told: string[] } | { outcome: 'too-soon' } | { outcome: 'ended' };

/**
 * Sends a reminder of a pending request to its deciders, at most once a day (rules §4.10). Only for the requester.
 *
 * @throws NotFound, Forbidden
 */
export async function remindOfRequest(
  trx: Trx,
  { accountId, id, by }: { accountId: string; id: string; by: ActingPerson },
): Promise<RemindResult> {
  const { account, request } = await findOwnRequest(trx, { accountId, memberId: by.actor.id, id });
  const whyNot = whyNotRemind(request, by.now);
  if (whyNot) return { outcome: whyNot };

  const { numUpdatedRows } = await trx
    .updateTable('requests')
    .set({ reminded_at: by.now })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return { outcome: 'ended' };

  await record(trx, by, {
    accountId,
    action: 'request.reminded',
    subject: { type: 'request', id, name: request.requesterName },
  });
  return { outcome: 'reminded', told: await sendReminder(trx, { account, request, by }) };
}

/**
 * Sends the automatic reminder for each request that has had no answer for three days, once per request (rules §4.10). Runs with the due
 * work of the server. Each request has its own transaction, so that other writes are not blocked for long and two servers send only one
 * reminder.
 *
 * @returns the number of reminders sent
 */
export async function remindUnanswered(db: Db, by: Acting): Promise<number> {
  const due = await db
    .selectFrom('requests')
    .select(['id', 'account_id'])
    // A literal and not a parameter: SQLite uses the partial index of pending requests only when the query text contains this value.
    .where('status', '=', sql.lit('pending' as const))
    .where('auto_reminded_at', 'is', null)
    .where('submitted_at', '<=', by.now - secondsUntilAutoReminder)
    .orderBy('submitted_at')
    .limit(500)
    .execute();
  let sent = 0;
  for (const { id, account_id: accountId } of due) {
    sent += await transaction(db, (trx) => remindAutomatically(trx, { accountId, id, by }));
  }
  return sent;
}

async function remindAutomatically(trx: Trx, { accountId, id, by }: { accountId: string; id: string; by: Acting }): Promise<0 | 1> {
  const account = await findActingAccount(trx, accountId);
  const request = await findRequest(trx, accountId, id);
  if (!account || !request || !isDueForReminder(request, by.now)) return 0;

  const { numUpdatedRows } = await trx
    .updateTable('requests')
    .set({ auto_reminded_at: by.now })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .where('auto_reminded_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return 0;

  await record(trx, by, { accountId, action: 'request.reminded', subject: { type: 'request', id, name: request.requesterName } });
  await sendReminder(trx, { account, request, by });
  return 1;
}

async function sendReminder(
  trx: Trx,
  { account, request, by }: { account: ActingAccount; request: ChangeRequest; by: Acting },
): Promise<string[]> {
  const daysWaiting = Math.max(0, daysBetween(dayOf(request.submittedAt), dayOf(by.now)));
  const news = { account, request, change: request.change, ...request.snapshot, by };
  return notifyAnswerers(trx, news, 'request-reminder', (language, data, links) =>
    requestReminder(language, { ...data, daysWaiting }, links),
  );
}

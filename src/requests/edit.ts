import type { ActingPerson } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import { Forbidden } from '../errors.ts';
import { requestEdited } from '../mail/templates/requests.ts';
import type { Change, Quote } from '../pricing/types.ts';
import { allowedToRequest } from '../subscription/allowed.ts';
import { findSubscriptionNow, quoteNow } from '../subscription/quote-now.ts';
import { findOwnRequest } from './acting.ts';
import { notifyAnswerers } from './notify.ts';
import { isPending, mayEdit, permissionToAsk } from './policy.ts';
import type { ChangeRequest } from './queries.ts';
import { auditStates, takeSnapshot } from './snapshot.ts';

export interface EditInput {
  accountId: string;
  id: string;
  /** The version of the request that the user saw. */
  seenRequestVersion: number;
  /** As differences against `change.version`, the version of the subscription that the user saw. */
  change: Change;
  note: string;
  by: ActingPerson;
}

export type EditResult =
  /** `told`: the names of the people who get a mail. Empty when the request already had these values. */
  | { outcome: 'edited'; repeated: boolean; told: string[] }
  /** The request was answered, withdrawn or closed in the meantime. */
  | { outcome: 'ended' }
  /** The request or the subscription has changed since the page was shown; nothing was written. */
  | { outcome: 'stale' }
  | { outcome: 'refused'; quote: Quote };

/**
 * Replaces the change and the note of a pending request, and mails the deciders (rules §4.10). Only for the requester, and only while they
 * may submit requests. The edit raises the version of the request, so a decider who still sees the old one cannot approve it.
 *
 * @throws NotFound, Forbidden
 */
export async function editRequest(trx: Trx, input: EditInput): Promise<EditResult> {
  const { accountId, id, change, note, by } = input;
  const { account, member, request } = await findOwnRequest(trx, { accountId, memberId: by.actor.id, id });
  if (!mayEdit(member, account, request)) throw new Forbidden(permissionToAsk[request.answerer]);
  if (!isPending(request)) return { outcome: 'ended' };
  if (isUnchanged(request, change, note)) return { outcome: 'edited', repeated: true, told: [] };

  const now = await findSubscriptionNow(trx, account);
  if (now.subscription.version !== change.version || request.version !== input.seenRequestVersion) return { outcome: 'stale' };
  const quote = await quoteNow(trx, now, { account, change, allowed: allowedToRequest(account), today: by.today });
  if (quote.refusals.length > 0) return { outcome: 'refused', quote };

  const snapshot = takeSnapshot(now.subscription, quote);
  const { numUpdatedRows } = await trx
    .updateTable('requests')
    .set({
      change: JSON.stringify(change),
      snapshot: JSON.stringify(snapshot),
      note,
      edited_at: by.now,
      version: request.version + 1,
    })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .where('version', '=', request.version)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return { outcome: 'stale' };

  const [was, is] = [auditStates(request.snapshot, request.change), auditStates(snapshot, change)];
  await record(trx, by, {
    accountId,
    action: 'request.edited',
    subject: { type: 'request', id, name: request.requesterName },
    before: { ...was.after, note: request.note },
    after: { ...is.after, note },
  });
  const news = { account, request: { ...request, note }, change, ...snapshot, by };
  return { outcome: 'edited', repeated: false, told: await notifyAnswerers(trx, news, 'request-edited', requestEdited) };
}

/** The request already has these values: the same form was sent twice. */
function isUnchanged(request: ChangeRequest, change: Change, note: string): boolean {
  return request.note === note && JSON.stringify(request.change) === JSON.stringify(change);
}

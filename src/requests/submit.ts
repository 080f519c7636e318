import type { ActingPerson } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import { insertIfAbsent } from '../db/insert.ts';
import type { Trx } from '../db/transaction.ts';
import { representativeAsked, requestSubmitted } from '../mail/templates/requests.ts';
import { findActing } from '../members/acting.ts';
import type { Change, Quote } from '../pricing/types.ts';
import { allowedToRequest } from '../subscription/allowed.ts';
import { findSubscriptionNow, quoteNow } from '../subscription/quote-now.ts';
import { newId } from '../values/ids.ts';
import { notifyAnswerers } from './notify.ts';
import { permissionToAsk } from './policy.ts';
import { findPendingOf, findRequestIdByKey, keyOf } from './queries.ts';
import { auditStates, takeSnapshot } from './snapshot.ts';

export interface SubmitInput {
  accountId: string;
  /** `representative` on accounts whose members cannot change the subscription online (rules §4.24). */
  answerer: 'account' | 'representative';
  /** As differences against `change.version`, the version of the subscription that the user saw. */
  change: Change;
  note: string;
  /** The idempotency key that was drawn with the form: the same form sent twice makes one request. */
  key: string;
  by: ActingPerson;
}

export type SubmitResult =
  /** `told`: the names of the people who get a mail. Empty when the same form was sent before. */
  | { outcome: 'submitted'; id: string; repeated: boolean; told: string[] }
  /** The requester already has a pending request, this one; only one at a time is allowed (rules §4.4). */
  | { outcome: 'already-pending'; id: string }
  /** The subscription has changed since the page was shown; nothing was written. */
  | { outcome: 'stale' }
  /** The change cannot be requested; the quote says why. */
  | { outcome: 'refused'; quote: Quote };

/** The maximum length of a note, in characters. */
export const longestNote = 2000;

/**
 * Submits a request to change the subscription (rules §4.1–§4.5): checks and prices the change against the current subscription, stores the
 * snapshot with the request and mails the deciders. For admins without billing permission, where requests are enabled. On accounts whose
 * members cannot change the subscription online, owner, billing admins and admins may submit, and the mail goes to the representative
 * (rules §4.24). The unique index `requests_one_pending` enforces one pending request per requester, also under concurrency.
 *
 * @throws Forbidden when the user may not submit requests, NotFound for an account without a subscription
 */
export async function submitRequest(trx: Trx, input: SubmitInput): Promise<SubmitResult> {
  const { accountId, answerer, change, note, by } = input;
  const { account, member } = await findActing(trx, { accountId, memberId: by.actor.id, permission: permissionToAsk[answerer] });
  const earlier = await findEarlierResult(trx, input);
  if (earlier) return earlier;

  const now = await findSubscriptionNow(trx, account);
  if (now.subscription.version !== change.version) return { outcome: 'stale' };
  const quote = await quoteNow(trx, now, { account, change, allowed: allowedToRequest(account), today: by.today });
  if (quote.refusals.length > 0) return { outcome: 'refused', quote };

  const snapshot = takeSnapshot(now.subscription, quote);
  const request = { id: newId(by.now * 1000), requesterId: member.id, requesterName: member.name, answerer, note };
  // The insert respects two unique indexes: one pending request per requester, and one request per idempotency key.
  const isInserted = await insertIfAbsent(trx, 'requests', {
    id: request.id,
    account_id: accountId,
    requester_id: member.id,
    answerer: request.answerer,
    status: 'pending',
    change: JSON.stringify(change),
    snapshot: JSON.stringify(snapshot),
    note,
    idempotency_key: keyOf(member.id, input.key),
    submitted_at: by.now,
  });
  if (!isInserted) {
    const first = await findEarlierResult(trx, input);
    if (!first) throw new Error('a request was neither kept nor known');
    return first;
  }

  await record(trx, by, {
    accountId,
    action: 'request.submitted',
    subject: { type: 'request', id: request.id, name: member.name },
    ...withNote(auditStates(snapshot, change), note),
  });
  const news = { account, request, change, ...snapshot, by };
  return {
    outcome: 'submitted',
    id: request.id,
    repeated: false,
    told:
      answerer === 'account'
        ? await notifyAnswerers(trx, news, 'request-submitted', requestSubmitted)
        : await notifyAnswerers(trx, news, 'representative-asked', representativeAsked),
  };
}

async function findEarlierResult(trx: Trx, { accountId, key, by }: SubmitInput): Promise<SubmitResult | null> {
  const requesterId = by.actor.id;
  const id = await findRequestIdByKey(trx, { accountId, requesterId, key });
  if (id) return { outcome: 'submitted', id, repeated: true, told: [] };
  const pending = await findPendingOf(trx, accountId, requesterId);
  return pending && { outcome: 'already-pending', id: pending.id };
}

function withNote({ before, after }: { before: object; after: object }, note: string): { before: object; after: object } {
  return { before, after: note ? { ...after, note } : after };
}

import type { ActingPerson } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import { insertUnlessThere } from '../db/insert.ts';
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
import { forTheLog, takeSnapshot } from './snapshot.ts';

export interface SubmitInput {
  accountId: string;
  /** `representative` on accounts that nobody changes online (rules §4.24). */
  answerer: 'account' | 'representative';
  /** As differences against `change.version`, the version of the subscription that was on the screen. */
  change: Change;
  note: string;
  /** Chosen when the form was made: the same form twice is one request. */
  key: string;
  by: ActingPerson;
}

export type SubmitResult =
  /** `told` are the names of those who were e-mailed; nobody, when this very form was sent before. */
  | { outcome: 'submitted'; id: string; repeated: boolean; told: string[] }
  /** One pending request per requester: this is theirs (rules §4.4). */
  | { outcome: 'already-pending'; id: string }
  /** The subscription moved since the page was shown; nothing was written. */
  | { outcome: 'stale' }
  /** Cannot be asked for; the quote says why. */
  | { outcome: 'refused'; quote: Quote };

/** The longest note, in characters. */
export const longestNote = 2000;

/**
 * Asks for a change to the subscription (rules §4.1–§4.5): checked and priced against the subscription as it is now, stored with it,
 * and told to those who may decide. For admins without billing permission, where requests are enabled; on accounts that nobody changes
 * online for owner, billing admins and admins, and it is the representative who is told (rules §4.24). That there is one pending request
 * per requester is the word of the database, so parallel submissions make one.
 *
 * @throws Forbidden for whoever may not ask, NotFound for an account without a subscription
 */
export async function submitRequest(trx: Trx, input: SubmitInput): Promise<SubmitResult> {
  const { accountId, answerer, change, note, by } = input;
  const { account, member } = await findActing(trx, { accountId, memberId: by.actor.id, permission: permissionToAsk[answerer] });
  const known = await whatIsKnown(trx, input);
  if (known) return known;

  const now = await findSubscriptionNow(trx, account);
  if (now.subscription.version !== change.version) return { outcome: 'stale' };
  const quote = await quoteNow(trx, now, { account, change, allowed: allowedToRequest(account), today: by.today });
  if (quote.refusals.length > 0) return { outcome: 'refused', quote };

  const snapshot = takeSnapshot(now.subscription, quote);
  const request = { id: newId(by.now * 1000), requesterId: member.id, requesterName: member.name, answerer, note };
  // Both unique indexes answer here: one pending per requester, one request per form.
  const isKept = await insertUnlessThere(trx, 'requests', {
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
  if (!isKept) {
    const first = await whatIsKnown(trx, input);
    if (!first) throw new Error('a request was neither kept nor known');
    return first;
  }

  await record(trx, by, {
    accountId,
    action: 'request.submitted',
    subject: { type: 'request', id: request.id, name: member.name },
    ...withNote(forTheLog(snapshot, change), note),
  });
  const told = { account, request, change, ...snapshot, by };
  return {
    outcome: 'submitted',
    id: request.id,
    repeated: false,
    told:
      answerer === 'account'
        ? await notifyAnswerers(trx, told, 'request-submitted', requestSubmitted)
        : await notifyAnswerers(trx, told, 'representative-asked', representativeAsked),
  };
}

async function whatIsKnown(trx: Trx, { accountId, key, by }: SubmitInput): Promise<SubmitResult | null> {
  const requesterId = by.actor.id;
  const id = await findRequestIdByKey(trx, { accountId, requesterId, key });
  if (id) return { outcome: 'submitted', id, repeated: true, told: [] };
  const pending = await findPendingOf(trx, accountId, requesterId);
  return pending && { outcome: 'already-pending', id: pending.id };
}

function withNote({ before, after }: { before: object; after: object }, note: string): { before: object; after: object } {
  return { before, after: note ? { ...after, note } : after };
}

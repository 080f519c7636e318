import type { ActingPerson } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import { compiledStatement } from '../db/compiled.ts';
import type { Trx } from '../db/transaction.ts';
import { Forbidden, NotFound } from '../errors.ts';
import { requestApproved, requestRejected } from '../mail/templates/requests.ts';
import { type ActingAccount, findActing, findActingAccount } from '../members/acting.ts';
import { findOperator } from '../members/operators.ts';
import type { Person } from '../members/person.ts';
import type { Allowed, Quote } from '../pricing/types.ts';
import type { SeatLossAnswer } from '../seat-loss/choosable.ts';
import { allowedToChange, allowedToOperator } from '../subscription/allowed.ts';
import { type ApplyResult, applyChange } from '../subscription/apply.ts';
import { notifyAnswerers, notifyRequester, type RequestNews } from './notify.ts';
import { isPending, mayDecide } from './policy.ts';
import { type ChangeRequest, findRequest } from './queries.ts';

export interface DecideInput {
  accountId: string;
  id: string;
  /** The version of the request that the user saw; each edit raises it. */
  seenRequestVersion: number;
  by: ActingPerson;
}

/**
 * Nothing was written. `ended`: another user ended the request first. `stale`: the request or the subscription has changed since the user
 * saw it.
 */
type NotDecided = { outcome: 'ended' } | { outcome: 'stale' };

export type ApproveResult =
  | { outcome: 'approved'; orderNumber: number; repeated: boolean; givenBack: number }
  /** A line can no longer be applied; the quote says which one and why. The request stays pending. */
  | { outcome: 'refused'; quote: Quote }
  /** Members would lose seats and the form did not say who, or its choice is invalid. The request stays pending. */
  | Extract<ApplyResult, { outcome: 'seat-loss' }>
  | NotDecided;

export type RejectResult = { outcome: 'rejected'; repeated: boolean } | NotDecided;

/** The maximum length of a reason, in characters. */
export const longestReason = 2000;

/**
 * Approves a request (rules §4.7, §4.8): checks and prices it again against the current subscription, applies either the whole change or
 * nothing, and mails the requester and the other deciders. For owner and billing admin. A request to the representative is approved by
 * operators, who place the order by it (rules §4.24). When the same person approves it again, nothing changes and the result is the same
 * order.
 *
 * @param seenVersion the version of the subscription that the user saw
 * @param seatLoss which members lose their seats, as the approver chose in the form (rules §4.16)
 * @throws NotFound, Forbidden
 */
export async function approveRequest(
  trx: Trx,
  input: DecideInput & { seenVersion: number; seatLoss: SeatLossAnswer | null },
): Promise<ApproveResult> {
  const { accountId, id, by } = input;
  const { account, decider, allowed, request } = await findForDecision(trx, input);
  if (!isPending(request)) {
    const isMine = request.status === 'approved' && request.decidedBy === decider.id && request.orderNumber !== null;
    return isMine ? { outcome: 'approved', orderNumber: request.orderNumber ?? 0, repeated: true, givenBack: 0 } : { outcome: 'ended' };
  }
  if (request.version !== input.seenRequestVersion) return { outcome: 'stale' };

  const applied = await applyChange(trx, {
    account,
    change: request.change,
    seenVersion: input.seenVersion,
    allowed,
    by,
    requestId: id,
    seatLoss: input.seatLoss,
    // The idempotency key of a form cannot have this shape, so no other order has the same key.
    idempotencyKey: `request:${id}`,
  });
  if (applied.outcome !== 'applied') return applied;
  if (applied.repeated) throw new Error('a pending request has an order');

  await writeDecision(trx, request, { status: 'approved', decided_at: by.now, decided_by: decider.id });
  await record(trx, by, {
    accountId,
    action: 'request.approved',
    subject: { type: 'request', id, name: request.requesterName },
    before: { status: 'pending' },
    after: { status: 'approved', order: applied.orderNumber },
  });
  const news = { ...newsOf(account, request, input), quote: applied.quote };
  const deciderName = decider.name;
  await notifyRequester(trx, news, 'request-approved', (language, data, links) =>
    requestApproved(language, { ...data, deciderName, reader: 'requester' }, links),
  );
  await notifyAnswerers(
    trx,
    news,
    'request-approved',
    (language, data, links) => requestApproved(language, { ...data, deciderName, reader: 'decider' }, links),
    decider.id,
  );
  return { outcome: 'approved', orderNumber: applied.orderNumber, repeated: false, givenBack: applied.givenBack };
}

/**
 * Rejects a request with a reason that the requester will read (rules §4.7). For owner and billing admin; for operators when the
 * representative answers it (rules §4.24). When the same person rejects it again, nothing changes.
 *
 * @param reason not empty, at most `longestReason` characters
 * @throws NotFound, Forbidden
 */
export async function rejectRequest(trx: Trx, input: DecideInput & { reason: string }): Promise<RejectResult> {
  const { accountId, id, by, reason } = input;
  const { account, decider, request } = await findForDecision(trx, input);
  if (!isPending(request)) {
    const isMine = request.status === 'rejected' && request.decidedBy === decider.id;
    return isMine ? { outcome: 'rejected', repeated: true } : { outcome: 'ended' };
  }
  if (request.version !== input.seenRequestVersion) return { outcome: 'stale' };

  await writeDecision(trx, request, { status: 'rejected', decided_at: by.now, decided_by: decider.id, reason });
  await record(trx, by, {
    accountId,
    action: 'request.rejected',
    subject: { type: 'request', id, name: request.requesterName },
    before: { status: 'pending' },
    after: { status: 'rejected', reason },
  });
  const news = newsOf(account, request, input);
  const deciderName = decider.name;
  await notifyRequester(trx, news, 'request-rejected', (language, data, links) =>
    requestRejected(language, { ...data, deciderName, reader: 'requester', reason }, links),
  );
  await notifyAnswerers(
    trx,
    news,
    'request-rejected',
    (language, data, links) => requestRejected(language, { ...data, deciderName, reader: 'decider', reason }, links),
    decider.id,
  );
  return { outcome: 'rejected', repeated: false };
}

interface ForDecision {
  account: ActingAccount;
  decider: Person;
  /** What the change may contain when this decider applies it. */
  allowed: Allowed;
  request: ChangeRequest;
}

async function findForDecision(trx: Trx, input: DecideInput): Promise<ForDecision> {
  const { accountId, id, by } = input;
  if (by.actor.kind === 'operator') return findForOperator(trx, input);
  const { account, member } = await findActing(trx, { accountId, memberId: by.actor.id, permission: 'request.decide' });
  const request = await findRequest(trx, accountId, id);
  if (!request) throw new NotFound();
  // The account itself does not decide on requests to the representative (rules §4.24).
  if (!mayDecide(member.role, account, request)) throw new Forbidden('request.decide');
  return { account, decider: member, allowed: allowedToChange(member.role, account), request };
}

/**
 * Any operator may answer in place of the representative, who may be absent. Operators do not decide on requests that the account answers.
 */
async function findForOperator(trx: Trx, { accountId, id, by }: DecideInput): Promise<ForDecision> {
  const decider = await findOperator(trx, by.actor.id);
  if (!decider) throw new Forbidden(null);
  const account = await findActingAccount(trx, accountId);
  const request = await findRequest(trx, accountId, id);
  if (!account || request?.answerer !== 'representative') throw new NotFound();
  return { account, decider, allowed: allowedToOperator, request };
}

/** Ends the request. The UPDATE only matches a pending request of the version that was read; otherwise this is a bug and throws. */
async function writeDecision(
  trx: Trx,
  request: ChangeRequest,
  values: { status: 'approved' | 'rejected'; decided_at: number; decided_by: string; reason?: string },
): Promise<void> {
  const { accountId, id, version } = request;
  const ended = await endPending(trx, { reason: null, ...values, accountId, id, version });
  if (ended.length !== 1) throw new Error('the request moved inside its own transaction');
}

const endPending = compiledStatement((trx, p) =>
  trx
    .updateTable('requests')
    .set({
      status: p<'approved' | 'rejected'>('status'),
      decided_at: p<number>('decided_at'),
      decided_by: p('decided_by'),
      reason: p<string | null>('reason'),
    })
    .where('account_id', '=', p('accountId'))
    .where('id', '=', p('id'))
    .where('status', '=', 'pending')
    .where('version', '=', p<number>('version'))
    .returning('id'),
);

function newsOf(account: ActingAccount, request: ChangeRequest, { by }: DecideInput): RequestNews {
  return { account, request, change: request.change, ...request.snapshot, by };
}

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
  /** The version of the request that was on the screen: an edit moves it. */
  seenRequestVersion: number;
  by: ActingPerson;
}

/** Nothing was written: somebody was first, or what was on the screen is no longer so. */
type NotDecided = { outcome: 'ended' } | { outcome: 'stale' };

export type ApproveResult =
  | { outcome: 'approved'; orderNumber: number; repeated: boolean; givenBack: number }
  /** A line no longer applies; the quote says which and why. It stays pending. */
  | { outcome: 'refused'; quote: Quote }
  /** Members would lose their seat, and who is not said yet, or cannot be so. It stays pending. */
  | Extract<ApplyResult, { outcome: 'seat-loss' }>
  | NotDecided;

export type RejectResult = { outcome: 'rejected'; repeated: boolean } | NotDecided;

/** The longest reason, in characters. */
export const longestReason = 2000;

/**
 * Approves a request (rules §4.7, §4.8): prices and checks it again against the subscription as it is now, applies all of it or
 * nothing, and tells the requester and the others who could have decided. For owner and billing admin; what the representative answers
 * is for operators, who place the order with it (rules §4.24). Sent again by the same person it changes nothing and gives the same order.
 *
 * @param seenVersion the version of the subscription that was on the screen
 * @param seatLoss what whoever approves has said about those who lose their seat by it (rules §4.16)
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
    // No form can carry this key, so no other order can stand in for this one.
    idempotencyKey: `request:${id}`,
  });
  if (applied.outcome !== 'applied') return applied;
  if (applied.repeated) throw new Error('a pending request has an order');

  await end(trx, request, { status: 'approved', decided_at: by.now, decided_by: decider.id });
  await record(trx, by, {
    accountId,
    action: 'request.approved',
    subject: { type: 'request', id, name: request.requesterName },
    before: { status: 'pending' },
    after: { status: 'approved', order: applied.orderNumber },
  });
  const told = { ...aboutIt(account, request, input), quote: applied.quote };
  const deciderName = decider.name;
  await notifyRequester(trx, told, 'request-approved', (language, data, links) =>
    requestApproved(language, { ...data, deciderName, reader: 'requester' }, links),
  );
  await notifyAnswerers(
    trx,
    told,
    'request-approved',
    (language, data, links) => requestApproved(language, { ...data, deciderName, reader: 'decider' }, links),
    decider.id,
  );
  return { outcome: 'approved', orderNumber: applied.orderNumber, repeated: false, givenBack: applied.givenBack };
}

/**
 * Rejects a request with a reason that the requester will read (rules §4.7). For owner and billing admin, and for operators where the
 * representative answers (rules §4.24). Sent again by the same person it changes nothing.
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

  await end(trx, request, { status: 'rejected', decided_at: by.now, decided_by: decider.id, reason });
  await record(trx, by, {
    accountId,
    action: 'request.rejected',
    subject: { type: 'request', id, name: request.requesterName },
    before: { status: 'pending' },
    after: { status: 'rejected', reason },
  });
  const told = aboutIt(account, request, input);
  const deciderName = decider.name;
  await notifyRequester(trx, told, 'request-rejected', (language, data, links) =>
    requestRejected(language, { ...data, deciderName, reader: 'requester', reason }, links),
  );
  await notifyAnswerers(
    trx,
    told,
    'request-rejected',
    (language, data, links) => requestRejected(language, { ...data, deciderName, reader: 'decider', reason }, links),
    decider.id,
  );
  return { outcome: 'rejected', repeated: false };
}

interface ForDecision {
  account: ActingAccount;
  decider: Person;
  /** What may be in the change that is decided about. */
  allowed: Allowed;
  request: ChangeRequest;
}

async function findForDecision(trx: Trx, input: DecideInput): Promise<ForDecision> {
  const { accountId, id, by } = input;
  if (by.actor.kind === 'operator') return findForOperator(trx, input);
  const { account, member } = await findActing(trx, { accountId, memberId: by.actor.id, permission: 'request.decide' });
  const request = await findRequest(trx, accountId, id);
  if (!request) throw new NotFound();
  // What the representative answers is not for the account to decide (rules §4.24).
  if (!mayDecide(member.role, account, request)) throw new Forbidden('request.decide');
  return { account, decider: member, allowed: allowedToChange(member.role, account), request };
}

/** Any operator answers for the representative, who may be away; what the account answers is not theirs. */
async function findForOperator(trx: Trx, { accountId, id, by }: DecideInput): Promise<ForDecision> {
  const decider = await findOperator(trx, by.actor.id);
  if (!decider) throw new Forbidden(null);
  const account = await findActingAccount(trx, accountId);
  const request = await findRequest(trx, accountId, id);
  if (!account || request?.answerer !== 'representative') throw new NotFound();
  return { account, decider, allowed: allowedToOperator, request };
}

/** The guard stands in the statement: a request that is not pending any more, or not this version, is not ended again. */
async function end(
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

function aboutIt(account: ActingAccount, request: ChangeRequest, { by }: DecideInput): RequestNews {
  return { account, request, change: request.change, ...request.snapshot, by };
}

import type { RequestStatus } from '../db/schema.ts';
import { can, type Permission, type PermissionAccount, type Role } from '../permissions.ts';

/** The facts about a request that its rules depend on. Instants are epoch seconds. */
export interface RequestFacts {
  status: RequestStatus;
  requesterId: string;
  answerer: 'account' | 'representative';
  submittedAt: number;
  /** The last reminder by the requester, and the one that goes out by itself. */
  remindedAt: number | null;
  autoRemindedAt: number | null;
}

const day = 86_400;
/** A requester reminds once a day. */
export const secondsBetweenReminders = day;
/** After this long without an answer one reminder goes out by itself. */
export const secondsUntilAutoReminder = 3 * day;

/** Only a pending request is approved, rejected, withdrawn, closed or edited; an ended one never changes (rules §4.9). */
export function isPending({ status }: Pick<RequestFacts, 'status'>): boolean {
  return status === 'pending';
}

/** Who approves or rejects: owner and billing admin, when the account answers it itself (rules §3 row 14, §4.7). */
export function mayDecide(role: Role, account: PermissionAccount, { answerer }: Pick<RequestFacts, 'answerer'>): boolean {
  return answerer === 'account' && can(role, account, 'request.decide');
}

/** Withdrawing, editing and reminding are the requester's alone, whatever else somebody may do (rules §3 row 15). */
export function isRequester(memberId: string, { requesterId }: Pick<RequestFacts, 'requesterId'>): boolean {
  return memberId === requesterId;
}

/** The right to ask, by who answers: the account itself, or the representative of one that nobody changes online (rules §3 rows 5 and 11). */
export const permissionToAsk = { account: 'request.submit', representative: 'representative.write' } as const satisfies Record<
  RequestFacts['answerer'],
  Permission
>;

/** Editing is asking anew, so it needs the right to ask (rules §4.10). */
export function mayEdit(member: { id: string; role: Role }, account: PermissionAccount, request: RequestFacts): boolean {
  return isRequester(member.id, request) && can(member.role, account, permissionToAsk[request.answerer]);
}

/** From when on the requester may remind, in epoch seconds; null: at once (rules §4.10). */
export function mayRemindFrom({ remindedAt }: Pick<RequestFacts, 'remindedAt'>): number | null {
  return remindedAt === null ? null : remindedAt + secondsBetweenReminders;
}

/** Why the requester cannot send a reminder at this moment; null: they can (rules §4.10). */
export function whyNotRemind(request: RequestFacts, now: number): 'ended' | 'too-soon' | null {
  if (!isPending(request)) return 'ended';
  const from = mayRemindFrom(request);
  return from !== null && now < from ? 'too-soon' : null;
}

/** Whether the one reminder that goes out by itself is due: three days after the request, whatever happened since (rules §4.10). */
export function isDueForReminder(request: RequestFacts, now: number): boolean {
  return isPending(request) && request.autoRemindedAt === null && now - request.submittedAt >= secondsUntilAutoReminder;
}

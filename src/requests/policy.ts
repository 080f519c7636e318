import type { RequestStatus } from '../db/schema.ts';
import { can, type Permission, type PermissionAccount, type Role } from '../permissions.ts';

/** The facts about a request that its rules depend on. Instants are epoch seconds. */
export interface RequestFacts {
  status: RequestStatus;
  requesterId: string;
  answerer: 'account' | 'representative';
  submittedAt: number;
  /** The last reminder that the requester sent, and the automatic reminder. */
  remindedAt: number | null;
  autoRemindedAt: number | null;
}

const day = 86_400;
/** The minimum time between two reminders by the requester. */
export const secondsBetweenReminders = day;
/** The time without an answer after which one automatic reminder is sent. */
export const secondsUntilAutoReminder = 3 * day;

/** Only a pending request can be approved, rejected, withdrawn, closed or edited; an ended request never changes (rules §4.9). */
export function isPending({ status }: Pick<RequestFacts, 'status'>): boolean {
  return status === 'pending';
}

/**
 * Whether a member may approve or reject a request: owner and billing admin, when the account itself answers it (rules §3 row 14, §4.7).
 */
export function mayDecide(role: Role, account: PermissionAccount, { answerer }: Pick<RequestFacts, 'answerer'>): boolean {
  return answerer === 'account' && can(role, account, 'request.decide');
}

/** Only the requester may withdraw, edit and send reminders, no matter what other rights a member has (rules §3 row 15). */
export function isRequester(memberId: string, { requesterId }: Pick<RequestFacts, 'requesterId'>): boolean {
  return memberId === requesterId;
}

/**
 * The permission to submit a request, by who answers it: the account itself, or the representative where no member can change the
 * subscription online (rules §3 rows 5 and 11).
 */
export const permissionToAsk = { account: 'request.submit', representative: 'representative.write' } as const satisfies Record<
  RequestFacts['answerer'],
  Permission
>;

/** Whether a member may edit a request: an edit is a new submission, so it needs the permission to submit (rules §4.10). */
export function mayEdit(member: { id: string; role: Role }, account: PermissionAccount, request: RequestFacts): boolean {
  return isRequester(member.id, request) && can(member.role, account, permissionToAsk[request.answerer]);
}

/** When the requester may send the next reminder, in epoch seconds; null: at once (rules §4.10). */
export function mayRemindFrom({ remindedAt }: Pick<RequestFacts, 'remindedAt'>): number | null {
  return remindedAt === null ? null : remindedAt + secondsBetweenReminders;
}

/** Why the requester cannot send a reminder now; null when they can (rules §4.10). */
export function whyNotRemind(request: RequestFacts, now: number): 'ended' | 'too-soon' | null {
  if (!isPending(request)) return 'ended';
  const from = mayRemindFrom(request);
  return from !== null && now < from ? 'too-soon' : null;
}

/**
 * Whether the one automatic reminder is due: three days after the submission, also when the request was edited or the requester sent a
 * reminder since (rules §4.10).
 */
export function isDueForReminder(request: RequestFacts, now: number): boolean {
  return isPending(request) && request.autoRemindedAt === null && now - request.submittedAt >= secondsUntilAutoReminder;
}

import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import { Forbidden } from '../errors.ts';
import { findActing } from '../members/acting.ts';
import { findByEmail, findMember, type Member } from '../members/find-member.ts';
import { touchAccount } from '../members/touch-account.ts';
import type { Role } from '../permissions.ts';
import { newId } from '../values/ids.ts';
import { findGroups } from './groups.ts';
import { type ActContext, loadForAct, namesOf, type Refusal, type Warning } from './load-for-act.ts';
import { whyNotAct } from './rights.ts';
import { notifyIfRanOut } from './run-out.ts';
import { groupsLedBy, takeSeats, whyNotTaken } from './seats.ts';
import { sendInvitation } from './send-invitation.ts';

/** What is typed about a new team member; an address in lower case. */
export interface NewMember {
  name: string;
  email: string;
  role: Extract<Role, 'admin' | 'agent'>;
  /** Leading products of the groups of which they get a seat. */
  seats: readonly string[];
}

export interface Invited {
  outcome: 'done';
  member: { id: string; name: string; email: string };
  /** Opens the invitation; null where the same form had been sent before. For the person alone: never for a log. */
  secret: string | null;
}

/** The same form that comes again within this time is taken for a second press of the button. */
const repeatSeconds = 600;

/**
 * Creates a team member who is invited by mail and holds their seats from now on (rules §4.21, §4.22). By owner, billing admins and admins.
 * Refused with `no-free-seat` and `over-limit` where a seat cannot be taken, and with `email-taken`, since an address signs in to one
 * account; `memberId` then names the member of this account who has it.
 *
 * @param confirmed leading products of the groups whose last seat may be taken
 */
export async function inviteMember(
  trx: Trx,
  into: ActContext & { person: NewMember; confirmed: readonly string[] },
): Promise<Invited | (Refusal & { memberId?: string }) | Warning> {
  const { account, by, person } = into;
  const { member: actor } = await findActing(trx, { accountId: account.id, memberId: by.actor.id, permission: 'team.manage' });
  if (whyNotAct('role', actor, { id: '', role: 'end_user' }, person.role)) throw new Forbidden('team.manage');
  const taken = await findByEmail(trx, person.email);
  if (taken) {
    const theirs = taken.accountId === account.id ? await findMember(trx, account.id, taken.id) : undefined;
    if (theirs && isRepeat(theirs, person, by.now)) return { outcome: 'done', member: theirs, secret: null };
    return { outcome: 'refused', refused: 'email-taken', ...(theirs && { memberId: theirs.id }) };
  }
  const groups = await findGroups(trx, account.id);
  const wanted = groupsLedBy(groups, person.seats);
  if (!wanted) return { outcome: 'refused', refused: 'unknown-seats' };
  const why = whyNotTaken(groups, wanted, into.confirmed);
  if (why) return why;

  const { language } = await trx.selectFrom('accounts').select('language').where('id', '=', account.id).executeTakeFirstOrThrow();
  const member = { id: newId(by.now * 1000), name: person.name, email: person.email, language };
  await trx
    .insertInto('members')
    .values({ ...member, account_id: account.id, role: person.role, status: 'invited', created_at: by.now, invited_at: by.now })
    .execute();
  await takeSeats(trx, into, member.id, wanted);
  await record(trx, by, {
    accountId: account.id,
    action: 'member.invited',
    subject: { type: 'member', id: member.id, name: member.name },
    after: { name: person.name, email: person.email, role: person.role, seats: namesOf(wanted) },
  });
  const secret = await sendInvitation(trx, { ...into, member });
  await notifyIfRanOut(
    trx,
    into,
    wanted.map((group) => group.id),
  );
  await touchAccount(trx, account.id);
  return { outcome: 'done', member, secret };
}

function isRepeat(member: Member, person: NewMember, now: number): boolean {
  const same = member.name === person.name && member.role === person.role;
  return same && member.status === 'invited' && now - member.createdAt <= repeatSeconds;
}

/**
 * Sends a new invitation to somebody who has not accepted theirs; the link of the older one stops working. By owner, billing admins and
 * admins, within their rights.
 */
export async function inviteAgain(trx: Trx, into: ActContext & { memberId: string }): Promise<(Invited & { secret: string }) | Refusal> {
  const stage = await loadForAct(trx, into, 'invitation', into.memberId);
  if (stage.refusal) return stage.refusal;
  const { account, by } = into;
  const { member } = stage;
  if (member.status !== 'invited') return { outcome: 'refused', refused: 'not-invited' };
  await trx.updateTable('members').set({ invited_at: by.now }).where('account_id', '=', account.id).where('id', '=', member.id).execute();
  await record(trx, by, {
    accountId: account.id,
    action: 'member.invitedAgain',
    subject: { type: 'member', id: member.id, name: member.name },
    after: { email: member.email },
  });
  const secret = await sendInvitation(trx, { ...into, member });
  await touchAccount(trx, account.id);
  return { outcome: 'done', member, secret };
}

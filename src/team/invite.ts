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
import { checkSeatsToGive, groupsLedBy, takeSeats } from './seats.ts';
import { sendInvitation } from './send-invitation.ts';

/** The form values of a new team member; the e-mail address is in lower case. */
export interface NewMember {
  name: string;
  email: string;
  role: Extract<Role, 'admin' | 'agent'>;
  /** Leading products of the groups of which the member gets a seat. */
  seats: readonly string[];
}

export interface Invited {
  outcome: 'done';
  member: { id: string; name: string; email: string };
  /**
   * The secret in the link of the invitation; null when the same form was sent before. Only for the invited person: never write it to a
   * log.
   */
  secret: string | null;
}

/** The time in which the same form sent again counts as a second click on the button. */
const repeatSeconds = 600;

/**
 * Creates a team member, gives them their seats at once and invites them by mail (rules §4.21, §4.22). By owner, billing admins and admins.
 * Refused with `no-free-seat` or `over-limit` when a seat cannot be taken. Refused with `email-taken` when another member has the address,
 * because an address belongs to one account only; `memberId` is then set if that member belongs to this account.
 *
 * @param confirmed leading products of the groups whose last seat may be taken
 */
export async function inviteMember(
  trx: Trx,
  input: ActContext & { person: NewMember; confirmed: readonly string[] },
): Promise<Invited | (Refusal & { memberId?: string }) | Warning> {
  const { account, by, person } = input;
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
  const why = checkSeatsToGive(groups, wanted, input.confirmed);
  if (why) return why;

  const { language } = await trx.selectFrom('accounts').select('language').where('id', '=', account.id).executeTakeFirstOrThrow();
  const member = { id: newId(by.now * 1000), name: person.name, email: person.email, language };
  await trx
    .insertInto('members')
    .values({ ...member, account_id: account.id, role: person.role, status: 'invited', created_at: by.now, invited_at: by.now })
    .execute();
  await takeSeats(trx, input, member.id, wanted);
  await record(trx, by, {
    accountId: account.id,
    action: 'member.invited',
    subject: { type: 'member', id: member.id, name: member.name },
    after: { name: person.name, email: person.email, role: person.role, seats: namesOf(wanted) },
  });
  const secret = await sendInvitation(trx, { ...input, member });
  await notifyIfRanOut(
    trx,
    input,
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
 * Sends a new invitation to a member who has not accepted the first one; the link in the older one stops working. By owner, billing admins
 * and admins, within their rights.
 */
export async function inviteAgain(trx: Trx, input: ActContext & { memberId: string }): Promise<(Invited & { secret: string }) | Refusal> {
  const loaded = await loadForAct(trx, input, 'invitation', input.memberId);
  if (loaded.refusal) return loaded.refusal;
  const { account, by } = input;
  const { member } = loaded;
  if (member.status !== 'invited') return { outcome: 'refused', refused: 'not-invited' };
  await trx.updateTable('members').set({ invited_at: by.now }).where('account_id', '=', account.id).where('id', '=', member.id).execute();
  await record(trx, by, {
    accountId: account.id,
    action: 'member.invitedAgain',
    subject: { type: 'member', id: member.id, name: member.name },
    after: { email: member.email },
  });
  const secret = await sendInvitation(trx, { ...input, member });
  await touchAccount(trx, account.id);
  return { outcome: 'done', member, secret };
}

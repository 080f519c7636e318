import { record } from '../audit/record.ts';
import { endSessionsOf } from '../auth/session.ts';
import { voidTokens } from '../auth/tokens.ts';
import type { Trx } from '../db/transaction.ts';
import { touchAccount } from '../members/touch-account.ts';
import { closeRequestOf } from './close-request.ts';
import { type ActContext, type Done, heldBy, loadForAct, namesOf, type Refusal, type Warning } from './load-for-act.ts';
import { notifyMember } from './mails.ts';
import { notifyIfRanOut } from './run-out.ts';
import { giveBackAllSeats, groupsLedBy, takeSeats, whyNotTaken } from './seats.ts';
import { sendInvitation } from './send-invitation.ts';

/**
 * Keeps a member out (rules §4.23): their sessions end, links in letters to them open nothing, and they cannot sign in, until they are reactivated. Their role stays. Their seats
 * stay theirs too, unless they are freed along with it; the bill is the same either way (rules §4.17). Up to admin by owner, billing admins
 * and admins; billing admins by the owner; nobody suspends themselves or the owner.
 */
export async function suspend(trx: Trx, into: ActContext & { memberId: string; freeSeats: boolean }): Promise<Done | Refusal> {
  const stage = await loadForAct(trx, into, 'suspension', into.memberId);
  if (stage.refusal) return stage.refusal;
  const { account, by } = into;
  const { member, groups } = stage;
  if (member.status === 'suspended') return { outcome: 'done', changed: false, member };

  await trx
    .updateTable('members')
    .set({ status: 'suspended', suspended_at: by.now })
    .where('account_id', '=', account.id)
    .where('id', '=', member.id)
    .execute();
  if (into.freeSeats) await giveBackAllSeats(trx, account.id, member.id);
  await endSessionsOf(trx, account.id, member.id);
  await closeRequestOf(trx, { accountId: account.id, member, by });
  const links = { id: member.id, accountId: account.id };
  await voidTokens(trx, { member: links, purpose: 'invitation', now: by.now });
  await voidTokens(trx, { member: links, purpose: 'reset', now: by.now });
  const held = namesOf(heldBy(groups));
  await record(trx, by, {
    accountId: account.id,
    action: 'member.suspended',
    subject: { type: 'member', id: member.id, name: member.name },
    before: { status: member.status, seats: held },
    after: { status: 'suspended', seats: into.freeSeats ? [] : held },
  });
  await notifyMember(trx, into, member, { kind: 'suspended' });
  await touchAccount(trx, account.id);
  return { outcome: 'done', changed: true, member: { ...member, status: 'suspended' } };
}

/**
 * Lets a suspended member in again, with the seats they kept and those that they are to get anew (rules §4.23): each of these needs a free
 * one. Somebody who had never set a password is invited, as before: they get a new invitation, since suspending voided the first.
 *
 * @param seats leading products of the groups of which they are to hold a seat
 * @param confirmed leading products of the groups whose last seat may be taken
 * @returns with `secret` of that invitation: for the person alone, never for a log
 */
export async function reactivate(
  trx: Trx,
  into: ActContext & { memberId: string; seats: readonly string[]; confirmed: readonly string[] },
): Promise<(Done & { secret?: string }) | Refusal | Warning> {
  const stage = await loadForAct(trx, into, 'reactivation', into.memberId);
  if (stage.refusal) return stage.refusal;
  const { account, by } = into;
  const { member, groups } = stage;
  if (member.status !== 'suspended') return { outcome: 'done', changed: false, member };
  const wanted = groupsLedBy(groups, into.seats);
  if (!wanted) return { outcome: 'refused', refused: 'unknown-seats' };
  if (wanted.length > 0 && member.role === 'end_user') return { outcome: 'refused', refused: 'no-seats' };
  const why = whyNotTaken(groups, wanted, into.confirmed);
  if (why) return why;

  const status = member.hasPassword || member.invitedAt === null ? 'active' : 'invited';
  await trx
    .updateTable('members')
    .set({ status, suspended_at: null, ...(status === 'invited' && { invited_at: by.now }) })
    .where('account_id', '=', account.id)
    .where('id', '=', member.id)
    .execute();
  await takeSeats(trx, into, member.id, wanted);
  const held = heldBy(groups);
  await record(trx, by, {
    accountId: account.id,
    action: 'member.reactivated',
    subject: { type: 'member', id: member.id, name: member.name },
    before: { status: 'suspended', seats: namesOf(held) },
    after: { status, seats: namesOf(groups.filter((group) => held.includes(group) || wanted.includes(group))) },
  });
  const secret = status === 'invited' ? await sendInvitation(trx, { ...into, member }) : undefined;
  await notifyMember(trx, into, { ...member, status }, { kind: 'reactivated' });
  await notifyIfRanOut(
    trx,
    into,
    wanted.map((group) => group.id),
  );
  await touchAccount(trx, account.id);
  return { outcome: 'done', changed: true, member: { ...member, status }, ...(secret !== undefined && { secret }) };
}

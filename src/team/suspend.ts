import { record } from '../audit/record.ts';
import { endSessionsOf } from '../auth/session.ts';
import { voidTokens } from '../auth/tokens.ts';
import type { Trx } from '../db/transaction.ts';
import { touchAccount } from '../members/touch-account.ts';
import { closeRequestOf } from './close-request.ts';
import { type ActContext, type Done, heldBy, loadForAct, namesOf, type Refusal, type Warning } from './load-for-act.ts';
import { notifyMember } from './mails.ts';
import { notifyIfRanOut } from './run-out.ts';
import { checkSeatsToGive, giveBackAllSeats, groupsLedBy, takeSeats } from './seats.ts';
import { sendInvitation } from './send-invitation.ts';

/**
 * Suspends a member (rules §4.23): their sessions end, the links in mails to them stop working, and they cannot sign in until they are
 * reactivated. They keep their role. They also keep their seats unless `freeSeats` is set; the bill is the same in both cases
 * (rules §4.17). Up to admin: by owner, billing admins and admins. Billing admins: by the owner only. Users cannot suspend themselves, and
 * the owner cannot be suspended.
 */
export async function suspend(trx: Trx, input: ActContext & { memberId: string; freeSeats: boolean }): Promise<Done | Refusal> {
  const loaded = await loadForAct(trx, input, 'suspension', input.memberId);
  if (loaded.refusal) return loaded.refusal;
  const { account, by } = input;
  const { member, groups } = loaded;
  if (member.status === 'suspended') return { outcome: 'done', changed: false, member };

  await trx
    .updateTable('members')
    .set({ status: 'suspended', suspended_at: by.now })
    .where('account_id', '=', account.id)
    .where('id', '=', member.id)
    .execute();
  if (input.freeSeats) await giveBackAllSeats(trx, account.id, member.id);
  await endSessionsOf(trx, account.id, member.id);
  await closeRequestOf(trx, { accountId: account.id, member, by });
  const tokenHolder = { id: member.id, accountId: account.id };
  await voidTokens(trx, { member: tokenHolder, purpose: 'invitation', now: by.now });
  await voidTokens(trx, { member: tokenHolder, purpose: 'reset', now: by.now });
  const held = namesOf(heldBy(groups));
  await record(trx, by, {
    accountId: account.id,
    action: 'member.suspended',
    subject: { type: 'member', id: member.id, name: member.name },
    before: { status: member.status, seats: held },
    after: { status: 'suspended', seats: input.freeSeats ? [] : held },
  });
  await notifyMember(trx, input, member, { kind: 'suspended' });
  await touchAccount(trx, account.id);
  return { outcome: 'done', changed: true, member: { ...member, status: 'suspended' } };
}

/**
 * Reactivates a suspended member, who has the seats they kept and gets those in `seats` (rules §4.23); each new one needs a free seat. A
 * member who never set a password becomes invited again and gets a new invitation, because the suspension voided the first one.
 *
 * @param seats leading products of the groups of which the member gets a seat
 * @param confirmed leading products of the groups whose last seat may be taken
 * @returns `secret`: the secret of the new invitation. Only for the invited person: never write it to a log
 */
export async function reactivate(
  trx: Trx,
  input: ActContext & { memberId: string; seats: readonly string[]; confirmed: readonly string[] },
): Promise<(Done & { secret?: string }) | Refusal | Warning> {
  const loaded = await loadForAct(trx, input, 'reactivation', input.memberId);
  if (loaded.refusal) return loaded.refusal;
  const { account, by } = input;
  const { member, groups } = loaded;
  if (member.status !== 'suspended') return { outcome: 'done', changed: false, member };
  const wanted = groupsLedBy(groups, input.seats);
  if (!wanted) return { outcome: 'refused', refused: 'unknown-seats' };
  if (wanted.length > 0 && member.role === 'end_user') return { outcome: 'refused', refused: 'no-seats' };
  const why = checkSeatsToGive(groups, wanted, input.confirmed);
  if (why) return why;

  const status = member.hasPassword || member.invitedAt === null ? 'active' : 'invited';
  await trx
    .updateTable('members')
    .set({ status, suspended_at: null, ...(status === 'invited' && { invited_at: by.now }) })
    .where('account_id', '=', account.id)
    .where('id', '=', member.id)
    .execute();
  await takeSeats(trx, input, member.id, wanted);
  const held = heldBy(groups);
  await record(trx, by, {
    accountId: account.id,
    action: 'member.reactivated',
    subject: { type: 'member', id: member.id, name: member.name },
    before: { status: 'suspended', seats: namesOf(held) },
    after: { status, seats: namesOf(groups.filter((group) => held.includes(group) || wanted.includes(group))) },
  });
  const secret = status === 'invited' ? await sendInvitation(trx, { ...input, member }) : undefined;
  await notifyMember(trx, input, { ...member, status }, { kind: 'reactivated' });
  await notifyIfRanOut(
    trx,
    input,
    wanted.map((group) => group.id),
  );
  await touchAccount(trx, account.id);
  return { outcome: 'done', changed: true, member: { ...member, status }, ...(secret !== undefined && { secret }) };
}

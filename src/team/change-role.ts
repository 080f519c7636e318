import { record } from '../audit/record.ts';
import { endSessionsOf } from '../auth/session.ts';
import type { Trx } from '../db/transaction.ts';
import { touchAccount } from '../members/touch-account.ts';
import type { Role } from '../permissions.ts';
import { closeRequestOf } from './close-request.ts';
import { type ActContext, type Done, heldBy, loadForAct, namesOf, type Refusal, type Warning } from './load-for-act.ts';
import { notifyMember } from './mails.ts';
import { notifyIfRanOut } from './run-out.ts';
import { checkSeatsToGive, groupsLedBy, takeSeats } from './seats.ts';

/** The roles that this act can give. Making a member an end user and transferring ownership are separate acts. */
export type GivenRole = Extract<Role, 'billing_admin' | 'admin' | 'agent'>;

/**
 * Changes the role of a member; an end user also gets the seats that the form chose (rules §3 rows 18 and 19, §4.23). Up to admin: by
 * owner, billing admins and admins. To or from billing admin: only by the owner. A seat can only be given when one is free. The sessions of
 * the member end, so they must sign in again.
 *
 * @param from the role that the acting user saw; `stale` when the member has another role by now
 * @param seats leading products of the groups of which an end user gets a seat
 * @param confirmed leading products of the groups whose last seat may be taken
 */
export async function changeRole(
  trx: Trx,
  input: ActContext & { memberId: string; from: Role; to: GivenRole; seats: readonly string[]; confirmed: readonly string[] },
): Promise<Done | Refusal | Warning | { outcome: 'stale' }> {
  const loaded = await loadForAct(trx, input, 'role', input.memberId, input.to);
  if (loaded.refusal) return loaded.refusal;
  const { account, by, to } = input;
  const { member, groups } = loaded;
  if (member.role === to) return { outcome: 'done', changed: false, member };
  if (member.role !== input.from) return { outcome: 'stale' };
  const wanted = groupsLedBy(groups, member.role === 'end_user' ? input.seats : []);
  if (!wanted) return { outcome: 'refused', refused: 'unknown-seats' };
  const why = checkSeatsToGive(groups, wanted, input.confirmed);
  if (why) return why;

  await trx.updateTable('members').set({ role: to }).where('account_id', '=', account.id).where('id', '=', member.id).execute();
  await takeSeats(trx, input, member.id, wanted);
  await endSessionsOf(trx, account.id, member.id);
  if (to === 'agent') await closeRequestOf(trx, { accountId: account.id, member, by });
  const held = heldBy(groups);
  await record(trx, by, {
    accountId: account.id,
    action: 'member.roleChanged',
    subject: { type: 'member', id: member.id, name: member.name },
    before: { role: member.role, seats: namesOf(held) },
    after: { role: to, seats: namesOf([...held, ...wanted]) },
  });
  await notifyMember(trx, input, member, { kind: 'role', role: to });
  await notifyIfRanOut(
    trx,
    input,
    wanted.map((group) => group.id),
  );
  await touchAccount(trx, account.id);
  return { outcome: 'done', changed: true, member: { ...member, role: to } };
}

import { record } from '../audit/record.ts';
import { endSessionsOf } from '../auth/session.ts';
import type { Trx } from '../db/transaction.ts';
import { touchAccount } from '../members/touch-account.ts';
import type { Role } from '../permissions.ts';
import { closeRequestOf } from './close-request.ts';
import { type ActContext, type Done, heldBy, loadForAct, namesOf, type Refusal, type Warning } from './load-for-act.ts';
import { notifyMember } from './mails.ts';
import { notifyIfRanOut } from './run-out.ts';
import { groupsLedBy, takeSeats, whyNotTaken } from './seats.ts';

/** The roles that can be given here; down to end user is an act of its own, and so is handing on ownership. */
export type GivenRole = Extract<Role, 'billing_admin' | 'admin' | 'agent'>;

/**
 * Gives a member another role, and an end user the seats that are to come with it (rules §3 rows 18 and 19, §4.23). Up to admin by owner,
 * billing admins and admins; to or from billing admin by the owner alone. Promoting into a seat needs a free one. Whoever gets another
 * role signs in anew.
 *
 * @param from the role that whoever acts has seen; `stale` when it is another by now
 * @param seats leading products of the groups of which an end user is to get a seat
 * @param confirmed leading products of the groups whose last seat may be taken
 */
export async function changeRole(
  trx: Trx,
  into: ActContext & { memberId: string; from: Role; to: GivenRole; seats: readonly string[]; confirmed: readonly string[] },
): Promise<Done | Refusal | Warning | { outcome: 'stale' }> {
  const stage = await loadForAct(trx, into, 'role', into.memberId, into.to);
  if (stage.refusal) return stage.refusal;
  const { account, by, to } = into;
  const { member, groups } = stage;
  if (member.role === to) return { outcome: 'done', changed: false, member };
  if (member.role !== into.from) return { outcome: 'stale' };
  const wanted = groupsLedBy(groups, member.role === 'end_user' ? into.seats : []);
  if (!wanted) return { outcome: 'refused', refused: 'unknown-seats' };
  const why = whyNotTaken(groups, wanted, into.confirmed);
  if (why) return why;

  await trx.updateTable('members').set({ role: to }).where('account_id', '=', account.id).where('id', '=', member.id).execute();
  await takeSeats(trx, into, member.id, wanted);
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
  await notifyMember(trx, into, member, { kind: 'role', role: to });
  await notifyIfRanOut(
    trx,
    into,
    wanted.map((group) => group.id),
  );
  await touchAccount(trx, account.id);
  return { outcome: 'done', changed: true, member: { ...member, role: to } };
}

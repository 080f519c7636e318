import { record } from '../audit/record.ts';
import { endSessionsOf } from '../auth/session.ts';
import type { Trx } from '../db/transaction.ts';
import { touchAccount } from '../members/touch-account.ts';
import { closeRequestOf } from './close-request.ts';
import { type ActContext, type Done, heldBy, loadForAct, namesOf, type Refusal } from './load-for-act.ts';
import { notifyMember } from './mails.ts';
import { giveBackAllSeats } from './seats.ts';

/**
 * Makes a team member an end user (rules §4.23). All their seats become free for others, the bill does not change (rules §4.17), and their
 * sessions end. They can still sign in and see their own profile. Up to admin: by owner, billing admins and admins. Billing admins: by the
 * owner only.
 */
export async function downgrade(trx: Trx, input: ActContext & { memberId: string }): Promise<Done | Refusal> {
  const loaded = await loadForAct(trx, input, 'downgrade', input.memberId);
  if (loaded.refusal) return loaded.refusal;
  const { account, by } = input;
  const { member, groups } = loaded;
  if (member.role === 'end_user') return { outcome: 'done', changed: false, member };

  await giveBackAllSeats(trx, account.id, member.id);
  await trx.updateTable('members').set({ role: 'end_user' }).where('account_id', '=', account.id).where('id', '=', member.id).execute();
  await endSessionsOf(trx, account.id, member.id);
  await closeRequestOf(trx, { accountId: account.id, member, by });
  await record(trx, by, {
    accountId: account.id,
    action: 'member.downgraded',
    subject: { type: 'member', id: member.id, name: member.name },
    before: { role: member.role, seats: namesOf(heldBy(groups)) },
    after: { role: 'end_user', seats: [] },
  });
  await notifyMember(trx, input, member, { kind: 'downgraded' });
  await touchAccount(trx, account.id);
  return { outcome: 'done', changed: true, member: { ...member, role: 'end_user' } };
}

import { record } from '../audit/record.ts';
import { endSessionsOf } from '../auth/session.ts';
import type { Trx } from '../db/transaction.ts';
import { findMember } from '../members/find-member.ts';
import { touchAccount } from '../members/touch-account.ts';
import { type ActContext, type Done, loadForAct, type Refusal } from './load-for-act.ts';
import { notifyMember } from './mails.ts';

/**
 * Hands the account to a billing admin (rules §3 row 19): they become its owner, and whoever was becomes a billing admin. Only the owner,
 * only to a billing admin who can sign in. At any time there is exactly one owner: a unique index sees to "at most", this transaction to
 * "at least". Both sign in anew; the caller starts a new session for whoever acts.
 */
export async function handOwnership(trx: Trx, into: ActContext & { memberId: string }): Promise<Done | Refusal> {
  const stage = await loadForAct(trx, into, 'ownership', into.memberId);
  if (stage.refusal) return stage.refusal;
  const { account, by } = into;
  const { member } = stage;
  if (member.status !== 'active') return { outcome: 'refused', refused: 'not-active' };
  const before = await findMember(trx, account.id, by.actor.id);
  if (!before) throw new Error('the owner went missing in the middle of a transaction');

  // The old owner first: an index allows one at a time, and one UPDATE over both rows would meet it in whatever order they come.
  await becomes(trx, account.id, before.id, 'owner', 'billing_admin');
  await becomes(trx, account.id, member.id, 'billing_admin', 'owner');
  await endSessionsOf(trx, account.id, before.id);
  await endSessionsOf(trx, account.id, member.id);
  await record(trx, by, {
    accountId: account.id,
    action: 'ownership.transferred',
    subject: { type: 'member', id: member.id, name: member.name },
    before: { owner: before.name },
    after: { owner: member.name },
  });
  await notifyMember(trx, into, member, { kind: 'owner' });
  await notifyMember(trx, into, before, { kind: 'noLongerOwner', owner: member.name });
  await touchAccount(trx, account.id);
  return { outcome: 'done', changed: true, member: { ...member, role: 'owner' } };
}

async function becomes(trx: Trx, accountId: string, id: string, from: 'owner' | 'billing_admin', to: 'owner' | 'billing_admin') {
  const { numUpdatedRows } = await trx
    .updateTable('members')
    .set({ role: to })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('role', '=', from)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error(`a member is no ${from} any more in the middle of a transaction`);
}

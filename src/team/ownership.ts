import { record } from '../audit/record.ts';
import { endSessionsOf } from '../auth/session.ts';
import type { Trx } from '../db/transaction.ts';
import { findMember } from '../members/find-member.ts';
import { touchAccount } from '../members/touch-account.ts';
import { type ActContext, type Done, loadForAct, type Refusal } from './load-for-act.ts';
import { notifyMember } from './mails.ts';

/**
 * Transfers the account to a billing admin (rules §3 row 19): they become its owner, and the former owner becomes a billing admin. Only by
 * the owner, and only to a billing admin who can sign in. There is exactly one owner at any time: a unique index guarantees at most one,
 * this transaction at least one. The sessions of both end; the caller starts a new one for the acting user.
 */
export async function transferOwnership(trx: Trx, input: ActContext & { memberId: string }): Promise<Done | Refusal> {
  const loaded = await loadForAct(trx, input, 'ownership', input.memberId);
  if (loaded.refusal) return loaded.refusal;
  const { account, by } = input;
  const { member } = loaded;
  if (member.status !== 'active') return { outcome: 'refused', refused: 'not-active' };
  const formerOwner = await findMember(trx, account.id, by.actor.id);
  if (!formerOwner) throw new Error('the owner went missing in the middle of a transaction');

  // The former owner first, because the unique index allows only one owner. A single UPDATE of both rows could violate it, since SQLite
  // checks the index after each row and the order of the rows is not defined.
  await setRole(trx, account.id, formerOwner.id, 'owner', 'billing_admin');
  await setRole(trx, account.id, member.id, 'billing_admin', 'owner');
  await endSessionsOf(trx, account.id, formerOwner.id);
  await endSessionsOf(trx, account.id, member.id);
  await record(trx, by, {
    accountId: account.id,
    action: 'ownership.transferred',
    subject: { type: 'member', id: member.id, name: member.name },
    before: { owner: formerOwner.name },
    after: { owner: member.name },
  });
  await notifyMember(trx, input, member, { kind: 'owner' });
  await notifyMember(trx, input, formerOwner, { kind: 'noLongerOwner', owner: member.name });
  await touchAccount(trx, account.id);
  return { outcome: 'done', changed: true, member: { ...member, role: 'owner' } };
}

async function setRole(trx: Trx, accountId: string, id: string, from: 'owner' | 'billing_admin', to: 'owner' | 'billing_admin') {
  const { numUpdatedRows } = await trx
    .updateTable('members')
    .set({ role: to })
    .where('account_id', '=', accountId)
    .where('id', '=', id)
    .where('role', '=', from)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw new Error(`a member is no ${from} any more in the middle of a transaction`);
}

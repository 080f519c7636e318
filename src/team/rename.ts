import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import { touchAccount } from '../members/touch-account.ts';
import { type ActContext, type Done, loadForAct, type Refusal } from './load-for-act.ts';

/** Corrects the name of a member: one's own, and of everybody that one looks after (rules §4.18). */
export async function rename(trx: Trx, into: ActContext & { memberId: string; name: string }): Promise<Done | Refusal> {
  const stage = await loadForAct(trx, into, 'rename', into.memberId);
  if (stage.refusal) return stage.refusal;
  const { account, by, name } = into;
  const { member } = stage;
  if (member.name === name) return { outcome: 'done', changed: false, member };

  await trx.updateTable('members').set({ name }).where('account_id', '=', account.id).where('id', '=', member.id).execute();
  await record(trx, by, {
    accountId: account.id,
    action: 'member.edited',
    subject: { type: 'member', id: member.id, name },
    before: { name: member.name },
    after: { name },
  });
  await touchAccount(trx, account.id);
  return { outcome: 'done', changed: true, member: { ...member, name } };
}

import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import { touchAccount } from '../members/touch-account.ts';
import { type ActContext, type Done, loadForAct, type Refusal } from './load-for-act.ts';

/** Changes the name of a member: the user's own, or that of a member whom they may manage (rules §4.18). */
export async function rename(trx: Trx, input: ActContext & { memberId: string; name: string }): Promise<Done | Refusal> {
  const loaded = await loadForAct(trx, input, 'rename', input.memberId);
  if (loaded.refusal) return loaded.refusal;
  const { account, by, name } = input;
  const { member } = loaded;
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

import type { Acting } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import { enqueue } from '../mail/outbox.ts';
import { seatsRanOut } from '../mail/templates/team.ts';
import { findDeciders } from '../members/deciders.ts';
import { urls } from '../paths.ts';

/**
 * Mails owner and billing admins about each group that has just run out of free seats (rules §4.22). Only once: `ran_out_at` marks the
 * group until a trigger clears it when a seat becomes free. Every act that takes seats or lowers their number calls this afterwards, in its
 * own transaction, with the ids of the groups it touched; so do renewals and the end of temporary seats.
 */
export async function notifyIfRanOut(
  trx: Trx,
  { account, by }: { account: { id: string; name: string }; by: Acting },
  groupIds: readonly string[],
): Promise<void> {
  if (groupIds.length === 0) return;
  const ranOut = await trx
    .updateTable('seat_groups')
    .set({ ran_out_at: by.now })
    .where('account_id', '=', account.id)
    .where('id', 'in', groupIds)
    .where('ran_out_at', 'is', null)
    .whereRef('used', '>=', (eb) => eb('seats', '+', eb.ref('temporary')))
    .returning(['id', 'leader_product_id', 'used'])
    .execute();
  if (ranOut.length === 0) return;

  const deciders = await findDeciders(trx, account.id);
  const links = urls(by.publicUrl);
  for (const group of ranOut) {
    const { name } = await trx.selectFrom('products').select('name').where('id', '=', group.leader_product_id).executeTakeFirstOrThrow();
    await record(trx, by, {
      accountId: account.id,
      action: 'seats.ranOut',
      subject: { type: 'seat_group', id: group.id, name },
      after: { used: group.used, free: 0 },
    });
    for (const person of deciders) {
      await enqueue(trx, {
        accountId: account.id,
        to: { memberId: person.id, email: person.email, name: person.name },
        kind: 'seats-ran-out',
        content: seatsRanOut(
          person.language,
          { recipientName: person.name, accountName: account.name, product: name, seats: group.used },
          links,
        ),
        publicUrl: by.publicUrl,
        at: by.now,
      });
    }
  }
}

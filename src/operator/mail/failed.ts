import type { ActingPerson } from '../../audit/acting.ts';
import { record } from '../../audit/record.ts';
import { announceAfterCommit, type Trx } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import { isId } from '../../values/ids.ts';

/**
 * Sends a mail again (quality §4). A mail that was given up goes back into the outbox: it is sent immediately and then retried like any
 * other mail. A mail that is still retried is tried immediately. The mail keeps its Message-ID. The event goes into the account's log with
 * the operator's name. For operators only.
 *
 * @returns `not-kept` if the text was deleted because it contained a secret link; `already` if the mail is being sent, was sent or was set
 * aside in the meantime, and nothing is written
 * @throws NotFound
 */
export async function sendAgain(trx: Trx, id: string, by: ActingPerson): Promise<'again' | 'already' | 'not-kept'> {
  const mail = await findMail(trx, id);
  if (mail.status === 'failed' && mail.set_aside_at === null && mail.text === '') return 'not-kept';
  const again = await trx
    .updateTable('outbox')
    // 1, not 0: the worker refuses the first attempt of an old mail as `too-old`, so this one must count as the second.
    .set({ status: 'waiting', attempts: 1, next_at: by.now, leased_until: null, last_error: null, failed_at: null })
    .where('id', '=', id)
    .where('status', '=', 'failed')
    .where('set_aside_at', 'is', null)
    .executeTakeFirst();
  const sooner = await trx
    .updateTable('outbox')
    .set({ next_at: by.now })
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .where('attempts', '>', 2)
    .where('next_at', '>', by.now)
    .where('leased_until', 'is', null)
    .executeTakeFirst();
  if (again.numUpdatedRows + sooner.numUpdatedRows === 0n) return 'already';
  announceAfterCommit('outbox');
  await recordMailEvent(trx, 'letter.sentAgain', mail, by);
  return 'again';
}

/**
 * Removes a failed mail from the list, because it cannot be delivered or the recipient was informed in another way. Deletes its text. For
 * operators only.
 *
 * @returns `already` if the mail is no longer in the list
 * @throws NotFound
 */
export async function setAside(trx: Trx, id: string, by: ActingPerson): Promise<'aside' | 'already'> {
  const mail = await findMail(trx, id);
  const { numUpdatedRows } = await trx
    .updateTable('outbox')
    .set({ set_aside_at: by.now, text: '', html: '' })
    .where('id', '=', id)
    .where('status', '=', 'failed')
    .where('set_aside_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return 'already';
  await recordMailEvent(trx, 'letter.setAside', mail, by);
  return 'aside';
}

async function findMail(trx: Trx, id: string) {
  const mail = isId(id)
    ? await trx
        .selectFrom('outbox')
        .select(['id', 'account_id', 'letter', 'to_email', 'status', 'text', 'set_aside_at'])
        .where('id', '=', id)
        .executeTakeFirst()
    : undefined;
  if (!mail) throw new NotFound();
  return mail;
}

async function recordMailEvent(
  trx: Trx,
  action: 'letter.sentAgain' | 'letter.setAside',
  mail: Awaited<ReturnType<typeof findMail>>,
  by: ActingPerson,
): Promise<void> {
  await record(trx, by, {
    accountId: mail.account_id,
    action,
    subject: { type: 'letter', id: mail.id, name: mail.to_email },
    after: { letter: mail.letter },
  });
}

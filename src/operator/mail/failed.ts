import type { ActingPerson } from '../../audit/acting.ts';
import { record } from '../../audit/record.ts';
import { announceAfterCommit, type Trx } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import { isId } from '../../values/ids.ts';

/**
 * Puts a letter that failed back into the outbox, to be sent at once and then as often as any other; one that keeps failing is tried at once
 * (quality §4). It keeps its Message-ID. In the log of the account with the operator's name. By operators only.
 *
 * @returns `not-kept` when there is no text to send: it held a link that opens something; `already` when it is on its way or was sent or set
 * aside by now, and nothing is written
 * @throws NotFound
 */
export async function sendAgain(trx: Trx, id: string, by: ActingPerson): Promise<'again' | 'already' | 'not-kept'> {
  const mail = await findMail(trx, id);
  if (mail.status === 'failed' && mail.set_aside_at === null && mail.text === '') return 'not-kept';
  const again = await trx
    .updateTable('outbox')
    // The attempt that failed stays counted: a first attempt at an old letter would take it for old news.
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
 * Takes a letter that failed off the list, because nothing can be done or somebody was told another way; its text goes. By operators only.
 *
 * @returns `already` when it is not there any more
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

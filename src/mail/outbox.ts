import { insert } from '../db/insert.ts';
import { announceAfterCommit, type Trx } from '../db/transaction.ts';
import { newId } from '../values/ids.ts';
import { type MailContent, mailHtml, mailText } from './content.ts';
import type { MailKind } from './kind.ts';

export interface OutgoingMail {
  /** The account whose business it is about. */
  accountId: string;
  /** One reader; a member of this account, or of another (the representative), whose `memberId` is then null. */
  to: { memberId: string | null; email: string; name: string };
  kind: MailKind;
  content: MailContent;
  /** Where our links start (BASE_URL): gives the Message-ID its host. */
  publicUrl: string;
  /** Epoch seconds. */
  at: number;
}

/**
 * Puts a mail into the outbox, inside the transaction of the change it tells of (rules §4.26): either both are kept or neither.
 * Its Message-ID is fixed here, so that a mail sent twice after a crash is known to be one. After the commit the worker is woken.
 *
 * @returns the id of the mail
 */
export async function enqueue(trx: Trx, { accountId, to, kind, content, publicUrl, at }: OutgoingMail): Promise<string> {
  const id = newId(at * 1000);
  await insert(trx, 'outbox', {
    id,
    account_id: accountId,
    member_id: to.memberId,
    letter: kind,
    to_email: oneLine(to.email),
    to_name: oneLine(to.name),
    subject: oneLine(content.subject),
    text: mailText(content),
    html: mailHtml(content),
    message_id: `<${id}@${new URL(publicUrl).hostname}>`,
    next_at: at,
    created_at: at,
  });
  announceAfterCommit('outbox');
  return id;
}

/** What goes into a header is one line, whatever it was. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

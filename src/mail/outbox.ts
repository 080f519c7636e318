import { insert } from '../db/insert.ts';
import { announceAfterCommit, type Trx } from '../db/transaction.ts';
import { newId } from '../values/ids.ts';
import { type MailContent, mailHtml, mailText } from './content.ts';
import type { MailKind } from './kind.ts';

export interface OutgoingMail {
  /** The account that the mail is about. */
  accountId: string;
  /** The recipient. `memberId` is null for a member of another account, such as the representative. */
  to: { memberId: string | null; email: string; name: string };
  kind: MailKind;
  content: MailContent;
  /** The start of our links (BASE_URL); its host becomes the host of the Message-ID. */
  publicUrl: string;
  /** Epoch seconds. */
  at: number;
}

/**
 * Puts a mail into the outbox, inside the transaction of the change that it reports (rules §4.26): either both are stored or neither. The
 * Message-ID is set here, so that mail programs recognise a mail that is sent twice after a crash. The commit wakes the worker.
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

/** Replaces control characters with spaces: a header value must be one line. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

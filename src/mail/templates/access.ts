import { formatFor } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { messagesFor } from '../../i18n/messages.ts';
import type { Urls } from '../../paths.ts';
import type { MailContent } from '../content.ts';

/** To a new member: the link with which they choose a password and join (rules §4.21). `links` are `urls(publicUrl)`. */
export function inviteMail(
  language: Language,
  data: { recipientName: string; inviterName: string; accountName: string; secret: string; days: number },
  links: Urls,
): MailContent {
  const { mails } = messagesFor(language).auth;
  return {
    ...plain(language, data.recipientName, mails.inviteSubject, [
      mails.invite(data.inviterName, data.accountName),
      mails.inviteExpires(formatFor(language).number(data.days)),
    ]),
    action: { label: mails.inviteAction, url: links.invitation(data.secret) },
    footer: mails.inviteFooter(data.accountName),
  };
}

/** To a member who has forgotten their password: the link with which they choose a new one. */
export function resetMail(language: Language, data: { recipientName: string; secret: string }, links: Urls): MailContent {
  const { mails } = messagesFor(language).auth;
  return {
    ...plain(language, data.recipientName, mails.resetSubject, [mails.reset, mails.resetExpires]),
    action: { label: mails.resetAction, url: links.resetPassword(data.secret) },
    footer: mails.resetFooter,
  };
}

/** To a member whose password was changed. If another person did it, the mail says what to do. */
export function passwordChangedMail(language: Language, data: { recipientName: string; at: number }, links: Urls): MailContent {
  const { mails } = messagesFor(language).auth;
  return {
    ...plain(language, data.recipientName, mails.changedSubject, [
      mails.changed(formatFor(language).instant(data.at)),
      mails.changedNotYou,
    ]),
    action: { label: mails.changedAction, url: links.forgotPassword() },
    footer: mails.changedFooter,
  };
}

function plain(language: Language, recipientName: string, subject: string, paragraphs: string[]) {
  return { language, subject, greeting: messagesFor(language).mail.greeting(recipientName), paragraphs, facts: [], quote: null };
}

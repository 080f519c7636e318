import { formatFor } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { messagesFor } from '../../i18n/messages.ts';
import type { Urls } from '../../paths.ts';
import type { Letter } from '../content.ts';

/** To somebody who was made a member: the link with which they choose a password (rules §4.21). `links` are `urls(publicUrl)`. */
export function inviteLetter(
  language: Language,
  data: { recipientName: string; inviterName: string; accountName: string; secret: string; days: number },
  links: Urls,
): Letter {
  const { letters } = messagesFor(language).auth;
  return {
    ...plain(language, data.recipientName, letters.inviteSubject, [
      letters.invite(data.inviterName, data.accountName),
      letters.inviteExpires(formatFor(language).number(data.days)),
    ]),
    action: { label: letters.inviteAction, url: links.invitation(data.secret) },
    footer: letters.inviteFooter(data.accountName),
  };
}

/** To a member who has forgotten their password: the link with which they choose another. */
export function resetLetter(language: Language, data: { recipientName: string; secret: string }, links: Urls): Letter {
  const { letters } = messagesFor(language).auth;
  return {
    ...plain(language, data.recipientName, letters.resetSubject, [letters.reset, letters.resetExpires]),
    action: { label: letters.resetAction, url: links.resetPassword(data.secret) },
    footer: letters.resetFooter,
  };
}

/** To a member whose password was changed: whoever did not do it themselves learns of it and what to do. */
export function passwordChangedLetter(language: Language, data: { recipientName: string; at: number }, links: Urls): Letter {
  const { letters } = messagesFor(language).auth;
  return {
    ...plain(language, data.recipientName, letters.changedSubject, [
      letters.changed(formatFor(language).instant(data.at)),
      letters.changedNotYou,
    ]),
    action: { label: letters.changedAction, url: links.forgotPassword() },
    footer: letters.changedFooter,
  };
}

function plain(language: Language, recipientName: string, subject: string, paragraphs: string[]) {
  return { language, subject, greeting: messagesFor(language).mail.greeting(recipientName), paragraphs, facts: [], quote: null };
}

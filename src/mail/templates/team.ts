import type { Language } from '../../i18n/language.ts';
import { messagesFor } from '../../i18n/messages.ts';
import type { Urls } from '../../paths.ts';
import type { Role } from '../../permissions.ts';
import type { MailContent } from '../content.ts';

/** The change of a member that a mail reports to them. */
export type MemberNews =
  | { kind: 'role'; role: Role }
  | { kind: 'downgraded' }
  | { kind: 'suspended' }
  | { kind: 'reactivated' }
  | { kind: 'owner' }
  | { kind: 'noLongerOwner'; owner: string };

/** To a member: their role or status was changed (rules §4.23). A suspended member cannot sign in, so their mail has no link. */
export function memberNews(
  language: Language,
  data: { recipientName: string; accountName: string; actorName: string; news: MemberNews },
  links: Urls,
): MailContent {
  const { team, mail, common } = messagesFor(language);
  const { recipientName, accountName, actorName, news } = data;
  const words = team.mails;
  const paragraphs = {
    role: () => words.role(actorName, accountName, news.kind === 'role' ? common.roles[news.role] : ''),
    downgraded: () => words.downgraded(actorName, accountName),
    suspended: () => words.suspended(actorName, accountName),
    reactivated: () => words.reactivated(actorName, accountName),
    owner: () => words.owner(actorName, accountName),
    noLongerOwner: () => words.noLongerOwner(accountName, news.kind === 'noLongerOwner' ? news.owner : ''),
  };
  const signInAnew = news.kind === 'suspended' || news.kind === 'reactivated' ? [] : [words.signInAnew];
  return {
    language,
    subject: words.subjects[news.kind],
    greeting: mail.greeting(recipientName),
    paragraphs: [paragraphs[news.kind](), ...signInAnew],
    facts: [],
    quote: null,
    action: news.kind === 'suspended' ? null : { label: words.open, url: links.signIn() },
    footer: words.becauseMember(accountName),
  };
}

/** To the owner and the billing admins: a seat group has no free seats left (rules §4.22). */
export function seatsRanOut(
  language: Language,
  data: { recipientName: string; accountName: string; product: string; seats: number },
  links: Urls,
): MailContent {
  const { team, mail } = messagesFor(language);
  const words = team.mails;
  return {
    language,
    subject: words.ranOutSubject,
    greeting: mail.greeting(data.recipientName),
    paragraphs: [words.ranOut(data.product, data.accountName, data.seats), words.ranOutNext],
    facts: [],
    quote: null,
    action: { label: team.manageSeats, url: links.addSeats() },
    footer: words.becauseDecider(data.accountName),
  };
}

import { formatFor } from '../../i18n/format.ts';
import type { Language } from '../../i18n/language.ts';
import { messagesFor } from '../../i18n/messages.ts';
import type { Urls } from '../../paths.ts';
import type { Day } from '../../values/day.ts';
import type { MailContent } from '../content.ts';

/**
 * To a member who lost their seat because there are fewer seats, and who may have become an end user (rules §4.16). `signsIn` is false for
 * suspended and invited members: their mail does not mention signing in.
 */
export function seatLostMail(
  language: Language,
  data: { recipientName: string; accountName: string; products: readonly string[]; isEndUser: boolean; signsIn: boolean },
  links: Urls,
): MailContent {
  const { mail, seatLoss } = messagesFor(language);
  const words = seatLoss.mails;
  return {
    language,
    subject: words.lostSubject,
    greeting: mail.greeting(data.recipientName),
    paragraphs: [
      words.lost(data.accountName),
      data.isEndUser ? words.lostAll : words.lostSome,
      ...(data.isEndUser && data.signsIn ? [words.lostSignIn] : []),
    ],
    facts: [[words.seatsOf, data.products]],
    quote: null,
    action: data.signsIn ? { label: words.showProfile, url: links.profile() } : null,
    footer: words.becauseMember(data.accountName),
  };
}

/** To the owner: the members who lost a seat, by product (rules §4.16). */
export function seatsTakenMail(
  language: Language,
  data: { recipientName: string; accountName: string; taken: readonly { product: string; names: readonly string[] }[] },
  links: Urls,
): MailContent {
  const { mail, seatLoss } = messagesFor(language);
  const words = seatLoss.mails;
  return {
    language,
    subject: words.takenSubject,
    greeting: mail.greeting(data.recipientName),
    paragraphs: [words.taken(data.accountName), words.takenEndUsers],
    facts: data.taken.map(({ product, names }) => [product, names] as const),
    quote: null,
    action: { label: words.showTeam, url: links.team() },
    footer: words.becauseOwner(data.accountName),
  };
}

/** To the owner and the deciders, seven days before temporary seats end (rules §4.11). `tooMany`: how many members would lose a seat. */
export function temporaryEndingMail(
  language: Language,
  data: { recipientName: string; accountName: string; product: string; seats: number; lastOn: Day; tooMany: number },
  links: Urls,
): MailContent {
  const { mail, seatLoss } = messagesFor(language);
  const words = seatLoss.mails;
  const day = formatFor(language).day(data.lastOn);
  return {
    language,
    subject: words.endingSubject,
    greeting: mail.greeting(data.recipientName),
    paragraphs: [words.ending(data.accountName), data.tooMany > 0 ? words.endingTooMany(data.tooMany) : words.endingEnough],
    facts: [
      [words.product, data.product],
      [words.temporarySeats, formatFor(language).number(data.seats)],
      [words.lastDay, day],
    ],
    quote: null,
    action: { label: words.showSubscription, url: links.subscription() },
    footer: words.becauseDecider(data.accountName),
  };
}

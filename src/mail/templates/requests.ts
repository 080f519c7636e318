import type { Language } from '../../i18n/language.ts';
import { type Messages, messagesFor } from '../../i18n/messages.ts';
import type { Urls } from '../../paths.ts';
import type { MailContent } from '../content.ts';

/** The data of every mail about a request (rules §4.5, §4.7, §4.10). */
export interface RequestMailData {
  recipientName: string;
  accountName: string;
  requestId: string;
  requesterName: string;
  /** Each change in words, in the recipient's language: "Support Suite: 5 more seats (20 → 25)". */
  changes: readonly string[];
  /** The formatted cost of the additions; null if the recipient may not see prices. */
  cost: string | null;
  /** The requester's note; empty if they wrote none. */
  note: string;
  /** Who answers the request. The link opens the request for deciders of the account, and the operator desk for the representative. */
  answerer: 'account' | 'representative';
}

/** The mail about a decision goes to the requester and to the other deciders; each of the two has its own text. */
export interface DecidedMailData extends RequestMailData {
  reader: 'requester' | 'decider';
  deciderName: string;
}

/** Why a pending request was closed without a decision (rules §4.9). */
export type ClosedBecause = 'cancellation' | 'type';

/** To the deciders: a member requests a change. */
export function requestSubmitted(language: Language, data: RequestMailData, links: Urls): MailContent {
  const words = messagesFor(language).mail.requests;
  return toDecider(language, data, links, words.submittedSubject, [words.submitted(data.requesterName, data.accountName)]);
}

/** To the representative of an account, or to all operators: a member of the account requests more seats (rules §4.24). */
export function representativeAsked(language: Language, data: RequestMailData, links: Urls): MailContent {
  const words = messagesFor(language).mail.requests;
  return toDecider(language, data, links, words.askedSubject, [words.asked(data.requesterName, data.accountName)]);
}

/** To the deciders: the requester has edited a pending request. */
export function requestEdited(language: Language, data: RequestMailData, links: Urls): MailContent {
  const words = messagesFor(language).mail.requests;
  return toDecider(language, data, links, words.editedSubject, [words.edited(data.requesterName, data.accountName)]);
}

/** To the deciders: a request is still pending. Sent by the requester, or automatically once after three days (rules §4.10). */
export function requestReminder(language: Language, data: RequestMailData & { daysWaiting: number }, links: Urls): MailContent {
  const words = messagesFor(language).mail.requests;
  return toDecider(language, data, links, words.reminderSubject, [
    words.reminder(data.requesterName, data.accountName),
    words.waiting(data.daysWaiting),
  ]);
}

/** To the deciders: the requester has withdrawn the request. */
export function requestWithdrawn(language: Language, data: RequestMailData, links: Urls): MailContent {
  const words = messagesFor(language).mail.requests;
  return ended(language, data, links, 'decider', words.withdrawnSubject, [words.withdrawn(data.requesterName, data.accountName)]);
}

/** To the requester and the other deciders: the request was approved and the change was made. */
export function requestApproved(language: Language, data: DecidedMailData, links: Urls): MailContent {
  const words = messagesFor(language).mail.requests;
  const mine = data.reader === 'requester';
  return ended(language, data, links, data.reader, mine ? words.yoursApprovedSubject : words.approvedSubject, [
    mine ? words.yoursApproved(data.deciderName, data.accountName) : words.approved(data.deciderName, data.requesterName, data.accountName),
  ]);
}

/** To the requester and the other deciders: the request was rejected, with the reason. */
export function requestRejected(language: Language, data: DecidedMailData & { reason: string }, links: Urls): MailContent {
  const words = messagesFor(language).mail.requests;
  const mine = data.reader === 'requester';
  const mail = ended(language, data, links, data.reader, mine ? words.yoursRejectedSubject : words.rejectedSubject, [
    mine ? words.yoursRejected(data.deciderName, data.accountName) : words.rejected(data.deciderName, data.requesterName, data.accountName),
    words.nothingChanged,
  ]);
  return { ...mail, quote: data.reason ? { label: words.reason, text: data.reason } : null };
}

/**
 * To the requester: the account was cancelled, or its type no longer allows the request. After a cancellation the members cannot sign in,
 * so the mail has no link.
 */
export function requestClosed(language: Language, data: RequestMailData & { because: ClosedBecause }, links: Urls): MailContent {
  const words = messagesFor(language).mail.requests;
  const mail = ended(language, data, links, 'requester', words.closedSubject, [
    words.closed[data.because](data.accountName),
    words.nothingChanged,
  ]);
  return data.because === 'cancellation' ? { ...mail, action: null } : mail;
}

function toDecider(language: Language, data: RequestMailData, links: Urls, subject: string, paragraphs: string[]): MailContent {
  const words = messagesFor(language).mail.requests;
  return {
    ...common(language, data, subject, paragraphs),
    action: { label: words.review, url: linkFor(data, links, 'decider') },
    footer: footer(messagesFor(language), data, 'decider'),
  };
}

function ended(
  language: Language,
  data: RequestMailData,
  links: Urls,
  reader: 'requester' | 'decider',
  subject: string,
  paragraphs: string[],
): MailContent {
  const words = messagesFor(language).mail.requests;
  return {
    ...common(language, data, subject, paragraphs),
    action: { label: words.show, url: linkFor(data, links, reader) },
    footer: footer(messagesFor(language), data, reader),
  };
}

function common(language: Language, data: RequestMailData, subject: string, paragraphs: string[]) {
  const { mail } = messagesFor(language);
  const facts: [string, string | readonly string[]][] = [
    [mail.requests.requestedBy, data.requesterName],
    [mail.requests.account, data.accountName],
    [mail.requests.changes, data.changes],
  ];
  if (data.cost !== null) facts.push([mail.requests.cost, data.cost]);
  return {
    language,
    subject,
    greeting: mail.greeting(data.recipientName),
    paragraphs,
    facts,
    quote: data.note ? { label: mail.requests.note(data.requesterName), text: data.note } : null,
  };
}

/** The representative is not a member of the account, so their link leads to the operator desk. */
function linkFor(data: RequestMailData, links: Urls, reader: 'requester' | 'decider'): string {
  return data.answerer === 'representative' && reader === 'decider' ? links.operatorOrders() : links.request(data.requestId);
}

function footer({ mail }: Messages, data: RequestMailData, reader: 'requester' | 'decider'): string {
  if (reader === 'requester') return mail.requests.becauseRequester(data.accountName);
  return data.answerer === 'representative'
    ? mail.requests.becauseRepresentative(data.accountName)
    : mail.requests.becauseDecider(data.accountName);
}

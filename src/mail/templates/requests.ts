import type { Language } from '../../i18n/language.ts';
import { type Messages, messagesFor } from '../../i18n/messages.ts';
import type { Urls } from '../../paths.ts';
import type { MailContent } from '../content.ts';

/** What every letter about a request tells (rules §4.5, §4.7, §4.10). */
export interface RequestMailData {
  recipientName: string;
  accountName: string;
  requestId: string;
  requesterName: string;
  /** Each change in words, in the language of the reader: "Support Suite: 5 more seats (20 → 25)". */
  changes: readonly string[];
  /** Cost of the additions, formatted; null where the reader is not shown prices. */
  cost: string | null;
  /** What the requester wrote; empty when nothing. */
  note: string;
  /** Who answers it: then the link leads to the request, or to the operator desk. */
  answerer: 'account' | 'representative';
}

/** A decided request is told to the requester and to the others who could have decided, in their own words. */
export interface Decided extends RequestMailData {
  reader: 'requester' | 'decider';
  deciderName: string;
}

/** Why a pending request was closed without a decision (rules §4.9). */
export type ClosedBecause = 'cancellation' | 'type';

/** To those who may decide: somebody asks for a change. */
export function requestSubmitted(language: Language, data: RequestMailData, links: Urls): MailContent {
  const words = messagesFor(language).mail.requests;
  return toDecider(language, data, links, words.submittedSubject, [words.submitted(data.requesterName, data.accountName)]);
}

/** To the representative of an account, or to all operators: somebody there asks for more seats (rules §4.24). */
export function representativeAsked(language: Language, data: RequestMailData, links: Urls): MailContent {
  const words = messagesFor(language).mail.requests;
  return toDecider(language, data, links, words.askedSubject, [words.asked(data.requesterName, data.accountName)]);
}

/** To those who may decide: a pending request now asks for something else. */
export function requestEdited(language: Language, data: RequestMailData, links: Urls): MailContent {
  const words = messagesFor(language).mail.requests;
  return toDecider(language, data, links, words.editedSubject, [words.edited(data.requesterName, data.accountName)]);
}

/** To those who may decide: a request still waits; sent by the requester, or once by itself after three days (rules §4.10). */
export function requestReminder(language: Language, data: RequestMailData & { daysWaiting: number }, links: Urls): MailContent {
  const words = messagesFor(language).mail.requests;
  return toDecider(language, data, links, words.reminderSubject, [
    words.reminder(data.requesterName, data.accountName),
    words.waiting(data.daysWaiting),
  ]);
}

/** To those who may decide: nothing is left to decide. */
export function requestWithdrawn(language: Language, data: RequestMailData, links: Urls): MailContent {
  const words = messagesFor(language).mail.requests;
  return ended(language, data, links, 'decider', words.withdrawnSubject, [words.withdrawn(data.requesterName, data.accountName)]);
}

/** To the requester and the other deciders: the change was made. */
export function requestApproved(language: Language, data: Decided, links: Urls): MailContent {
  const words = messagesFor(language).mail.requests;
  const mine = data.reader === 'requester';
  return ended(language, data, links, data.reader, mine ? words.yoursApprovedSubject : words.approvedSubject, [
    mine ? words.yoursApproved(data.deciderName, data.accountName) : words.approved(data.deciderName, data.requesterName, data.accountName),
  ]);
}

/** To the requester and the other deciders, with the reason. */
export function requestRejected(language: Language, data: Decided & { reason: string }, links: Urls): MailContent {
  const words = messagesFor(language).mail.requests;
  const mine = data.reader === 'requester';
  const mail = ended(language, data, links, data.reader, mine ? words.yoursRejectedSubject : words.rejectedSubject, [
    mine ? words.yoursRejected(data.deciderName, data.accountName) : words.rejected(data.deciderName, data.requesterName, data.accountName),
    words.nothingChanged,
  ]);
  return { ...mail, quote: data.reason ? { label: words.reason, text: data.reason } : null };
}

/** To the requester: the account was cancelled, or its type no longer allows requests. After a cancellation nobody can sign in, so there is no link. */
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

/** The representative is no member of the account: their requests are on the operator desk. */
function linkFor(data: RequestMailData, links: Urls, reader: 'requester' | 'decider'): string {
  return data.answerer === 'representative' && reader === 'decider' ? links.operatorOrders() : links.request(data.requestId);
}

function footer({ mail }: Messages, data: RequestMailData, reader: 'requester' | 'decider'): string {
  if (reader === 'requester') return mail.requests.becauseRequester(data.accountName);
  return data.answerer === 'representative'
    ? mail.requests.becauseRepresentative(data.accountName)
    : mail.requests.becauseDecider(data.accountName);
}

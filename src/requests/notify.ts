import type { Acting } from '../audit/acting.ts';
import { findCatalogue } from '../catalogue/queries.ts';
import type { Trx } from '../db/transaction.ts';
import { formatFor } from '../i18n/format.ts';
import type { Language } from '../i18n/language.ts';
import { messagesFor } from '../i18n/messages.ts';
import type { MailContent } from '../mail/content.ts';
import type { MailKind } from '../mail/kind.ts';
import { enqueue } from '../mail/outbox.ts';
import type { RequestMailData } from '../mail/templates/requests.ts';
import type { ActingAccount } from '../members/acting.ts';
import { findBillingReaders } from '../members/deciders.ts';
import { findOperators } from '../members/operators.ts';
import { findActivePerson, type Person } from '../members/person.ts';
import { type Urls, urls } from '../paths.ts';
import type { Change } from '../pricing/types.ts';
import { costOfAdditions, describeChange } from './describe.ts';
import type { Snapshot } from './snapshot.ts';

/** The data of a mail about a request. The snapshot of the request supplies the quote unless the caller has computed a new one. */
export interface RequestNews {
  account: ActingAccount;
  request: { id: string; requesterId: string; requesterName: string; answerer: 'account' | 'representative'; note: string };
  change: Change;
  subscription: Snapshot['subscription'];
  quote: Pick<Snapshot['quote'], 'due' | 'recurringMinor' | 'cycle'>;
  by: Acting;
}

type Write = (language: Language, data: RequestMailData, links: Urls) => MailContent;

/**
 * Puts a mail to each person who answers the request into the outbox: to the owner always, and to the billing admins where the account says
 * so; or to the representative, or to all operators while no active representative is assigned (rules §4.5, §4.7, §4.24). The requester
 * gets none of these mails.
 *
 * @param except the member who acts and needs no mail
 * @returns the names of the recipients
 */
export async function notifyAnswerers(
  trx: Trx,
  news: RequestNews,
  name: MailKind,
  write: Write,
  except: string | null = null,
): Promise<string[]> {
  const { requesterId } = news.request;
  const readers = (await findAnswerers(trx, news)).filter((reader) => reader.id !== except && reader.id !== requesterId);
  for (const reader of readers) await notify(trx, news, reader, name, write);
  return readers.map((reader) => reader.name);
}

/** Puts a mail to the requester into the outbox, provided that they are an active member. */
export async function notifyRequester(trx: Trx, news: RequestNews, name: MailKind, write: Write): Promise<void> {
  const reader = await findActivePerson(trx, news.request.requesterId);
  if (reader) await notify(trx, news, reader, name, write);
}

async function findAnswerers(trx: Trx, { account, request }: RequestNews): Promise<Person[]> {
  if (request.answerer === 'representative') {
    const representative = account.representativeId && (await findActivePerson(trx, account.representativeId));
    return representative ? [representative] : findOperators(trx);
  }
  return findBillingReaders(trx, account);
}

async function notify(trx: Trx, news: RequestNews, reader: Person, kind: MailKind, write: Write): Promise<void> {
  const { account, request, change, subscription, quote, by } = news;
  const [t, f] = [messagesFor(reader.language), formatFor(reader.language)];
  const catalogue = await findCatalogue(trx, account.currency);
  const data: RequestMailData = {
    recipientName: reader.name,
    accountName: account.name,
    requestId: request.id,
    requesterName: request.requesterName,
    changes: describeChange(t, f, change, catalogue, subscription),
    cost: costOfAdditions(t, f, quote, account),
    note: request.note,
    answerer: request.answerer,
  };
  const isMember = request.answerer === 'account' || reader.id === request.requesterId;
  await enqueue(trx, {
    accountId: account.id,
    to: { memberId: isMember ? reader.id : null, email: reader.email, name: reader.name },
    kind,
    content: write(reader.language, data, urls(by.publicUrl)),
    publicUrl: by.publicUrl,
    at: by.now,
  });
}

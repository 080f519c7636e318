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

/** What a letter about a request is about. Where nothing is priced anew, the snapshot of the request is. */
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
 * Puts a letter for each of those who answer into the outbox: the owner always, billing admins where the account says so, or the
 * representative; while nobody is, all operators (rules §4.5, §4.7, §4.24). The requester and whoever acts are not among them.
 *
 * @returns their names
 */
export async function notifyAnswerers(
  trx: Trx,
  told: RequestNews,
  name: MailKind,
  write: Write,
  except: string | null = null,
): Promise<string[]> {
  const { requesterId } = told.request;
  const readers = (await findAnswerers(trx, told)).filter((reader) => reader.id !== except && reader.id !== requesterId);
  for (const reader of readers) await notify(trx, told, reader, name, write);
  return readers.map((reader) => reader.name);
}

/** Puts a letter for the requester into the outbox, as long as they are an active member. */
export async function notifyRequester(trx: Trx, told: RequestNews, name: MailKind, write: Write): Promise<void> {
  const reader = await findActivePerson(trx, told.request.requesterId);
  if (reader) await notify(trx, told, reader, name, write);
}

async function findAnswerers(trx: Trx, { account, request }: RequestNews): Promise<Person[]> {
  if (request.answerer === 'representative') {
    const representative = account.representativeId && (await findActivePerson(trx, account.representativeId));
    return representative ? [representative] : findOperators(trx);
  }
  return findBillingReaders(trx, account);
}

async function notify(trx: Trx, told: RequestNews, reader: Person, kind: MailKind, write: Write): Promise<void> {
  const { account, request, change, subscription, quote, by } = told;
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

import { openAccount } from '../../accounts/open.ts';
import type { ActingPerson } from '../../audit/acting.ts';
import { record } from '../../audit/record.ts';
import { findCatalogue } from '../../catalogue/queries.ts';
import type { Trx } from '../../db/transaction.ts';
import type { Language } from '../../i18n/language.ts';
import type { AccountType } from '../../permissions.ts';
import type { Change, Quote, Subscription } from '../../pricing/types.ts';
import { allowedToOperator } from '../../subscription/allowed.ts';
import { applyChange } from '../../subscription/apply.ts';
import { quoteNow } from '../../subscription/quote-now.ts';
import { sendInvitation } from '../../team/send-invitation.ts';
import type { Day } from '../../values/day.ts';
import { newId } from '../../values/ids.ts';
import { type Cycle, nthPeriod } from '../../values/period.ts';
import { listOperators } from './account.ts';

export interface NewAccount {
  name: string;
  type: AccountType;
  currency: string;
  taxRateBp: number;
  language: Language;
  cycle: Cycle;
  representativeId: string | null;
  ownerName: string;
  /** In lower case. */
  ownerEmail: string;
  /** The first lines, as additions to an empty subscription. */
  change: Change;
}

/** An account that is about to be written. */
type Draft = NewAccount & { id: string };

export type Created =
  /** `secret` opens the invitation of the owner; null where this very form had made the account before. Never for a log. */
  | { outcome: 'created'; id: string; owner: { id: string; secret: string } | null }
  | { outcome: 'refused'; refused: 'email-taken' | 'no-such-representative' }
  /** The first lines cannot be bought together; the quote says why. */
  | { outcome: 'lines-refused'; quote: Quote };

/**
 * Makes an account with its owner, who is invited by mail, and its subscription, which starts today (rules §4.25). The first lines are an
 * order like any other: they are priced for the whole first period and collected on the first invoice. By operators only; nothing is
 * written when it is refused.
 *
 * @param key drawn when the form was made, in the form of an id
 */
export async function createAccount(trx: Trx, wanted: NewAccount, key: string, by: ActingPerson): Promise<Created> {
  const known = await trx.selectFrom('members').select(['account_id', 'role']).where('email', '=', wanted.ownerEmail).executeTakeFirst();
  // The key of the form is the id of what it makes: sent twice, it makes one account.
  if (known?.account_id === key && known.role === 'owner') return { outcome: 'created', id: key, owner: null };
  if (known) return { outcome: 'refused', refused: 'email-taken' };
  const isUsed = await trx.selectFrom('accounts').select('id').where('id', '=', key).executeTakeFirst();
  const account: Draft = { ...wanted, id: isUsed ? newId(by.now * 1000) : key };
  const operators = await listOperators(trx);
  if (account.representativeId !== null && !operators.some(({ id }) => id === account.representativeId)) {
    return { outcome: 'refused', refused: 'no-such-representative' };
  }
  const hasLines = Object.keys(account.change.add).length > 0;
  if (hasLines) {
    const quote = await quoteFirstLines(trx, account, by.today);
    if (quote.refusals.length > 0) return { outcome: 'lines-refused', quote };
  }
  const owner = await openWithOwner(trx, account, by);
  if (hasLines) await orderFirstLines(trx, account, by);
  return { outcome: 'created', id: account.id, owner };
}

/** An account without any lines yet, from today on. */
export function emptySubscription(accountId: string, cycle: Cycle, today: Day): Subscription {
  const { startsOn, endsOn } = nthPeriod(today, cycle, 0);
  return {
    accountId,
    version: 1,
    cycle,
    anchorOn: today,
    periodStartsOn: startsOn,
    periodEndsOn: endsOn,
    committedUntil: endsOn,
    groups: [],
    lines: [],
    temporary: [],
    upcoming: [],
    discount: null,
    openChargesMinor: 0,
  };
}

async function quoteFirstLines(trx: Trx, account: Draft, today: Day): Promise<Quote> {
  const subscription = emptySubscription(account.id, account.cycle, today);
  const catalogue = await findCatalogue(trx, account.currency);
  return quoteNow(trx, { subscription, catalogue }, { account, change: account.change, allowed: allowedToOperator, today });
}

/** The account, and its owner, who is invited by mail. */
async function openWithOwner(trx: Trx, account: Draft, by: ActingPerson): Promise<{ id: string; secret: string }> {
  const { id: accountId, ownerName: name, ownerEmail: email, language } = account;
  const id = newId(by.now * 1000);
  await openAccount(trx, by, {
    ...account,
    isOperators: false,
    // Online-assisted accounts are there for requests (rules §2).
    requestsEnabled: account.type === 'online_assisted',
    startsOn: by.today,
    owner: { id, name, email, language, isOperator: false, passwordHash: null },
  });
  await record(trx, by, {
    accountId,
    action: 'member.invited',
    subject: { type: 'member', id, name },
    after: { name, email, role: 'owner' },
  });
  return { id, secret: await sendInvitation(trx, { account, member: { id, name, email, language }, by }) };
}

async function orderFirstLines(trx: Trx, account: Draft, by: ActingPerson): Promise<void> {
  const result = await applyChange(trx, {
    account,
    change: account.change,
    seenVersion: 1,
    allowed: allowedToOperator,
    by,
    requestId: null,
    seatLoss: null,
    idempotencyKey: account.id,
  });
  if (result.outcome !== 'applied') throw new Error('first lines were refused after their quote was accepted');
}

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
  /** In lower case, as all addresses are stored. */
  ownerEmail: string;
  /** The first lines of the subscription, as additions to an empty one. */
  change: Change;
}

/** A new account with its id, before it is written. */
type Draft = NewAccount & { id: string };

export type AccountCreated =
  /** `secret` is the token of the owner's invitation: never log it. `owner` is null if this form was sent before and made the account. */
  | { outcome: 'created'; id: string; owner: { id: string; secret: string } | null }
  | { outcome: 'refused'; refused: 'email-taken' | 'no-such-representative' }
  /** The first lines are refused; the quote contains the refusals. */
  | { outcome: 'lines-refused'; quote: Quote };

/**
 * Makes an account with a subscription that starts today, and invites its owner by mail (rules §4.25). The first lines are a normal order:
 * they are priced for the whole first period and billed on the first invoice. For operators only. If it is refused, nothing is written.
 *
 * @param key the form's idempotency key, which has the format of an id
 */
export async function createAccount(trx: Trx, wanted: NewAccount, key: string, by: ActingPerson): Promise<AccountCreated> {
  const member = await trx.selectFrom('members').select(['account_id', 'role']).where('email', '=', wanted.ownerEmail).executeTakeFirst();
  // The key of the form becomes the id of the account, so a form that is sent twice makes one account.
  if (member?.account_id === key && member.role === 'owner') return { outcome: 'created', id: key, owner: null };
  if (member) return { outcome: 'refused', refused: 'email-taken' };
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

/** A subscription without lines that starts today. */
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

/** Writes the account and its owner, and invites the owner by mail. */
async function openWithOwner(trx: Trx, account: Draft, by: ActingPerson): Promise<{ id: string; secret: string }> {
  const { id: accountId, ownerName: name, ownerEmail: email, language } = account;
  const id = newId(by.now * 1000);
  await openAccount(trx, by, {
    ...account,
    isOperators: false,
    // Online-assisted accounts are made for requests (rules §2).
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

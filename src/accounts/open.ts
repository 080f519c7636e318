import type { Acting } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import type { Language } from '../i18n/language.ts';
import type { AccountType } from '../permissions.ts';
import type { Day } from '../values/day.ts';
import { type Cycle, nthPeriod } from '../values/period.ts';

/** The data of a new account with its owner and an empty subscription. The caller generates the ids. */
export interface OpenedAccount {
  id: string;
  name: string;
  type: AccountType;
  /** Whether this is the operators' account; there is exactly one. */
  isOperators: boolean;
  currency: string;
  taxRateBp: number;
  language: Language;
  requestsEnabled: boolean;
  representativeId: string | null;
  cycle: Cycle;
  /** The first day of the subscription. */
  startsOn: Day;
  owner: {
    id: string;
    name: string;
    /** In lower case. */
    email: string;
    language: Language;
    isOperator: boolean;
    /** Null for an owner who gets an invitation and chooses a password through its link. */
    passwordHash: string | null;
  };
}

/**
 * Opens an account (rules §2, §4.25): inserts the account, its owner and a subscription without lines that starts on `startsOn`, and
 * records the event `account.created`. Prices are shown on self-service accounts, whose members buy for themselves. Called by the first
 * run, by operators and by the demo, inside the caller's transaction; the caller sends the invitation and adds the first lines.
 */
export async function openAccount(trx: Trx, by: Pick<Acting, 'actor' | 'source' | 'now'>, account: OpenedAccount): Promise<void> {
  const { id, name, type, currency, taxRateBp, language, cycle, startsOn, owner } = account;
  const isInvited = owner.passwordHash === null;
  await trx
    .insertInto('accounts')
    .values({
      id,
      name,
      type,
      is_operators: account.isOperators ? 1 : 0,
      currency,
      tax_rate_bp: taxRateBp,
      language,
      requests_enabled: account.requestsEnabled ? 1 : 0,
      show_prices: type === 'self_service' ? 1 : 0,
      representative_id: account.representativeId,
      created_at: by.now,
    })
    .execute();
  await trx
    .insertInto('members')
    .values({
      id: owner.id,
      account_id: id,
      email: owner.email,
      name: owner.name,
      role: 'owner',
      status: isInvited ? 'invited' : 'active',
      is_operator: owner.isOperator ? 1 : 0,
      password_hash: owner.passwordHash,
      language: owner.language,
      created_at: by.now,
      invited_at: isInvited ? by.now : null,
    })
    .execute();
  const period = nthPeriod(startsOn, cycle, 0);
  await trx
    .insertInto('subscriptions')
    .values({
      account_id: id,
      cycle,
      anchor_on: startsOn,
      period_starts_on: period.startsOn,
      period_ends_on: period.endsOn,
      committed_until: period.endsOn,
    })
    .execute();
  await record(trx, by, {
    accountId: id,
    action: 'account.created',
    subject: { type: 'account', id, name },
    after: { name, type, currency, taxRateBp, language, cycle, owner: owner.name },
  });
}

import type { Acting } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import type { Language } from '../i18n/language.ts';
import type { AccountType } from '../permissions.ts';
import type { Day } from '../values/day.ts';
import { type Cycle, nthPeriod } from '../values/period.ts';

/** An account that is about to be made, with its owner and a subscription without lines. Ids are drawn by the caller. */
export interface OpenedAccount {
  id: string;
  name: string;
  type: AccountType;
  /** The one account of those who run this instance. */
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
    /** Null for an owner who is to be invited: they choose a password by the link in the invitation. */
    passwordHash: string | null;
  };
}

/**
 * Opens an account: its row, its owner, a subscription that starts on `startsOn` without lines, and the event `account.created`
 * (rules §2, §4.25). Prices are shown to those who buy by themselves. For the first run, for operators and for the demo, inside the caller's
 * transaction; the invitation and the first lines are the caller's.
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

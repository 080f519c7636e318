import type { ActingPerson } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import { NotFound } from '../errors.ts';
import type { Language } from '../i18n/language.ts';
import { findActing } from '../members/acting.ts';
import { revisionOf } from '../values/revision.ts';

/** The settings that the owner changes (rules §3 row 23). */
export interface OwnSettings {
  name: string;
  /** The language of invitations and of new members. */
  language: Language;
  /** Whether admins may submit change requests; the owner decides this on self-service accounts only (rules §2). */
  requestsEnabled: boolean;
  /** Whether billing admins also get mail about requests and invoices. */
  mailBillingAdmins: boolean;
}

/** How the account pays (rules §3 row 21). Of a card only the parts for display are stored: it cannot be charged with them. */
export interface Payment {
  method: 'invoice' | 'card';
  purchaseOrder: string | null;
  cardBrand: string | null;
  cardLast4: string | null;
}

export interface AccountSettings {
  settings: OwnSettings;
  payment: Payment;
  /** Set by the operator. */
  paymentTermsDays: number;
}

const settingsRow = compiledQuery((db, p) =>
  db
    .selectFrom('accounts')
    .where('id', '=', p('accountId'))
    .select([
      'name',
      'language',
      'requests_enabled',
      'mail_billing_admins',
      'payment_method',
      'payment_terms_days',
      'purchase_order',
      'card_brand',
      'card_last4',
    ]),
);

/** @throws NotFound */
export async function findSettings(db: Db | Trx, accountId: string): Promise<AccountSettings> {
  const [row] = await settingsRow(db, { accountId });
  if (!row) throw new NotFound();
  return {
    settings: {
      name: row.name,
      language: row.language,
      requestsEnabled: row.requests_enabled === 1,
      mailBillingAdmins: row.mail_billing_admins === 1,
    },
    payment: { method: row.payment_method, purchaseOrder: row.purchase_order, cardBrand: row.card_brand, cardLast4: row.card_last4 },
    paymentTermsDays: row.payment_terms_days,
  };
}

/** `stale`: the settings have changed since the user saw them; nothing was written. */
export type SettingsResult = 'saved' | 'unchanged' | 'stale';

interface ChangeInput<State> {
  accountId: string;
  /** The revision of the values that the user saw. */
  seen: string;
  wanted: State;
  by: ActingPerson;
}

/**
 * Changes the settings of an account. Only for its owner. `requestsEnabled` is taken from the form only on a self-service account; on other
 * types it keeps its value, no matter what the form sent.
 *
 * @throws Forbidden
 */
export async function changeSettings(trx: Trx, { accountId, seen, wanted, by }: ChangeInput<OwnSettings>): Promise<SettingsResult> {
  const { account } = await findActing(trx, { accountId, memberId: by.actor.id, permission: 'settings.change' });
  const { settings } = await findSettings(trx, accountId);
  const requestsEnabled = account.type === 'self_service' ? wanted.requestsEnabled : settings.requestsEnabled;
  const after = { ...wanted, requestsEnabled };
  if (revisionOf(after) === revisionOf(settings)) return 'unchanged';
  if (revisionOf(settings) !== seen) return 'stale';
  await trx
    .updateTable('accounts')
    .set((eb) => ({
      name: after.name,
      language: after.language,
      requests_enabled: after.requestsEnabled ? 1 : 0,
      mail_billing_admins: after.mailBillingAdmins ? 1 : 0,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', accountId)
    .where('status', '=', 'active')
    .execute();
  await recordChange(trx, 'settings.changed', { accountId, name: after.name, by }, settings, after);
  return 'saved';
}

/**
 * Changes how an account pays. Only for the owner of a self-service account. Paying by invoice removes the stored card.
 *
 * @throws Forbidden
 */
export async function changePayment(trx: Trx, { accountId, seen, wanted, by }: ChangeInput<Payment>): Promise<SettingsResult> {
  const { account } = await findActing(trx, { accountId, memberId: by.actor.id, permission: 'payment.manage' });
  const { payment } = await findSettings(trx, accountId);
  const after: Payment = wanted.method === 'invoice' ? { ...wanted, cardBrand: null, cardLast4: null } : { ...wanted };
  if (revisionOf(after) === revisionOf(payment)) return 'unchanged';
  if (revisionOf(payment) !== seen) return 'stale';
  await trx
    .updateTable('accounts')
    .set((eb) => ({
      payment_method: after.method,
      purchase_order: after.purchaseOrder,
      card_brand: after.cardBrand,
      card_last4: after.cardLast4,
      version: eb('version', '+', 1),
    }))
    .where('id', '=', accountId)
    .where('status', '=', 'active')
    .execute();
  const asLogged = ({ method, ...rest }: Payment) => ({ paymentMethod: method, ...rest });
  await recordChange(trx, 'payment.changed', { accountId, name: account.name, by }, asLogged(payment), asLogged(after));
  return 'saved';
}

/** Records only the settings whose values differ, before and after. */
async function recordChange<State extends object>(
  trx: Trx,
  action: 'settings.changed' | 'payment.changed',
  { accountId, name, by }: { accountId: string; name: string; by: ActingPerson },
  before: State,
  after: State,
): Promise<void> {
  const changed = (Object.keys(after) as (keyof State)[]).filter((key) => before[key] !== after[key]);
  const only = (state: State) => Object.fromEntries(changed.map((key) => [key, state[key]]));
  await record(trx, by, {
    accountId,
    action,
    subject: { type: 'account', id: accountId, name },
    before: only(before),
    after: only(after),
  });
}

import { sql } from 'kysely';
import { compiledQuery } from '../../db/compiled.ts';
import type { Db } from '../../db/open.ts';
import type { Trx } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import type { Language } from '../../i18n/language.ts';
import type { AccountType } from '../../permissions.ts';
import type { Day } from '../../values/day.ts';
import { isId } from '../../values/ids.ts';
import { revisionOf } from '../../values/revision.ts';

/** The settings of an account that operators can change (rules §2, §4.25). */
export interface AccountSettings {
  name: string;
  type: AccountType;
  requestsEnabled: boolean;
  showPrices: boolean;
  representativeId: string | null;
  /** Basis points. */
  taxRateBp: number;
  paymentTermsDays: number;
  language: Language;
}

/** One account, as the operator desk shows it. Cancelled accounts are shown too (rules §4.13). */
export interface DeskAccount extends AccountSettings {
  id: string;
  status: 'active' | 'cancelled';
  currency: string;
  paymentMethod: 'invoice' | 'card';
  cardBrand: string | null;
  cardLast4: string | null;
  purchaseOrder: string | null;
  createdAt: number;
  cancelledAt: number | null;
  representativeName: string | null;
  owner: DeskOwner | null;
  /** Null for an account without a subscription. */
  renewsOn: Day | null;
  /** The number of pending requests, those to the representative included. */
  pending: number;
  /** The revision of the settings. The form sends it back, so that a stale form is refused. */
  revision: string;
}

export interface DeskOwner {
  id: string;
  name: string;
  email: string;
  status: 'active' | 'invited' | 'suspended';
  language: Language;
}

const accountById = compiledQuery((db, p) =>
  db
    .selectFrom('accounts')
    .leftJoin('members as owner', (join) => join.onRef('owner.account_id', '=', 'accounts.id').on('owner.role', '=', 'owner'))
    .leftJoin('members as representative', 'representative.id', 'accounts.representative_id')
    .leftJoin('subscriptions', 'subscriptions.account_id', 'accounts.id')
    .where('accounts.id', '=', p('id'))
    .selectAll('accounts')
    .select([
      'owner.id as owner_id',
      'owner.name as owner_name',
      'owner.email as owner_email',
      'owner.status as owner_status',
      'owner.language as owner_language',
      'representative.name as representative_name',
      'subscriptions.period_ends_on',
    ])
    .select((eb) =>
      eb
        .selectFrom('requests')
        .whereRef('requests.account_id', '=', 'accounts.id')
        .where('requests.status', '=', sql.lit('pending'))
        .select((e) => e.fn.countAll<number>().as('n'))
        .$asScalar()
        .$notNull()
        .as('pending'),
    ),
);

/** Any account of this instance, by an id from a URL. For operators only; the caller checks this. @throws NotFound */
export async function findDeskAccount(db: Db | Trx, id: string): Promise<DeskAccount> {
  const [row] = isId(id) ? await accountById(db, { id }) : [];
  if (!row) throw new NotFound();
  const { owner_id, owner_name, owner_email, owner_status, owner_language } = row;
  const hasOwner = owner_id !== null && owner_name !== null && owner_email !== null && owner_status !== null && owner_language !== null;
  const settings: AccountSettings = {
    name: row.name,
    type: row.type,
    requestsEnabled: row.requests_enabled === 1,
    showPrices: row.show_prices === 1,
    representativeId: row.representative_id,
    taxRateBp: row.tax_rate_bp,
    paymentTermsDays: row.payment_terms_days,
    language: row.language,
  };
  return {
    ...settings,
    revision: revisionOf(settings),
    id: row.id,
    status: row.status,
    representativeName: row.representative_name,
    currency: row.currency,
    paymentMethod: row.payment_method,
    cardBrand: row.card_brand,
    cardLast4: row.card_last4,
    purchaseOrder: row.purchase_order,
    createdAt: row.created_at,
    cancelledAt: row.cancelled_at,
    owner: hasOwner ? { id: owner_id, name: owner_name, email: owner_email, status: owner_status, language: owner_language } : null,
    renewsOn: row.period_ends_on,
    pending: row.pending,
  };
}

/** Only the settings of an object that may have more properties. */
export function settingsIn(settings: AccountSettings): AccountSettings {
  const { name, type, requestsEnabled, showPrices, representativeId, taxRateBp, paymentTermsDays, language } = settings;
  return { name, type, requestsEnabled, showPrices, representativeId, taxRateBp, paymentTermsDays, language };
}

export interface Operator {
  id: string;
  name: string;
}

const activeOperators = compiledQuery((db) =>
  db
    .selectFrom('members')
    .select(['id', 'name'])
    .where('is_operator', '=', sql.lit(1))
    .where('status', '=', 'active')
    .orderBy('name')
    .orderBy('id')
    .limit(200),
);

/** The active operators of this instance. Any of them can be the representative of an account (rules §2). */
export async function listOperators(db: Db | Trx): Promise<readonly Operator[]> {
  return activeOperators(db, {});
}

import { hash as digest } from 'node:crypto';
import { sql } from 'kysely';
import type { DatabaseSession, DatabaseUser, Lucia } from 'lucia';
import { compiledQuery } from '../db/compiled.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import type { Language } from '../i18n/language.ts';
import { failedMailCount } from '../mail/failed.ts';
import type { SignedInAccount, SignedInMember } from '../web/viewer.ts';

export interface SessionAttributes {
  accountId: string;
  publicId: string;
  userAgent: string;
  lastUsedAt: number;
}

/** The signed-in member and their account, with the counts that every page shows. */
export interface UserAttributes {
  member: Omit<SignedInMember, 'sessionId'> & { language: Language };
  account: SignedInAccount;
  waiting: number;
  hasPending: boolean;
  failedMail: number;
}

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<SessionAttributes, UserAttributes>;
    DatabaseSessionAttributes: SessionAttributes;
    DatabaseUserAttributes: UserAttributes;
  }
}

/** The one read that every signed-in page does, in the shape that Lucia needs; two nulls if no session has this secret. */
export async function findSessionAndMember(db: Db | Trx, secret: string): Promise<[DatabaseSession | null, DatabaseUser | null]> {
  const [row] = await sessionAndMember(db, { id: hashOfSecret(secret) });
  if (!row) return [null, null];
  const decides = row.role === 'owner' || row.role === 'billing_admin';
  return [
    {
      id: secret,
      userId: row.member_id,
      expiresAt: new Date(row.expires_at * 1000),
      attributes: { accountId: row.account_id, publicId: row.public_id, userAgent: row.user_agent, lastUsedAt: row.last_used_at },
    },
    {
      id: row.member_id,
      attributes: {
        member: {
          id: row.member_id,
          name: row.member_name,
          email: row.email,
          role: row.role,
          isOperator: row.is_operator === 1,
          language: row.language,
        },
        account: {
          id: row.account_id,
          name: row.account_name,
          type: row.type,
          status: row.account_status,
          currency: row.currency,
          taxRateBp: row.tax_rate_bp,
          requestsEnabled: row.requests_enabled === 1,
          showPrices: row.show_prices === 1,
          mailBillingAdmins: row.mail_billing_admins === 1,
          representativeId: row.representative_id,
          payment: {
            method: row.payment_method,
            termsDays: row.payment_terms_days,
            cardBrand: row.card_brand,
            cardLast4: row.card_last4,
          },
          version: row.version,
          catalogueMark: row.catalogue_mark ?? '',
        },
        waiting: decides ? row.waiting : 0,
        hasPending: Number(row.has_pending) === 1,
        failedMail: row.failed_mail,
      },
    },
  ];
}

/** Finds no session of suspended members and of members of cancelled accounts, even if a session row still exists. */
const sessionAndMember = compiledQuery((db, p) =>
  db
    .selectFrom('sessions')
    .innerJoin('members', 'members.id', 'sessions.member_id')
    .innerJoin('accounts', 'accounts.id', 'members.account_id')
    .where('sessions.id', '=', p('id'))
    .where('members.status', '=', 'active')
    .where('accounts.status', '=', 'active')
    .select([
      'sessions.expires_at',
      'sessions.public_id',
      'sessions.user_agent',
      'sessions.last_used_at',
      'members.id as member_id',
      'members.name as member_name',
      'members.email',
      'members.role',
      'members.is_operator',
      'members.language',
      'accounts.id as account_id',
      'accounts.name as account_name',
      'accounts.type',
      'accounts.status as account_status',
      'accounts.currency',
      'accounts.tax_rate_bp',
      'accounts.requests_enabled',
      'accounts.show_prices',
      'accounts.mail_billing_admins',
      'accounts.representative_id',
      'accounts.payment_method',
      'accounts.payment_terms_days',
      'accounts.card_brand',
      'accounts.card_last4',
      'accounts.version',
    ])
    .select((eb) =>
      eb
        .selectFrom('requests')
        .select((e) => e.fn.countAll<number>().as('n'))
        .whereRef('requests.account_id', '=', 'accounts.id')
        // Literals, because SQLite does not use the partial index on them for a bound parameter.
        .where('requests.status', '=', sql.lit<'pending'>('pending'))
        .where('requests.answerer', '=', sql.lit<'account'>('account'))
        .$asScalar()
        .$notNull()
        .as('waiting'),
    )
    .select((eb) =>
      eb
        .exists(
          eb
            .selectFrom('requests')
            .select('requests.id')
            .whereRef('requests.requester_id', '=', 'members.id')
            .where('requests.status', '=', sql.lit<'pending'>('pending')),
        )
        .as('has_pending'),
    )
    .select((eb) => eb.selectFrom('catalogue_state').select('mark').where('n', '=', 1).as('catalogue_mark'))
    .select((eb) => eb.case().when('members.is_operator', '=', 1).then(failedMailCount).else(0).end().as('failed_mail')),
);

/** The stored form of a session's secret, and the id of its row. */
export function hashOfSecret(secret: string): string {
  return digest('sha256', secret);
}

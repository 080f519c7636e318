import { createHash, randomBytes } from 'node:crypto';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import type { Language } from '../i18n/language.ts';
import type { Role } from '../permissions.ts';

/** The purpose of a link in a mail: to join an account, or to choose a new password. */
export type Purpose = 'invitation' | 'reset';

const lifeSeconds: Record<Purpose, number> = { invitation: 14 * 86_400, reset: 3600 };

/** For how many days an invitation can be accepted. */
export const invitationDays = lifeSeconds.invitation / 86_400;

/** The member to whom a link belongs, with the data that its page needs. */
export interface TokenHolder {
  accountId: string;
  accountName: string;
  memberId: string;
  name: string;
  email: string;
  role: Role;
  language: Language;
}

/**
 * Makes the secret of a new link, inside the transaction of the calling act. Older links of the same purpose stop working, so that only the
 * link in the newest mail works. 128 random bits; only their hash is stored.
 *
 * @returns the secret, for `url.invitation(secret)` or `url.resetPassword(secret)` of `urls(publicUrl)`, and never for a log
 */
export async function issueToken(
  trx: Trx,
  { member, purpose, now }: { member: { id: string; accountId: string }; purpose: Purpose; now: number },
): Promise<string> {
  await voidTokens(trx, { member, purpose, now });
  const secret = randomBytes(16).toString('base64url');
  await trx
    .insertInto('tokens')
    .values({
      id: hash(secret),
      account_id: member.accountId,
      member_id: member.id,
      purpose,
      created_at: now,
      expires_at: now + lifeSeconds[purpose],
    })
    .execute();
  return secret;
}

/** Makes all open links of this purpose invalid for this member: after a new password, a withdrawn invitation or a suspension. */
export async function voidTokens(
  trx: Trx,
  { member, purpose, now }: { member: { id: string; accountId: string }; purpose: Purpose; now: number },
): Promise<void> {
  await trx
    .updateTable('tokens')
    .set({ used_at: now })
    .where('account_id', '=', member.accountId)
    .where('member_id', '=', member.id)
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .execute();
}

/**
 * The member to whom the link belongs; the link is not spent. Null if the link is invalid: it is unknown, used, expired or for the other
 * purpose, or the member has the wrong status (a reset needs an active member, an invitation an invited one; rules §5).
 */
export async function findToken(db: Db | Trx, secret: string, purpose: Purpose, now: number): Promise<TokenHolder | null> {
  if (!/^[\w-]{22}$/.test(secret)) return null;
  const row = await db
    .selectFrom('tokens')
    .innerJoin('members', (join) => join.onRef('members.id', '=', 'tokens.member_id').onRef('members.account_id', '=', 'tokens.account_id'))
    .innerJoin('accounts', 'accounts.id', 'tokens.account_id')
    .where('tokens.id', '=', hash(secret))
    .where('tokens.purpose', '=', purpose)
    .where('tokens.used_at', 'is', null)
    .where('tokens.expires_at', '>', now)
    .where('members.status', '=', purpose === 'reset' ? 'active' : 'invited')
    .where('accounts.status', '=', 'active')
    .select([
      'accounts.id as accountId',
      'accounts.name as accountName',
      'members.id as memberId',
      'members.name',
      'members.email',
      'members.role',
      'members.language',
    ])
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Spends a link: of two concurrent requests, only one succeeds. All checks of `findToken` are repeated in this transaction.
 *
 * @returns the member to whom the link belongs, or null if the link is invalid or already used
 */
export async function spendToken(trx: Trx, secret: string, purpose: Purpose, now: number): Promise<TokenHolder | null> {
  const holder = await findToken(trx, secret, purpose, now);
  if (!holder) return null;
  const result = await trx
    .updateTable('tokens')
    .set({ used_at: now })
    .where('id', '=', hash(secret))
    .where('purpose', '=', purpose)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n ? holder : null;
}

function hash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

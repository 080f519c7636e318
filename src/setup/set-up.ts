import { createHash, randomBytes } from 'node:crypto';
import { openAccount } from '../accounts/open.ts';
import { type Actor, systemActor } from '../audit/acting.ts';
import { hashPassword, type PasswordProblem, passwordProblem } from '../auth/passwords.ts';
import { startRecordedSession, type Visit } from '../auth/sign-in.ts';
import type { Db } from '../db/open.ts';
import { type Trx, transaction } from '../db/transaction.ts';
import type { Language } from '../i18n/language.ts';
import { dayOf } from '../values/day.ts';
import { newId } from '../values/ids.ts';

/** The data for the operators' own account and its owner. */
export interface FirstAccount {
  accountName: string;
  currency: string;
  language: Language;
  ownerName: string;
  email: string;
  password: string;
}

/** The currencies that the form offers; all of them have two decimals. */
export const currencies = [
  'EUR',
  'CHF',
  'GBP',
  'USD',
  'AUD',
  'BRL',
  'CAD',
  'CZK',
  'DKK',
  'INR',
  'MXN',
  'NOK',
  'NZD',
  'PLN',
  'RON',
  'SEK',
  'SGD',
  'ZAR',
];

export type SetUp = { secret: string } | { refused: 'code-wrong' } | { refused: PasswordProblem } | { refused: 'done' };

/** Whether this instance is set up. Accounts are never deleted, so `true` never becomes `false` again. */
export async function hasAccounts(db: Db | Trx): Promise<boolean> {
  return (await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/**
 * Makes the one-time code of the first run; it replaces the code of an earlier start. Twelve digits of base 32 are 60 random bits: too many
 * to guess.
 *
 * @returns the code, for the server's log
 */
export async function makeSetupCode(db: Db, now: number): Promise<string> {
  const code = [...randomBytes(12)].map((byte) => '0123456789abcdefghjkmnpqrstvwxyz'[byte & 31]).join('');
  const row = { code_hash: hash(code), created_at: now, used_at: null };
  await db
    .insertInto('setup_codes')
    .values({ id: 1, ...row })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute();
  return code.replace(/(.{4})(?=.)/g, '$1-');
}

/**
 * Makes the first account and its owner, who is an operator, for a user who has the code from the log (rules §5). Only while there is no
 * account: of two concurrent requests, the second is refused with `done`.
 *
 * @returns the secret of the owner's session
 */
export async function setUp(db: Db, { code, first, visit }: { code: string; first: FirstAccount; visit: Visit }): Promise<SetUp> {
  if (!(await isOpen(db, code))) return { refused: 'code-wrong' };
  const problem = passwordProblem(first.password, first.email);
  if (problem) return { refused: problem };
  const passwordHash = await hashPassword(first.password);

  return transaction(db, async (trx) => {
    if (await hasAccounts(trx)) return { refused: 'done' };
    const { numUpdatedRows } = await trx
      .updateTable('setup_codes')
      .set({ used_at: visit.now })
      .where('code_hash', '=', hash(code))
      .where('used_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return { refused: 'code-wrong' };
    const owner = await makeFirstAccount(trx, first, { passwordHash, now: visit.now, source: visit.source, byOwner: true });
    return { secret: await startRecordedSession(trx, owner, visit) };
  });
}

/**
 * Makes the first account at the start of the server, from ADMIN_EMAIL and ADMIN_PASSWORD, and does nothing if there is an account.
 *
 * @returns the problem of the password, or null
 */
export async function setUpFromSettings(db: Db, first: FirstAccount, now: number): Promise<PasswordProblem | null> {
  const problem = passwordProblem(first.password, first.email);
  if (problem) return problem;
  const passwordHash = await hashPassword(first.password);
  await transaction(db, async (trx) => {
    if (!(await hasAccounts(trx))) await makeFirstAccount(trx, first, { passwordHash, now, source: 'server', byOwner: false });
  });
  return null;
}

/** The account of a team that hosts Seatkeeper for itself: self-service, requests enabled (rules §2), a subscription without lines. */
async function makeFirstAccount(
  trx: Trx,
  first: FirstAccount,
  { passwordHash, now, source, byOwner }: { passwordHash: string; now: number; source: string; byOwner: boolean },
): Promise<{ id: string; account_id: string; name: string }> {
  const [accountId, ownerId] = [newId(now * 1000), newId(now * 1000)];
  const { accountName, ownerName, email, currency, language } = first;
  const actor: Actor = byOwner ? { kind: 'member', id: ownerId, name: ownerName } : systemActor;
  await openAccount(
    trx,
    { actor, source, now },
    {
      id: accountId,
      name: accountName,
      type: 'self_service',
      isOperators: true,
      currency,
      taxRateBp: 0,
      language,
      requestsEnabled: true,
      representativeId: null,
      cycle: 'monthly',
      startsOn: dayOf(now),
      owner: { id: ownerId, name: ownerName, email, language, isOperator: true, passwordHash },
    },
  );
  return { id: ownerId, account_id: accountId, name: ownerName };
}

async function isOpen(db: Db, code: string): Promise<boolean> {
  const row = await db
    .selectFrom('setup_codes')
    .select('id')
    .where('code_hash', '=', hash(code))
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Hashes the code after undoing differences in typing: spaces, dashes, capitals, and letters that look like digits (o, i, l). */
function hash(code: string): string {
  const plain = code.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
  return createHash('sha256').update(plain).digest('hex');
}

import { createHash, randomBytes } from 'node:crypto';
import { openAccount } from '../accounts/open.ts';
import { type Actor, systemActor } from '../audit/acting.ts';
import { hashPassword, type PasswordProblem, passwordProblem } from '../auth/passwords.ts';
import { enter, type Visit } from '../auth/sign-in.ts';
import type { Db } from '../db/open.ts';
import { type Trx, transaction } from '../db/transaction.ts';
import type { Language } from '../i18n/language.ts';
import { dayOf } from '../values/day.ts';
import { newId } from '../values/ids.ts';

/** What the operators' own account is made of. */
export interface FirstAccount {
  accountName: string;
  currency: string;
  language: Language;
  ownerName: string;
  email: string;
  password: string;
}

/** The currencies that are offered; all of them have two decimals. */
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

/** Whether anybody has ever set this instance up. Accounts are never deleted, so a yes is for ever. */
export async function hasAccounts(db: Db | Trx): Promise<boolean> {
  return (await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/**
 * Makes the one-time code of the first run; the one of an earlier start is void. Twelve digits of base 32 are 60 random bits: nobody
 * tries them all.
 *
 * @returns the code, for the log of the server
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
 * Makes the first account and its owner, who is operator, by the code from the log (rules §5). Only while there is no account: of two
 * who come at once, the second finds it done.
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
    return { secret: await enter(trx, owner, visit) };
  });
}

/** The same at the start of the server, from ADMIN_EMAIL and ADMIN_PASSWORD. Returns why the password cannot be used, or null. */
export async function setUpFromSettings(db: Db, first: FirstAccount, now: number): Promise<PasswordProblem | null> {
  const problem = passwordProblem(first.password, first.email);
  if (problem) return problem;
  const passwordHash = await hashPassword(first.password);
  await transaction(db, async (trx) => {
    if (!(await hasAccounts(trx))) await makeFirstAccount(trx, first, { passwordHash, now, source: 'server', byOwner: false });
  });
  return null;
}

/** A team that hosts Seatkeeper for itself: self-service, with requests (rules §2), and a subscription with no lines yet. */
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

/** However it was typed: with or without dashes, in capitals, with letters that look like its digits. */
function hash(code: string): string {
  const plain = code.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
  return createHash('sha256').update(plain).digest('hex');
}

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { systemActor } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import { hashPassword } from '../auth/passwords.ts';
import { endSessionsOf } from '../auth/session.ts';
import { forgive, signInKeys } from '../auth/throttle.ts';
import { voidTokens } from '../auth/tokens.ts';
import type { Config } from '../config.ts';
import { type Db, databaseFile, openDatabase } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { CommandError } from './command-error.ts';

/** `reset-password EMAIL`: for whoever runs the instance, when somebody is locked out and no mail goes. */
export async function resetPassword(config: Config, email: string): Promise<void> {
  const file = databaseFile(config.dataDir);
  if (!existsSync(file)) throw new CommandError(`There is no database in ${config.dataDir}.`);
  const { db } = openDatabase(file);
  try {
    const password = randomBytes(12).toString('base64url');
    if (!(await setPassword(db, email, password, Math.floor(Date.now() / 1000))))
      throw new CommandError(`Nobody here has the address ${email}.`);
    console.log(`The new password of ${email} is: ${password}`);
  } finally {
    await db.destroy();
  }
}

/**
 * Gives a member this password and ends all of their sessions. An invited member has joined by it; a suspended one stays suspended.
 *
 * @returns whether there is such a member
 */
export async function setPassword(db: Db, email: string, password: string, now: number): Promise<boolean> {
  const hash = await hashPassword(password);
  return transaction(db, async (trx) => {
    const member = await trx
      .updateTable('members')
      .set((eb) => ({
        password_hash: hash,
        status: eb
          .case()
          .when('status', '=', 'invited')
          .then('active' as const)
          .else(eb.ref('status'))
          .end(),
      }))
      .where('email', '=', email.toLowerCase())
      .returning(['id', 'account_id', 'name'])
      .executeTakeFirst();
    if (!member) return false;
    await endSessionsOf(trx, member.account_id, member.id);
    // No letter that is still on its way opens anything, and no wait after failed sign-ins stands in the way.
    const holder = { id: member.id, accountId: member.account_id };
    await voidTokens(trx, { member: holder, purpose: 'reset', now });
    await voidTokens(trx, { member: holder, purpose: 'invitation', now });
    await forgive(trx, signInKeys(email.toLowerCase(), 'command line'));
    await record(
      trx,
      { actor: systemActor, source: 'command line', now },
      {
        accountId: member.account_id,
        action: 'password.reset',
        subject: { type: 'member', id: member.id, name: member.name },
      },
    );
    return true;
  });
}

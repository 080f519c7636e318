import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { systemActor } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import { hashPassword } from '../auth/passwords.ts';
import { endSessionsOf } from '../auth/session.ts';
import { signInKeys, uncountAttempt } from '../auth/throttle.ts';
import { voidTokens } from '../auth/tokens.ts';
import type { Config } from '../config.ts';
import { type Db, databaseFile, openDatabase } from '../db/open.ts';
import { transaction } from '../db/transaction.ts';
import { CommandError } from './command-error.ts';

/** `reset-password EMAIL`: for the administrator, when a member cannot sign in and the instance sends no mail. */
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
 * Sets the password of a member and ends all of their sessions. An invited member becomes active; a suspended member stays suspended.
 *
 * @returns whether a member has this address
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
    // Links in mails that were already sent stop working, and the throttling after failed sign-ins ends.
    const holder = { id: member.id, accountId: member.account_id };
    await voidTokens(trx, { member: holder, purpose: 'reset', now });
    await voidTokens(trx, { member: holder, purpose: 'invitation', now });
    await uncountAttempt(trx, signInKeys(email.toLowerCase(), 'command line'));
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

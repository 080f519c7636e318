import { sql } from 'kysely';
import { hashPassword } from '../../src/auth/passwords.ts';
import { freshInstance, type Instance } from '../support/app.ts';
import { type GivenAccount, type GivenMember, givenAccount, givenCatalogue } from '../support/given.ts';

export const password = 'river stone lamp';

let hash: Promise<string> | undefined;

/** Lets this member sign in with `password`. */
export async function givenPassword(instance: Instance, member: GivenMember): Promise<void> {
  hash ??= hashPassword(password);
  await instance.db
    .updateTable('members')
    .set({ password_hash: await hash })
    .where('id', '=', member.id)
    .execute();
}

/** An instance with one account, whose owner, admin and end user have a password. */
export async function givenDoor(environment: Record<string, string> = {}): Promise<Instance & { account: GivenAccount }> {
  const instance = await freshInstance(environment);
  await givenCatalogue(instance.db);
  const account = await givenAccount(instance.db, { name: 'Harbour Lights' });
  for (const member of [account.owner, account.admin, account.user]) await givenPassword(instance, member);
  return { ...instance, account };
}

export const withMail = { SMTP_URL: 'smtp://mail.example.com:587', MAIL_FROM: 'seats@example.com' };

/** The actions of the events of an account, oldest first. */
export async function actionsOf({ db }: Instance, accountId: string): Promise<string[]> {
  const rows = await db.selectFrom('events').select('action').where('account_id', '=', accountId).orderBy('seq').execute();
  return rows.map((row) => row.action);
}

export async function mailsTo({ db }: Instance, email: string) {
  return db.selectFrom('outbox').selectAll().where('to_email', '=', email).orderBy(sql`rowid`).execute();
}

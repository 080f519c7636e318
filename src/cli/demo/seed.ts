import { hashPassword } from '../../auth/passwords.ts';
import type { Db } from '../../db/open.ts';
import { type Trx, transaction } from '../../db/transaction.ts';
import type { Role } from '../../permissions.ts';
import { type AccountPlan, managed, onlineAssisted, salesAssisted, selfService, vendor } from './accounts.ts';
import { writeCatalogue } from './catalogue.ts';
import { type DemoAccount, demoAccountOf, openingEvents, personAt } from './demo-account.ts';
import { demoEvents } from './events.ts';
import { demoPeople, operatorsOf } from './people.ts';
import { clockAt, runEvents } from './timeline.ts';

/** A person at a well-known address, for the list that the demo prints at its start. */
export interface SignIn {
  accountName: string;
  accountType: AccountPlan['type'];
  email: string;
  name: string;
  role: Role;
  isOperator: boolean;
}

/**
 * Fills an empty database with the demo (rules §6): one account of each type and the account of the operators, their people, and their
 * events before `now`. Every call gives the same data except for the ids and the days, which are counted back from today.
 *
 * @returns the people at the well-known addresses
 */
export async function seedDemo(db: Db, { now, password }: { now: number; password: string }): Promise<SignIn[]> {
  const clock = clockAt(now);
  // All people share one password, so the slow hash is computed only once.
  const passwordHash = await hashPassword(password);
  const demo = (number: number, plan: AccountPlan) => demoAccountOf(plan, peopleOf(number, plan), clock);
  const accounts = {
    vendor: demo(0, vendor),
    selfService: demo(1, selfService),
    onlineAssisted: demo(2, onlineAssisted),
    salesAssisted: demo(3, salesAssisted),
    managed: demo(4, managed),
  };
  const operator = personAt(accounts.vendor, 'rep');
  await transaction(db, async (trx) => {
    await writeCatalogue(trx, clock.at(accounts.vendor.anchorOn, 0), clock);
    await runEvents(trx, [
      ...Object.values(accounts).flatMap((account) =>
        openingEvents(account, clock, passwordHash, account === accounts.vendor ? null : operator),
      ),
      ...demoEvents(accounts, clock, operator),
    ]);
    // The mails of past events count as sent on their day: a demo with SMTP must not send them now.
    await trx
      .updateTable('outbox')
      .set((eb) => ({ status: 'sent', sent_at: eb.ref('created_at') }))
      .execute();
    await failNewestMail(trx, accounts.onlineAssisted.id);
  });
  return Object.values(accounts).flatMap(signInsOf);
}

/** Marks the newest mail to a billing admin as failed, as if the address had been wrong, so that the operator desk has a failed mail. */
async function failNewestMail(trx: Trx, accountId: string): Promise<void> {
  const mail = trx
    .selectFrom('outbox')
    .select('id')
    .where('account_id', '=', accountId)
    .where('to_email', 'like', 'billing@%')
    .orderBy('created_at', 'desc')
    .limit(1);
  await trx
    .updateTable('outbox')
    .set((eb) => ({
      status: 'failed',
      attempts: 1,
      sent_at: null,
      failed_at: eb('created_at', '+', 4),
      last_error: '550 5.1.1 The mailbox you tried to reach does not exist',
    }))
    .where('id', 'in', mail)
    .execute();
}

function peopleOf(number: number, { domain, seats, cast }: AccountPlan) {
  const groups = Object.keys(seats);
  return cast ? demoPeople(number, domain, groups, cast) : operatorsOf(number, domain, groups[0] ?? '');
}

const wellKnown = ['owner', 'rep', 'billing', 'admin', 'admin2', 'agent', 'user'];

function signInsOf({ plan, people }: DemoAccount): SignIn[] {
  return people
    .filter(({ email }) => wellKnown.includes(email.split('@')[0] ?? ''))
    .map(({ email, name, role, isOperator }) => ({ accountName: plan.name, accountType: plan.type, email, name, role, isOperator }));
}

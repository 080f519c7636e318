import { Agent, type IncomingMessage, request } from 'node:http';
import { hashPassword } from '../../src/auth/passwords.ts';
import { startSession } from '../../src/auth/session.ts';
import { onlineAssisted, selfService, vendor } from '../../src/cli/demo/accounts.ts';
import { writeCatalogue } from '../../src/cli/demo/catalogue.ts';
import { type DemoAccount, demoAccountOf, openingEvents, personAt } from '../../src/cli/demo/demo-account.ts';
import { invoiceEvents } from '../../src/cli/demo/ledger.ts';
import { demoPeople, operatorsOf } from '../../src/cli/demo/people.ts';
import { clockAt, runEvents } from '../../src/cli/demo/timeline.ts';
import { readConfig } from '../../src/config.ts';
import type { Db } from '../../src/db/open.ts';
import { transaction } from '../../src/db/transaction.ts';
import { newId } from '../../src/values/ids.ts';
import { cookieName } from '../../src/web/cookies.ts';

/** An account in which an admin requests one more seat and the owner approves it, again and again, as fast as the server allows. */
export interface Pair {
  accountId: string;
  /** The Cookie headers of the two browsers. */
  admin: string;
  owner: string;
  /** The version and suite seats of the subscription that the two browsers last saw. */
  version: number;
  seats: number;
  /** The id of the pending request, or null. */
  pending: string | null;
}

/** Makes `count` accounts, each with a signed-in admin and owner. The database must have its schema and no rows. */
export async function givenPairs(db: Db, count: number, now: number): Promise<Pair[]> {
  const clock = clockAt(now);
  const hash = await hashPassword('seatkeeper-demo');
  const vendors = demoAccountOf(vendor, operatorsOf(0, vendor.domain, 'support'), clock);
  const operator = personAt(vendors, 'rep');
  const accounts = Array.from({ length: count }, (_, n) => {
    const plan = { ...(n % 2 === 0 ? selfService : onlineAssisted), domain: `pair${n}.example`, name: `Pair ${n}` };
    return demoAccountOf(plan, demoPeople(n + 1, plan.domain, Object.keys(plan.seats), { ...noOthers }), clock);
  });
  await transaction(db, async (trx) => {
    await writeCatalogue(trx, clock.at(vendors.anchorOn, 0), clock);
    await runEvents(trx, [
      ...[vendors, ...accounts].flatMap((account) => openingEvents(account, clock, hash, account === vendors ? null : operator)),
      ...accounts.flatMap((account) => invoiceEvents(account, clock, { open: 1, operator })),
    ]);
  });
  return Promise.all(accounts.map((account) => pairOf(db, account)));
}

const noOthers = { agents: 0, both: 0, secondOnly: 0, third: 0, endUsers: 0 };

async function pairOf(db: Db, account: DemoAccount): Promise<Pair> {
  const signIn = async (local: string) => {
    const secret = await startSession(db, { id: personAt(account, local).id, accountId: account.id }, 'pair');
    return `${cookieName(readConfig({}), 'seatkeeper')}=${secret}`;
  };
  const pair = { accountId: account.id, admin: await signIn('admin'), owner: await signIn('owner'), pending: null };
  return { ...pair, ...(await currentSubscription(db, account.id)) };
}

/** The current version and suite seats, as a browser would see them after a reload. */
export async function currentSubscription(db: Db, accountId: string): Promise<{ version: number; seats: number }> {
  return db
    .selectFrom('subscriptions')
    .innerJoin('seat_groups', 'seat_groups.account_id', 'subscriptions.account_id')
    .select(['subscriptions.version', 'seat_groups.seats'])
    .where('subscriptions.account_id', '=', accountId)
    .where('leader_product_id', '=', 'support-suite')
    .executeTakeFirstOrThrow();
}

const agent = new Agent({ keepAlive: true });

/** The admin requests one more seat. @returns the id of the request, after the server has confirmed that it is stored */
export async function submit(url: string, pair: Pair): Promise<string> {
  const fields = { version: String(pair.version), key: newId(), 'seats.support-suite': String(pair.seats + 1), note: '' };
  const location = await postForm(url, '/subscription/requests', pair.admin, fields);
  return location.split('/').at(-1) ?? '';
}

/** The owner approves the request. */
export async function approve(url: string, pair: Pair, id: string): Promise<void> {
  await postForm(url, `/subscription/requests/${id}/approval`, pair.owner, { version: String(pair.version), request: '1' });
  pair.version += 1;
  pair.seats += 1;
}

/** @returns the target of the redirect. @throws UnexpectedAnswer when the answer is not a 303, or a network error when no answer arrives */
export function postForm(url: string, path: string, cookie: string, fields: Record<string, string>): Promise<string> {
  const body = new URLSearchParams(fields).toString();
  const headers = { cookie, origin: url, 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length };
  return new Promise((done, fail) => {
    const outgoing = request(url + path, { method: 'POST', agent, headers }, (answer: IncomingMessage) => {
      answer.resume();
      answer.once('error', fail);
      answer.once('end', () => {
        const { location } = answer.headers;
        if (answer.statusCode === 303 && location) done(location);
        else fail(new UnexpectedAnswer(`${path} answers ${answer.statusCode}`));
      });
    });
    outgoing.once('error', fail);
    outgoing.end(body);
  });
}

/** The server answered, but not with the expected redirect. A broken connection is a different error. */
export class UnexpectedAnswer extends Error {}

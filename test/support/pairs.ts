import { Agent, type IncomingMessage, request } from 'node:http';
import { hashPassword } from '../../src/auth/passwords.ts';
import { startSession } from '../../src/auth/session.ts';
import { onlineAssisted, selfService, vendor } from '../../src/cli/demo/accounts.ts';
import { writeCatalogue } from '../../src/cli/demo/catalogue.ts';
import { type DemoAccount, demoAccountOf, opening, who } from '../../src/cli/demo/demo-account.ts';
import { invoicing } from '../../src/cli/demo/ledger.ts';
import { castOf, operatorsOf } from '../../src/cli/demo/people.ts';
import { clockAt, play } from '../../src/cli/demo/timeline.ts';
import { readConfig } from '../../src/config.ts';
import type { Db } from '../../src/db/open.ts';
import { transaction } from '../../src/db/transaction.ts';
import { newId } from '../../src/values/ids.ts';
import { cookieName } from '../../src/web/cookies.ts';

/** An account in which an admin asks for one seat more, the owner approves, and so on: writing as fast as the server lets them. */
export interface Pair {
  accountId: string;
  /** Headers of their browsers. */
  admin: string;
  owner: string;
  /** The subscription as these two know it. */
  version: number;
  seats: number;
  /** What was asked and is not answered yet. */
  pending: string | null;
}

/** Accounts with an admin who asks and an owner who approves, both signed in. For a database that is empty but for its schema. */
export async function givenPairs(db: Db, count: number, now: number): Promise<Pair[]> {
  const clock = clockAt(now);
  const hash = await hashPassword('seatkeeper-demo');
  const vendors = demoAccountOf(vendor, operatorsOf(0, vendor.domain, 'support'), clock);
  const operator = who(vendors, 'rep');
  const stages = Array.from({ length: count }, (_, n) => {
    const plan = { ...(n % 2 === 0 ? selfService : onlineAssisted), domain: `pair${n}.example`, name: `Pair ${n}` };
    return demoAccountOf(plan, castOf(n + 1, plan.domain, Object.keys(plan.seats), { ...noOthers }), clock);
  });
  await transaction(db, async (trx) => {
    await writeCatalogue(trx, clock.at(vendors.anchorOn, 0), clock);
    await play(trx, [
      ...[vendors, ...stages].flatMap((stage) => opening(stage, clock, hash, stage === vendors ? null : operator)),
      ...stages.flatMap((stage) => invoicing(stage, clock, { open: 1, operator })),
    ]);
  });
  return Promise.all(stages.map((stage) => pairOf(db, stage)));
}

const noOthers = { agents: 0, both: 0, secondOnly: 0, third: 0, endUsers: 0 };

async function pairOf(db: Db, stage: DemoAccount): Promise<Pair> {
  const signIn = async (local: string) => {
    const secret = await startSession(db, { id: who(stage, local).id, accountId: stage.id }, 'pair');
    return `${cookieName(readConfig({}), 'seatkeeper')}=${secret}`;
  };
  const pair = { accountId: stage.id, admin: await signIn('admin'), owner: await signIn('owner'), pending: null };
  return { ...pair, ...(await knownOf(db, stage.id)) };
}

/** What the two would see when they open the page again. */
export async function knownOf(db: Db, accountId: string): Promise<{ version: number; seats: number }> {
  return db
    .selectFrom('subscriptions')
    .innerJoin('seat_groups', 'seat_groups.account_id', 'subscriptions.account_id')
    .select(['subscriptions.version', 'seat_groups.seats'])
    .where('subscriptions.account_id', '=', accountId)
    .where('leader_product_id', '=', 'support-suite')
    .executeTakeFirstOrThrow();
}

const agent = new Agent({ keepAlive: true });

/** The admin asks for one seat more. @returns the id of the request, once the server has said that it is kept */
export async function submit(url: string, pair: Pair): Promise<string> {
  const fields = { version: String(pair.version), key: newId(), 'seats.support-suite': String(pair.seats + 1), note: '' };
  const location = await postForm(url, '/subscription/requests', pair.admin, fields);
  return location.split('/').at(-1) ?? '';
}

/** The owner approves it. */
export async function approve(url: string, pair: Pair, id: string): Promise<void> {
  await postForm(url, `/subscription/requests/${id}/approval`, pair.owner, { version: String(pair.version), request: '1' });
  pair.version += 1;
  pair.seats += 1;
}

/** @returns where the answer leads. @throws when it is anything but a 303, or none comes */
export function postForm(url: string, path: string, cookie: string, fields: Record<string, string>): Promise<string> {
  const body = new URLSearchParams(fields).toString();
  const headers = { cookie, origin: url, 'content-type': 'application/x-www-form-urlencoded', 'content-length': body.length };
  return new Promise((done, fail) => {
    const asking = request(url + path, { method: 'POST', agent, headers }, (answer: IncomingMessage) => {
      answer.resume();
      answer.once('error', fail);
      answer.once('end', () => {
        const { location } = answer.headers;
        if (answer.statusCode === 303 && location) done(location);
        else fail(new UnexpectedAnswer(`${path} answers ${answer.statusCode}`));
      });
    });
    asking.once('error', fail);
    asking.end(body);
  });
}

/** The server answered, but not as it should; a connection that broke is another error. */
export class UnexpectedAnswer extends Error {}

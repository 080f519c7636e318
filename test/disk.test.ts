import { sql } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { findViolations } from '../src/cli/check.ts';
import { type Browser, browser, fieldsOf, freshInstance, type Instance, type Page } from './support/app.ts';
import { type GivenAccount, givenAccount, givenCatalogue } from './support/given.ts';

let instance: Instance;
let account: GivenAccount;
let owner: Browser;

beforeEach(async () => {
  instance = await freshInstance();
  await givenCatalogue(instance.db);
  account = await givenAccount(instance.db);
  owner = await browser(instance, account.owner);
});

describe.each([
  ['is read-only', sql`PRAGMA query_only = ON`],
  // Not less than there is already: from now on it does not grow.
  ['is full', sql`PRAGMA max_page_count = 1`],
])('a disk that %s', (_, fault) => {
  it('is read as ever; writes answer 503, and nothing is half done (quality §4)', async () => {
    await fault.execute(instance.db);
    const refused = await changeUntilRefused();
    expect(refused.text).toContain('Nothing was changed');

    for (const path of ['/subscription', '/subscription/manage', '/subscription/requests', '/team', '/audit', '/contacts', '/profile']) {
      expect([path, (await owner.get(path)).status]).toEqual([path, 200]);
    }
    const orders = await instance.db.selectFrom('orders').select('id').execute();
    const events = await instance.db.selectFrom('events').select('id').where('action', '=', 'subscription.changed').execute();
    const { version } = await instance.db.selectFrom('subscriptions').select('version').executeTakeFirstOrThrow();
    expect([events.length, version]).toEqual([orders.length, orders.length + 1]);
    expect(await findViolations(instance.db)).toEqual([]);
  });
});

/** A few rows find room in the pages that are there; sooner or later none does. */
async function changeUntilRefused(): Promise<Page> {
  for (let seats = 11; seats < 500; seats++) {
    const { html } = await owner.get('/subscription/manage');
    const answer = await owner.post('/subscription/manage', { ...fieldsOf(html, '/subscription/manage'), 'seats.sales': String(seats) });
    if (answer.status !== 303) {
      expect(answer.status).toBe(503);
      return answer;
    }
  }
  throw new Error('the disk was never full');
}

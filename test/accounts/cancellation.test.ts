import { beforeEach, describe, expect, test } from 'vitest';
import { hashPassword } from '../../src/auth/passwords.ts';
import { issueToken } from '../../src/auth/tokens.ts';
import { findViolations } from '../../src/cli/check.ts';
import { transaction } from '../../src/db/transaction.ts';
import { newId } from '../../src/values/ids.ts';
import { dueOn } from '../due/due.ts';
import { type Browser, browser, fieldsOf, freshInstance, type Instance, noon } from '../support/app.ts';
import { type GivenAccount, givenAccount, givenCatalogue } from '../support/given.ts';

let instance: Instance;
let account: GivenAccount;
let owner: Browser;

beforeEach(async () => {
  instance = await freshInstance();
  await givenCatalogue(instance.db);
  account = await givenAccount(instance.db, { name: 'Orchard & Sons', requestsEnabled: true });
  owner = await browser(instance, account.owner);
});

const path = '/subscription/cancellation';
const cancel = (name = 'Orchard & Sons') => owner.post(path, { name });
const rowOf = (id: string) => instance.db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

describe('the page to cancel the account', () => {
  test('is for the owner of a self-service account alone', async () => {
    for (const member of [account.billing, account.admin, account.agent, account.user]) {
      const visit = await browser(instance, member);
      expect([(await visit.get(path)).status, (await visit.post(path, { name: 'Orchard & Sons' })).status]).toEqual([403, 403]);
    }
    for (const type of ['online_assisted', 'sales_assisted', 'managed'] as const) {
      const visit = await browser(instance, (await givenAccount(instance.db, { type, name: 'Orchard & Sons' })).owner);
      expect([(await visit.get(path)).status, (await visit.post(path, { name: 'Orchard & Sons' })).status]).toEqual([403, 403]);
    }
    expect((await rowOf(account.id)).status).toBe('active');
  });

  test('says that access ends at once and for everybody', async () => {
    const page = await owner.get(path);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Access ends at once and for everybody');
    expect(fieldsOf(page.html, path)).toEqual({ name: '' });
  });

  test.each(['', ' ', 'Orchard', 'orchard & sons', 'Orchard &amp; Sons', 'x'.repeat(300)])(
    'does nothing for the name “%s”, and keeps it',
    async (name) => {
      const answer = await cancel(name);
      expect(answer.status).toBe(422);
      expect(answer.html).toContain('<title>Error: ');
      expect(fieldsOf(answer.html, path)).toEqual({ name });
      expect((await rowOf(account.id)).status).toBe('active');
    },
  );
});

describe('cancelling', () => {
  test('ends every session of the account, leads to the sign-in page and says so there', async () => {
    const billing = await browser(instance, account.billing);
    const agent = await browser(instance, account.agent);
    const other = await browser(instance, (await givenAccount(instance.db)).owner);
    const answer = await cancel(' Orchard & Sons ');
    expect([answer.status, answer.location]).toEqual([303, '/sign-in']);
    expect(answer.headers.getSetCookie().join()).toMatch(/seatkeeper=;[^,]*Max-Age=0/);
    expect((await owner.get('/sign-in')).text).toContain('The account has been cancelled.');
    for (const visit of [owner, billing, agent]) {
      for (const page of ['/subscription', '/team', '/invoices', '/settings', '/audit', '/profile']) {
        expect((await visit.get(page)).location, page).toMatch(/^\/sign-in/);
      }
    }
    expect((await other.get('/subscription')).status).toBe(200);
    expect(await rowOf(account.id)).toMatchObject({ status: 'cancelled', cancelled_at: noon });
    const events = await instance.db
      .selectFrom('events')
      .select(['actor_id', 'subject_name'])
      .where('action', '=', 'account.cancelled')
      .execute();
    expect(events).toEqual([{ actor_id: account.owner.id, subject_name: 'Orchard & Sons' }]);
    expect(await findViolations(instance.db)).toEqual([]);
  });

  test('prevents sign-in, accepting an invitation and resetting a password', async () => {
    await instance.db
      .updateTable('members')
      .set({ password_hash: await hashPassword('a long password') })
      .where('id', '=', account.admin.id)
      .execute();
    const invited = await instance.db
      .updateTable('members')
      .set({ status: 'invited' })
      .where('id', '=', account.agent.id)
      .returning(['id', 'account_id as accountId'])
      .executeTakeFirstOrThrow();
    const invitation = await transaction(instance.db, (trx) => issueToken(trx, { member: invited, purpose: 'invitation', now: noon }));
    const reset = await transaction(instance.db, (trx) => issueToken(trx, { member: account.admin, purpose: 'reset', now: noon }));
    await cancel();
    const visitor = await browser(instance);
    const signIn = await visitor.post('/sign-in', { email: account.admin.email, password: 'a long password' });
    expect(signIn.status).not.toBe(303);
    for (const link of [`/invitation?token=${invitation}`, `/reset-password?token=${reset}`]) {
      expect((await visitor.get(link)).html).not.toContain('type="password"');
    }
  });

  test('closes pending requests, mails their requesters, and voids scheduled changes', async () => {
    const admin = await browser(instance, account.admin);
    const asked = await admin.post('/subscription/requests', { version: '1', key: newId(), 'seats.sales': '12' });
    expect(asked.status).toBe(303);
    await owner.post('/subscription/manage', { version: '1', key: newId(), 'seats.sales': '5' });
    await cancel();
    const request = await instance.db.selectFrom('requests').select(['status', 'reason']).executeTakeFirstOrThrow();
    expect(request).toEqual({ status: 'closed', reason: 'cancellation' });
    const upcoming = await instance.db.selectFrom('upcoming_changes').select(['status', 'ended_by']).executeTakeFirstOrThrow();
    expect(upcoming).toEqual({ status: 'void', ended_by: account.owner.id });
    const mails = await instance.db.selectFrom('outbox').select(['letter', 'to_email']).where('letter', 'like', '%c%ed').execute();
    expect(mails).toEqual(
      expect.arrayContaining([
        { letter: 'request-closed', to_email: account.admin.email },
        { letter: 'account-cancelled', to_email: account.owner.email },
      ]),
    );
    expect(await instance.db.selectFrom('events').select('id').where('action', '=', 'upcoming.voided').execute()).toHaveLength(1);
    expect(await findViolations(instance.db)).toEqual([]);
  });

  test('makes a final invoice of the open charges, and mails it line by line to the owner', async () => {
    await owner.post('/subscription/manage', { version: '1', key: newId(), 'seats.sales': '15' });
    await cancel();
    const [invoice] = await instance.db.selectFrom('invoices').selectAll().execute();
    // 17 of 31 days of 5 × 25.00, and 19 % of it.
    expect(invoice).toMatchObject({
      kind: 'final',
      number: 1,
      status: 'open',
      period_starts_on: '2026-03-01',
      period_ends_on: '2026-04-01',
      due_on: '2026-04-14',
      lines_minor: 6855,
      tax_minor: 1302,
      total_minor: 8157,
    });
    const { text } = await instance.db
      .selectFrom('outbox')
      .select('text')
      .where('letter', '=', 'account-cancelled')
      .executeTakeFirstOrThrow();
    for (const words of ['#00001', 'Sales Team', '€68.55', 'Total: €81.57', 'Due on: 14 April 2026']) expect(text).toContain(words);
    expect(text).not.toContain('http');
    expect(await findViolations(instance.db)).toEqual([]);
  });

  test('makes none when nothing is open', async () => {
    await cancel();
    expect(await instance.db.selectFrom('invoices').select('id').execute()).toEqual([]);
    const { text } = await instance.db
      .selectFrom('outbox')
      .select('text')
      .where('letter', '=', 'account-cancelled')
      .executeTakeFirstOrThrow();
    expect(text).toContain('there is no final invoice');
  });

  test('ends the billing: nothing is renewed any more', async () => {
    await cancel();
    expect(await dueOn(instance.db, '2027-04-01')).toEqual({ renewed: 0, reminded: 0, failed: [] });
  });

  test('sent twice, also at once, is done once', async () => {
    const answers = await Promise.all([cancel(), cancel()]);
    expect(answers.map((answer) => answer.status).toSorted()).toEqual([303, 403]);
    expect((await cancel()).location).toMatch(/^\/sign-in/);
    expect(await instance.db.selectFrom('events').select('id').where('action', '=', 'account.cancelled').execute()).toHaveLength(1);
  });

  test('is refused for the account that runs the server', async () => {
    await instance.db.updateTable('accounts').set({ is_operators: 1 }).where('id', '=', account.id).execute();
    expect((await owner.get(path)).html).not.toContain(`action="${path}"`);
    const answer = await cancel();
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('it cannot be cancelled');
    expect((await rowOf(account.id)).status).toBe('active');
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { onCommit, type Trx, transaction } from '../../src/db/transaction.ts';
import type { MailContent } from '../../src/mail/content.ts';
import { enqueue } from '../../src/mail/outbox.ts';
import { browser, fieldsOf, freshInstance, type Instance, noon } from '../support/app.ts';
import { type GivenAccount, givenAccount, givenCatalogue } from '../support/given.ts';

let instance: Instance;
let account: GivenAccount;
let woken: number;

beforeEach(async () => {
  instance = await freshInstance();
  await givenCatalogue(instance.db);
  account = await givenAccount(instance.db, { requestsEnabled: true });
  woken = 0;
  onCommit(instance.db, 'outbox', () => {
    woken += 1;
  });
});

const content: MailContent = {
  language: 'en',
  subject: 'Seats',
  greeting: 'Hello',
  paragraphs: [],
  facts: [],
  quote: null,
  action: null,
  footer: 'Footer',
};

function put(trx: Trx) {
  const { id, email, name } = account.owner;
  const to = { memberId: id, email, name };
  return enqueue(trx, { accountId: account.id, to, kind: 'member-role', content, publicUrl: 'http://localhost', at: noon });
}

describe('the mail worker is woken', () => {
  it('by the act itself, after its commit', async () => {
    const admin = await browser(instance, account.admin);
    const { html } = await admin.get('/subscription/manage');
    const answer = await admin.post('/subscription/requests', { ...fieldsOf(html, '/subscription/requests'), 'seats.sales': '12' });
    expect(answer.status, answer.text).toBe(303);
    expect(woken).toBe(1);
  });

  it('once, however many mails it put there, and not before the commit', async () => {
    await transaction(instance.db, async (trx) => {
      await put(trx);
      await put(trx);
      expect(woken).toBe(0);
    });
    expect(woken).toBe(1);
  });

  it('not by an act that failed', async () => {
    const failing = transaction(instance.db, async (trx) => {
      await put(trx);
      throw new Error('the act failed');
    });
    await expect(failing).rejects.toThrow('the act failed');
    expect(woken).toBe(0);
  });

  it('not by an act that put no mail into the outbox', async () => {
    await transaction(instance.db, (trx) => trx.updateTable('accounts').set({ name: 'Other' }).where('id', '=', account.id).execute());
    expect(woken).toBe(0);
  });
});

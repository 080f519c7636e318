import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { whoCanBuy } from '../../src/accounts/who-can-buy.ts';
import type { Db } from '../../src/db/open.ts';
import { languages } from '../../src/i18n/language.ts';
import { messagesFor } from '../../src/i18n/messages.ts';
import { accountTypes } from '../../src/permissions.ts';
import { browser, freshInstance } from '../support/app.ts';
import { type GivenAccount, type GivenOptions, givenAccount, givenCatalogue } from '../support/given.ts';

async function given(options: GivenOptions = {}) {
  const instance = await freshInstance();
  await givenCatalogue(instance.db);
  const account = await givenAccount(instance.db, options);
  const see = async (who: keyof GivenAccount & ('owner' | 'billing' | 'admin' | 'agent' | 'user')) =>
    (await browser(instance, account[who])).get('/contacts');
  return { instance, account, see };
}

async function giveRepresentative(db: Db, account: GivenAccount): Promise<string> {
  const vendor = await givenAccount(db, { name: 'Vendor' });
  await db.updateTable('members').set({ name: 'Rosa Representative', is_operator: 1 }).where('id', '=', vendor.admin.id).execute();
  await db.updateTable('accounts').set({ representative_id: vendor.admin.id }).where('id', '=', account.id).execute();
  return vendor.admin.id;
}

describe('the Contacts page', () => {
  it.each(accountTypes)('is open only to owner, billing admin and admin of a %s account', async (type) => {
    const { instance, see } = await given({ type });
    for (const who of ['owner', 'billing', 'admin'] as const) expect((await see(who)).status).toBe(200);
    for (const who of ['agent', 'user'] as const) expect((await see(who)).status).toBe(403);
    expect((await (await browser(instance)).get('/contacts')).location).toContain('/sign-in');
  });

  it('names owner and billing admins with role and e-mail, and no member of another account', async () => {
    const { instance, account, see } = await given();
    const other = await givenAccount(instance.db, { name: 'CANARY' });
    const { html, text } = await see('admin');
    for (const person of [account.owner, account.billing]) {
      expect(text).toContain(person.name);
      expect(html).toContain(`href="mailto:${person.email}"`);
    }
    expect(html).toContain('<h1>Contacts</h1>');
    for (const person of [other.owner, other.billing, other.admin]) expect(html).not.toContain(person.email);
    expect(html).not.toContain(`mailto:${account.admin.email}`);
  });

  it('leaves out suspended members and marks invited ones', async () => {
    const { instance, account, see } = await given();
    await instance.db.updateTable('members').set({ status: 'suspended', suspended_at: 1 }).where('id', '=', account.billing.id).execute();
    await instance.db
      .updateTable('members')
      .set({ status: 'invited', role: 'billing_admin' })
      .where('id', '=', account.admin2.id)
      .execute();
    const { html, text } = await see('admin');
    expect(html).not.toContain(account.billing.email);
    expect(text).toMatch(new RegExp(`${account.admin2.name} +Billing admin +Invited, has not signed in yet`));
  });

  it('names the account representative where there is one, and says where there is none', async () => {
    const { instance, account, see } = await given({ type: 'managed' });
    expect((await see('owner')).text).toContain('No account representative has been assigned');
    await giveRepresentative(instance.db, account);
    expect((await see('owner')).text).toContain('Rosa Representative');
  });

  it('does not name a representative who cannot sign in any more', async () => {
    const { instance, account, see } = await given({ type: 'online_assisted' });
    const id = await giveRepresentative(instance.db, account);
    await instance.db.updateTable('members').set({ status: 'suspended' }).where('id', '=', id).execute();
    const admin = await browser(instance, account.admin);
    for (const path of ['/contacts', '/subscription', '/subscription/manage', '/team/seats']) {
      expect((await admin.get(path)).text, path).not.toContain('Rosa Representative');
    }
    expect((await see('owner')).text).toContain('No account representative has been assigned');
  });

  it('speaks of no representative where the account needs none', async () => {
    const { see } = await given({ type: 'self_service' });
    expect((await see('owner')).text).not.toContain('representative has been assigned');
  });

  it('is valid HTML in every language and for every account type', async () => {
    for (const type of accountTypes) {
      for (const language of languages) {
        const { html } = await (await given({ type, language })).see('admin');
        expect(html).toContain(`<h1>${messagesFor(language).contacts.title}</h1>`);
        const report = await new HtmlValidate({
          extends: ['html-validate:recommended'],
          rules: {
            'no-inline-style': 'off',
            'void-style': 'off',
            'long-title': 'off',
            'no-trailing-whitespace': 'off',
            'attribute-boolean-style': 'off',
            'no-raw-characters': 'off',
          },
        }).validateString(html);
        expect(report.results.flatMap((result) => result.messages.map((one) => `${one.line}: ${one.message}`))).toEqual([]);
      }
    }
  });
});

describe('Who can buy?', () => {
  it('in a self-service account: the owner and billing admins change everything, only the owner removes and cancels', async () => {
    const { text } = await (await given({ type: 'self_service', requestsEnabled: true })).see('owner');
    expect(text).toContain('is changed here: more and fewer seats');
    expect(text).toContain('Buy seats, products and add-ons Account owner and billing admin');
    expect(text).toContain('Remove a product or add-on Account owner Ask');
    expect(text).toContain('Ask for a change Admin Answer');
    expect(text).toContain('Answer such a request Account owner and billing admin');
    expect(text).toContain('Cancel the account Account owner');
    expect(text).not.toContain('Write to the account representative');
    expect(text).toContain('You may change the subscription yourself');
  });

  it('with requests off: names the people to ask, and says that the owner can switch requests on', async () => {
    const { account, see } = await given({ type: 'self_service', requestsEnabled: false });
    const { text, html } = await see('admin');
    expect(text).toContain('Nobody: change requests are switched off');
    expect(text).toContain(`Turn to ${account.owner.name} or ${account.billing.name}.`);
    expect(html).not.toContain('href="/subscription/manage"');
    expect(html).not.toContain('href="/team/seats"');
  });

  it('in an online-assisted account: additions only, the rest by the representative', async () => {
    const { see } = await given({ type: 'online_assisted' });
    const { text, html } = await see('admin');
    expect(text).toContain('Nothing can be removed or lowered here');
    expect(text).toContain('change the billing cycle The account representative, on request');
    expect(text).toContain('Cancel the account The account representative, on request');
    expect(text).toContain('You may ask for a change');
    expect(html).toContain('href="/subscription/manage"');
  });

  it.each(['sales_assisted', 'managed'] as const)(
    'in a %s account: no role buys online; owner, billing admin and admin may write',
    async (type) => {
      const { see } = await given({ type });
      const { text, html } = await see('owner');
      expect(text).toContain('cannot be changed here');
      expect(text).toContain('Buy seats, products and add-ons The account representative, on request');
      expect(text).toContain('Write to the account representative Account owner, billing admin and admin');
      expect(text).not.toContain('Ask for a change');
      expect(text).toContain('You may write to the account representative');
      expect(html).not.toContain('href="/subscription/manage"');
      expect(html).toContain('href="/team/seats"');
    },
  );

  it('follows the matrix for every role', () => {
    const account = { type: 'online_assisted', requestsEnabled: true, showPrices: false } as const;
    expect(whoCanBuy(account, 'owner').reader).toBe('change');
    expect(whoCanBuy(account, 'admin').reader).toBe('request');
    expect(whoCanBuy({ ...account, type: 'managed' }, 'admin').reader).toBe('write');
    expect(whoCanBuy(account, 'agent').reader).toBe('ask');
    expect(whoCanBuy({ ...account, type: 'self_service', requestsEnabled: false }, 'admin')).toMatchObject({
      reader: 'ask',
      requestsAreOff: true,
    });
  });
});

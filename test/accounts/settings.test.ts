import { beforeEach, describe, expect, test } from 'vitest';
import { accountTypes } from '../../src/permissions.ts';
import { type Browser, browser, fieldsOf, freshInstance, type Instance } from '../support/app.ts';
import { type GivenAccount, givenAccount, givenCatalogue } from '../support/given.ts';

let instance: Instance;
let account: GivenAccount;
let owner: Browser;

beforeEach(async () => {
  instance = await freshInstance();
  await givenCatalogue(instance.db);
  account = await givenAccount(instance.db, { name: 'Orchard' });
  owner = await browser(instance, account.owner);
});

const rowOf = (id: string) => instance.db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const row = () => rowOf(account.id);
const events = (action: string) => instance.db.selectFrom('events').selectAll().where('action', '=', action).execute();
const form = async (action: string, who = owner) => fieldsOf((await who.get('/settings')).html, action);

describe('the settings', () => {
  test.each(accountTypes)('of a %s account are changed only by the owner and seen only by owner and billing admins', async (type) => {
    const one = await givenAccount(instance.db, { type });
    const visits = {
      owner: await browser(instance, one.owner),
      billing: await browser(instance, one.billing),
      admin: await browser(instance, one.admin),
      agent: await browser(instance, one.agent),
    };
    const fields = await form('/settings', visits.owner);
    const own = await visits.owner.get('/settings');
    expect(own.html.includes('action="/settings/payment"')).toBe(type === 'self_service');
    expect(own.html.includes('name="requestsEnabled"')).toBe(type === 'self_service');
    const seen = await visits.billing.get('/settings');
    expect(seen.status).toBe(200);
    expect(seen.text).toContain(`Only the account owner, ${one.owner.name}, can change the settings.`);
    expect(seen.html).not.toContain('action="/settings');
    for (const who of [visits.billing, visits.admin, visits.agent]) {
      expect((await who.post('/settings', { ...fields, name: 'Other' })).status).toBe(403);
      expect((await who.post('/settings/payment', fields)).status).toBe(403);
    }
    for (const who of [visits.admin, visits.agent]) expect((await who.get('/settings')).status).toBe(403);
    if (type !== 'self_service') expect((await visits.owner.post('/settings/payment', fields)).status).toBe(403);
    expect((await visits.owner.post('/settings', { ...fields, name: 'Other' })).status).toBe(303);
    expect((await rowOf(one.id)).name).toBe('Other');
  });

  test('are saved with one event that says only what is different', async () => {
    const fields = await form('/settings');
    expect(fields).toMatchObject({ name: 'Orchard', language: 'en', mailBillingAdmins: 'yes' });
    const { mailBillingAdmins: _, ...rest } = fields;
    const answer = await owner.post('/settings', { ...rest, name: ' Orchard Ltd ', language: 'it', requestsEnabled: 'yes' });
    expect([answer.status, answer.location]).toEqual([303, '/settings']);
    expect((await owner.get('/settings')).text).toContain('The settings have been saved.');
    expect(await row()).toMatchObject({ name: 'Orchard Ltd', language: 'it', requests_enabled: 1, mail_billing_admins: 0, version: 2 });
    const [event, ...more] = await events('settings.changed');
    expect(more).toEqual([]);
    expect(event?.actor_id).toBe(account.owner.id);
    expect(JSON.parse(event?.before ?? '')).toEqual({ name: 'Orchard', language: 'en', requestsEnabled: false, mailBillingAdmins: true });
  });

  test('let admins ask from then on', async () => {
    const admin = await browser(instance, account.admin);
    expect((await admin.get('/subscription/manage')).status).toBe(403);
    await owner.post('/settings', { ...(await form('/settings')), requestsEnabled: 'yes' });
    expect((await admin.get('/subscription/manage')).status).toBe(200);
  });

  test('sent as they are change nothing', async () => {
    const answer = await owner.post('/settings', await form('/settings'));
    expect(answer.status).toBe(303);
    expect((await owner.get('/settings')).text).toContain('Nothing was changed.');
    expect(await events('settings.changed')).toEqual([]);
    expect((await row()).version).toBe(1);
  });

  test('sent twice are saved once', async () => {
    const fields = { ...(await form('/settings')), name: 'Twice' };
    const answers = await Promise.all([owner.post('/settings', fields), owner.post('/settings', fields)]);
    expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
    expect(await events('settings.changed')).toHaveLength(1);
  });

  test('that another user has changed in the meantime are shown with their current values', async () => {
    const fields = await form('/settings');
    await instance.db.updateTable('accounts').set({ language: 'fr' }).where('id', '=', account.id).execute();
    const answer = await owner.post('/settings', { ...fields, name: 'Late' });
    expect(answer.status).toBe(409);
    expect(fieldsOf(answer.html, '/settings')).toMatchObject({ name: 'Orchard', language: 'fr' });
    expect((await row()).name).toBe('Orchard');
  });

  test.each([
    [{ name: ' ' }, 'name'],
    [{ name: 'x'.repeat(121) }, 'name'],
    [{ language: 'xx' }, 'language'],
    [{ requestsEnabled: 'on' }, 'requestsEnabled'],
  ])('refuse %o and keep what was typed', async (wrong, field) => {
    const formValues: Record<string, string> = { ...(await form('/settings')), ...(wrong as Record<string, string>) };
    const answer = await owner.post('/settings', formValues);
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('<title>Error: ');
    expect(answer.html).toContain(`href="#field-${field}"`);
    if (field === 'name') expect(fieldsOf(answer.html, '/settings').name).toBe(formValues.name);
    expect(await row()).toMatchObject({ name: 'Orchard', language: 'en', requests_enabled: 0 });
  });

  test('take no field that is not theirs, and no switch of an account where the representative sets it', async () => {
    const fields = await form('/settings');
    expect((await owner.post('/settings', { ...fields, type: 'managed' })).status).toBe(422);
    const assisted = await givenAccount(instance.db, { type: 'online_assisted' });
    const visit = await browser(instance, assisted.owner);
    expect((await visit.post('/settings', await form('/settings', visit))).status).toBe(303);
    expect((await rowOf(assisted.id)).requests_enabled).toBe(1);
  });
});

describe('the payment information', () => {
  const pay = async (fields: Record<string, string>) =>
    owner.post('/settings/payment', { ...(await form('/settings/payment')), ...fields });

  test('is by invoice with the terms, and takes a purchase order number', async () => {
    expect((await owner.get('/settings')).text).toContain('Payable within 30 days of the date of the invoice.');
    expect((await pay({ purchaseOrder: ' PO 42 ' })).status).toBe(303);
    expect(await row()).toMatchObject({ payment_method: 'invoice', purchase_order: 'PO 42', card_brand: null, card_last4: null });
    const [event] = await events('payment.changed');
    expect(JSON.parse(event?.after ?? '')).toEqual({ purchaseOrder: 'PO 42' });
    await pay({ purchaseOrder: '' });
    expect((await row()).purchase_order).toBe(null);
  });

  test('is a card by its type and last four digits, shown on the Subscription page, and forgotten when it is by invoice again', async () => {
    expect((await pay({ method: 'card', cardBrand: 'Visa', cardLast4: '4242' })).status).toBe(303);
    expect(await row()).toMatchObject({ payment_method: 'card', card_brand: 'Visa', card_last4: '4242' });
    expect((await owner.get('/subscription')).text).toContain('4242');
    await pay({ method: 'invoice' });
    expect(await row()).toMatchObject({ payment_method: 'invoice', card_brand: null, card_last4: null });
  });

  test.each([
    [{ method: 'card' }, ['cardBrand', 'cardLast4']],
    [{ method: 'card', cardBrand: 'Visa', cardLast4: '424' }, ['cardLast4']],
    [{ method: 'card', cardBrand: 'Visa', cardLast4: '4242424242424242' }, ['cardLast4']],
    [{ method: 'card', cardBrand: '4242424242424242', cardLast4: '4242' }, ['cardBrand']],
    [{ method: 'card', cardBrand: 'Visa', cardLast4: '4242 4242 4242 4242 4242' }, ['cardLast4']],
    [{ method: 'cash' }, ['method']],
    [{ purchaseOrder: 'x'.repeat(61) }, ['purchaseOrder']],
  ])('refuses %o, and never shows or keeps the number of a card', async (wrong, fields) => {
    const answer = await pay(wrong as Record<string, string>);
    expect(answer.status).toBe(422);
    for (const field of fields) expect(answer.html).toContain(`href="#field-${field}"`);
    expect(answer.html).not.toContain('4242424242424242');
    expect(answer.html).not.toContain('4242 4242');
    expect(await row()).toMatchObject({ payment_method: 'invoice', card_brand: null, card_last4: null });
  });

  test('that has changed in the meantime is shown with its current values', async () => {
    const fields = await form('/settings/payment');
    await instance.db.updateTable('accounts').set({ purchase_order: 'PO 1' }).where('id', '=', account.id).execute();
    const answer = await owner.post('/settings/payment', { ...fields, purchaseOrder: 'PO 2' });
    expect(answer.status).toBe(409);
    expect((await row()).purchase_order).toBe('PO 1');
  });
});

import { describe, expect, it } from 'vitest';
import { startSession } from '../../../src/auth/session.ts';
import { transaction } from '../../../src/db/transaction.ts';
import { changeProduct } from '../../../src/operator/catalogue/change-product.ts';
import { findDeskCatalogue } from '../../../src/operator/catalogue/queries.ts';
import { freeSlug } from '../../../src/operator/catalogue/slugs.ts';
import { newId } from '../../../src/values/ids.ts';
import { dueOn } from '../../due/due.ts';
import { actingAs } from '../../support/acting.ts';
import { type Browser, browser, fieldsOf, noon, origin, type Page } from '../../support/app.ts';
import { type GivenAccount, givenAccount } from '../../support/given.ts';
import { type Desk, givenDesk } from '../given.ts';

const at = '/operator/catalogue';
const newProduct = `${at}/new`;
const productPath = (id: string) => `${at}/products/${id}`;
const planPath = (id: string) => `${at}/plans/${id}`;

/** Fills in and sends the form of a page that posts to `action`. */
async function send(who: Browser, page: string, action: string, changes: Record<string, string | string[]>, without: string[] = []) {
  const fields: Record<string, string | string[]> = { ...fieldsOf((await who.get(page)).html, action), ...changes };
  for (const name of without) delete fields[name];
  return who.post(action, fields);
}

const create = ({ desk }: Desk, formValues: Record<string, string | string[]>) => send(desk, newProduct, newProduct, formValues);
const settle = ({ desk }: Desk, id: string, formValues: Record<string, string>, without: string[] = []) =>
  send(desk, productPath(id), productPath(id), formValues, without);
const addPlan = ({ desk }: Desk, id: string, planName: string, level: string) =>
  send(desk, productPath(id), `${productPath(id)}/plans`, { planName, level });
const price = ({ desk }: Desk, plan: string, currency: string, monthly: string, annual: string) =>
  send(desk, planPath(plan), `${planPath(plan)}/prices`, { currency, monthly, annual });

async function manage(who: Browser, changes: Record<string, string>): Promise<Page> {
  return send(who, '/subscription/manage', '/subscription/manage', changes);
}

const log = ({ db, vendorId }: Desk) => db.selectFrom('events').selectAll().where('account_id', '=', vendorId).orderBy('seq').execute();
const versionsOf = ({ db }: Desk, plan: string) =>
  db
    .selectFrom('plan_versions')
    .select(['currency', 'version', 'monthly_unit_minor', 'annual_unit_minor', 'retired_at'])
    .where('plan_id', '=', plan)
    .orderBy('currency')
    .orderBy('version')
    .execute();
const lineOf = ({ db }: Desk, account: GivenAccount, product: string) =>
  db.selectFrom('lines').selectAll().where('account_id', '=', account.id).where('product_id', '=', product).executeTakeFirstOrThrow();

async function snapshot({ db }: Desk): Promise<string> {
  const tables = ['products', 'suite_products', 'plans', 'plan_versions', 'coupons', 'events'] as const;
  return JSON.stringify(await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute())));
}

describe('a product', () => {
  it("is made with a plan and a price, and is then offered and bought; the operators' log has its name", async () => {
    const desk = await givenDesk();
    const made = await create(desk, { name: 'Field Service', kind: 'product', seating: 'seat' });
    expect([made.status, made.location]).toEqual([303, productPath('field-service')]);
    expect((await desk.desk.get(productPath('field-service'))).text).toContain('Field Service has been created');
    const planned = await addPlan(desk, 'field-service', 'Team', '1');
    expect([planned.status, planned.location]).toEqual([303, planPath('field-service-team')]);

    const owner = await browser(desk, desk.account.owner);
    expect((await owner.get('/subscription/manage')).html).not.toContain('add.field-service');
    expect((await price(desk, 'field-service-team', 'eur', '12.50', '135')).status).toBe(303);
    expect(await versionsOf(desk, 'field-service-team')).toEqual([
      { currency: 'EUR', version: 1, monthly_unit_minor: 1250, annual_unit_minor: 13_500, retired_at: null },
    ]);
    expect((await owner.get('/subscription/manage')).html).toContain('add.field-service');
    expect((await manage(owner, { 'add.field-service': 'field-service-team', 'seats.field-service': '4' })).status).toBe(303);
    expect((await lineOf(desk, desk.account, 'field-service')).plan_version_id).toBe('field-service-team-eur-1');

    const events = await log(desk);
    expect(events.map(({ action, actor_kind, actor_name }) => [action, actor_kind, actor_name])).toEqual([
      ['product.created', 'operator', desk.rep.name],
      ['plan.created', 'operator', desk.rep.name],
      ['price.changed', 'operator', desk.rep.name],
    ]);
    const boss = await browser(desk, desk.other);
    const { text } = await boss.get('/audit');
    for (const words of ['Product created', 'Plan created', 'New price set', '€12.50', 'Monthly price']) expect(text).toContain(words);
  });

  it('can follow another product or include several, which decides its seat group', async () => {
    const desk = await givenDesk();
    expect((await create(desk, { name: 'Forecasts', kind: 'add_on', seating: 'seat', follows: 'sales' })).status).toBe(303);
    const suite = { name: 'Revenue Suite', kind: 'suite', seating: 'seat', 'includes.sales': 'yes', 'includes.voice': 'yes' };
    expect((await create(desk, suite)).status).toBe(303);
    const list = (await desk.desk.get(at)).text;
    expect(list).toContain('Has as many seats as Sales');
    expect(list).toContain('Includes Sales and Voice');

    await addPlan(desk, 'forecasts', 'Standard', '1');
    await price(desk, 'forecasts-standard', 'EUR', '3', '30');
    const owner = await browser(desk, desk.account.owner);
    expect((await manage(owner, { 'add.forecasts': 'forecasts-standard' })).status).toBe(303);
    expect((await lineOf(desk, desk.account, 'forecasts')).group_id).toBe(desk.account.groups.sales);
  });

  it('is made once when the form is sent twice', async () => {
    const desk = await givenDesk();
    const fields = { ...fieldsOf((await desk.desk.get(newProduct)).html, newProduct), name: 'Field Service' };
    const answers = await Promise.all([1, 2, 3].map(() => desk.desk.post(newProduct, fields)));
    expect(answers.map(({ status, location }) => [status, location])).toEqual(Array(3).fill([303, productPath('field-service')]));
    expect((await log(desk)).map(({ action }) => action)).toEqual(['product.created']);

    const plan = { planName: 'Team', level: '1' };
    const planned = await Promise.all([1, 2].map(() => desk.desk.post(`${productPath('field-service')}/plans`, plan)));
    expect(planned.map(({ status }) => status)).toEqual([303, 303]);
    expect((await log(desk)).map(({ action }) => action)).toEqual(['product.created', 'plan.created']);
  });

  it('of any name has an id that works', async () => {
    const desk = await givenDesk();
    for (const [name, id] of [
      ['New', 'new'],
      ['Überwachung & Co.', 'uberwachung-co'],
      ['24/7', 'product'],
      ['日本語', 'product-2'],
      ['Constructor', 'constructor-2'],
      ['Sales!', 'sales-2'],
      ['x'.repeat(80), 'x'.repeat(40)],
      [`${'x'.repeat(79)}y`, `${'x'.repeat(38)}-2`],
    ] as const) {
      const made = await create(desk, { name });
      expect([made.status, made.location], name).toEqual([303, productPath(id)]);
      expect((await desk.desk.get(productPath(id))).html).toContain(`<h1>${name.replace('&', '&amp;')}</h1>`);
      await addPlan(desk, id, name.slice(0, 60), '1');
    }
    const ids = await desk.db.selectFrom('plans').select('id').execute();
    expect(ids.every(({ id }) => /^[a-z][a-z0-9-]{0,59}$/.test(id))).toBe(true);
    // A subscription can be changed with a product of any name.
    await price(desk, 'constructor-2-constructor', 'EUR', '1', '10');
    const owner = await browser(desk, desk.account.owner);
    const bought = await manage(owner, { 'add.constructor-2': 'constructor-2-constructor', 'seats.constructor-2': '2' });
    expect(bought.status).toBe(303);
  });

  it('is refused with the typed values, and nothing is written', async () => {
    const desk = await givenDesk();
    const before = await snapshot(desk);
    const good = { name: 'Field Service', kind: 'product', seating: 'seat' };
    const refusals: [Record<string, string | string[]>, string][] = [
      [{ name: ' ' }, 'id="field-name-error"'],
      [{ name: 'x'.repeat(81) }, 'id="field-name-error"'],
      [{ name: 'Field\0Service' }, 'id="field-name-error"'],
      [{ name: ['Field Service', 'Other'] }, 'id="field-name-error"'],
      [{ name: 'sales' }, 'already a product with this name'],
      [{ kind: 'bundle' }, 'Choose one of the options'],
      [{ seating: '' }, 'Choose one of the options'],
      [{ follows: 'sales' }, 'id="field-follows-error"'],
      [{ kind: 'add_on', seating: 'flat', follows: 'sales' }, 'id="field-follows-error"'],
      [{ kind: 'add_on', follows: 'nothing-of-ours' }, 'id="field-follows-error"'],
      [{ kind: 'add_on', follows: 'support-suite' }, 'id="field-follows-error"'],
      [{ kind: 'add_on', follows: 'x'.repeat(41) }, 'id="field-follows-error"'],
      [{ 'includes.sales': 'yes' }, 'Only a suite includes others'],
      [{ kind: 'suite' }, 'Choose at least two products'],
      [{ kind: 'suite', 'includes.sales': 'yes' }, 'href="#field-includes.support"'],
      [{ kind: 'suite', 'includes.sales': 'yes', 'includes.ai-assist': 'yes' }, 'only products that are sold by the seat'],
      [{ kind: 'suite', 'includes.sales': 'yes', 'includes.gone': 'yes' }, 'only products that are sold by the seat'],
      [{ kind: 'suite', seating: 'flat', 'includes.sales': 'yes', 'includes.voice': 'yes' }, 'Choose one of the options'],
      [{ 'includes.sales': 'no' }, 'cannot be used'],
      [{ onSale: 'yes' }, 'does not belong'],
    ];
    for (const [change, words] of refusals) {
      const answer = await create(desk, { ...good, ...change });
      expect(answer.status, JSON.stringify(change)).toBe(422);
      const expected = change.seating === 'flat' && change.kind === 'suite' ? 'A suite is sold by the seat' : words;
      expect(answer.html, JSON.stringify(change)).toContain(expected);
      if (!('name' in change)) expect(fieldsOf(answer.html, newProduct).name).toBe('Field Service');
      if (change['includes.voice']) expect(fieldsOf(answer.html, newProduct)['includes.voice']).toBe('yes');
    }
    expect(await snapshot(desk)).toBe(before);
  });

  it('that accounts have can be renamed, but its composition cannot be changed by any form', async () => {
    const desk = await givenDesk();
    const page = await desk.desk.get(productPath('support-suite'));
    expect(page.text).toContain('Accounts have this product');
    expect(page.html).not.toContain('name="includes.');
    const formValues = { name: 'Service Suite', 'includes.sales': 'yes', 'includes.voice': 'yes' };
    expect((await settle(desk, 'support-suite', formValues)).status).toBe(303);
    const included = await desk.db.selectFrom('suite_products').select('product_id').where('suite_id', '=', 'support-suite').execute();
    expect(included.map((row) => row.product_id).toSorted()).toEqual(['help-center', 'live-chat', 'support']);
    const owner = await browser(desk, desk.account.owner);
    expect((await owner.get('/subscription')).text).toContain('Service Suite');
  });

  it('that no account has yet can get another composition, with one event per change', async () => {
    const desk = await givenDesk();
    await create(desk, { name: 'Revenue Suite', kind: 'suite', seating: 'seat', 'includes.sales': 'yes', 'includes.voice': 'yes' });
    expect((await settle(desk, 'revenue-suite', { name: 'Growth Suite', 'includes.support': 'yes' }, ['includes.voice'])).status).toBe(303);
    expect((await settle(desk, 'revenue-suite', {}, ['includes.sales'])).status).toBe(422);
    const events = (await log(desk)).slice(1);
    expect(events.map(({ action, after }) => [action, JSON.parse(after ?? '')])).toEqual([
      ['product.changed', { name: 'Growth Suite', onSale: true, follows: null }],
      ['suite.changed', { includes: ['Support', 'Sales'] }],
    ]);
  });

  it('that another operator has changed meanwhile is shown with its new values', async () => {
    const desk = await givenDesk();
    const fields = fieldsOf((await desk.desk.get(productPath('voice'))).html, productPath('voice'));
    const other = await browser(desk, desk.other);
    expect((await other.post(productPath('voice'), { ...fields, name: 'Telephony' })).status).toBe(303);
    const late = await desk.desk.post(productPath('voice'), { ...fields, name: 'Calls' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('nothing of yours was saved');
    expect(fieldsOf(late.html, productPath('voice')).name).toBe('Telephony');
    // A form that was refused keeps its old revision, so it is still stale.
    const refused = await desk.desk.post(productPath('voice'), { ...fields, name: '' });
    expect(refused.status).toBe(422);
    expect((await desk.desk.post(productPath('voice'), { ...fieldsOf(refused.html, productPath('voice')), name: 'Calls' })).status).toBe(
      409,
    );
  });
});

describe('a product that is withdrawn', () => {
  it('is no longer offered, stays with the accounts that have it, and can be put back on sale', async () => {
    const desk = await givenDesk();
    expect((await settle(desk, 'sales', {}, ['onSale'])).status).toBe(303);
    expect((await settle(desk, 'voice', {}, ['onSale'])).status).toBe(303);
    expect((await desk.desk.get(at)).text).toContain('Not on sale');

    const owner = await browser(desk, desk.account.owner);
    const form = await owner.get('/subscription/manage');
    expect(form.html).not.toContain('add.voice');
    expect(form.html).toContain('name="seats.sales"');
    const fields = fieldsOf(form.html, '/subscription/manage');
    const forged = await owner.post('/subscription/manage', { ...fields, 'add.voice': 'voice-standard', 'seats.voice': '4' });
    expect(forged.status).toBe(422);
    expect((await manage(owner, { 'seats.sales': '12' })).status).toBe(303);
    expect((await owner.get('/subscription')).text).toContain('Sales');
    expect((await desk.desk.get('/operator/accounts/new')).html).not.toContain('add.voice');

    expect((await settle(desk, 'voice', { onSale: 'yes' })).status).toBe(303);
    expect((await owner.get('/subscription/manage')).html).toContain('add.voice');
    expect((await log(desk)).map(({ action }) => action)).toEqual(['product.changed', 'product.changed', 'product.changed']);
  });
});

describe('a new price', () => {
  it('changes nothing for existing lines, and is the price of new lines', async () => {
    const desk = await givenDesk();
    const owner = await browser(desk, desk.account.owner);
    // A longer commitment, so that the next invoice still has today's prices.
    expect((await manage(owner, { extend: '2' })).status).toBe(303);
    // The second GET is the one to compare: the first one shows the flash message of the change.
    await owner.get('/subscription');
    const before = await owner.get('/subscription');
    const shorter = await browser(desk, (await givenAccount(desk.db)).owner);
    const sumsOf = async (who: Browser) => {
      const { text } = await who.get('/subscription');
      return { total: text.match(/before tax (\S+)/)?.[1], renewal: text.match(/the invoice will come to (\S+)/)?.[1] };
    };
    expect(await sumsOf(shorter)).toEqual({ total: '€2,974.00', renewal: '€3,539.06,' });
    const lines = await desk.db.selectFrom('lines').selectAll().execute();

    expect((await price(desk, 'sales-team', 'EUR', '40', '400')).status).toBe(303);
    expect((await price(desk, 'voice-standard', 'EUR', '99.99', '999.90')).status).toBe(303);
    const after = await owner.get('/subscription');
    expect(after.html).toBe(before.html);
    expect(after.text).toContain('€250.00 a month');
    // Without an extension the next renewal has the new price, and the page says so; the current total stays the same.
    expect((await shorter.get('/subscription')).text).toContain('€250.00 a month');
    expect(await sumsOf(shorter)).toEqual({ total: '€2,974.00', renewal: expect.not.stringContaining('3,539.06') });
    expect(await desk.db.selectFrom('lines').selectAll().execute()).toEqual(lines);

    // Additional seats of an existing line have the old price; a new line has the new price.
    expect((await manage(owner, { 'seats.sales': '12', 'add.voice': 'voice-standard', 'seats.voice': '1' })).status).toBe(303);
    const charges = await desk.db.selectFrom('charges').select(['product_id', 'unit_minor']).orderBy('product_id').execute();
    expect(charges).toEqual([
      { product_id: 'sales', unit_minor: 2500 },
      { product_id: 'voice', unit_minor: 9999 },
    ]);
    expect((await lineOf(desk, desk.account, 'voice')).plan_version_id).toBe('voice-standard-eur-2');

    // The renewals within the commitment have the old price, the first one after it has the new price.
    const salesOn = async (day: string) => {
      await dueOn(desk.db, day, noon);
      const rows = await desk.db
        .selectFrom('charges')
        .select(['unit_minor'])
        .where('account_id', '=', desk.account.id)
        .where('kind', '=', 'period')
        .where('product_id', '=', 'sales')
        .where('first_on', '=', day)
        .execute();
      return rows.map((row) => row.unit_minor);
    };
    expect(await salesOn('2026-04-01')).toEqual([2500]);
    expect(await salesOn('2026-05-01')).toEqual([2500]);
    expect(await salesOn('2026-06-01')).toEqual([4000]);
  });

  it('retires the old price, keeps it on the page, and never makes it current again', async () => {
    const desk = await givenDesk();
    await price(desk, 'voice-standard', 'EUR', '50', '500');
    await price(desk, 'voice-standard', 'CHF', '55', '550');
    await price(desk, 'voice-standard', 'EUR', '49', '529');
    expect(await versionsOf(desk, 'voice-standard')).toEqual([
      { currency: 'CHF', version: 1, monthly_unit_minor: 5500, annual_unit_minor: 55_000, retired_at: null },
      { currency: 'EUR', version: 1, monthly_unit_minor: 4900, annual_unit_minor: 52_900, retired_at: noon },
      { currency: 'EUR', version: 2, monthly_unit_minor: 5000, annual_unit_minor: 50_000, retired_at: noon },
      { currency: 'EUR', version: 3, monthly_unit_minor: 4900, annual_unit_minor: 52_900, retired_at: null },
    ]);
    const { text } = await desk.desk.get(planPath('voice-standard'));
    for (const words of ['CHF 55.00', '€50.00', '€529.00', 'Sold today', 'Retired']) expect(text).toContain(words);
    const boss = await browser(desk, desk.other);
    expect((await boss.get('/audit')).text).toContain('CHF 55.00');
  });

  it('is set once by a form that is sent twice; the current price again is refused; a stale form is refused', async () => {
    const desk = await givenDesk();
    const action = `${planPath('voice-standard')}/prices`;
    const seen = fieldsOf((await desk.desk.get(planPath('voice-standard'))).html, action);
    const fields = { ...seen, currency: 'EUR', monthly: '50', annual: '500' };
    const answers = await Promise.all([1, 2, 3].map(() => desk.desk.post(action, fields)));
    expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303]);
    expect(await versionsOf(desk, 'voice-standard')).toHaveLength(2);
    expect(await log(desk)).toHaveLength(1);

    const again = await price(desk, 'voice-standard', 'EUR', '50.00', '500,00');
    expect(again.status).toBe(422);
    expect(again.text).toContain('This is already the price');

    const late = await (await browser(desk, desk.other)).post(action, { ...fields, monthly: '60' });
    expect(late.status).toBe(409);
    expect(late.text).toContain('nothing of yours was saved');
    expect(await versionsOf(desk, 'voice-standard')).toHaveLength(2);
  });

  it('can be ended in a currency; accounts that have it keep it, and it can be sold again', async () => {
    const desk = await givenDesk();
    const end = () =>
      send(desk.desk, planPath('sales-team'), `${planPath('sales-team')}/prices/end`, {}).catch((error: Error) => error.message);
    expect(await end()).toMatchObject({ status: 303 });
    const page = await desk.desk.get(planPath('sales-team'));
    expect(page.text).toContain('no longer sold in EUR');
    expect(page.text).toContain('This plan is not sold at the moment');
    expect(await end()).toContain('no form posts');

    const owner = await browser(desk, desk.account.owner);
    expect((await manage(owner, { 'seats.sales': '12' })).status).toBe(303);
    const other = await givenAccount(desk.db);
    await desk.db.deleteFrom('lines').where('account_id', '=', other.id).where('product_id', '=', 'sales').execute();
    const buyer = await browser(desk, other.owner);
    const form = await buyer.get('/subscription/manage');
    expect(form.html).not.toContain('value="sales-team"');
    expect(form.html).toContain('value="sales-pro"');

    expect((await price(desk, 'sales-team', 'EUR', '26', '260')).status).toBe(303);
    expect((await buyer.get('/subscription/manage')).html).toContain('value="sales-team"');
    expect((await versionsOf(desk, 'sales-team')).map((row) => [row.version, row.retired_at === null])).toEqual([
      [1, false],
      [2, true],
    ]);
  });

  it('is parsed in the notation of the language', async () => {
    for (const [language, monthly, annual] of [
      ['en', '1234.5', '0'],
      ['de', '1234,50', '0,00'],
      ['fr', ' 1234,5 ', '0'],
      ['it', '1234,50', '0,0'],
    ] as const) {
      const desk = await givenDesk();
      await desk.db.updateTable('members').set({ language }).where('id', '=', desk.rep.id).execute();
      expect((await price(desk, 'voice-standard', 'CHF', monthly, annual)).status, language).toBe(303);
      expect((await versionsOf(desk, 'voice-standard'))[0]).toMatchObject({ monthly_unit_minor: 123_450, annual_unit_minor: 0 });
    }
  });

  it('has as many decimals as its currency', async () => {
    const desk = await givenDesk();
    expect((await price(desk, 'voice-standard', 'JPY', '7500', '79000')).status).toBe(303);
    expect((await price(desk, 'voice-standard', 'KWD', '1,234', '12.345')).status).toBe(303);
    expect((await versionsOf(desk, 'voice-standard')).slice(1)).toMatchObject([
      { currency: 'JPY', monthly_unit_minor: 7500, annual_unit_minor: 79_000 },
      { currency: 'KWD', monthly_unit_minor: 1234, annual_unit_minor: 12_345 },
    ]);
    const refused = await price(desk, 'voice-standard', 'JPY', '7500,5', '79000');
    expect([refused.status, refused.text.includes('Enter an amount such as 5500')]).toEqual([422, true]);
  });

  it('is refused with the typed values, and nothing is written', async () => {
    const desk = await givenDesk();
    await desk.db.updateTable('members').set({ language: 'de' }).where('id', '=', desk.rep.id).execute();
    const before = await snapshot(desk);
    const action = `${planPath('voice-standard')}/prices`;
    const good = { currency: 'EUR', monthly: '50,00', annual: '500,00' };
    const otherRevision = '0'.repeat(20);
    const refusals: [Record<string, string | string[]>, string][] = [
      [{ monthly: '' }, 'field-monthly-error'],
      [{ monthly: '-1' }, 'field-monthly-error'],
      [{ monthly: '1.000,00' }, 'field-monthly-error'],
      [{ monthly: '50,001' }, 'field-monthly-error'],
      [{ monthly: '5e2' }, 'field-monthly-error'],
      [{ monthly: '0x10' }, 'field-monthly-error'],
      [{ monthly: '1000000,01' }, 'Geben Sie höchstens 1.000.000,00'],
      [{ annual: '10000000,01' }, 'field-annual-error'],
      [{ annual: '9'.repeat(20) }, 'field-annual-error'],
      [{ annual: '9'.repeat(2000) }, 'field-annual-error'],
      [{ annual: '5\u00000' }, 'field-annual-error'],
      [{ annual: ['500', '600'] }, 'field-annual-error'],
      [{ annual: 'viel' }, 'zum Beispiel 55,00'],
      [{ currency: 'XXX' }, 'field-currency-error'],
      [{ currency: 'Euro' }, 'field-currency-error'],
      [{ currency: '' }, 'field-currency-error'],
      [{ seen: otherRevision }, ''],
      [{ seen: "'; --" }, ''],
      [{ plan: 'sales-team' }, 'gehörte'],
    ];
    for (const [change, words] of refusals) {
      const isStale = change.seen === otherRevision;
      const answer = await send(desk.desk, planPath('voice-standard'), action, { ...good, ...change });
      expect(answer.status, JSON.stringify(change)).toBe(isStale ? 409 : 422);
      if (change.plan === undefined) expect(answer.html, JSON.stringify(change)).toContain(words);
      if (!('monthly' in change) && !isStale) expect(fieldsOf(answer.html, action).monthly).toBe('50,00');
    }
    expect(await snapshot(desk)).toBe(before);
  });
});

describe('a plan', () => {
  it('is refused if its name or level is taken or invalid', async () => {
    const desk = await givenDesk();
    const before = await snapshot(desk);
    for (const [planName, level, words] of [
      ['team', '3', 'already has a plan with this name'],
      ['Growth', '2', 'already has a plan of this level'],
      ['Growth', '0', 'Enter a level from 1 to 99'],
      ['Growth', '100', 'Enter a level from 1 to 99'],
      ['Growth', '1.5', 'Enter a level from 1 to 99'],
      ['Growth', '', 'Fill in “Level”'],
      ['', '3', 'Fill in “Name of the plan”'],
      ['x'.repeat(61), '3', 'too long'],
    ] as const) {
      const answer = await addPlan(desk, 'sales', planName, level);
      expect([answer.status, answer.text.includes(words)], `${planName} ${level}`).toEqual([422, true]);
      expect(fieldsOf(answer.html, `${productPath('sales')}/plans`)).toEqual({ planName, level });
    }
    expect(await snapshot(desk)).toBe(before);
    // The path of the refused form also answers a GET.
    expect((await desk.desk.get(`${productPath('sales')}/plans`)).status).toBe(200);
    expect((await desk.desk.get(`${planPath('sales-team')}/prices`)).status).toBe(200);
  });

  it('is renamed for all accounts, with an event, unless another operator was faster', async () => {
    const desk = await givenDesk();
    const action = planPath('sales-team');
    const fields = fieldsOf((await desk.desk.get(action)).html, action);
    expect((await desk.desk.post(action, { ...fields, planName: 'Starter' })).status).toBe(303);
    expect((await (await browser(desk, desk.account.owner)).get('/subscription')).text).toContain('Starter');
    expect((await log(desk)).map(({ action: what, after }) => [what, JSON.parse(after ?? '')])).toEqual([
      ['plan.changed', { name: 'Starter' }],
    ]);
    expect((await desk.desk.post(action, { ...fields, planName: 'Basic' })).status).toBe(409);
    expect((await send(desk.desk, action, action, { planName: 'pro' })).status).toBe(422);
    expect((await send(desk.desk, action, action, { planName: 'STARTER' })).status).toBe(303);
  });
});

describe('the catalogue', () => {
  it('says what to do first if nothing is sold', async () => {
    const desk = await givenDesk();
    for (const table of ['seats_held', 'lines', 'seat_groups', 'suite_products', 'plan_versions', 'plans', 'products'] as const) {
      await desk.db.deleteFrom(table).execute();
    }
    const page = await desk.desk.get(at);
    expect(page.text).toContain('Nothing is sold yet');
    expect(page.html).toContain(`href="${newProduct}"`);
    const form = await desk.desk.get(newProduct);
    expect(form.html).not.toContain('name="includes.');
    expect((await create(desk, { name: 'First', kind: 'suite' })).status).toBe(422);
    expect((await create(desk, { name: 'First' })).status).toBe(303);
    expect((await desk.desk.get(productPath('first'))).text).toContain('There is no plan yet');
    await addPlan(desk, 'first', 'Standard', '1');
    expect((await desk.desk.get(planPath('first-standard'))).text).toContain('There is no price yet');
  });

  it('answers 404 to unknown ids', async () => {
    const desk = await givenDesk();
    for (const id of ['nothing', '..%2F', '%00', "'", 'constructor', '__proto__', 'x'.repeat(5000)]) {
      for (const path of [productPath(id), `${productPath(id)}/plans`, planPath(id), `${planPath(id)}/prices`]) {
        expect((await desk.desk.get(path)).status, path).toBe(404);
        expect((await desk.desk.post(path, {})).status, path).toBe(404);
      }
      expect((await desk.desk.post(`${planPath(id)}/prices/end`, { currency: 'EUR', seen: '0'.repeat(20) })).status).toBe(404);
    }
  });

  it('is not changed by a member who stops being an operator during the request', async () => {
    const desk = await givenDesk();
    const coupon = newId();
    await desk.db.insertInto('coupons').values({ id: coupon, code: 'SPRING', kind: 'percent', value: 100, created_at: 0 }).execute();
    await create(desk, { name: 'Field Service' });
    const fieldsAt = async (path: string, action = path) => fieldsOf((await desk.desk.get(path)).html, action);
    const [product, plan, coupons] = [productPath('voice'), planPath('voice-standard'), `${at}/coupons`];
    const forms: [string, Record<string, string>][] = [
      [newProduct, { ...(await fieldsAt(newProduct)), name: 'Other' }],
      [product, { ...(await fieldsAt(product)), name: 'Other' }],
      [`${product}/plans`, { planName: 'Other', level: '9' }],
      [plan, { ...(await fieldsAt(plan)), planName: 'Other' }],
      [`${plan}/prices`, { ...(await fieldsAt(plan, `${plan}/prices`)), currency: 'EUR', monthly: '1', annual: '1' }],
      [`${plan}/prices/end`, await fieldsAt(plan, `${plan}/prices/end`)],
      [`${coupons}/new`, { ...(await fieldsAt(`${coupons}/new`)), code: 'OTHER', value: '5' }],
      [`${coupons}/${coupon}`, { ...(await fieldsAt(`${coupons}/${coupon}`)), maxRedemptions: '5' }],
      [`${coupons}/${coupon}/end`, {}],
    ];
    const before = await snapshot(desk);
    for (const [path, fields] of forms) {
      await desk.db.updateTable('members').set({ is_operator: 1, status: 'active' }).where('id', '=', desk.rep.id).execute();
      const secret = await startSession(desk.db, desk.rep, 'test browser');
      // The guard has read the session before the body is read; the member is suspended in between.
      const body = new ReadableStream(
        {
          async pull(controller) {
            await desk.db.updateTable('members').set({ status: 'suspended' }).where('id', '=', desk.rep.id).execute();
            controller.enqueue(new TextEncoder().encode(new URLSearchParams(fields).toString()));
            controller.close();
          },
        },
        { highWaterMark: 0 },
      );
      const headers = { origin, cookie: `seatkeeper=${secret}`, 'content-type': 'application/x-www-form-urlencoded' };
      const request = new Request(origin + path, { method: 'POST', headers, body, duplex: 'half' } as RequestInit);
      expect((await desk.app.request(request)).status, path).toBe(403);
      expect(await snapshot(desk), path).toBe(before);
    }
  });

  it('keeps the composition of a product that accounts have, also if one buys it in the meantime', async () => {
    const desk = await givenDesk();
    const by = actingAs(desk.rep, noon, 'operator');
    const product = (await findDeskCatalogue(desk.db)).find(({ id }) => id === 'ai-assist');
    if (!product) throw new Error('not there');
    const result = await transaction(desk.db, (trx) =>
      changeProduct(trx, { id: 'ai-assist', seen: product.revision, wanted: { ...product, follows: 'sales' }, by }),
    );
    expect(result).toEqual({ outcome: 'refused', refused: 'held' });
  });
});

it('a slug that is taken gets a number, and never grows too long', () => {
  const slug = (name: string, taken: string[] = []) => freeSlug(name, { otherwise: 'product', longest: 10, taken });
  expect(slug('Help Center Pro')).toBe('help-cente');
  expect(slug('Help Cent & more')).toBe('help-cent');
  expect(slug('  --Élan 2-- ')).toBe('elan-2');
  expect(slug('7', ['product', 'product-2'])).toBe('product-3');
  const taken = ['help-cente', ...Array.from({ length: 8 }, (_, n) => `help-cen-${n + 2}`)];
  expect(slug('Help Center', taken)).toBe('help-ce-10');
});

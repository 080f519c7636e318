import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messagesFor } from '../../src/i18n/messages.ts';
import { addDays } from '../../src/values/day.ts';
import { connectToChromium } from '../support/chromium.ts';
import type { TestServer } from '../support/server.ts';
import { expectAccessible, expectAccessibleWithoutScript } from './accessible.ts';
import { press, readIn, type Somebody, signIn, startDemoServer } from './people.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await connectToChromium();
});

afterAll(async () => {
  await browser?.close();
});

describe.each([
  { language: 'en', javaScriptEnabled: true },
  { language: 'it', javaScriptEnabled: false },
] as const)('the operator desk in $language (JavaScript: $javaScriptEnabled)', ({ language, javaScriptEnabled }) => {
  const t = messagesFor(language);
  const { accounts, newAccount, account, subscription, orders } = t.operator;
  const check = javaScriptEnabled ? expectAccessible : expectAccessibleWithoutScript;
  let server: TestServer;

  beforeAll(async () => {
    server = await startDemoServer();
  });

  afterAll(async () => {
    await server?.stop();
  });

  async function enter(email = 'rep@vendor.example'): Promise<Somebody> {
    const somebody = await signIn(browser, server, email, { javaScriptEnabled, locale: language });
    await readIn(somebody, language);
    return somebody;
  }

  async function findAccount({ page, open }: Somebody, part: string, name: string): Promise<void> {
    await open('/operator/accounts');
    await page.locator('main input[name=search]').fill(part);
    await press(page.getByRole('button', { name: t.operator.search, exact: true }));
    await press(page.locator('main tbody').getByRole('link', { name }));
    expect(await page.locator('h1').innerText()).toBe(name);
  }

  const said = (page: Page) => page.locator('#notice').innerText();
  const main = (page: Page) => page.locator('main').innerText();

  const expectErrors = (page: Page) => expect.poll(() => page.evaluate('document.activeElement.id')).toBe('error-summary');

  it('makes an account, whose owner joins by the link that is shown', async () => {
    const operator = await enter();
    const { page } = operator;
    await press(page.locator('nav').getByRole('link', { name: t.common.nav.accounts, exact: true }).last());
    expect(await page.locator('h1').innerText()).toBe(accounts.title);
    await check(page, 'the accounts');
    await press(page.getByRole('link', { name: accounts.create }));
    await check(page, 'Create account');
    await page.locator('input[name=name]').fill('Voorbeeld Fietsen');
    await press(page.getByRole('button', { name: newAccount.button }));
    await expectErrors(page);
    expect(await page.locator('input[name=name]').inputValue()).toBe('Voorbeeld Fietsen');
    await check(page, 'Create account, refused');

    await page.locator('input[name=ownerName]').fill('Mina Voorbeeld');
    await page.locator('input[name=ownerEmail]').fill('mina@fietsen.example');
    await page.locator('select[name=currency]').selectOption('EUR');
    await page.locator('input[name=taxRate]').fill('21');
    await page.locator('select[name="add.sales"]').selectOption({ label: 'Team' });
    await page.locator('input[name="seats.sales"]').fill('3');
    await page.getByRole('button', { name: newAccount.button }).dblclick();
    await page.waitForURL(/\/operator\/accounts\/[0-9a-z]{26}$/);
    expect(await page.locator('h1').innerText()).toBe('Voorbeeld Fietsen');
    await check(page, 'a new account');
    // A double click makes one account, but its second answer no longer has the link: there is a button for another.
    const link = page.locator('input[name=link]');
    if ((await link.count()) === 0) await press(page.getByRole('button', { name: newAccount.againNoMail }));
    const address = await link.inputValue();
    await operator.open('/operator/accounts?search=Fietsen');
    expect(await page.locator('main tbody tr').count()).toBe(1);
    await operator.context.close();

    const context = await browser.newContext({ javaScriptEnabled, locale: language });
    const owner = await context.newPage();
    await owner.goto(address);
    await owner.locator('input[name=password]').fill('saddle and handlebar');
    await press(owner.getByRole('button', { name: t.auth.invitation.button }));
    await owner.goto(`${server.url}/subscription`);
    expect(await main(owner)).toContain('Sales');
    await context.close();
  });

  it('changes the type of an account, which closes the requests that are no longer possible', async () => {
    const operator = await enter();
    const { page } = operator;
    await findAccount(operator, 'fictief', 'Fictief Logistics');
    await check(page, 'an account on the desk');
    await page.locator('#settings input[name=paymentTerms]').fill('soon');
    await press(page.getByRole('button', { name: t.operator.save }));
    await expectErrors(page);
    await page.locator('#settings input[name=paymentTerms]').fill('14');
    await page.locator('#settings input[name=type][value=managed]').check();
    await press(page.getByRole('button', { name: t.operator.save }));
    expect(await said(page)).toContain(account.closed(2));
    await operator.context.close();

    const admin = await enter('admin2@online-assisted.example');
    await admin.open('/subscription/requests');
    expect(await main(admin.page)).toContain(t.requests.closedBecause.type);
    expect(await admin.page.getByRole('link', { name: t.subscription.manage, exact: true }).count()).toBe(0);
    await admin.context.close();
  });

  it('changes the subscription of a managed account, and adds temporary seats at a price that was seen', async () => {
    const operator = await enter();
    const { page } = operator;
    await findAccount(operator, 'esempio', 'Esempio Energia');
    await press(page.locator('.tabs').getByRole('link', { name: account.subscription, exact: true }));
    await check(page, 'the subscription on the desk');
    const seats = page.locator('input[name="seats.voice"]');
    await seats.fill(String(Number(await seats.inputValue()) + 2));
    if (!javaScriptEnabled) await press(page.getByRole('button', { name: t.subscription.updateSummary }));
    await expect.poll(() => page.locator('#summary').innerText()).toContain('(+2)');
    await press(page.locator('form button.primary').first());
    expect(await said(page)).toMatch(/#\d{5}/);

    await press(page.getByRole('link', { name: subscription.add }));
    await check(page, 'Add temporary seats');
    await page.locator('select[name=group]').selectOption('voice');
    await page.locator('main input[name=seats]').fill('5');
    const today = await page.locator('input[name=firstOn]').inputValue();
    await page.locator('input[name=lastOn]').fill(addDays(today, -1));
    await press(page.getByRole('button', { name: t.temporarySeats.check }));
    expect(await page.locator('.error-summary').innerText()).toContain(t.temporarySeats.refusals['last-before-first']);
    await page.locator('input[name=lastOn]').fill(addDays(today, 6));
    await press(page.getByRole('button', { name: t.temporarySeats.check }));
    expect(await main(page)).toContain(subscription.addNothingYet);
    await check(page, 'the price of temporary seats on the desk');
    await press(page.getByRole('button', { name: subscription.add }));
    const added = page.locator('#temporary tbody tr', { hasText: 'Voice' });
    expect(await added.count()).toBe(1);
    await press(added.getByRole('button', { name: subscription.end }));
    expect(await said(page)).toContain(subscription.ended);
    await operator.context.close();

    const owner = await enter('owner@managed.example');
    await owner.open('/audit');
    expect(await main(owner.page)).toContain('Piet Esempio');
    await owner.context.close();
  });

  it('places the order that somebody wrote for, and rejects another with a reason', async () => {
    const admin = await enter('admin@managed.example');
    const representative = await enter();
    const { page } = representative;
    for (const answer of ['place', 'reject'] as const) {
      await admin.open('/team/seats?group=voice');
      await admin.page.locator('main input[name=seats]').fill('3');
      await admin.page.locator('textarea[name=note]').fill('Per la linea <diretta>');
      await press(admin.page.locator('main form button.primary'));

      await representative.open('/operator/orders');
      await check(page, 'what waits on the desk');
      const waiting = page.locator('main tbody tr', { hasText: 'Esempio Energia' });
      // What was written last stands last.
      await press(waiting.last().getByRole('link', { name: orders.review }));
      expect(await main(page)).toContain('Per la linea <diretta>');
      await check(page, 'a request on the desk');
      if (answer === 'place') {
        await press(page.getByRole('button', { name: orders.place }));
        expect(await said(page)).toMatch(/#\d{5}/);
        continue;
      }
      await press(page.getByRole('button', { name: t.requests.reject }));
      await expectErrors(page);
      await page.locator('textarea[name=reason]').fill('Ne parliamo lunedì.');
      await press(page.getByRole('button', { name: t.requests.reject }));
    }
    await representative.open('/operator/orders?show=placed');
    expect(await page.locator('main tbody tr').first().innerText()).toContain('Esempio Energia');
    await admin.open('/subscription/requests');
    expect(await main(admin.page)).toContain('Ne parliamo lunedì.');
    await admin.context.close();
    await representative.context.close();
  });

  it('finds what is overdue, looks at the invoice, and marks it as paid once', async () => {
    const operator = await enter();
    const { page } = operator;
    const w = t.operatorInvoices;
    await press(page.locator('nav').getByRole('link', { name: t.common.nav.invoices, exact: true }).last());
    await check(page, 'the invoices of all accounts');
    await press(page.locator('.tabs').getByRole('link', { name: w.tab.open }));
    await page.locator('main input[name=search]').fill('studio');
    await press(page.getByRole('button', { name: t.operator.search, exact: true }));
    expect(await page.locator('.tabs a[aria-current=page]').innerText()).toBe(w.tab.open);
    const row = page.locator('main tbody tr', { hasText: 'Studio Beispiel' });
    expect(await page.locator('main tbody tr').count()).toBe(await row.count());
    await press(row.first().locator('th a'));
    const number = (await page.locator('h1').innerText()).match(/#\d{5}/)?.[0] ?? '';
    await check(page, 'an invoice on the desk');

    // On paper it is the invoice alone.
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#payment').isVisible()).toBe(false);
    expect(await page.locator('nav.navigation').isVisible()).toBe(false);
    expect(await page.locator('main table tfoot').isVisible()).toBe(true);
    await page.emulateMedia({ media: null });

    await page.locator('input[name=paidOn]').fill('2000-01-01');
    await press(page.getByRole('button', { name: w.markPaid }));
    await expectErrors(page);
    await check(page, 'an invoice on the desk, with a day that is too early');
    await operator.open(new URL(page.url()).pathname.replace('/payment', ''));
    await page.getByRole('button', { name: w.markPaid }).dblclick();
    await expect.poll(() => page.getByRole('button', { name: w.markPaid }).count()).toBe(0);
    expect(await said(page)).toContain(number);
    await operator.open('/operator/invoices?state=paid&search=studio');
    expect(await page.locator('main tbody tr', { hasText: number }).count()).toBe(1);
    await operator.context.close();

    const owner = await enter('owner@self-service.example');
    await owner.open('/audit');
    expect(await owner.page.locator('main tbody tr', { hasText: t.audit.actions['invoice.paid'] }).first().innerText()).toContain(
      'Piet Esempio',
    );
    await owner.context.close();
  });

  it('sends a message again that did not arrive', async () => {
    const operator = await enter();
    const { page } = operator;
    const w = t.operatorMail;
    await press(page.locator('nav').getByRole('link', { name: w.count(1) }));
    expect(await page.locator('h1').innerText()).toBe(w.title);
    await check(page, 'mail that did not arrive');
    await page.getByRole('button', { name: w.sendAgain }).dblclick();
    await page.locator('#notice').waitFor();
    expect(await main(page)).toContain(w.none.refused.title);
    await check(page, 'no mail that did not arrive');
    expect(
      await page
        .locator('nav')
        .getByRole('link', { name: w.count(1) })
        .count(),
    ).toBe(0);
    await press(page.locator('.tabs').getByRole('link', { name: w.tab.failing }));
    expect(await main(page)).toContain(w.none.failing.title);
    await operator.context.close();
  });

  it('is not open to those who are no operators', async () => {
    const owner = await enter('owner@self-service.example');
    for (const path of ['/operator/accounts', '/operator/orders', '/operator/invoices', '/operator/mail']) {
      await owner.open(path);
      expect(await owner.page.locator('h1').innerText(), path).toBe(t.common.errors.forbiddenTitle);
    }
    await owner.context.close();
  });
});

import type { Browser } from 'playwright-core';
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
  { language: 'fr', javaScriptEnabled: false },
] as const)('what is paid for, in $language (JavaScript: $javaScriptEnabled)', ({ language, javaScriptEnabled }) => {
  const t = messagesFor(language);
  const check = javaScriptEnabled ? expectAccessible : expectAccessibleWithoutScript;
  let server: TestServer;

  beforeAll(async () => {
    server = await startDemoServer();
  });

  afterAll(async () => {
    await server?.stop();
  });

  async function enter(who: string): Promise<Somebody> {
    const somebody = await signIn(browser, server, `${who}@self-service.example`, { javaScriptEnabled, locale: language });
    await readIn(somebody, language);
    return somebody;
  }

  const said = ({ page }: Somebody) => page.locator('#notice').innerText();

  it('invoices are listed, and each is a sheet of paper', async () => {
    const owner = await enter('owner');
    const { page } = owner;
    await press(page.locator('nav').getByRole('link', { name: t.common.nav.invoices }));
    expect(await page.locator('h1').innerText()).toBe(t.invoices.title);
    const rows = page.locator('main tbody tr');
    expect(await rows.count()).toBeGreaterThan(5);
    expect(await rows.first().innerText()).toContain(t.invoices.states.open);
    await check(page, 'Invoices');
    const number = await rows.first().getByRole('link').innerText();
    await press(rows.first().getByRole('link'));
    expect(await page.locator('h1').innerText()).toBe(t.invoices.one(number));
    await check(page, 'an invoice');

    // On paper stands the invoice, and nothing to press.
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('main table').isVisible()).toBe(true);
    expect(await page.locator('h1').isVisible()).toBe(true);
    for (const away of ['nav', 'header.top', 'main .button', '.back']) {
      for (const one of await page.locator(away).all()) expect(await one.isVisible(), `${away} in print`).toBe(false);
    }
    await page.emulateMedia({ media: null });

    const admin = await enter('admin');
    expect(await admin.page.locator('nav').getByRole('link', { name: t.common.nav.invoices }).count()).toBe(0);
    await admin.open(new URL(page.url()).pathname);
    expect(await admin.page.locator('h1').innerText()).toBe(t.common.errors.forbiddenTitle);
    await admin.context.close();
    await owner.context.close();
  });

  it('temporary seats are bought after their price was seen', async () => {
    const words = t.temporarySeats;
    const billing = await enter('billing');
    const { page } = billing;
    await billing.open('/subscription');
    await press(page.getByRole('link', { name: words.buyTitle }));
    await check(page, 'Buy temporary seats');
    await page.locator('select[name=group]').selectOption('voice');
    await page.locator('input[name=seats]').fill('3');
    const today = await page.locator('input[name=firstOn]').inputValue();
    await page.locator('input[name=lastOn]').fill(addDays(today, -1));
    await press(page.getByRole('button', { name: words.check }));
    expect(await page.locator('.error-summary').innerText()).toContain(words.refusals['last-before-first']);
    expect(await page.locator('input[name=seats]').inputValue()).toBe('3');
    await check(page, 'temporary seats, refused');
    await page.locator('input[name=lastOn]').fill(addDays(today, 13));
    await press(page.getByRole('button', { name: words.check }));
    expect(await page.locator('h1').innerText()).toBe(words.confirmTitle);
    expect(await page.locator('tr.total').innerText()).toMatch(/\d/);
    await check(page, 'the price of temporary seats');
    await page.getByRole('button', { name: words.buy }).dblclick();
    await page.waitForURL(/\/subscription$/);
    expect(await page.locator('#notice').innerText()).toMatch(/3.*#\d{5}/s);
    const temporary = page.locator('.rows li', { hasText: t.subscription.temporarySeats(3, 'Voice') });
    expect(await temporary.count()).toBe(1);
    expect(await temporary.innerText()).toContain(t.subscription.active);
    await billing.context.close();
  });

  it('fewer seats: who would lose theirs is shown before anything is saved, others are chosen, and it is undone', async () => {
    const words = t.seatLoss;
    const owner = await enter('owner');
    const { page } = owner;
    await owner.open('/subscription/manage');
    await page.locator('input[name="seats.sales"]').fill('4');
    if (!javaScriptEnabled) await press(page.getByRole('button', { name: t.subscription.updateSummary }));
    await expect.poll(() => page.locator('#summary').innerText()).toContain(words.nextStep);
    const named = await page.locator('.summary-losers p').first().innerText();
    await check(page, 'Manage, below what is in use');
    await press(page.getByRole('button', { name: t.subscription.updateSubscription }));

    expect(await page.locator('h1').innerText()).toBe(words.title);
    const going = page.locator('input[type=checkbox]:checked');
    expect(await going.count()).toBe(2);
    const names = await page.locator('.choice:has(input:checked) label').allInnerTexts();
    for (const name of names) expect(named).toContain(name);
    await check(page, 'who would lose their seat, before it is saved');
    await owner.open('/subscription');
    const change = page.locator('#upcoming tr', { hasText: 'Sales' });
    expect(await change.count(), 'nothing is saved yet').toBe(0);
    await page.goBack();

    await going.first().uncheck();
    await press(page.getByRole('button', { name: t.subscription.updateSubscription }));
    expect(await page.locator('.error-summary').innerText()).toContain(words.wrongCount(2, 1));
    expect(await page.evaluate('document.activeElement.id')).toBe('error-summary');
    expect(await going.count()).toBe(1);
    await check(page, 'who would lose their seat, refused');
    await page.locator('.error-summary a').click();
    expect(await page.evaluate('document.activeElement.type')).toBe('checkbox');
    await page.locator('input[type=checkbox]:not(:checked)').last().check();
    const [, other = ''] = await page.locator('.choice:has(input:checked) label').allInnerTexts();
    await press(page.getByRole('button', { name: t.subscription.updateSubscription }));
    expect(new URL(page.url()).pathname).toBe('/subscription');
    expect(await said(owner)).toMatch(/#\d{5}/);

    // What waits keeps the choice, and it can be changed there.
    await press(change.getByRole('link', { name: words.title }));
    expect(await page.locator('main').innerText()).toContain(words.chosen);
    expect(await page.locator('.choice:has(input:checked) label').allInnerTexts()).toContain(other);
    await check(page, 'who would lose their seat, of what waits');
    await press(page.getByRole('button', { name: words.now }));
    expect(await said(owner)).toContain(words.given(2));
    expect(await change.getByRole('link', { name: words.title }).count()).toBe(0);
    await press(change.getByRole('button', { name: t.subscription.undo }));
    expect(await said(owner)).toContain(t.subscription.undone);
    await owner.context.close();
  });

  it('the settings and the payment information are changed by the owner and seen by billing admins', async () => {
    const words = t.settings;
    const owner = await enter('owner');
    const { page } = owner;
    await press(page.locator('nav').getByRole('link', { name: t.common.nav.settings }));
    await check(page, 'Settings');
    await page.locator('#account input[name=name]').fill('');
    await press(page.getByRole('button', { name: words.save }));
    expect(await page.evaluate('document.activeElement.id')).toBe('error-summary');
    await check(page, 'Settings, refused');
    await page.locator('#account input[name=name]').fill('Studio Beispiel & Töchter');
    await press(page.getByRole('button', { name: words.save }));
    expect(await said(owner)).toContain(words.saved);
    await page.locator('#payment input[name=method][value=invoice]').check();
    await page.locator('#payment input[name=purchaseOrder]').fill('PO 17/4');
    await press(page.getByRole('button', { name: words.savePayment }));
    expect(await page.locator('#payment input[name=purchaseOrder]').inputValue()).toBe('PO 17/4');

    const billing = await enter('billing');
    await billing.open('/settings');
    expect(await billing.page.locator('main').innerText()).toContain('Studio Beispiel & Töchter');
    expect(await billing.page.locator('main form').count()).toBe(0);
    await check(billing.page, 'Settings, only seen');
    await billing.context.close();
    await owner.context.close();
  });

  it('cancelling takes the name of the account, and ends access at once and for everybody', async () => {
    const words = t.cancellation;
    const admin = await enter('admin');
    const owner = await enter('owner');
    const { page } = owner;
    await owner.open('/subscription');
    await press(page.locator('#cancellation').getByRole('link'));
    expect(await page.locator('h1').innerText()).toBe(words.title);
    await check(page, 'Cancel account');
    await page.locator('input[name=name]').fill('Another account');
    await press(page.getByRole('button', { name: words.button }));
    expect(await page.locator('.error-summary').innerText()).toContain(words.wrongName);
    expect(await page.locator('input[name=name]').inputValue()).toBe('Another account');
    await check(page, 'Cancel account, refused');
    const name = /:\s(.+)$/.exec(await page.locator('#field-name-hint').innerText())?.[1] ?? '';
    await page.locator('input[name=name]').fill(name);
    await press(page.getByRole('button', { name: words.button }));
    expect(await page.locator('main').innerText()).toContain(words.done);
    await check(page, 'after the account was cancelled');

    for (const one of [admin, owner]) {
      await one.open('/subscription');
      expect(new URL(one.page.url()).pathname).toBe('/sign-in');
    }
    await page.locator('input[name=email]').fill('owner@self-service.example');
    await page.locator('input[name=password]').fill('seatkeeper-demo');
    await press(page.locator('main form button[type=submit]').first());
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    expect(await page.locator('.error-summary').innerText()).toContain(t.auth.signIn.wrong);
    await admin.context.close();
    await owner.context.close();
  });
});

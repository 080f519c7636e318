import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../src/i18n/language.ts';
import { messagesFor } from '../../src/i18n/messages.ts';
import { connectToChromium } from '../support/chromium.ts';
import type { TestServer } from '../support/server.ts';
import { type SmtpServer, startSmtp } from '../support/smtp.ts';
import { expectAccessible } from './accessible.ts';
import { type Somebody, signIn, startDemoServer } from './people.ts';

let browser: Browser;
let server: TestServer;
let smtp: SmtpServer;

beforeAll(async () => {
  smtp = await startSmtp();
  [browser, server] = await Promise.all([
    connectToChromium(),
    startDemoServer({ SMTP_URL: smtp.url.href, MAIL_FROM: 'seats@vendor.example' }),
  ]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await smtp?.close();
});

/** Puts away what the demo data left pending, so that the story starts with nothing asked. */
async function withdrawWhatIsPending({ page, open }: Somebody): Promise<void> {
  await open('/subscription/manage');
  const withdraw = page.locator('form[action$="/withdrawal"] button');
  if ((await withdraw.count()) > 0) await withdraw.first().click();
}

async function mailTo(recipient: string, words: string): Promise<string> {
  const find = () => smtp.received.find((mail) => mail.recipients.includes(recipient) && (mail.header('subject') ?? '').includes(words));
  await expect.poll(() => find() !== undefined, { timeout: 15_000, message: `a letter "${words}" to ${recipient}` }).toBe(true);
  return find()?.raw ?? '';
}

describe.each([
  { domain: 'self-service.example', javaScriptEnabled: true },
  { domain: 'online-assisted.example', javaScriptEnabled: false },
])('ask, answer, change at $domain (JavaScript: $javaScriptEnabled)', ({ domain, javaScriptEnabled }) => {
  const product = 'sales';

  it('an admin asks, the owner reads the cost and approves, the subscription has changed and everybody knows', async () => {
    const admin = await signIn(browser, server, `admin2@${domain}`, { javaScriptEnabled });
    const { page } = admin;
    await withdrawWhatIsPending(admin);

    // Subscription, Manage, the numbers, the summary.
    await admin.open('/subscription');
    await page.getByRole('link', { name: 'Manage', exact: true }).click();
    expect(await page.locator('h1').innerText()).toBe('Subscription change request');
    const field = page.locator(`input[name="seats.${product}"]`);
    const seats = Number(await field.inputValue());
    await field.fill(String(seats + 3));
    if (!javaScriptEnabled) await page.getByRole('button', { name: 'Update summary' }).click();
    await expect.poll(() => page.locator('#summary').innerText()).toContain('(+3)');
    if (javaScriptEnabled) await expectAccessible(page, 'a request being written');
    await page.locator('textarea[name=note]').fill('Three people join the sales team <on Monday>');
    await page.getByRole('button', { name: 'Submit request' }).click();
    await page.waitForURL(/\/subscription\/requests/);
    await admin.open('/subscription/manage');
    expect(await page.locator('main').innerText()).toContain('Withdraw');
    if (javaScriptEnabled) await expectAccessible(page, 'the pending request of its requester');

    // The owner is told, sees the count, reviews and approves.
    await mailTo(`owner@${domain}`, '');
    const owner = await signIn(browser, server, `owner@${domain}`, { javaScriptEnabled });
    await owner.open('/subscription');
    expect(await owner.page.locator('nav .count').first().innerText()).toMatch(/\d/);
    await owner.open('/subscription/requests');
    if (javaScriptEnabled) await expectAccessible(owner.page, 'the list of requests');
    const asked = owner.page.locator('tr', { hasText: `from ${seats} to ${seats + 3}` }).first();
    await asked.getByRole('link', { name: /Review request/ }).click();
    expect(await owner.page.locator('h1').innerText()).toBe('Request summary');
    const review = await owner.page.locator('main').innerText();
    expect(review).toContain('Three people join the sales team <on Monday>');
    expect(review).toMatch(/Cost of the additions\s[\s\S]*?(€|CHF)\s?[\d,.]+/);
    if (javaScriptEnabled) await expectAccessible(owner.page, 'the review of a request');
    await owner.page.getByRole('button', { name: /Update subscription/ }).click();
    await owner.page.waitForURL((url) => !url.pathname.endsWith('/approval'));

    // It has changed, the requester knows, and the log tells the story.
    await owner.open('/subscription');
    expect(await owner.page.locator('main').innerText()).toContain(`${seats + 3} agent seats`);
    await mailTo(`admin2@${domain}`, '');
    await owner.open('/audit');
    expect(await owner.page.locator('main').innerText()).toContain(`#`);
    if (javaScriptEnabled) await expectAccessible(owner.page, 'the audit log');
    await admin.open('/subscription/requests');
    expect(await page.locator('main').innerText()).toContain('Approved by');
    await admin.context.close();
    await owner.context.close();
  });

  it('an admin asks, and the owner rejects with a reason that the admin reads', async () => {
    const admin = await signIn(browser, server, `admin2@${domain}`, { javaScriptEnabled });
    await withdrawWhatIsPending(admin);
    await admin.open('/subscription/manage');
    const field = admin.page.locator(`input[name="seats.${product}"]`);
    await field.fill(String(Number(await field.inputValue()) + 40));
    await admin.page.getByRole('button', { name: 'Submit request' }).click();
    await admin.page.waitForURL(/\/subscription\/requests/);

    const billing = await signIn(browser, server, `billing@${domain}`, { javaScriptEnabled });
    await billing.open('/subscription/requests');
    await billing.page
      .locator('tr', { hasText: '40 more seats' })
      .getByRole('link', { name: /Review request/ })
      .click();
    // Without a reason nothing is rejected, and the page says so at the field.
    await billing.page.getByRole('button', { name: /^Reject/ }).click();
    expect(await billing.page.locator('.error-summary').innerText()).toContain('Enter a reason');
    if (javaScriptEnabled) await expectAccessible(billing.page, 'a rejection without a reason');
    await billing.page.locator('textarea[name=reason]').fill('Please wait for the new budget.');
    await billing.page.getByRole('button', { name: /^Reject/ }).click();
    await billing.page.waitForURL((url) => !url.pathname.endsWith('/rejection'));

    await admin.open('/subscription/requests');
    expect(await admin.page.locator('main').innerText()).toContain('Please wait for the new budget.');
    await admin.context.close();
    await billing.context.close();
  });
});

describe('accounts that nobody changes online', () => {
  it.each(['sales-assisted.example', 'managed.example'])('%s says whom to ask, by name', async (domain) => {
    for (const who of ['owner', 'billing', 'admin']) {
      const person = await signIn(browser, server, `${who}@${domain}`, { javaScriptEnabled: who !== 'admin' });
      await person.open('/subscription');
      expect(await person.page.getByRole('link', { name: 'Manage', exact: true }).count()).toBe(0);
      expect(await person.page.locator('main').innerText()).toContain('rep@vendor.example');
      if (who === 'owner') await expectAccessible(person.page, `Subscription at ${domain}`);
      await person.open('/subscription/manage');
      expect(await person.page.locator('main').innerText()).toContain('403');
      await person.context.close();
    }
  });
});

describe('every language', () => {
  it.each(languages)('%s is complete, set on the page, and accessible', async (language) => {
    const t = messagesFor(language);
    const owner = await signIn(browser, server, 'owner@self-service.example');
    await owner.open('/subscription');
    await owner.page.evaluate(`fetch('/language', { method: 'POST', body: new URLSearchParams({ language: '${language}', back: '/' }) })`);
    for (const [path, title] of [
      ['/subscription', t.subscription.title],
      ['/subscription/manage?seats.sales=9', t.subscription.manageTitle],
      ['/subscription/requests', t.subscription.requests],
      ['/contacts', t.common.nav.contacts],
      ['/audit', t.common.nav.audit],
      ['/profile', t.common.nav.profile],
    ] as const) {
      await owner.open(path);
      expect(await owner.page.locator('html').getAttribute('lang')).toBe(language);
      expect(await owner.page.locator('h1').innerText(), path).toBe(title);
      await expectAccessible(owner.page, `${path} in ${language}`, language === 'en' ? 'everything' : 'words');
    }
    await owner.page.evaluate(`fetch('/language', { method: 'POST', body: new URLSearchParams({ language: 'en', back: '/' }) })`);
    await owner.context.close();
  });
});

describe('the keyboard alone', () => {
  it('goes from the first page to a submitted change', async () => {
    const owner = await signIn(browser, server, 'owner@self-service.example');
    const { page } = owner;
    await owner.open('/subscription');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toContain('Skip to content');
    await page.keyboard.press('Enter');
    const tabTo = async (matches: string) => {
      for (let presses = 0; presses < 80; presses++) {
        await page.keyboard.press('Tab');
        if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(matches)})`)) return;
      }
      throw new Error(`no way by Tab to ${matches}`);
    };
    await tabTo('a[href$="/subscription/manage"]');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/subscription\/manage/);
    await tabTo('input[name="seats.voice"]');
    const seats = Number(await page.evaluate('document.activeElement.value'));
    await page.keyboard.press('Control+A');
    await page.keyboard.type(String(seats + 1));
    await expect.poll(() => page.locator('#summary').innerText()).toContain('(+1)');
    await tabTo('button:not([formmethod])');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${server.url}/subscription`);
    expect(await page.locator('#notice').innerText()).toContain('has been updated');
    await owner.context.close();
  });
});

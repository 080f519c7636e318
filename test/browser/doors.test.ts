import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectToChromium } from '../support/chromium.ts';
import { startTestServer, type TestServer } from '../support/server.ts';
import { expectAccessible } from './accessible.ts';
import { demoPassword, signIn, startDemoServer } from './people.ts';

const email = 'admin@self-service.example';

let browser: Browser;
let server: TestServer;
let fresh: TestServer;

beforeAll(async () => {
  [browser, server, fresh] = await Promise.all([connectToChromium(), startDemoServer(), startTestServer()]);
});

afterAll(async () => {
  await browser?.close();
  await Promise.all([server?.stop(), fresh?.stop()]);
});

describe('the doors in a real browser', () => {
  it('let in without JavaScript, in the language chosen there, and back to the page that was asked for', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'de-DE' });
    const page = await context.newPage();
    await page.goto(`${server.url}/profile`);
    expect(await page.title()).toBe('Anmelden – Seatkeeper');
    await page.locator('.member-button').click();
    await page.getByRole('button', { name: 'Français' }).click();
    expect(await page.title()).toBe('Se connecter – Seatkeeper');
    await page.getByLabel('Adresse e-mail').fill(email);
    await page.getByLabel('Mot de passe').fill(demoPassword);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/profile');
    await context.close();
  });

  it('bring the focus to what is wrong, with a link to the field', async () => {
    const context = await browser.newContext({ locale: 'en-GB' });
    const page = await context.newPage();
    await page.goto(`${server.url}/sign-in`);
    await page.getByLabel('E-mail address').fill('somebody@elsewhere.example');
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.keyboard.press('Enter');
    await page.locator('.error-summary').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('error-summary');
    await page.getByRole('link', { name: 'The e-mail address or the password is not right' }).click();
    expect(await page.evaluate('document.activeElement.id')).toBe('field-password');
    expect(await page.getByLabel('E-mail address').inputValue()).toBe('somebody@elsewhere.example');
    await expectAccessible(page, 'refused sign-in');
    await context.close();
  });

  it('are open to everybody, each in each state', async () => {
    const context = await browser.newContext({ locale: 'it-IT' });
    const page = await context.newPage();
    for (const path of ['/sign-in', '/forgot-password', '/invitation?token=none']) {
      await page.goto(server.url + path);
      await expectAccessible(page, path);
    }
    await page.goto(fresh.url);
    await expectAccessible(page, '/setup');
    await page.getByRole('button', { name: 'Crea account' }).click();
    await page.locator('.error-summary').waitFor();
    await expectAccessible(page, 'refused setup');
    await context.close();
  });

  it('show on the profile who is signed in where, for admins and end users', async () => {
    for (const one of [email, 'user@self-service.example']) {
      const { page, open, context } = await signIn(browser, server, one);
      await open('/profile');
      await expectAccessible(page, `profile of ${one}`);
      await context.close();
    }
  });
});

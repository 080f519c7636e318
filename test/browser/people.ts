import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { inject } from 'vitest';
import type { Language } from '../../src/i18n/language.ts';
import { startTestServerOn, type TestServer } from '../support/server.ts';

export const demoPassword = 'seatkeeper-demo';

/** The real server with the demo data. */
export function startDemoServer(environment: Record<string, string> = {}): Promise<TestServer> {
  return startTestServerOn(inject('demo'), environment);
}

export interface Somebody {
  context: BrowserContext;
  page: Page;
  /** Goes to a path of the product. */
  open(path: string): Promise<void>;
}

/** Opens a browser of their own and signs in through the page, as a person would. */
export async function signIn(browser: Browser, server: TestServer, email: string, options: BrowserContextOptions = {}): Promise<Somebody> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  // A page that breaks the content security policy or throws is broken, whatever it looks like.
  page.on('pageerror', (error) => {
    throw error;
  });
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) throw new Error(message.text());
  });
  const open = async (path: string) => {
    await page.goto(server.url + path);
  };
  await open('/sign-in');
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(demoPassword);
  await page.locator('main form button[type=submit]').first().click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  return { context, page, open };
}

/** Presses a button or follows a link, and waits for the page that comes of it, also where that looks the same as before. */
export async function press(button: Locator): Promise<void> {
  await Promise.all([button.page().waitForEvent('load'), button.click({ timeout: 15_000 })]);
}

/** Chooses the language in the menu of the member, as a person would; from then on it is theirs. */
export async function readIn({ page }: Somebody, language: Language): Promise<void> {
  const words = page.locator(`html[lang=${language}]`);
  if ((await words.count()) > 0) return;
  await page.locator('button[popovertarget="member-menu"]').click();
  await press(page.locator(`#member-menu button[name=language][value=${language}]`));
  await words.waitFor();
}

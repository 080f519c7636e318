import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { seedDemo } from '../../src/cli/demo/seed.ts';
import type { Language } from '../../src/i18n/language.ts';
import { startTestServer, type TestServer } from '../support/server.ts';

export const demoPassword = 'seatkeeper-demo';

/** The real server with the demo data. */
export function startDemoServer(environment: Record<string, string> = {}): Promise<TestServer> {
  return startTestServer(async (db, now) => {
    await seedDemo(db, { now, password: demoPassword });
  }, environment);
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

const narrow = { colorScheme: 'light', forcedColors: 'none', width: 320 } as const;
const everyLook = [
  { colorScheme: 'light', forcedColors: 'none', width: 1280 },
  { colorScheme: 'dark', forcedColors: 'none', width: 1280 },
  { colorScheme: 'light', forcedColors: 'active', width: 1280 },
  narrow,
] as const;

/**
 * No violation of WCAG 2.2 AA on the page as it is now: in light, dark and forced colours, wide and at 320 px. `words` looks at the
 * narrow page alone, for another language of a page whose colours have been looked at.
 */
export async function expectAccessible(page: Page, where: string, what: 'everything' | 'words' = 'everything'): Promise<void> {
  const size = page.viewportSize();
  for (const look of what === 'words' ? [narrow] : everyLook) {
    await page.emulateMedia({ colorScheme: look.colorScheme, forcedColors: look.forcedColors, reducedMotion: 'reduce' });
    // Colours must have settled, or the contrast of a moment in between is measured.
    await page.waitForTimeout(100);
    await page.setViewportSize({ width: look.width, height: 900 });
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
      .analyze();
    const said = violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html).join(' | ')}`);
    expect(said, `${where}, ${JSON.stringify(look)}`).toEqual([]);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow, `${where} scrolls sideways at ${look.width} px`).toBe(0);
  }
  await page.emulateMedia({ colorScheme: null, forcedColors: null, reducedMotion: null });
  if (size) await page.setViewportSize(size);
}

/**
 * The same for a page that is shown without JavaScript, in which axe cannot run: its very bytes, read once more with scripts.
 */
export async function expectAccessibleWithoutScript(page: Page, where: string, what: 'everything' | 'words' = 'words'): Promise<void> {
  const context = await page.context().browser()?.newContext({ viewport: page.viewportSize() });
  if (!context) throw new Error('The browser is gone.');
  const twin = await context.newPage();
  const [url, body] = [page.url(), await page.content()];
  await twin.route(url, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
  await twin.goto(url);
  await expectAccessible(twin, where, what);
  await context.close();
}

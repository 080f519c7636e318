import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Result, RunOnly } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';

// The file for browsers: less than half of what `axe.source` would send to every page.
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const everyRule: RunOnly = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
/** The rules that compare colours. What all others look at is the same in every scheme. */
const colourRules: RunOnly = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

const narrow = { colorScheme: 'light', forcedColors: 'none', width: 320, rules: everyRule } as const;
const everyLook = [
  { colorScheme: 'light', forcedColors: 'none', width: 1280, rules: everyRule },
  { colorScheme: 'dark', forcedColors: 'none', width: 1280, rules: colourRules },
  { colorScheme: 'light', forcedColors: 'active', width: 1280, rules: colourRules },
  narrow,
] as const;

/**
 * No violation of WCAG 2.2 AA on the page as it is now: in light, dark and forced colours, wide and at 320 px. `words` looks at the
 * narrow page alone, for another language of a page whose colours have been looked at.
 */
export async function expectAccessible(page: Page, where: string, what: 'everything' | 'words' = 'everything'): Promise<void> {
  const size = page.viewportSize();
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe);
  for (const { rules, ...look } of what === 'words' ? [narrow] : everyLook) {
    await page.emulateMedia({ colorScheme: look.colorScheme, forcedColors: look.forcedColors, reducedMotion: 'reduce' });
    await page.setViewportSize({ width: look.width, height: 900 });
    // A transition that began before motion was reduced still runs, and the contrast of a moment in between would be measured.
    await page.evaluate('Promise.allSettled(document.getAnimations().map((animation) => animation.finished))');
    expect(await findViolations(page, rules), `${where}, ${JSON.stringify(look)}`).toEqual([]);
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
  const twin = await twinOf(page);
  const [url, body] = [page.url(), await page.content()];
  await twin.route(url, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }));
  await twin.goto(url);
  await expectAccessible(twin, where, what);
  await twin.unroute(url);
}

const twins = new WeakMap<Browser, Promise<Page>>();

/** A page with scripts and nobody signed in, for all pages of a connection: to open a window takes longer than to read a page. */
function twinOf(page: Page): Promise<Page> {
  const browser = page.context().browser();
  if (!browser) throw new Error('The browser is gone.');
  const twin = twins.get(browser) ?? browser.newContext({ viewport: page.viewportSize() }).then((context) => context.newPage());
  twins.set(browser, twin);
  return twin;
}

/** Each rule that is broken, with the elements that break it. */
async function findViolations(page: Page, runOnly: RunOnly): Promise<string[]> {
  const options = JSON.stringify({ runOnly, resultTypes: ['violations'] });
  const violations: Result[] = await page.evaluate(`axe.run(document, ${options}).then(({ violations }) => violations)`);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

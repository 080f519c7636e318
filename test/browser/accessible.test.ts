import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectToChromium } from '../support/chromium.ts';
import { expectAccessible } from './accessible.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await connectToChromium();
});

afterAll(async () => {
  await browser?.close();
});

/** What the look at such a page complains about first; nothing when it has no complaint. */
async function complaint(style: string, inMain: string, what?: 'everything' | 'words'): Promise<string> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.setContent(`<!doctype html><html lang="en"><head><title>A page</title><style>
    :root { color-scheme: light dark; color: light-dark(#000, #fff); background: light-dark(#fff, #000); } a { color: inherit } ${style}
  </style></head><body><main><h1>A page</h1>${inMain}</main></body></html>`);
  const found = await expectAccessible(page, 'A page', what).catch((error: { message: string; actual: unknown }) => error);
  await context.close();
  return found ? `${found.message} ${JSON.stringify(found.actual)}` : '';
}

const words = '<p class="words">Some words and <a href="#there">a link</a>, and more words.</p>';

describe('the look at a page', () => {
  it('finds nothing where nothing is wrong', async () => {
    expect(await complaint('', `${words}<label>Name <input name="name"></label>`)).toBe('');
  });

  it.each([
    ['a field without a label', '', '<input name="name">', '"light","forcedColors":"none","width":1280', 'label: <input name='],
    [
      'a field whose label goes on a narrow screen',
      '@media (width < 400px) { label { display: none } }',
      '<label for="name">Name</label><input id="name">',
      '"width":320',
      'label: <input id=',
    ],
    [
      'weak words in light',
      '.words { color: light-dark(#aaa, #fff) }',
      words,
      '"light","forcedColors":"none","width":1280',
      'color-contrast',
    ],
    ['weak words in dark', '.words { color: light-dark(#000, #444) }', words, '"dark"', 'color-contrast'],
    [
      'weak words in forced colours',
      '@media (forced-colors: active) { .words { forced-color-adjust: none; color: #bbb } }',
      words,
      '"forcedColors":"active"',
      'color-contrast',
    ],
    [
      'a link that only its colour tells from the words around it, in dark',
      '@media (prefers-color-scheme: dark) { .words { color: #ddd } a { color: #ccf; text-decoration: none } }',
      words,
      '"dark"',
      'link-in-text-block',
    ],
    // The words are still dark in the moment in which the scheme changes.
    [
      'words that are too weak once a transition has ended',
      '.words { color: light-dark(#000, #444); transition: color 0.3s }',
      words,
      '"dark"',
      'color-contrast',
    ],
    ['a page that is wider than 320 px', '.words { width: 400px }', words, 'scrolls sideways at 320 px', ''],
    ['a page that is wider than 1280 px', '@media (width > 1000px) { .words { width: 1400px } }', words, 'scrolls sideways at 1280 px', ''],
  ])('finds %s', async (_, style, inMain, where, what) => {
    const found = await complaint(style, inMain);
    expect(found).toContain(where);
    expect(found).toContain(what);
  });

  it('looks at another language narrow and in light', async () => {
    expect(await complaint('.words { color: light-dark(#000, #444) }', words, 'words')).toBe('');
    expect(await complaint('', '<input name="name">', 'words')).toContain('"width":320');
    expect(await complaint('.words { width: 400px }', words, 'words')).toContain('scrolls sideways');
  });
});

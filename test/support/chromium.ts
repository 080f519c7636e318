import { type Browser, type BrowserServer, chromium } from 'playwright-core';
import { inject } from 'vitest';
import { findChromium } from '../../scripts/chromium.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the Chromium of this run takes connections. */
    chromium: string;
  }
}

/**
 * Features of Chromium that the tests turn off. First those that Playwright turns off by default: its list is not used when we pass one of
 * our own. Then the pop-ups of the address bar: Chromium keeps a renderer process for each of them ready in every window, also when it is
 * headless, and these processes took half of its CPU time.
 */
const unwanted = [
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
  'PreloadTopChromeWebUI',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
  'WebUIOmniboxPopup',
];

/** Starts the installed Chromium without a window and without its own background requests. All browser tests share it. */
export async function startChromium(): Promise<BrowserServer> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('The browser tests need Chromium: install it, or set CHROMIUM_PATH.');
  return chromium.launchServer({
    executablePath,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-default-apps',
      '--disable-sync',
      '--no-first-run',
      '--force-color-profile=srgb',
      `--disable-features=${unwanted.join(',')}`,
    ],
  });
}

/** A connection to that Chromium. Closing it closes the pages that were opened through it; the browser stays. */
export function connectToChromium(): Promise<Browser> {
  return chromium.connect(inject('chromium'));
}

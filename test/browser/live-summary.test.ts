import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectToChromium } from '../support/chromium.ts';
import type { TestServer } from '../support/server.ts';
import { expectAccessible } from './accessible.ts';
import { type Somebody, signIn, startDemoServer } from './people.ts';

const seatsField = 'input[name="seats.support-suite"]';
/** The pause after the last key is a second; a little more is certain. */
const spokenAfterMs = 1500;

let browser: Browser;
let server: TestServer;
let owner: Somebody;

beforeAll(async () => {
  [browser, server] = await Promise.all([connectToChromium(), startDemoServer()]);
  owner = await signIn(browser, server, 'owner@self-service.example');
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** How many requests for a summary are over: shown, refused, or given up for a newer one. */
async function countAnswers(page: Page): Promise<() => Promise<number>> {
  await page.evaluate("window.answers = 0; document.addEventListener('htmx:finally:request', () => (window.answers += 1))");
  return () => page.evaluate('window.answers');
}

describe('the live summary', () => {
  it('follows what is typed, keeps focus and caret, and says the new totals once', async () => {
    const { page } = owner;
    await owner.open('/subscription/manage');
    const field = page.locator(seatsField);
    const present = Number(await field.inputValue());
    await field.click();
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await page.keyboard.type(String(present + 7), { delay: 40 });
    await page.locator('#summary .changed').first().waitFor();
    expect(await page.locator('#summary').innerText()).toContain('(+7)');
    expect(await page.evaluate("document.activeElement?.getAttribute('name')")).toBe('seats.support-suite');
    expect(await page.evaluate('document.activeElement.selectionStart')).toBe(String(present + 7).length);

    const live = page.locator('#live');
    await expect.poll(() => live.innerText(), { timeout: 5000 }).toContain('Next invoice');
    expect(await live.innerText()).toMatch(/^To be charged for the rest of the period: €[\d,.]+\. Next invoice: €[\d,.]+\.$/);
    expect(await live.getAttribute('role')).toBe('status');
    // The rich summary itself is not live: it would be read out whole at every key.
    expect(await page.locator('#summary').getAttribute('aria-live')).toBeNull();
  });

  it('says nothing while the number is not one, and keeps what is typed', async () => {
    const timed = await signIn(browser, server, 'owner@self-service.example');
    const { page } = timed;
    await page.clock.install();
    await timed.open('/subscription/manage');
    const field = page.locator(seatsField);
    // What was said last must not be said again, nor stay.
    await field.fill('52');
    await page.locator('#summary .changed').first().waitFor();
    await page.clock.runFor(spokenAfterMs);
    expect(await page.locator('#live').innerText()).toContain('Next invoice');
    await field.fill('12x');
    await page.getByText('as soon as what is typed is a valid number').waitFor();
    await page.clock.runFor(spokenAfterMs);
    expect(await page.locator('#live').innerText()).toBe('');
    expect(await field.inputValue()).toBe('12x');
    await timed.context.close();
  });

  it('never shows an older answer after a newer one', async () => {
    const { page } = owner;
    await owner.open('/subscription/manage');
    const held: (() => Promise<void>)[] = [];
    // The first answer is held back until the second has been shown.
    await page.route('**/subscription/manage/summary?**', async (route) => {
      if (held.length === 0 && route.request().url().includes('seats.support-suite=60')) held.push(() => route.continue().catch(() => {}));
      else await route.continue();
    });
    const answers = await countAnswers(page);
    const field = page.locator(seatsField);
    await field.fill('60');
    await expect.poll(() => held.length).toBe(1);
    await field.fill('70');
    await page.locator('#summary').getByText('70', { exact: true }).first().waitFor();
    await held[0]?.();
    await expect.poll(answers).toBe(2);
    expect(await page.locator('#summary').innerText()).toContain('70');
    expect(await page.locator('#summary').innerText()).not.toContain('60 (');
    await page.unroute('**/subscription/manage/summary?**');
  });

  it('with a server that fails keeps the last summary and the form', async () => {
    const { page } = owner;
    await owner.open('/subscription/manage');
    const before = await page.locator('#summary').innerText();
    await page.route('**/subscription/manage/summary?**', (route) =>
      route.fulfill({ status: 503, contentType: 'text/html', body: '<h1>broken</h1>' }),
    );
    const answers = await countAnswers(page);
    await page.locator(seatsField).fill('61');
    await expect.poll(answers).toBe(1);
    expect(await page.locator('#summary').innerText()).toBe(before);
    expect(await page.locator(seatsField).inputValue()).toBe('61');
    await page.unroute('**/subscription/manage/summary?**');
  });

  it('recalculates when Enter is pressed, and buys nothing', async () => {
    const { page } = owner;
    await owner.open('/subscription/manage');
    await page.locator(seatsField).fill('55');
    await Promise.all([page.waitForURL(/seats\.support-suite=55/), page.keyboard.press('Enter')]);
    expect(await page.locator(seatsField).inputValue()).toBe('55');
    expect(await page.locator('h1').innerText()).toBe('Manage subscription');
  });

  it('is accessible fresh, with a draft, with an error, and after success', async () => {
    const { page } = owner;
    await owner.open('/subscription/manage');
    await expectAccessible(page, 'Manage');
    await owner.open('/subscription/manage?seats.support-suite=44');
    await expectAccessible(page, 'Manage with a draft');
    await owner.open('/subscription/manage?seats.support-suite=abc');
    expect(await page.evaluate('document.activeElement?.id')).toBe('error-summary');
    await expectAccessible(page, 'Manage with an error');
    await owner.open('/subscription');
    await expectAccessible(page, 'Subscription');
  });
});

describe('without JavaScript', () => {
  it('the same form tells the same with "Update summary", and does the same', async () => {
    const plain = await signIn(browser, server, 'billing@self-service.example', { javaScriptEnabled: false });
    const { page } = plain;
    await plain.open('/subscription/manage');
    const seats = Number(await page.locator('input[name="seats.voice"]').inputValue());
    await page.locator('input[name="seats.voice"]').fill(String(seats + 2));
    await page.getByRole('button', { name: 'Update summary' }).click();
    expect(await page.locator('#summary').innerText()).toContain('(+2)');
    expect(await page.locator('input[name="seats.voice"]').inputValue()).toBe(String(seats + 2));
    await page.getByRole('button', { name: 'Update subscription' }).click();
    await page.waitForURL(`${server.url}/subscription`);
    expect(await page.getByRole('status').first().innerText()).toContain('The subscription has been updated');
    expect(await page.locator('main').innerText()).toContain(`${seats + 2} agent seats`);
    await plain.context.close();
  });
});

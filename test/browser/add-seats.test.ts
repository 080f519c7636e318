import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import type { TestServer } from '../support/server.ts';
import { expectAccessible, type Somebody, signIn, startDemoServer } from './people.ts';

let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), startDemoServer()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

async function read({ page, open }: Somebody, language: string, back: string): Promise<void> {
  await page.locator('button[popovertarget="member-menu"]').click();
  await page.locator('#member-menu').getByRole('button', { name: language }).click();
  await open(back);
}

describe('Add more seats with JavaScript', () => {
  it('shows the new total while one types, keeps open what was opened, and says the total once', async () => {
    const owner = await signIn(browser, server, 'owner@self-service.example');
    const { page } = owner;
    await owner.open('/team');
    await page.getByRole('link', { name: 'Add more seats' }).first().click();
    await page.waitForURL(/\/team\/seats/);
    await expectAccessible(page, 'Add more seats, empty');
    // The group without a free seat is chosen already: from its button on, the keyboard is enough.
    await page.locator('input[name=group]:checked').focus();
    await page.keyboard.press('Tab');
    await page.keyboard.type('2', { delay: 30 });
    await page.locator('#summary .changed').first().waitFor();
    expect(await page.locator('#summary').innerText()).toContain('(+2)');
    await page.locator('#summary details > summary').click();
    await page.locator('input[name=seats]').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('3', { delay: 30 });
    await expect.poll(() => page.locator('#summary').innerText()).toContain('(+3)');
    expect(await page.locator('#summary details').getAttribute('open')).not.toBeNull();
    expect(await page.evaluate("document.activeElement?.getAttribute('name')")).toBe('seats');
    await expect.poll(() => page.locator('#live').innerText(), { timeout: 5000 }).toMatch(/^New total: \d+ seats\. To be charged .+€/);
    await expectAccessible(page, 'Add more seats, being filled in');
  });

  it('Enter recalculates, a large number asks once more, and Buy seats says the new totals', async () => {
    const owner = await signIn(browser, server, 'owner@self-service.example');
    const { page } = owner;
    await owner.open('/team/seats?group=voice');
    await page.locator('input[name=seats]').fill('40');
    await page.locator('input[name=seats]').press('Enter');
    await page.waitForURL(/seats=40/);
    expect(await page.locator('#summary').innerText()).toContain('(+40)');
    await page.getByRole('button', { name: 'Buy seats' }).click();
    await page.locator('.error-summary').waitFor();
    expect(await page.evaluate('document.activeElement.id')).toBe('error-summary');
    await expectAccessible(page, 'Add more seats, asking once more');
    await page.getByLabel(/^Yes, add 40 seats/).check();
    await page.getByRole('button', { name: 'Buy seats' }).click();
    await page.waitForURL(/\/team$/);
    expect(await page.locator('#notice').innerText()).toMatch(/40 seats added\. Seats for Voice: now \d+ in total\. Order #\d{5}\./);
  });

  it('the full cart has the number already added', async () => {
    const owner = await signIn(browser, server, 'owner@online-assisted.example');
    const { page } = owner;
    await owner.open('/team/seats');
    await expectAccessible(page, 'Add more seats, before the full cart');
    await page.locator('input[name=seats]').fill('2');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.waitForURL(/\/subscription\/manage\?/);
    expect(await page.locator('#summary').innerText()).toContain('(+2)');
    await page.getByRole('button', { name: 'Review order' }).click();
    await page.getByRole('button', { name: 'Submit order' }).click();
    await page.waitForURL(/\/subscription$/);
  });

  it('seats are freed before any are bought', async () => {
    const owner = await signIn(browser, server, 'owner@self-service.example');
    const { page } = owner;
    await owner.open('/team/seats');
    await page.locator('details.reclaim > summary').first().click();
    await expectAccessible(page, 'who could be freed');
    await page.locator('details.reclaim a').first().click();
    await page.waitForURL(/\/team\/seats\/reclaim/);
    await expectAccessible(page, 'Free seats');
    await page.getByRole('button', { name: 'Free chosen seats' }).click();
    await page.waitForURL(/\/team\/seats(\?|$)/);
    expect(await page.locator('#notice').innerText()).toContain('Your bill stays the same');
  });
});

describe('Add more seats without JavaScript', () => {
  it('is the same in German: the draft of a new member survives buying', async () => {
    const owner = await signIn(browser, server, 'billing@self-service.example', { javaScriptEnabled: false });
    const { page } = owner;
    await read(owner, 'Deutsch', '/team/seats?for=new&name=Ada+Neu&email=ada.neu@self-service.example&role=agent&seats.sales=yes');
    await page.locator('input[name=seats]').fill('1');
    await page.getByRole('button', { name: 'Übersicht aktualisieren' }).click();
    expect(await page.locator('#summary').innerText()).toContain('(+1)');
    await page.getByRole('button', { name: 'Lizenzen kaufen' }).click();
    await page.waitForURL(/\/team\/new\?/);
    expect(await page.locator('#notice').innerText()).toContain('1 Lizenz hinzugefügt');
    expect(await page.locator('input[name=name]').inputValue()).toBe('Ada Neu');
    expect(await page.locator('input[name="seats.sales"]').isChecked()).toBe(true);
  });

  it('writes to the representative, in French, and follows it on the tab', async () => {
    const admin = await signIn(browser, server, 'admin@sales-assisted.example', { javaScriptEnabled: false });
    const { page } = admin;
    await read(admin, 'Français', '/team/seats');
    await page.locator('input[name=seats]').fill('4');
    await page.locator('textarea[name=note]').fill('Dès le mois prochain');
    await page.getByRole('button', { name: 'Envoyer au représentant commercial' }).click();
    await page.waitForURL(/\/subscription\/requests\//);
    expect(await page.locator('main').innerText()).toContain('Dès le mois prochain');
    await page.getByRole('link', { name: 'Modifier' }).first().click();
    await page.waitForURL(/\/team\/seats\?request=/);
    expect(await page.locator('input[name=seats]').inputValue()).toBe('4');
    await page.locator('input[name=seats]').fill('6');
    await page.locator('main form button.primary').click();
    await page.waitForURL(/\/subscription\/requests\//);
    await admin.open('/team/seats');
    expect(await page.locator('input[name=seats]').count()).toBe(0);
  });
});

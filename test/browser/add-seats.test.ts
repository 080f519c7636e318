import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectToChromium } from '../support/chromium.ts';
import type { TestServer } from '../support/server.ts';
import { expectAccessible } from './accessible.ts';
import { press, readIn, type Somebody, signIn, startDemoServer } from './people.ts';

let browser: Browser;
let server: TestServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([connectToChromium(), startDemoServer()]);
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
});

/** How many seats of a group the team has, as Team members says it. */
async function seatsOf({ page, open }: Somebody, group: string): Promise<number> {
  await open('/team');
  const meter = await page.locator('.meters li', { hasText: group }).innerText();
  return Number(/(?:of|von) (\d+)/.exec(meter)?.[1]);
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
    await readIn(owner, 'de');
    await owner.open('/team/seats?for=new&name=Ada+Neu&email=ada.neu@self-service.example&role=agent&seats.sales=yes');
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
    await readIn(admin, 'fr');
    await admin.open('/team/seats');
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

  it('is asked for by an admin in German; as many as there are asks once more; nothing changes until somebody decides', async () => {
    const admin = await signIn(browser, server, 'admin@self-service.example', { javaScriptEnabled: false });
    const { page } = admin;
    await readIn(admin, 'de');
    const before = await seatsOf(admin, 'Sales');
    await press(page.getByRole('link', { name: 'Weitere Lizenzen hinzufügen' }).first());
    await page.locator('input[name=group][value=sales]').check();
    await page.locator('input[name=seats]').fill(String(before));
    await page.locator('textarea[name=note]').fill('Für das neue Büro');
    const ask = page.getByRole('button', { name: 'Agentenlizenzen anfordern' });
    await press(ask);
    expect(await page.title()).toMatch(/^Fehler: /);
    expect(await page.evaluate('document.activeElement.id')).toBe('error-summary');
    expect(await page.locator('textarea[name=note]').inputValue()).toBe('Für das neue Büro');
    await page.locator('input[name=sure]').check();
    await press(ask);
    expect(await page.locator('#notice').innerText()).toContain(String(2 * before));
    await admin.open('/team/seats');
    expect(await page.locator('input[name=seats]').count()).toBe(0);
    expect(await page.locator('main').innerText()).toContain('Zurückziehen');
    expect(await seatsOf(admin, 'Sales')).toBe(before);
    await press(page.getByRole('link', { name: 'Weitere Lizenzen hinzufügen' }).first());
    await press(page.getByRole('button', { name: 'Zurückziehen' }).first());
    await admin.open('/team/seats');
    expect(await page.locator('input[name=seats]').count()).toBe(1);
  });
});

describe.each([true, false])('a double click (JavaScript: %s)', (javaScriptEnabled) => {
  it('buys once', async () => {
    const owner = await signIn(browser, server, 'owner@self-service.example', { javaScriptEnabled });
    const { page } = owner;
    await readIn(owner, 'en');
    const before = await seatsOf(owner, 'Sales');
    await owner.open('/team/seats?group=sales');
    await page.locator('input[name=seats]').fill('2');
    await page.getByRole('button', { name: 'Buy seats' }).dblclick();
    await page.waitForURL(/\/team$/);
    expect(await seatsOf(owner, 'Sales')).toBe(before + 2);
    await owner.context.close();
  });
});

describe('what is written to the representative', () => {
  it('waits on the desk, becomes an order there, and the account sees it', async () => {
    const admin = await signIn(browser, server, 'admin@managed.example', { javaScriptEnabled: false });
    const before = await seatsOf(admin, 'Voice');
    await press(admin.page.getByRole('link', { name: 'Add more seats' }).first());
    await admin.page.locator('input[name=group][value=voice]').check();
    await admin.page.locator('input[name=seats]').fill('3');
    await admin.page.locator('textarea[name=note]').fill('For the hotline <in Torino>');
    await press(admin.page.getByRole('button', { name: 'Send to representative' }));
    expect(await admin.page.locator('main').innerText()).toContain('For the hotline <in Torino>');

    const representative = await signIn(browser, server, 'rep@vendor.example');
    const { page } = representative;
    await press(page.locator('nav').getByRole('link', { name: 'Orders' }));
    await expectAccessible(page, 'what waits on the desk');
    const waiting = page.locator('main tbody tr', { hasText: `3 more seats, from ${before} to ${before + 3}` });
    await press(waiting.getByRole('link', { name: 'Review request' }));
    expect(await page.locator('main').innerText()).toContain('For the hotline <in Torino>');
    await expectAccessible(page, 'a request on the desk');
    await press(page.getByRole('button', { name: 'Place order' }));
    expect(await page.locator('#notice').innerText()).toMatch(/Order #\d{5} has been placed for Esempio Energia/);

    // The next one is declined, with a reason that the account reads.
    await representative.open('/operator/orders');
    await press(page.locator('main tbody tr', { hasText: 'Esempio Energia' }).getByRole('link', { name: 'Review request' }));
    await press(page.getByRole('button', { name: 'Reject' }));
    expect(await page.evaluate('document.activeElement.id')).toBe('error-summary');
    await page.locator('textarea[name=reason]').fill('Let us talk on Monday.');
    await press(page.getByRole('button', { name: 'Reject' }));
    await representative.open('/operator/orders?show=placed');
    expect(await page.locator('main tbody tr').first().innerText()).toContain('Esempio Energia');
    await expectAccessible(page, 'orders placed');

    expect(await seatsOf(admin, 'Voice')).toBe(before + 3);
    const owner = await signIn(browser, server, 'owner@managed.example', { javaScriptEnabled: false });
    await owner.open('/subscription/requests');
    const list = await owner.page.locator('main').innerText();
    expect(list).toContain('Approved by Piet Esempio');
    expect(list).toContain('Let us talk on Monday.');
  });
});

import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messagesFor } from '../../src/i18n/messages.ts';
import { connectToChromium } from '../support/chromium.ts';
import type { TestServer } from '../support/server.ts';
import { expectAccessible, expectAccessibleWithoutScript } from './accessible.ts';
import { press, readIn, type Somebody, signIn, startDemoServer } from './people.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await connectToChromium();
});

afterAll(async () => {
  await browser?.close();
});

// The amounts are typed as people of the language write them.
describe.each([
  { language: 'en', javaScriptEnabled: true, monthly: '12.50', annual: '135', shown: '€12.50', off: '7.5' },
  { language: 'de', javaScriptEnabled: false, monthly: '12,50', annual: '135,00', shown: '12,50', off: '7,5' },
] as const)(
  'The catalogue in $language (JavaScript: $javaScriptEnabled)',
  ({ language, javaScriptEnabled, monthly, annual, shown, off }) => {
    const t = messagesFor(language);
    const words = t.operatorCatalogue;
    const check = javaScriptEnabled ? expectAccessible : expectAccessibleWithoutScript;
    let server: TestServer;
    let rep: Somebody;
    let owner: Somebody;

    beforeAll(async () => {
      server = await startDemoServer();
      rep = await signIn(browser, server, 'rep@vendor.example', { javaScriptEnabled });
      await readIn(rep, language);
      owner = await signIn(browser, server, 'owner@self-service.example', { javaScriptEnabled });
      await readIn(owner, language);
    });

    afterAll(async () => {
      await rep?.context.close();
      await owner?.context.close();
      await server?.stop();
    });

    const said = ({ page }: Somebody) => page.locator('#notice').innerText();
    const button = ({ page }: Somebody, name: string) => page.locator('main').getByRole('button', { name, exact: true });

    async function expectRefused({ page }: Somebody, field: string, text: string): Promise<void> {
      expect(await page.title()).toContain(t.common.errorPrefix);
      expect(await page.locator('.error-summary').innerText()).toContain(text);
      expect(await page.evaluate('document.activeElement.id')).toBe('error-summary');
      expect(await page.locator(`[id="field-${field}"]`).getAttribute('aria-invalid')).toBe('true');
    }

    it('takes a product, a plan and a price, and a customer can buy it', async () => {
      const { page } = rep;
      await press(page.getByRole('link', { name: t.common.nav.catalogue, exact: true }));
      expect(await page.locator('h1').innerText()).toBe(words.title);
      await check(page, 'the catalogue');
      await press(page.getByRole('link', { name: words.createProduct }));
      await check(page, 'a new product');

      await page.getByLabel(words.name, { exact: true }).fill('Revenue Suite');
      await page.getByLabel(words.kinds.suite, { exact: true }).check();
      await page.getByLabel('Sales', { exact: true }).check();
      await press(button(rep, words.createProduct));
      await expectRefused(rep, 'includes.support', words.refusals['suite-too-small']);
      expect(await page.getByLabel(words.name, { exact: true }).inputValue()).toBe('Revenue Suite');
      expect(await page.getByLabel('Sales', { exact: true }).isChecked()).toBe(true);
      await check(page, 'a new product, refused');

      await page.getByLabel(words.name, { exact: true }).fill('Field Service');
      await page.getByLabel(words.kinds.product, { exact: true }).check();
      await page.getByLabel('Sales', { exact: true }).uncheck();
      await press(button(rep, words.createProduct));
      expect(await page.locator('h1').innerText()).toBe('Field Service');
      expect(await said(rep)).toContain(words.created('Field Service'));
      await check(page, 'a product without a plan');

      await page.getByLabel(words.planName).fill('Team');
      await press(button(rep, words.addPlan));
      expect(await page.locator('h1').innerText()).toBe(words.planTitle('Field Service', 'Team'));
      await check(page, 'a plan without a price');

      await page.getByLabel(words.monthly, { exact: true }).fill('12,505');
      await page.getByLabel(words.annual, { exact: true }).fill(annual);
      await press(button(rep, words.setPrice));
      expect(await page.locator('.error-summary li').count()).toBe(1);
      expect(await page.getByLabel(words.monthly, { exact: true }).inputValue()).toBe('12,505');
      expect(await page.getByLabel(words.annual, { exact: true }).inputValue()).toBe(annual);
      await check(page, 'a price, refused');
      await page.getByLabel(words.monthly, { exact: true }).fill(monthly);
      await press(button(rep, words.setPrice));
      expect(await said(rep)).toContain(words.priceSet);
      expect(await page.locator('#prices').innerText()).toContain(shown);

      await owner.open('/subscription/manage');
      expect(await owner.page.locator('[name="add.field-service"]').count()).toBeGreaterThan(0);
    });

    it('gives a plan a new price, of which those who have it do not notice anything', async () => {
      const { page } = rep;
      await owner.open('/subscription');
      const before = await owner.page.locator('main table').first().innerText();
      await rep.open('/operator/catalogue/products/support-suite');
      await check(page, 'a product that accounts have');
      await press(page.locator('#plans tbody tr', { hasText: 'Professional' }).getByRole('link'));
      await page.getByLabel(words.monthly, { exact: true }).fill('1000000');
      await page.getByLabel(words.annual, { exact: true }).fill('10000000');
      await press(button(rep, words.setPrice));
      expect(await page.locator('#prices').innerText()).toContain(words.retired);
      await check(page, 'a plan with a price that was retired');
      await owner.open('/subscription');
      expect(await owner.page.locator('main table').first().innerText()).toBe(before);
      await rep.open('/operator/catalogue');
      await check(page, 'the catalogue with a long price');

      await rep.open('/operator/catalogue/plans/voice-professional');
      const euro = page.locator('#prices tbody tr', { hasText: 'EUR' });
      await press(euro.getByRole('button', { name: words.stopSelling }));
      expect(await said(rep)).toContain(words.stopped('EUR'));
      await page.getByLabel(words.planName).fill('Plus');
      await press(button(rep, words.rename));
      expect(await page.locator('h1').innerText()).toBe(words.planTitle('Voice', 'Plus'));
    });

    it('withdraws a product, which is then offered to nobody', async () => {
      const { page } = rep;
      const offered = async (id: string) => {
        await owner.open('/subscription/manage');
        return (await owner.page.locator(`[name="add.${id}"]`).count()) > 0;
      };
      expect(await offered('workforce-planner')).toBe(true);
      await rep.open('/operator/catalogue/products/workforce-planner');
      await check(page, 'an add-on');
      await page.getByLabel(words.onSaleField).uncheck();
      await press(button(rep, t.operator.save));
      expect(await page.locator('.tag').first().innerText()).toContain(words.notOnSale);
      expect(await offered('workforce-planner')).toBe(false);
      await check(page, 'an add-on that is withdrawn');
    });

    it('makes a coupon that a customer redeems, and ends it', async () => {
      const { page } = rep;
      await rep.open('/operator/catalogue');
      await press(page.getByRole('link', { name: words.tabCoupons, exact: true }));
      await check(page, 'coupons');
      await press(page.getByRole('link', { name: words.createCoupon }));
      await check(page, 'a new coupon');
      await page.getByLabel(words.code, { exact: true }).fill('autumn');
      await page.getByLabel(words.percentOrAmount).fill(off);
      await page.getByLabel(words.durations.periods).check();
      await press(button(rep, words.createCoupon));
      await expectRefused(rep, 'periods', words.problems.periods);
      expect(await page.getByLabel(words.code, { exact: true }).inputValue()).toBe('autumn');
      expect(await page.getByLabel(words.durations.periods).isChecked()).toBe(true);
      await check(page, 'a new coupon, refused');
      await page.getByLabel(words.periods, { exact: true }).fill('3');
      await press(button(rep, words.createCoupon));
      expect(await page.locator('h1').innerText()).toBe(words.couponTitle('AUTUMN'));
      await check(page, 'a coupon');
      const coupon = new URL(page.url()).pathname;

      const redeem = async (code: string) => {
        await owner.open('/subscription/manage');
        await owner.page.locator('input[name=code]').fill(code);
        await press(owner.page.getByRole('button', { name: t.subscription.updateSubscription, exact: true }));
      };
      // The customer has another one in use: the representative ends it.
      await redeem('autumn');
      expect(await owner.page.locator('.error-summary').innerText()).toContain(t.subscription.refusals['code-already-one']());
      await rep.open('/operator/accounts');
      await press(page.getByRole('link', { name: 'Studio Beispiel' }));
      await press(page.locator('main').getByRole('link', { name: t.operator.account.subscription, exact: true }));
      await press(page.getByRole('button', { name: t.operator.subscription.discountEnd }));
      await redeem('autumn');
      expect(await owner.page.locator('main').innerText()).toContain('AUTUMN');

      await rep.open(coupon);
      expect(await page.locator('#worth').innerText()).toContain(words.forPeriods(3));
      await page.getByLabel(words.maxRedemptions).fill('5');
      await press(button(rep, t.operator.save));
      await press(page.getByRole('button', { name: words.endCoupon }));
      expect(await said(rep)).toContain(words.couponEnded('AUTUMN'));
      await check(page, 'a coupon that was ended');
      const other = await signIn(browser, server, 'billing@self-service.example', { javaScriptEnabled });
      await readIn(other, language);
      await other.open('/subscription/manage');
      await other.page.locator('input[name=code]').fill('autumn');
      await press(other.page.getByRole('button', { name: t.subscription.updateSubscription, exact: true }));
      expect(await other.page.locator('.error-summary').innerText()).toContain(t.subscription.refusals['code-expired']());
      await other.context.close();
    });
  },
);

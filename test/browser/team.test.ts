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

// The demo account has five free seats of the suite, one of Voice and none of Sales; its server sends no mail.
describe.each([
  { language: 'en', javaScriptEnabled: true },
  { language: 'de', javaScriptEnabled: false },
] as const)('Team members in $language (JavaScript: $javaScriptEnabled)', ({ language, javaScriptEnabled }) => {
  const t = messagesFor(language);
  const { team } = t;
  const check = javaScriptEnabled ? expectAccessible : expectAccessibleWithoutScript;
  let server: TestServer;

  beforeAll(async () => {
    server = await startDemoServer();
  });

  afterAll(async () => {
    await server?.stop();
  });

  async function enter(who: string): Promise<Somebody> {
    const somebody = await signIn(browser, server, `${who}@self-service.example`, { javaScriptEnabled });
    await readIn(somebody, language);
    return somebody;
  }

  async function openMember({ page, open }: Somebody, name: string): Promise<void> {
    await open(`/team?q=${encodeURIComponent(name)}`);
    await press(page.locator('main tbody').getByRole('link', { name }));
    expect(await page.locator('h1').innerText()).toBe(name);
  }

  const said = ({ page }: Somebody) => page.locator('#notice').innerText();

  it('are searched, filtered and sorted', async () => {
    const admin = await enter('admin');
    const { page } = admin;
    const names = () => page.locator('main tbody th a').allInnerTexts();
    const filter = () => press(page.getByRole('button', { name: team.filter, exact: true }));
    await press(page.getByRole('link', { name: t.common.nav.teamMembers }));
    expect(await page.locator('h1').innerText()).toBe(t.common.nav.teamMembers);
    const everybody = await names();
    expect(everybody.length).toBeGreaterThan(15);
    expect(await page.locator('.meters').innerText()).toContain(team.noneFree);
    await check(page, 'Team members');

    await page.getByLabel(team.search).fill('bruno');
    await filter();
    expect(await names()).toEqual(['Bruno Esempio']);
    expect(await page.getByLabel(team.search).inputValue()).toBe('bruno');
    await press(page.getByRole('link', { name: team.clear }));
    expect(await names()).toEqual(everybody);

    await page.getByLabel(team.seat, { exact: true }).selectOption({ label: 'Sales' });
    await filter();
    expect((await names()).length).toBe(6);
    await page.getByLabel(team.state).selectOption({ label: team.states.invited });
    await filter();
    expect(await page.locator('main').innerText()).toContain(team.emptyTitle);
    await check(page, 'Team members, nobody found');
    await press(page.getByRole('link', { name: team.clear }));

    await press(page.getByRole('link', { name: team.name, exact: true }));
    expect(await names()).toEqual([...everybody].reverse());
    expect(await page.locator('th[aria-sort]').first().getAttribute('aria-sort')).toBe('descending');
    await press(page.getByRole('link', { name: team.email, exact: true }));
    const addresses = await page.locator('main tbody .address').allInnerTexts();
    expect(addresses).toEqual([...addresses].sort());

    // End users are no team members: they are found where one asks for them.
    await page.getByLabel(team.search).fill('user@');
    await filter();
    await press(page.getByRole('link', { name: team.emptyEndUsers }));
    expect(await names()).toEqual(['Freya Maquette']);
    await admin.context.close();
  });

  it('are created with an invitation, whose link is shown and lets somebody in once', async () => {
    const admin = await enter('admin');
    const { page } = admin;
    await admin.open('/team');
    await press(page.getByRole('link', { name: team.create }).first());
    await check(page, 'Create team member');
    await page.getByLabel(team.name, { exact: true }).fill('Ada Beispiel');
    await page.getByLabel(team.email, { exact: true }).fill('ada at home');
    await press(page.getByRole('button', { name: team.createButton }));
    expect(await page.title()).toContain(t.common.errorPrefix);
    expect(await page.evaluate('document.activeElement.id')).toBe('error-summary');
    expect(await page.getByLabel(team.name, { exact: true }).inputValue()).toBe('Ada Beispiel');
    await check(page, 'Create team member, refused');

    await page.getByLabel(team.email, { exact: true }).fill('ada@self-service.example');
    await press(page.getByRole('button', { name: team.createButton }));
    expect(await page.locator('h1').innerText()).toBe('Ada Beispiel');
    expect(await said(admin)).toContain(team.createdLink('Ada Beispiel'));
    const link = await page.getByLabel(team.link).inputValue();
    expect(link.startsWith(`${server.url}/invitation?token=`)).toBe(true);
    await check(page, 'a new member with the link of their invitation');

    const context = await browser.newContext({ javaScriptEnabled, locale: language });
    const guest = await context.newPage();
    await guest.goto(link);
    expect(await guest.locator('h1').innerText()).toBe(t.auth.invitation.title('Studio Beispiel'));
    await check(guest, 'an invitation');
    await guest.locator('input[name=name]').fill('Ada B.');
    await guest.locator('input[name=password]').fill('a long word for ada');
    await press(guest.getByRole('button', { name: t.auth.invitation.button }));
    expect(new URL(guest.url()).pathname).toBe('/profile');
    expect(await guest.locator('html').getAttribute('lang')).toBe(language);
    expect(await guest.locator('main').innerText()).toContain('Support Suite');
    await guest.goto(link);
    expect(await guest.locator('h1').innerText()).toBe(t.auth.deadLink.title);
    await context.close();

    await openMember(admin, 'Ada B.');
    expect(await page.locator('#about').innerText()).toContain(team.states.active);
    await admin.context.close();
  });

  it('are warned about the last seat; with none left, what was typed is kept while seats are bought', async () => {
    const owner = await enter('owner');
    const { page } = owner;
    const type = async (name: string, email: string) => {
      await owner.open('/team/new');
      await page.getByLabel(team.name, { exact: true }).fill(name);
      await page.getByLabel(team.email, { exact: true }).fill(email);
      await page.locator('input[name=role][value=admin]').check();
      await page.locator('input[name="seats.support-suite"]').uncheck();
      await page.locator('input[name="seats.voice"]').check();
    };
    await type('Noor Example', 'noor@self-service.example');
    await press(page.getByRole('button', { name: team.createButton }));
    expect(await page.locator('.attention').innerText()).toContain(team.lastSeatTitle);
    expect(await page.locator('.attention').innerText()).toContain(team.nothingSaved);
    expect(await page.evaluate('document.activeElement.className')).toBe('attention');
    expect(await page.getByLabel(team.name, { exact: true }).inputValue()).toBe('Noor Example');
    await check(page, 'the warning before the last seat');
    await press(page.getByRole('button', { name: team.createAnyway }));
    expect(await page.locator('h1').innerText()).toBe('Noor Example');

    await type('Ola Example', 'ola@self-service.example');
    await press(page.getByRole('button', { name: team.createButton }));
    expect(await page.locator('.error-summary').innerText()).toContain(team.noSeatLeft('Voice'));
    await check(page, 'no seat left');
    await press(page.getByRole('link', { name: team.manageSeats }));
    expect(await page.locator('h1').innerText()).toBe(team.addMoreSeats);
    expect(await page.locator('input[name=group]:checked').getAttribute('value')).toBe('voice');
    await page.locator('input[name=seats]').fill('2');
    await press(page.getByRole('button', { name: t.addSeats.buy }));
    expect(new URL(page.url()).pathname).toBe('/team/new');
    expect(await said(owner)).toMatch(/\+?2/);
    expect(await page.getByLabel(team.name, { exact: true }).inputValue()).toBe('Ola Example');
    expect(await page.getByLabel(team.email, { exact: true }).inputValue()).toBe('ola@self-service.example');
    expect(await page.locator('input[name=role][value=admin]').isChecked()).toBe(true);
    expect(await page.locator('input[name="seats.support-suite"]').isChecked()).toBe(false);
    expect(await page.locator('input[name="seats.voice"]').isChecked()).toBe(true);
    await press(page.getByRole('button', { name: team.createButton }));
    expect(await page.locator('h1').innerText()).toBe('Ola Example');
    await owner.context.close();
  });

  it('read that none is left until they put it away, each for themselves, and until the number changes', async () => {
    const words = team.noneLeftTitle('Sales');
    const read = async ({ page, open }: Somebody) => {
      await open('/team');
      return page.locator('main').innerText();
    };
    const first = await enter('admin2');
    expect(await read(first)).toContain(words);
    await press(first.page.locator('main').getByRole('button', { name: t.common.dismiss }));
    expect(await read(first)).not.toContain(words);
    await first.context.close();

    const admin = await enter('admin2');
    const billing = await enter('billing');
    expect(await read(admin)).not.toContain(words);
    expect(await read(billing)).toContain(words);

    await billing.open('/team/seats?group=sales&seats=1');
    await press(billing.page.getByRole('button', { name: t.addSeats.buy }));
    expect(await read(billing)).not.toContain(words);
    await openMember(billing, 'Greta Modèle');
    const sales = billing.page.locator('#seats tbody tr', { hasText: 'Sales' });
    await press(sales.getByRole('button', { name: team.giveSeat }));
    await press(sales.getByRole('button', { name: team.giveAnyway }));
    expect(await read(admin)).toContain(words);
    await admin.context.close();
    await billing.context.close();
  });

  it('get and lose seats, are suspended, reactivated and made end users', async () => {
    const admin = await enter('admin');
    const { page } = admin;
    const button = (name: string) => page.getByRole('button', { name }).first();
    const sales = page.locator('#seats tbody tr', { hasText: 'Sales' });
    await openMember(admin, 'Bruno Esempio');
    await check(page, 'a member');
    await press(sales.getByRole('button', { name: team.freeSeat }));
    expect(await said(admin)).toContain(team.seatFreed('Sales', 'Bruno Esempio'));
    // It is the only free one: giving it warns first, at the very button.
    await press(sales.getByRole('button', { name: team.giveSeat }));
    expect(await page.locator('.attention').innerText()).toContain(team.lastSeat('Sales'));
    await check(page, 'the warning on the page of a member');
    await press(sales.getByRole('button', { name: team.giveAnyway }));
    expect(await said(admin)).toContain(team.seatGiven('Sales', 'Bruno Esempio'));

    await page.getByLabel(team.freeSeats).check();
    await press(button(team.suspendButton));
    expect(await said(admin)).toContain(team.suspended('Bruno Esempio'));
    expect(await sales.innerText()).toContain(team.notHeld);
    await check(page, 'a suspended member');
    await press(button(team.reactivateButton));
    expect(await said(admin)).toContain(team.reactivated('Bruno Esempio'));
    await press(button(team.downgradeButton));
    expect(await said(admin)).toContain(team.downgraded('Bruno Esempio'));
    await check(page, 'an end user');

    await page.locator('#role input[value=agent]').check();
    await page.locator('#role input[name="seats.support-suite"]').check();
    await press(button(team.saveRole));
    expect(await said(admin)).toContain(team.roleSaved('Bruno Esempio', t.common.roles.agent));
    await admin.context.close();
  });

  it('become billing admins by the owner alone, who can hand the account to one', async () => {
    const admin = await enter('admin');
    await openMember(admin, 'Hugo Voorbeeld');
    expect(await admin.page.locator('#role input[value=billing_admin]').count()).toBe(0);

    const owner = await enter('owner');
    const { page } = owner;
    await openMember(owner, 'Hugo Voorbeeld');
    await page.locator('#role input[value=billing_admin]').check();
    await press(page.getByRole('button', { name: team.saveRole }));
    expect(await said(owner)).toContain(team.roleSaved('Hugo Voorbeeld', t.common.roles.billing_admin));
    await press(admin.page.locator('nav').getByRole('link', { name: t.common.nav.teamMembers }));
    await openMember(admin, 'Hugo Voorbeeld');
    expect(await admin.page.locator('main').innerText()).toContain(team.onlyOwner('Jonas Ejemplo'));
    await check(admin.page, 'a member whom only the owner can change');

    await press(page.getByRole('button', { name: team.ownershipButton }));
    expect(await page.locator('.error-summary').innerText()).toContain(team.ownershipMissing);
    await page.locator('input[name=understood]').check();
    await press(page.getByRole('button', { name: team.ownershipButton }));
    expect(await said(owner)).toContain(team.ownershipDone('Hugo Voorbeeld'));
    await owner.context.close();
    await admin.context.close();
  });

  it.each(['agent', 'user'])('are not shown to %s@, who see their own profile and nothing else', async (who) => {
    const person = await enter(who);
    const { page } = person;
    expect(new URL(page.url()).pathname).toBe('/profile');
    await check(page, `the profile of ${who}@`);
    for (const path of ['/team', '/team/new', '/team/seats', '/subscription']) {
      await person.open(path);
      expect(await page.locator('h1').innerText(), path).toBe(t.common.errors.forbiddenTitle);
    }
    expect(await page.locator('nav a[href$="/team"]').count()).toBe(0);
    await check(page, `what is not open to ${who}@`);
    await person.context.close();
  });
});

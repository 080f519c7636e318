import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { languages } from '../../src/i18n/language.ts';
import { mailHtml, mailText } from '../../src/mail/content.ts';
import { type MemberNews, memberNews, seatsRanOut } from '../../src/mail/templates/team.ts';
import { urls } from '../../src/paths.ts';
import { browser } from '../support/app.ts';
import { givenTeam } from './given.ts';

const links = urls('https://seats.example/app');
const validator = new HtmlValidate({ extends: ['html-validate:recommended'], rules: { 'no-inline-style': 'off', 'long-title': 'off' } });
const pageValidator = new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'long-title': 'off' } });
const news: MemberNews[] = [
  { kind: 'role', role: 'billing_admin' },
  { kind: 'downgraded' },
  { kind: 'suspended' },
  { kind: 'reactivated' },
  { kind: 'owner' },
  { kind: 'noLongerOwner', owner: 'Olga <i>Owner</i>' },
];

describe.each(languages)('letters about the team in %s', (language) => {
  it.each(news)('$kind', async (one) => {
    const data = { recipientName: 'Ada <b>N</b>', accountName: 'Orchard & Söhne', actorName: 'Eve\nBcc: x', news: one };
    const mail = memberNews(language, data, links);
    expect(mail.subject).not.toMatch(/Ada|Orchard|Eve/);
    expect(mailText(mail)).toContain('Orchard & Söhne');
    expect(mailText(mail)).not.toMatch(/undefined|\[object/);
    const html = mailHtml(mail);
    expect(html).not.toContain('<b>N</b>');
    expect((await validator.validateString(html)).valid).toBe(true);
    expect(mail.action === null).toBe(one.kind === 'suspended');
  });

  it.each([1, 2, 1200])('%i seats ran out', (seats) => {
    const mail = seatsRanOut(language, { recipientName: 'Ada', accountName: 'Orchard', product: 'Support Suite', seats }, links);
    expect(mailText(mail)).toContain('Support Suite');
    expect(mail.action?.url).toBe('https://seats.example/app/team/seats');
  });

  it('the pages too', async () => {
    const world = await givenTeam({ language });
    const owner = await browser(world.instance, world.owner);
    const pages = ['/team', '/team/new', `/team/${world.billing.id}`, `/team/${world.agent.id}`, `/team/${world.user.id}`];
    for (const path of pages) {
      const { status, html, text } = await owner.get(path);
      expect(status).toBe(200);
      expect(html).toContain(`<html lang="${language}"`);
      expect(text).not.toMatch(/undefined|\[object/);
      const report = await pageValidator.validateString(html);
      expect(report.results.flatMap((result) => result.messages.map((message) => `${path} ${message.ruleId}: ${message.message}`))).toEqual(
        [],
      );
    }
  });
});

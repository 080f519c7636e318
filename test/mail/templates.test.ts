import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { type Language, languages } from '../../src/i18n/language.ts';
import { type MailContent, mailHtml, mailText } from '../../src/mail/content.ts';
import {
  type DecidedMailData,
  type RequestMailData,
  representativeAsked,
  requestApproved,
  requestClosed,
  requestEdited,
  requestRejected,
  requestReminder,
  requestSubmitted,
  requestWithdrawn,
} from '../../src/mail/templates/requests.ts';
import { urls } from '../../src/paths.ts';

const links = urls('https://seats.example/app');
const data: RequestMailData = {
  recipientName: 'Olga Owner',
  accountName: 'Orchard & Söhne',
  requestId: '01abc',
  requesterName: 'Ada <b>Lindqvist</b>',
  changes: ['Support Suite: 20 → 25', 'Voice: +3'],
  cost: '€412.50',
  note: 'Two people start on Monday.\nPlease & thanks <script>alert(1)</script>',
  answerer: 'account',
};
const decided: DecidedMailData = { ...data, reader: 'requester', deciderName: 'Olga Owner' };

const mails: Record<string, (language: Language) => MailContent> = {
  submitted: (language) => requestSubmitted(language, data, links),
  'written to the representative': (language) => representativeAsked(language, { ...data, answerer: 'representative' }, links),
  edited: (language) => requestEdited(language, data, links),
  reminder: (language) => requestReminder(language, { ...data, daysWaiting: 3 }, links),
  withdrawn: (language) => requestWithdrawn(language, data, links),
  approved: (language) => requestApproved(language, decided, links),
  'approved, to another decider': (language) => requestApproved(language, { ...decided, reader: 'decider' }, links),
  rejected: (language) => requestRejected(language, { ...decided, reason: 'Not <i>this</i> year.' }, links),
  'rejected, to another decider': (language) => requestRejected(language, { ...decided, reader: 'decider', reason: 'No.' }, links),
  'closed by a new type': (language) => requestClosed(language, { ...data, because: 'type' }, links),
  'closed by cancellation': (language) => requestClosed(language, { ...data, because: 'cancellation' }, links),
};
const everyMail = Object.entries(mails).flatMap(([name, make]) => languages.map((language) => [name, language, make] as const));

describe('every mail about a request', () => {
  it.each(everyMail)('%s in %s is complete, escaped and loads nothing', async (_, language, make) => {
    const mail = make(language);
    const [text, html] = [mailText(mail), mailHtml(mail)];
    for (const words of [data.accountName, ...data.changes, '€412.50']) expect(text).toContain(words);
    expect(text).not.toContain('undefined');
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).toContain('Ada &lt;b&gt;Lindqvist&lt;/b&gt;');
    expect(html).not.toMatch(/<script|<img|<link|src=|@import|url\(/);
    for (const [, url] of html.matchAll(/href="([^"]*)"/g)) expect(url).toMatch(/^https:\/\/seats\.example\/app\//);
    const report = await new HtmlValidate({
      extends: ['html-validate:recommended'],
      rules: { 'void-style': 'off', 'long-title': 'off', 'text-content': 'off' },
    }).validateString(html);
    expect(report.results.flatMap((result) => result.messages.map((message) => message.message))).toEqual([]);
  });

  it.each(everyMail)('%s in %s has no typed text in its subject', (_, language, make) => {
    const { subject } = make(language);
    for (const formValues of ['Ada', 'Olga', 'Orchard', 'year', 'Monday']) expect(subject).not.toContain(formValues);
    expect(subject.length).toBeLessThan(78);
  });

  it('reads differently in each language', () => {
    for (const make of Object.values(mails)) {
      expect(new Set(languages.map((language) => mailText(make(language)))).size).toBe(languages.length);
    }
  });
});

describe('a mail', () => {
  it('reads like this', () => {
    expect(mailText(requestSubmitted('en', data, links))).toBe(`Hello Olga Owner,

Ada <b>Lindqvist</b> asks for a change to the subscription of Orchard & Söhne. It is made as soon as you or somebody else who may decide agrees.

Requested by: Ada <b>Lindqvist</b>
Account: Orchard & Söhne
Changes:
- Support Suite: 20 → 25
- Voice: +3
Cost of the additions: €412.50

Note from Ada <b>Lindqvist</b>:
> Two people start on Monday.
> Please & thanks <script>alert(1)</script>

Review request:
https://seats.example/app/subscription/requests/01abc

-- 
You receive this message because you may decide about the subscription of Orchard & Söhne.
`);
  });

  it('shows no cost to readers who may not see prices, and no note if there is none', () => {
    const text = mailText(requestSubmitted('en', { ...data, cost: null, note: '' }, links));
    expect(text).not.toContain('Cost');
    expect(text).not.toContain('Note');
  });

  it('links the representative to the operator desk and a requester to the request', () => {
    const forRepresentative: DecidedMailData = { ...decided, answerer: 'representative' };
    expect(requestSubmitted('en', forRepresentative, links).action?.url).toBe('https://seats.example/app/operator/orders');
    expect(requestApproved('en', forRepresentative, links).action?.url).toBe('https://seats.example/app/subscription/requests/01abc');
  });

  it('shows the reason of a rejection as a quotation', () => {
    const mail = requestRejected('en', { ...decided, reason: 'Not <i>this</i> year.' }, links);
    expect(mailText(mail)).toContain('Reason:\n> Not <i>this</i> year.');
    expect(mailHtml(mail)).toContain('<blockquote>Not &lt;i&gt;this&lt;/i&gt; year.</blockquote>');
  });

  it('has no link into a cancelled account', () => {
    expect(requestClosed('en', { ...data, because: 'cancellation' }, links).action).toBeNull();
  });
});

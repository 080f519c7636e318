import { HtmlValidate, StaticConfigLoader } from 'html-validate';
import { beforeAll, describe, expect, it } from 'vitest';
import { seedDemo } from '../src/cli/demo/seed.ts';
import { type Language, languages } from '../src/i18n/language.ts';
import { type Browser, browser, freshInstance, type Instance, noon } from './support/app.ts';

// The title of a page ends with the name of the account, which may be long.
const loader = new StaticConfigLoader({ extends: ['html-validate:standard'], rules: { 'long-title': 'off' } });
// To work it out again for each page took a third of the time.
const config = loader.getConfigFor('');
loader.getConfigFor = () => config;
const validator = new HtmlValidate(loader);

/** People who together see every variant of a page: requester and decider of each account type, a member without permissions, operators. */
const people = [
  ...['self-service', 'online-assisted', 'sales-assisted', 'managed'].flatMap((domain) => [
    `owner@${domain}.example`,
    `admin@${domain}.example`,
  ]),
  'admin2@online-assisted.example',
  'agent@self-service.example',
  'owner@vendor.example',
  'rep@vendor.example',
];

/** How many pages are opened of each kind, when pages differ only in their ids or in the values of the query. */
const pagesPerKind = 2;

let instance: Instance;

beforeAll(async () => {
  instance = await freshInstance();
  await seedDemo(instance.db, { now: noon, password: 'seatkeeper-demo' });
});

describe.each(languages)('pages in %s', (language) => {
  beforeAll(async () => {
    await instance.db.updateTable('members').set({ language }).execute();
  });

  it.each(['/sign-in', '/forgot-password', '/reset-password?token=spent', '/invitation?token=spent', '/setup', '/nowhere'])(
    '%s is clean for a stranger',
    async (path) => {
      const stranger = await browser(instance);
      expect(await faults(stranger, path, language)).toEqual([]);
    },
  );

  it.each(people)('every page that %s can reach is clean', async (email) => {
    const member = await instance.db
      .selectFrom('members')
      .select(['id', 'account_id'])
      .where('email', '=', email)
      .executeTakeFirstOrThrow();
    const reader = await browser(instance, { id: member.id, accountId: member.account_id });
    expect(await walk(reader, language)).toEqual([]);
  });
});

/** Follows all links within the product, starting at three pages. @returns the faults of all pages */
async function walk(reader: Browser, language: Language): Promise<string[]> {
  const wrong: string[] = [];
  const seen = new Map<string, number>();
  const queue = ['/profile', '/subscription', '/nowhere'];
  const queued = new Set(queue);
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const page = await reader.get(path);
    if (page.status >= 300 && page.status < 400) continue;
    if (!page.headers.get('content-type')?.startsWith('text/html')) continue;
    wrong.push(...(await faultsOf(path, page.html, language)));
    if (page.headers.get('cache-control') !== 'no-store') wrong.push(`${path}: could be kept by somebody on the way`);
    if (!page.headers.get('content-security-policy')) wrong.push(`${path}: without a policy`);
    for (const [, href = ''] of page.html.matchAll(/<a\b[^>]*\shref="([^"]*)"/g)) {
      const next = href.replaceAll('&amp;', '&');
      if (!next.startsWith('/') || next.startsWith('/assets/') || queued.has(next)) continue;
      queued.add(next);
      const kind = kindOf(next);
      const times = seen.get(kind) ?? 0;
      if (times >= pagesPerKind) continue;
      seen.set(kind, times + 1);
      queue.push(next);
    }
  }
  return wrong;
}

/** A path without its ids and without the values of its query. */
function kindOf(path: string): string {
  return path.replace(/\/[0-9a-z]{26}(?=\/|\?|$)/gi, '/:id').replace(/=[^&]*/g, '=');
}

async function faults(reader: Browser, path: string, language: Language): Promise<string[]> {
  return faultsOf(path, (await reader.get(path, { 'accept-language': language })).html, language);
}

async function faultsOf(path: string, html: string, language: Language): Promise<string[]> {
  const { results } = await validator.validateString(html);
  const wrong = results.flatMap(({ messages }) =>
    messages.map((message) => `${path}: ${message.ruleId}, ${message.message} (line ${message.line})`),
  );
  if (!html.includes(`<html lang="${language}"`)) wrong.push(`${path}: not in ${language}`);
  if (/<[^>]+\sstyle=/i.test(html) || /<style\b/i.test(html)) wrong.push(`${path}: a style that the policy would drop`);
  if (/<script\b(?![^>]*\ssrc=)/i.test(html) || /<[^>]+\son[a-z]+=/i.test(html)) wrong.push(`${path}: a script that the policy would drop`);
  if (/javascript:/i.test(html)) wrong.push(`${path}: a link that runs a script`);
  // No htmx attribute that needs eval, drops the value of the pressed button, or loses the focus.
  if (/\shx-(on|post|disable|vals|boost|confirm)\b/i.test(html) || /\shx-trigger="[^"]*(\[|from:)/i.test(html))
    wrong.push(`${path}: a trap of htmx`);
  if (/\s(?:src|srcset|href|action|formaction|hx-get)="(?:https?:)?\/\//i.test(html)) wrong.push(`${path}: something from elsewhere`);
  if (/<input\b[^>]*\stype="number"|<(?:input|select|textarea)\b[^>]*\srequired\b/i.test(html))
    wrong.push(`${path}: checked by the browser`);
  for (const [form = ''] of html.matchAll(/<form\b[^>]*>(?=[\s\S]*?<\/form>)/g)) {
    if (/method="post"/.test(form) && !/\snovalidate\b|class="(?:languages|[^"]*one-button)/.test(form))
      wrong.push(`${path}: ${form} is not novalidate`);
  }
  for (const [table = ''] of html.matchAll(/<table\b[\s\S]*?<\/table>/g)) {
    if (!/<caption\b/.test(table)) wrong.push(`${path}: a table without a caption`);
    if (/<th\b(?![^>]*\sscope=)/.test(table)) wrong.push(`${path}: a heading of a table without its scope`);
  }
  if ((html.match(/<h1\b/g) ?? []).length !== 1) wrong.push(`${path}: not exactly one h1`);
  if (/\[object |undefined|NaN/.test(html)) wrong.push(`${path}: a value that was not turned into words`);
  const broken = language === 'fr' && html.replace(/<[^>]*>/g, '').match(/[^\n]{0,20}[\p{L}\d)] [;:?!»]/u);
  if (broken) wrong.push(`${path}: a line can break before the sign in “${broken[0]}”`);
  return wrong;
}

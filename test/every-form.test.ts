import BetterSqlite3 from 'better-sqlite3';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueToken, type Purpose } from '../src/auth/tokens.ts';
import { seedDemo } from '../src/cli/demo/seed.ts';
import { transaction } from '../src/db/transaction.ts';
import { type Browser, browser, fieldsOf, freshInstance, type Instance, noon, origin } from './support/app.ts';

/** Members who together have every button of the product. */
const people = [
  'owner@self-service.example',
  'admin@self-service.example',
  'owner@online-assisted.example',
  'admin@online-assisted.example',
  'admin2@online-assisted.example',
  'owner@sales-assisted.example',
  'rep@vendor.example',
];

/** Members who have not accepted their invitation, so that they can be invited again. */
const invited = ['agent@self-service.example', 'owner@managed.example'];

/** The setup page exists only before the first account; test/setup/setup.test.ts tests its form. */
const notOnAnyPage = ['/setup'];

interface Form {
  email: string;
  who: Browser;
  /** The page that contains the form. */
  path: string;
  action: string;
  fields: Record<string, string>;
  /** The names of the fields for whole numbers. */
  numbers: string[];
}

/** The SQL of every statement that members run in their own account: while they open all pages, and later while they send valid forms. */
const statements = new Set<string>();
let isListening = false;
const statement = Object.getPrototypeOf(new BetterSqlite3(':memory:').prepare('SELECT 1')) as Record<
  'all' | 'run',
  (...values: unknown[]) => unknown
>;
const { all, run } = statement;

function listenTo(method: 'all' | 'run', original: typeof all): void {
  statement[method] = function (this: BetterSqlite3.Statement, ...values) {
    if (isListening) statements.add(this.source);
    return original.apply(this, values);
  };
}

afterAll(() => Object.assign(statement, { all, run }));

let instance: Instance;
const forms = new Map<string, Form>();

beforeAll(async () => {
  listenTo('all', all);
  listenTo('run', run);
  instance = await freshInstance({ SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'seats@vendor.example' });
  const { db } = instance;
  await seedDemo(db, { now: noon, password: 'seatkeeper-demo' });
  await db.updateTable('members').set({ status: 'invited' }).where('email', 'in', invited).execute();
  const tokenFor = async (email: string, purpose: Purpose) => {
    const member = await memberOf(email);
    return transaction(db, (trx) => issueToken(trx, { member, purpose, now: noon }));
  };
  await collect('a visitor', await browser(instance), [
    '/forgot-password',
    `/reset-password?token=${await tokenFor('user@managed.example', 'reset')}`,
    `/invitation?token=${await tokenFor('agent@self-service.example', 'invitation')}`,
  ]);
  for (const email of people) {
    const member = await memberOf(email);
    // A second session, so that the member can end it.
    await browser(instance, member);
    const reader = await browser(instance, member);
    isListening = email !== 'rep@vendor.example';
    await collect(email, reader, [`/team/${(await memberOf('agent@self-service.example')).id}`]);
    isListening = false;
  }
}, 60_000);

async function memberOf(email: string): Promise<{ id: string; accountId: string }> {
  const members = instance.db.selectFrom('members').select(['id', 'account_id as accountId']);
  return members.where('email', '=', email).executeTakeFirstOrThrow();
}

/** Opens all pages that this user can reach and keeps one form of each kind, with the fields that a browser would send. */
async function collect(email: string, who: Browser, starts: string[] = []): Promise<void> {
  const temporary = 'group=support-suite&seats=2&firstOn=2026-03-20&lastOn=2026-03-25&show=price';
  const queue = ['/', '/sign-in', '/subscription', '/profile', ...starts, `/subscription/temporary?${temporary}`];
  const seen = new Map<string, number>();
  const queued = new Set(queue);
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const { html, location, headers } = await who.get(path);
    if (!headers.get('content-type')?.startsWith('text/html') && !location) continue;
    for (const [form = '', attributes = ''] of html.matchAll(/<form\b([^>]*)>[\s\S]*?<\/form>/g)) {
      const action = attributes.match(/action="([^"]*)"/)?.[1] ?? '';
      if (!/method="post"/.test(attributes)) continue;
      const key = `${email.split('@')[0]?.replace('2', '')} ${kindOf(action)}`;
      const numbers = [...form.matchAll(/<input\b[^>]*>/g)].flatMap(([input]) =>
        /inputmode="numeric"/.test(input) ? (input.match(/name="([^"]*)"/)?.[1] ?? []) : [],
      );
      if (!forms.has(key)) forms.set(key, { email, who, path, action, fields: fieldsOf(form, action), numbers });
    }
    for (const link of [
      location,
      ...[...html.matchAll(/<a\b[^>]*\shref="([^"]*)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&')),
    ]) {
      const times = seen.get(kindOf(link ?? '')) ?? 0;
      if (!link?.startsWith('/') || queued.has(link) || times >= 8) continue;
      if (/^\/operator.*\/temporary-seats$/.test(link)) queue.push(`${link}?${temporary}`);
      queued.add(link);
      seen.set(kindOf(link), times + 1);
      queue.push(link);
    }
  }
}

/** A path with placeholders for its ids and without the values of its query, so that pages of one kind have the same text. */
function kindOf(path: string): string {
  const things = path.replace(/\/(products|plans|coupons)\/(?!new)[^/?]+/g, '/$1/:id');
  return things
    .replace(/\/[0-9a-z]{26}(?=\/|\?|$)/g, '/:id')
    .replace(/\/\d+(?=\/|\?|$)/g, '/:number')
    .replace(/=[^&]*/g, '=');
}

async function changes(): Promise<number> {
  const { rows } = await sql<{ n: number }>`SELECT total_changes() AS n`.execute(instance.db);
  return rows[0]?.n ?? 0;
}

/** Sends every form with a fault. @returns the forms that were not refused, or that wrote to the database anyway */
async function notRefused(send: (form: Form) => AsyncGenerator<[what: string, status: number, html: string, expected: number[]]>) {
  const wrong: string[] = [];
  for (const form of forms.values()) {
    const before = await changes();
    for await (const [what, status, html, expected] of send(form)) {
      const named = `${form.email}: ${form.action} on ${form.path}, ${what}`;
      if (!expected.includes(status)) wrong.push(`${named}: ${status}`);
      else if (status === 422 && !html.includes('error-summary')) wrong.push(`${named}: no message`);
      else if (status === 422 && !html.includes('<title>Error: ')) wrong.push(`${named}: no word of it in the title`);
    }
    if ((await changes()) !== before) wrong.push(`${form.email}: ${form.action} on ${form.path} wrote something`);
  }
  return wrong;
}

describe('every form', () => {
  it('has been found on a page', () => {
    const actions = new Set([...forms.values()].map(({ action }) => kindOf(action)));
    const routes = instance.app.routes.filter(({ method }) => method === 'POST').map(({ path }) => path.replace(/\{[^}]*\}\}?/g, ''));
    const fits = (route: string, action: string) => new RegExp(`^${route.replace(/:\w+/g, '[^/]+')}$`).test(action);
    const missing = [...new Set(routes)].filter((route) => ![...actions].some((action) => fits(route, action)));
    expect(missing.toSorted()).toEqual(notOnAnyPage.toSorted());
  });

  it('refuses a field that it does not have', async () => {
    const wrong = await notRefused(async function* ({ who, action, fields }) {
      for (const name of ['unit_minor', 'isOperator', '__proto__', 'constructor', 'a[b]', '']) {
        const { status, html } = await who.post(action, { ...fields, [name]: '1' });
        yield [`with "${name}"`, status, html, [400, 422]];
      }
    });
    expect(wrong).toEqual([]);
  }, 120_000);

  it('refuses a field that is sent twice', async () => {
    const wrong = await notRefused(async function* ({ who, action, fields }) {
      for (const [name, value] of Object.entries(fields)) {
        const { status, html } = await who.post(action, { ...fields, [name]: [value, value] });
        yield [`with "${name}" twice`, status, html, [400, 422]];
      }
    });
    expect(wrong).toEqual([]);
  }, 120_000);

  it('refuses a NUL', async () => {
    const wrong = await notRefused(async function* ({ who, action, fields }) {
      for (const [name, value] of Object.entries(fields)) {
        const { status, html } = await who.post(action, { ...fields, [name]: `${value}\0` });
        yield [`with a NUL in "${name}"`, status, html, [400, 422]];
      }
    });
    expect(wrong).toEqual([]);
  }, 120_000);

  it('refuses a number that is not whole, not decimal, or huge', async () => {
    const wrong = await notRefused(async function* ({ who, action, fields, numbers }) {
      for (const name of numbers) {
        for (const value of ['9'.repeat(400), '1e5', '0x10', '-1', '1.5', '٣', '1000000']) {
          const { status, html } = await who.post(action, { ...fields, [name]: value });
          yield [`with ${value.slice(0, 10)} in "${name}"`, status, html, [409, 422]];
        }
      }
    });
    expect(wrong).toEqual([]);
  }, 120_000);

  it('refuses a body that is not a form, is broken or is huge', async () => {
    const wrong = await notRefused(async function* ({ who, action, fields }) {
      for (const type of ['application/json', 'text/plain', '', 'multipart/form-data', 'multipart/form-data; boundary=x']) {
        const { status, html } = await who.post(action, fields, { 'content-type': type });
        yield [`as "${type}"`, status, html, [400]];
      }
      const { status, html } = await who.post(action, { ...fields, filler: 'x'.repeat(70_000) });
      yield ['with a huge body', status, html, [413]];
    });
    expect(wrong).toEqual([]);
  }, 120_000);

  it('is refused when the Origin header names another site', async () => {
    const wrong = await notRefused(async function* ({ who, action, fields }) {
      for (const headers of [{ origin: 'https://elsewhere.example' }, { origin: 'null' }, { origin: `${origin}.elsewhere.example` }]) {
        const { status, html } = await who.post(action, fields, headers);
        yield [`from ${headers.origin}`, status, html, [403]];
      }
    });
    expect(wrong).toEqual([]);
  }, 120_000);
});

/** Statements on tables whose rows belong to an account. */
const ofAccounts =
  /(?:from|join|update) "(members|subscriptions|seat_groups|lines|temporary_seats|seats_held|account_coupons|requests|orders|order_lines|upcoming_changes|upcoming_losers|invoices|charges|events|dismissals)"/i;

const knownByAnotherKey = [
  // The hash of the session secret identifies the account.
  /from "sessions" inner join .* where "sessions"\."id" = \+\?/s,
  // An e-mail address is unique across all accounts (DECISIONS.md); the page shows no data of the member.
  /^select "id", "account_id"( as "accountId")? from "members" where "email" = \+\?$/,
  // The representative is a member of another account, and this account may see them.
  /^select "id", "name", "email", "role", "language" from "members" where "id" = \+\? and "status" = \+\?$/,
];

/** Values that a user must fill in before the form is accepted. All other forms are accepted with the values on their page. */
const formValues: Record<string, Record<string, string>> = {
  '/language': { language: 'de' },
  '/subscription/manage': { extend: '1' },
  '/subscription/requests': { extend: '1' },
  '/subscription/requests/:id': { note: 'Please' },
  '/subscription/requests/:id/rejection': { reason: 'Not now' },
  '/team/new': { name: 'Noor', email: 'noor@self-service.example' },
  '/team/seats': { seats: '1' },
  '/team/:id/seats/:id': { last: 'yes' },
  '/team/:id/role': { role: 'agent' },
};

it('reads and writes what belongs to an account only by that account (quality §3)', async () => {
  isListening = true;
  const statuses = new Map<string, number>();
  for (const { email, who, path, action, fields } of forms.values()) {
    if (email === 'rep@vendor.example' || email === 'a visitor' || /cancellation|sign-out/.test(action)) continue;
    const { html } = await who.get(path);
    const fresh = html.includes(`action="${action}"`) ? fieldsOf(html, action) : fields;
    const { status } = await who.post(action, { ...fresh, ...formValues[kindOf(action)] });
    if (statuses.get(kindOf(action)) !== 303) statuses.set(kindOf(action), status);
  }
  isListening = false;
  // Most forms are accepted. Two kinds are not: a second decision of a request, and a new password for members without a password.
  expect([...statuses.values()].filter((status) => status === 303).length).toBeGreaterThan(20);
  expect(statements.size).toBeGreaterThan(80);
  const others = [...statements].filter((text) => !knownByAnotherKey.some((key) => key.test(text)));
  const unscoped = others.filter((text) => ofAccounts.test(text) && !/"account_id" = \+\?|"accounts"\."id" = \+\?/.test(text));
  expect(unscoped).toEqual([]);
});

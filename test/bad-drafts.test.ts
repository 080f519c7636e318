import { beforeAll, describe, expect, it } from 'vitest';
import { type Browser, browser, fieldsOf, freshInstance, type Instance } from './support/app.ts';
import { type GivenAccount, givenAccount, givenCatalogue } from './support/given.ts';

let instance: Instance;
let self: GivenAccount;
let assisted: GivenAccount;
const readers = new Map<string, Browser>();

beforeAll(async () => {
  instance = await freshInstance();
  await givenCatalogue(instance.db);
  self = await givenAccount(instance.db);
  assisted = await givenAccount(instance.db, { type: 'online_assisted' });
  await instance.db.updateTable('members').set({ is_operator: 1 }).where('id', '=', assisted.owner.id).execute();
  for (const [name, member] of [
    ['owner', self.owner],
    ['billing', assisted.billing],
    ['admin', assisted.admin],
    ['operator', assisted.owner],
  ] as const) {
    readers.set(name, await browser(instance, member));
  }
  // A pending request for the edit page.
  const asking = await browser(instance, assisted.admin2);
  await asking.post('/subscription/requests', { version: '1', key: 'k'.repeat(26), 'seats.sales': '12' });
  readers.set('requester', asking);
});

/** For each page with a draft: the reader, the path, and a valid draft as the query string. */
const drafts: [whose: string, path: () => string | Promise<string>, query: string][] = [
  ['owner', () => '/subscription/manage', 'version=1&seats.sales=12'],
  ['admin', () => '/subscription/manage', 'version=1&seats.sales=12&note=Please'],
  ['billing', () => '/subscription/manage/confirmation', 'version=1&seats.sales=12'],
  ['owner', () => '/subscription/manage/losers', 'version=1&seats.support-suite=3'],
  ['requester', editPath, 'version=1&request=1&seats.sales=13'],
  ['owner', () => '/team/seats', 'version=1&group=sales&seats=2'],
  ['admin', () => '/team/seats', 'version=1&group=sales&seats=2&note=Please'],
  ['owner', () => '/subscription/temporary', 'group=sales&seats=2&firstOn=2026-03-20&lastOn=2026-03-25&show=price'],
  ['operator', () => `/operator/accounts/${self.id}/subscription`, 'version=1&seats.sales=12'],
  ['operator', () => `/operator/accounts/${self.id}/subscription/losers`, 'version=1&seats.support-suite=3'],
  [
    'operator',
    () => `/operator/accounts/${self.id}/temporary-seats`,
    'group=sales&seats=2&firstOn=2026-03-20&lastOn=2026-03-25&show=price',
  ],
];

const fragments: typeof drafts = [
  ['owner', () => '/subscription/manage/summary', 'version=1&seats.sales=12'],
  ['owner', () => '/team/seats/summary', 'version=1&group=sales&seats=2'],
  ['operator', () => `/operator/accounts/${self.id}/subscription/summary`, 'version=1&seats.sales=12'],
];

async function editPath(): Promise<string> {
  const { id } = await instance.db.selectFrom('requests').select('id').executeTakeFirstOrThrow();
  return `/subscription/requests/${id}/edit`;
}

const faults: [what: string, query: (query: string) => string, words: string][] = [
  ['an unknown field', (query) => `${query}&unit_minor=1`, 'something that does not belong to it'],
  ['a field named like nothing', (query) => `${query}&a[b]=1`, 'something that does not belong to it'],
  ['a field of every object', (query) => `${query}&__proto__=1&constructor=1`, 'something that does not belong to it'],
  ['a field twice', (query) => query.replace(/(seats[^=]*=)(\d+)/, '$1$2&$119'), 'sent twice'],
  ['a NUL', (query) => query.replace(/(seats[^=]*=)(\d+)/, '$1$2%00'), 'invisible characters'],
  ['a text too long', (query) => query.replace(/(seats[^=]*=)(\d+)/, `$1${'1'.repeat(5000)}`), 'too long'],
];

describe.each(faults)('%s in the address of a draft', (_, broken, words) => {
  it.each(drafts)('%s: %s is refused with its own words, keeps what could be read, and prices nothing new', async (whose, path, query) => {
    const reader = readers.get(whose) as Browser;
    const address = await path();
    expect((await reader.get(`${address}?${query}`)).status, 'without the fault').toBe(200);
    const { status, html, text } = await reader.get(`${address}?${broken(query)}`);
    expect(status).toBe(422);
    expect(text).toContain(words);
    expect(html).toContain('error-summary');
    expect(html).toContain('<title>Error: ');
  });

  it.each(fragments)('%s: %s is refused, and nothing is said aloud', async (whose, path, query) => {
    const reader = readers.get(whose) as Browser;
    const address = await path();
    expect((await reader.get(`${address}?${query}`)).html, 'without the fault').toContain('data-announce');
    const { status, html } = await reader.get(`${address}?${broken(query)}`);
    expect(status).toBe(422);
    expect(html).not.toContain('data-announce');
  });
});

it('a draft that could not be read keeps what could', async () => {
  const owner = readers.get('owner') as Browser;
  const manage = await owner.get('/subscription/manage?version=1&seats.sales=12&seats.sales=13&seats.support-suite=27&unit_minor=1');
  expect(fieldsOf(manage.html, '/subscription/manage')).toMatchObject({ 'seats.sales': '12', 'seats.support-suite': '27' });
  expect(manage.html).toContain('href="#field-seats.sales"');
  const seats = await owner.get('/team/seats?group=sales&seats=2&unit_minor=1');
  expect(fieldsOf(seats.html, '/team/seats')).toMatchObject({ group: 'sales', seats: '2' });
});

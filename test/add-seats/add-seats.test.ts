import { HtmlValidate } from 'html-validate';
import { beforeEach, describe, expect, it } from 'vitest';
import { languages } from '../../src/i18n/language.ts';
import { accountTypes, type Role, roles } from '../../src/permissions.ts';
import { newId } from '../../src/values/ids.ts';
import { type Browser, browser, fieldsOf, noon } from '../support/app.ts';
import { type GivenAccount, type GivenMember, givenAccount } from '../support/given.ts';
import { actions, givenTeam, lastEvent, mails, type World } from '../team/given.ts';

const page = '/team/seats';
const suite = 'support-suite';

let world: World;
let owner: Browser;

async function start(options: Parameters<typeof givenTeam>[0] = {}): Promise<void> {
  world = await givenTeam(options);
  owner = await world.as(world.owner);
}

beforeEach(() => start());

async function add(who: Browser, changes: Record<string, string>, query = '') {
  const { html } = await who.get(`${page}${query}`);
  return who.post(page, { ...fieldsOf(html, page), ...changes });
}

async function boughtOf(leader: string, of: GivenAccount = world): Promise<number> {
  const row = await world.db
    .selectFrom('seat_groups')
    .select('seats')
    .where('account_id', '=', of.id)
    .where('leader_product_id', '=', leader)
    .executeTakeFirstOrThrow();
  return row.seats;
}

function requests() {
  return world.db.selectFrom('requests').selectAll().where('account_id', '=', world.id).orderBy('id').execute();
}

function orders() {
  return world.db.selectFrom('orders').selectAll().where('account_id', '=', world.id).execute();
}

function memberOf(account: GivenAccount, role: Role): GivenMember {
  return { owner: account.owner, billing_admin: account.billing, admin: account.admin, agent: account.agent, end_user: account.user }[role];
}

/** Adds flat add-ons until the subscription has this number of lines. */
async function givenLines(count: number): Promise<void> {
  for (let at = 5; at <= count; at++) {
    const id = `extra-${at}`;
    await world.db
      .insertInto('products')
      .values({ id, name: `Extra ${at}`, kind: 'add_on', seated: 0, follows_product_id: null, on_sale: 1, sort: 100 + at })
      .execute();
    await world.db
      .insertInto('plans')
      .values({ id: `${id}-plan`, product_id: id, name: 'Standard', level: 1 })
      .execute();
    await world.db
      .insertInto('plan_versions')
      .values({
        id: `${id}-v1`,
        plan_id: `${id}-plan`,
        currency: 'EUR',
        version: 1,
        monthly_unit_minor: 100,
        annual_unit_minor: 1000,
        created_at: noon,
        retired_at: null,
      })
      .execute();
    await world.db
      .insertInto('lines')
      .values({
        id: newId(),
        account_id: world.id,
        product_id: id,
        plan_id: `${id}-plan`,
        plan_version_id: `${id}-v1`,
        group_id: null,
        added_on: '2026-03-01',
      })
      .execute();
  }
}

/** Makes an operators' account with one operator per language. */
async function givenOperators(...languages: ('en' | 'de')[]): Promise<{ id: string; email: string }[]> {
  const vendor = await givenAccount(world.db, { name: 'Vendor' });
  await world.db.updateTable('accounts').set({ is_operators: 1 }).where('id', '=', vendor.id).execute();
  const people = [vendor.billing, vendor.admin].slice(0, languages.length);
  for (const [at, person] of people.entries()) {
    await world.db
      .updateTable('members')
      .set({ is_operator: 1, language: languages[at] ?? 'en' })
      .where('id', '=', person.id)
      .execute();
  }
  return people;
}

describe('each role in each type of account', () => {
  const buttons = {
    buy: 'Buy seats',
    request: 'Request seats',
    representative: 'Send to representative',
    ask: 'You cannot add seats yourself',
  };
  const expected: Record<(typeof accountTypes)[number], Partial<Record<Role, keyof typeof buttons>>> = {
    self_service: { owner: 'buy', billing_admin: 'buy', admin: 'ask' },
    online_assisted: { owner: 'buy', billing_admin: 'buy', admin: 'request' },
    sales_assisted: { owner: 'representative', billing_admin: 'representative', admin: 'representative' },
    managed: { owner: 'representative', billing_admin: 'representative', admin: 'representative' },
  };
  it.each(accountTypes.flatMap((type) => roles.map((role) => ({ type, role }))))('$type, $role', async ({ type, role }) => {
    await start({ type });
    const who = await world.as(memberOf(world, role));
    const what = expected[type][role];
    const { status, text, html } = await who.get(page);
    expect(status).toBe(what ? 200 : 403);
    for (const [name, words] of Object.entries(buttons)) {
      expect(name === 'ask' ? text.includes(words) : html.includes(`${words}</button>`), name).toBe(name === what);
    }
    const fields = { version: '1', key: newId(), group: suite, seats: '2' };
    const posted = await who.post(page, fields);
    const fragment = await who.get(`${page}/summary?group=${suite}&seats=2`);
    const isOpen = what !== undefined && what !== 'ask';
    expect([posted.status, fragment.status]).toEqual(isOpen ? [303, 200] : [403, 403]);
    expect(await boughtOf(suite)).toBe(what === 'buy' ? 27 : 25);
    expect((await requests()).length).toBe(what === 'request' || what === 'representative' ? 1 : 0);
    expect(await boughtOf(suite, world.other)).toBe(25);
  });

  it('sends visitors to sign in, and lets an admin ask where requests are switched on', async () => {
    const visitor = await browser(world.instance);
    expect((await visitor.get(page)).location).toContain('/sign-in');
    expect((await visitor.post(page, { seats: '1' })).location).toContain('/sign-in');
    await start({ requestsEnabled: true });
    expect((await (await world.as(world.admin)).get(page)).html).toContain('Request seats</button>');
  });

  it('names whom to ask where requests are switched off, and offers no form', async () => {
    const { text, html } = await (await world.as(world.admin)).get(page);
    expect(text).toContain(`For more seats, ask ${world.owner.name} or ${world.billing.name}.`);
    expect(html).not.toContain('name="seats"');
  });
});

describe('buying', () => {
  it('adds to the present total, to each line of the group, with order, charge and event, and says the new totals', async () => {
    const answer = await add(owner, { group: suite, seats: '5' });
    expect(answer).toMatchObject({ status: 303, location: '/team' });
    expect(await boughtOf(suite)).toBe(30);
    const charges = await world.db.selectFrom('charges').select(['product_id', 'amount_minor', 'seats']).orderBy('product_id').execute();
    // 17 of 31 days: 5 × €50.00 for the add-on that follows the suite, 5 × €55.00 for the suite.
    expect(charges).toEqual([
      { product_id: 'ai-assist', amount_minor: 13_710, seats: 5 },
      { product_id: suite, amount_minor: 15_081, seats: 5 },
    ]);
    const lines = await world.db.selectFrom('order_lines').select(['product_id', 'after']).orderBy('product_id').execute();
    expect(lines.map((line) => [line.product_id, JSON.parse(line.after ?? '').seats])).toEqual([
      ['ai-assist', 30],
      [suite, 30],
    ]);
    expect(await lastEvent(world.db, world.id)).toMatchObject({ action: 'subscription.changed', actor_id: world.owner.id });
    const { text } = await owner.get('/team');
    expect(text).toContain('5 seats added. Seats for Support Suite and AI Assist: now 30 in total. Order #00001.');
    expect(await boughtOf(suite, world.other)).toBe(25);
  });

  it('happens once however often the form is sent', async () => {
    const { html } = await owner.get(page);
    const fields = { ...fieldsOf(html, page), group: 'sales', seats: '3' };
    const answers = await Promise.all([1, 2, 3, 4].map(() => owner.post(page, fields)));
    expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303, 303]);
    expect(await boughtOf('sales')).toBe(13);
    expect(await orders()).toHaveLength(1);
  });

  it('is refused from an old page, which keeps what was typed and can be sent again', async () => {
    const { html } = await owner.get(page);
    const fields = { ...fieldsOf(html, page), group: 'sales', seats: '4' };
    await add(owner, { group: 'sales', seats: '1' });
    const stale = await owner.post(page, fields);
    expect(stale.status).toBe(409);
    expect(stale.text).toContain('has changed since you opened this page');
    const fresh = fieldsOf(stale.html, page);
    expect(fresh).toMatchObject({ group: 'sales', seats: '4', version: '2' });
    expect(await boughtOf('sales')).toBe(11);
    expect((await owner.post(page, fresh)).status).toBe(303);
    expect(await boughtOf('sales')).toBe(15);
  });

  it('by a hundred people at once from the same page is done by one of them', async () => {
    const buyers = await Promise.all(Array.from({ length: 100 }, (_, at) => world.as(at % 2 === 0 ? world.owner : world.billing)));
    const answers = await Promise.all(buyers.map((buyer) => buyer.post(page, { version: '1', key: newId(), group: suite, seats: '1' })));
    const statuses = answers.map((answer) => answer.status);
    expect(statuses.filter((status) => status === 303)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(99);
    expect(await boughtOf(suite)).toBe(26);
    expect(await orders()).toHaveLength(1);
  });

  it('of as many seats as there are asks for a confirmation of exactly this number, and keeps all fields', async () => {
    const first = await add(owner, { group: 'sales', seats: '10' });
    expect(first.status).toBe(422);
    expect(first.text).toContain('Confirm that you want 10 more on top of the 10 you have');
    const fields = fieldsOf(first.html, page);
    expect(fields).toMatchObject({ group: 'sales', seats: '10' });
    expect(fields.sure).toBeUndefined();
    expect(first.html).toContain('name="sure"');
    expect(await boughtOf('sales')).toBe(10);
    // The user confirmed ten and then changed the number to eleven, so the confirmation does not hold.
    expect((await owner.post(page, { ...fields, sure: '10', seats: '11' })).status).toBe(422);
    expect((await owner.post(page, { ...fields, sure: '10' })).status).toBe(303);
    expect(await boughtOf('sales')).toBe(20);
  });

  it('of one seat less than there are needs no confirmation', async () => {
    expect((await add(owner, { group: 'sales', seats: '9' })).status).toBe(303);
  });

  it('works in every language', async () => {
    for (const [language, button] of [
      ['de', 'Lizenzen kaufen'],
      ['fr', 'Acheter des licences'],
      ['it', 'Acquista licenze'],
    ] as const) {
      await world.db.updateTable('members').set({ language }).where('id', '=', world.owner.id).execute();
      expect((await owner.get(page)).html).toContain(`${button}</button>`);
    }
  });

  it('offers groups without a free seat first', async () => {
    await world.db
      .updateTable('seat_groups')
      .set({ seats: 5 })
      .where('id', '=', world.groups[suite] ?? '')
      .execute();
    const before = await owner.get(page);
    expect(before.html.indexOf(`value="${suite}"`)).toBeLessThan(before.html.indexOf('value="sales"'));
    await world.db
      .updateTable('seat_groups')
      .set({ seats: 6 })
      .where('id', '=', world.groups[suite] ?? '')
      .execute();
    for (const who of [world.owner, world.agent]) {
      await world.db
        .insertInto('seats_held')
        .values({ account_id: world.id, group_id: world.groups.sales ?? '', member_id: who.id, taken_at: noon })
        .execute();
    }
    await world.db
      .updateTable('seat_groups')
      .set({ seats: 2 })
      .where('id', '=', world.groups.sales ?? '')
      .execute();
    const after = await owner.get(page);
    expect(after.html.indexOf('value="sales"')).toBeLessThan(after.html.indexOf(`value="${suite}"`));
    expect(fieldsOf(after.html, page).group).toBe('sales');
  });
});

describe('what is typed', () => {
  const cases: [what: string, fields: Record<string, string>, message: string][] = [
    ['letters', { seats: 'ten' }, 'Enter a whole number'],
    ['nothing', { seats: '' }, 'Enter a whole number'],
    ['zero', { seats: '0' }, 'Enter a whole number'],
    ['a negative number', { seats: '-2' }, 'Enter a whole number'],
    ['a fraction', { seats: '1.5' }, 'Enter a whole number'],
    ['an exponent', { seats: '1e1' }, 'Enter a whole number'],
    ['a hexadecimal number', { seats: '0x5' }, 'Enter a whole number'],
    ['digits of another script', { seats: '٣' }, 'Enter a whole number'],
    ['a number beyond all', { seats: '9'.repeat(30) }, 'Enter a whole number'],
    ['more than can be had', { seats: '99999', sure: '99999' }, 'at most 100,000 seats'],
    ['a group that there is not', { group: 'voice', seats: '2' }, 'Choose one of the options'],
    ['a line that is no group', { group: 'ai-assist', seats: '2' }, 'Choose one of the options'],
    ['a price', { seats: '2', unitMinor: '1' }, 'something that does not belong to it'],
    ['a NUL', { seats: '2\u0000' }, 'invisible characters'],
  ];
  it.each(cases)('%s is refused at its place, is kept, and changes nothing', async (_, fields, message) => {
    const answer = await add(owner, { group: 'sales', ...fields });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain(message);
    expect(answer.html).toContain('<title>Error: ');
    if (fields.seats && !fields.seats.includes('\u0000')) expect(fieldsOf(answer.html, page).seats).toBe(fields.seats);
    expect(await boughtOf('sales')).toBe(10);
    expect(await orders()).toEqual([]);
  });

  it('takes spaces around a number', async () => {
    expect((await add(owner, { group: 'sales', seats: ' 2 ' })).status).toBe(303);
    expect(await boughtOf('sales')).toBe(12);
  });

  it('twice is refused', async () => {
    const answer = await owner.post(page, { version: '1', key: newId(), group: 'sales', seats: ['2', '3'] });
    expect([answer.status, answer.text.includes('sent twice')]).toEqual([422, true]);
  });

  it('in an address is answered like any other', async () => {
    for (const query of [
      'seats=abc',
      'seats=%00',
      'group=__proto__&seats=1',
      'sure=x',
      'version=x&seats=1',
      'request=x',
      'for=x&seats.a=yes',
    ]) {
      expect((await owner.get(`${page}?${query}`)).status, query).toBeLessThan(500);
      expect((await owner.get(`${page}/summary?${query}`)).status, query).toBeLessThan(500);
    }
  });
});

describe('the summary', () => {
  it('follows the draft, alone or in the page, with the new total, the cost and what that is per product', async () => {
    const query = `version=1&group=${suite}&seats=5`;
    const fragment = await owner.get(`${page}/summary?${query}`);
    expect(fragment.html).not.toContain('<html');
    expect(fragment.text).toContain('New total: 30 seats. To be charged for the rest of the period: €287.91.');
    expect(fragment.text).toContain('from 25 to 30 seats, difference +5');
    const details = fragment.html.slice(fragment.html.indexOf('<details>'), fragment.html.indexOf('</details>'));
    expect(details.match(/from 25 to 30, difference \+5/g)).toHaveLength(2);
    expect(details).toContain('Includes Support, Help Center and Live Chat');
    expect((await owner.get(`${page}?${query}`)).html).toContain(fragment.html.trim());
  });

  it('says nothing aloud while there is no number', async () => {
    const { html, text } = await owner.get(`${page}/summary?group=${suite}&seats=5x`);
    expect(html).not.toContain('data-announce');
    expect(text).toContain('Enter a number');
  });

  it('is what Enter asks for: the first button changes nothing', async () => {
    const { html } = await owner.get(page);
    const form = html.slice(html.indexOf('<form method="post" action="/team/seats"'));
    expect(form.match(/<button[^>]*>/)?.[0]).toContain('formmethod="get"');
  });

  it('tells the representative’s accounts no costs that they are not shown', async () => {
    await start({ type: 'managed' });
    const { text } = await (await world.as(world.owner)).get(`${page}/summary?group=${suite}&seats=5`);
    expect(text).toContain('New total: 30 seats.');
    expect(text).not.toContain('€');
  });
});

describe('asking', () => {
  let admin: Browser;
  beforeEach(async () => {
    await start({ type: 'online_assisted' });
    admin = await world.as(world.admin);
  });

  it('makes one request with its event and letters, and leads to it', async () => {
    const answer = await add(admin, { group: suite, seats: '5', note: 'Five people start in May.' });
    const [request] = await requests();
    expect(answer).toMatchObject({ status: 303, location: `/subscription/requests/${request?.id}` });
    expect(request).toMatchObject({
      requester_id: world.admin.id,
      answerer: 'account',
      status: 'pending',
      note: 'Five people start in May.',
    });
    expect(JSON.parse(request?.change ?? '')).toMatchObject({ version: 1, seats: { [suite]: 5 }, plans: {}, remove: [] });
    expect(await boughtOf(suite)).toBe(25);
    expect(await actions(world.db, world.id)).toEqual(['request.submitted']);
    expect((await mails(world.db, world.id)).map((row) => `${row.letter} to ${row.to_email}`).toSorted()).toEqual([
      `request-submitted to ${world.billing.email}`,
      `request-submitted to ${world.owner.email}`,
    ]);
    const { text } = await admin.get(answer.location ?? '');
    expect(text).toContain('You have asked for 5 more seats. Seats for Support Suite and AI Assist: 30 in total');
  });

  it('twice with the same form is asking once', async () => {
    const { html } = await admin.get(page);
    const fields = { ...fieldsOf(html, page), group: 'sales', seats: '2' };
    const answers = await Promise.all([admin.post(page, fields), admin.post(page, fields), admin.post(page, fields)]);
    expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303]);
    expect(await requests()).toHaveLength(1);
  });

  it('while a request waits shows that one, with what can be done about it', async () => {
    const { html } = await admin.get(page);
    await add(admin, { group: suite, seats: '5' });
    const [request] = await requests();
    const waiting = await admin.get(page);
    expect(waiting.text).toContain('You already have a pending request');
    expect(waiting.html).toContain(`/subscription/requests/${request?.id}/edit`);
    expect(waiting.html).toContain(`action="/subscription/requests/${request?.id}/withdrawal"`);
    expect(waiting.html).not.toContain('name="seats"');
    const second = await admin.post(page, { ...fieldsOf(html, page), group: 'sales', seats: '2', note: 'And these' });
    expect(second.status).toBe(409);
    expect(second.html).toContain(`/subscription/requests/${request?.id}/edit?version=1&amp;seats.sales=12&amp;note=And+these`);
    expect(await requests()).toHaveLength(1);
    // Another admin may have a pending request at the same time.
    expect((await add(await world.as(world.admin2), { group: 'sales', seats: '2' })).status).toBe(303);
  });

  it('from an old page is refused and keeps the note', async () => {
    const { html } = await admin.get(page);
    await add(await world.as(world.owner), { group: 'sales', seats: '1' });
    const answer = await admin.post(page, { ...fieldsOf(html, page), group: 'sales', seats: '2', note: 'Still needed' });
    expect(answer.status).toBe(409);
    expect(fieldsOf(answer.html, page)).toMatchObject({ seats: '2', version: '2' });
    expect(fieldsOf(answer.html, page).note?.trim()).toBe('Still needed');
    expect(await requests()).toEqual([]);
  });

  it.each([
    ['a NUL', 'a\u0000b', 'invisible characters'],
    ['too long a text', 'x'.repeat(2001), 'too long'],
  ])('with %s in the note is refused', async (_, note, message) => {
    const answer = await add(admin, { group: 'sales', seats: '2', note });
    expect([answer.status, answer.text.includes(message)]).toEqual([422, true]);
    expect(fieldsOf(answer.html, page).seats).toBe('2');
    expect(await requests()).toEqual([]);
  });

  it('for as many seats as there are asks for a confirmation', async () => {
    const answer = await add(admin, { group: 'sales', seats: '40' });
    expect(answer.status).toBe(422);
    expect(await requests()).toEqual([]);
    expect((await admin.post(page, { ...fieldsOf(answer.html, page), sure: '40' })).status).toBe(303);
  });
});

describe('with more than seven lines', () => {
  it('seven still have the short form', async () => {
    await givenLines(7);
    expect((await owner.get(page)).html).toContain('Buy seats</button>');
  });

  it('the choice leads to the full cart with the number already added', async () => {
    await givenLines(8);
    const choice = await owner.get(page);
    expect(choice.html).not.toContain('Buy seats</button>');
    expect(choice.html).toContain('<form method="get" action="/team/seats"');
    const cart = await owner.get(`${page}?group=${suite}&seats=5`);
    expect(cart).toMatchObject({ status: 303, location: `/subscription/manage?version=1&seats.${suite}=30` });
    const manage = await owner.get(cart.location ?? '');
    expect(manage.status).toBe(200);
    expect(fieldsOf(manage.html, '/subscription/manage')[`seats.${suite}`]).toBe('30');
    expect((await owner.post(page, { version: '1', key: newId(), group: suite, seats: '5' })).location).toBe(cart.location);
    expect(await orders()).toEqual([]);
  });

  it('an invalid number, or one as large as the total, stays on the choice', async () => {
    await givenLines(8);
    expect((await owner.get(`${page}?group=sales&seats=x`)).status).toBe(422);
    const large = await owner.get(`${page}?group=sales&seats=10`);
    expect([large.status, large.html.includes('name="sure"')]).toEqual([422, true]);
    expect((await owner.get(`${page}?group=sales&seats=10&sure=10`)).location).toContain('seats.sales=20');
  });

  it('an admin asks there, and the representative’s accounts have the short form', async () => {
    await start({ requestsEnabled: true });
    await givenLines(9);
    const admin = await world.as(world.admin);
    const { location } = await admin.get(`${page}?group=sales&seats=2`);
    expect((await admin.get(location ?? '')).html).toContain('Submit request</button>');
    await start({ type: 'sales_assisted' });
    await givenLines(9);
    expect((await (await world.as(world.admin)).get(page)).html).toContain('Send to representative</button>');
  });

  it('what was typed for a new member survives the full cart', async () => {
    await givenLines(8);
    const { location } = await owner.get(`${page}?for=new&name=Ada+N&email=ada@new.example&role=agent&seats.sales=yes&group=sales&seats=2`);
    const { html } = await owner.get(location ?? '');
    const bought = await owner.post('/subscription/manage', fieldsOf(html, '/subscription/manage'));
    expect(bought.location).toBe('/team/new?name=Ada+N&email=ada%40new.example&role=agent&seats.sales=yes');
    expect(await boughtOf('sales')).toBe(12);
  });

  it('Manage leads back only to a page of this product', async () => {
    for (const back of ['https://elsewhere.example/', '//elsewhere.example', '/\\elsewhere.example', 'javascript:alert(1)']) {
      const { html } = await owner.get(`/subscription/manage?back=${encodeURIComponent(back)}`);
      const { version = '' } = fieldsOf(html, '/subscription/manage');
      const answer = await owner.post('/subscription/manage', {
        version,
        key: newId(),
        back,
        'seats.sales': String((await boughtOf('sales')) + 1),
      });
      expect(answer.location, back).toBe('/subscription');
    }
  });
});

describe('what was typed about a member', () => {
  const draft = 'for=new&name=Ada+%3CN%3E&email=ada@new.example&role=admin&seats.sales=yes';

  it('survives buying, a refusal on the way included, and fills in the form again', async () => {
    const { html, text } = await owner.get(`${page}?${draft}`);
    expect(text).toContain('What you typed about the team member is kept');
    const fields = fieldsOf(html, page);
    expect(fields.group).toBe('sales');
    const refused = await owner.post(page, { ...fields, seats: 'x' });
    const answer = await owner.post(page, { ...fieldsOf(refused.html, page), seats: '2' });
    expect(answer.location).toBe('/team/new?name=Ada+%3CN%3E&email=ada%40new.example&role=admin&seats.sales=yes');
    const form = fieldsOf((await owner.get(answer.location ?? '')).html, '/team/new');
    expect(form).toMatchObject({ name: 'Ada <N>', email: 'ada@new.example', role: 'admin', 'seats.sales': 'yes' });
  });

  it('survives asking, and looking at the summary', async () => {
    await start({ requestsEnabled: true });
    const admin = await world.as(world.admin);
    const first = await admin.get(`${page}?${draft}`);
    const query = new URLSearchParams({ ...fieldsOf(first.html, page), seats: '3' });
    const { html } = await admin.get(`${page}?${query}`);
    const answer = await admin.post(page, fieldsOf(html, page));
    expect(answer.location).toContain('/team/new?name=Ada');
    expect((await admin.get(answer.location ?? '')).text).toContain('You have asked for 3 more seats');
  });

  it('about an existing member leads back to their page', async () => {
    const answer = await add(owner, { seats: '1' }, `?for=${world.user.id}&role=agent&seats.${suite}=yes`);
    expect(answer.location).toBe(`/team/${world.user.id}?role=agent&seats.${suite}=yes`);
  });

  it('or the page that led here is never another site', async () => {
    for (const back of [
      'https://elsewhere.example/',
      '//elsewhere.example',
      '/\\elsewhere.example',
      '/\t/elsewhere.example',
      'javascript:alert(1)',
    ]) {
      const { html } = await owner.get(`${page}?back=${encodeURIComponent(back)}`);
      expect(html).toContain('<a class="back" href="/team">');
      expect(fieldsOf(html, page)).not.toHaveProperty('back');
      const version = String((await boughtOf('sales')) - 9);
      const answer = await owner.post(page, { version, key: newId(), group: 'sales', seats: '1', back });
      expect([303, 422], back).toContain(answer.status);
      if (answer.status === 303) expect(answer.location, back).toBe('/team');
    }
    expect((await add(owner, { group: 'sales', seats: '1' }, '?back=/contacts')).location).toBe('/contacts');
  });
});

describe.each(['sales_assisted', 'managed'] as const)('writing to the representative of a %s account', (type) => {
  let operators: { id: string; email: string }[];
  let admin: Browser;
  beforeEach(async () => {
    await start({ type });
    operators = await givenOperators('de', 'en');
    await world.db
      .updateTable('accounts')
      .set({ representative_id: operators[0]?.id ?? '' })
      .where('id', '=', world.id)
      .execute();
    admin = await world.as(world.admin);
  });

  it('makes a request that they answer, with its event and a letter in their language', async () => {
    const answer = await add(admin, { group: suite, seats: '5', note: 'From June on.' });
    const [request] = await requests();
    expect(answer).toMatchObject({ status: 303, location: `/subscription/requests/${request?.id}` });
    expect(request).toMatchObject({ answerer: 'representative', status: 'pending', note: 'From June on.' });
    expect(JSON.parse(request?.change ?? '')).toMatchObject({ version: 1, seats: { [suite]: 5 } });
    expect(await actions(world.db, world.id)).toEqual(['request.submitted']);
    const sent = await mails(world.db, world.id);
    expect(sent.map((row) => [row.letter, row.to_email])).toEqual([['representative-asked', operators[0]?.email]]);
    expect(sent[0]?.subject).toBe('Ein von Ihnen betreutes Konto bittet um weitere Lizenzen');
    expect(sent[0]?.text).toContain('/operator/orders');
    expect(sent[0]?.text).toContain('> From June on.');
    expect(await boughtOf(suite)).toBe(25);
  });

  it('goes to all operators while no representative is assigned', async () => {
    await world.db.updateTable('accounts').set({ representative_id: null }).where('id', '=', world.id).execute();
    expect((await admin.get(page)).text).toContain('Tell the people who look after your account');
    await add(admin, { group: 'sales', seats: '2' });
    const sent = await mails(world.db, world.id);
    expect(sent.map((row) => row.to_email).toSorted()).toEqual(operators.map((one) => one.email).toSorted());
  });

  it('is possible once at a time for each, and is followed on the tab Requests', async () => {
    await add(admin, { group: 'sales', seats: '2' });
    const [request] = await requests();
    expect((await admin.get(page)).text).toContain('You already have a pending request');
    const second = await admin.post(page, { version: '1', key: newId(), group: suite, seats: '3' });
    expect(second.status).toBe(409);
    expect(await requests()).toHaveLength(1);
    expect((await (await world.as(world.billing)).get(page)).html).toContain('Send to representative</button>');
    expect((await (await world.as(world.owner)).get('/subscription/requests')).html).toContain(`/subscription/requests/${request?.id}`);
    const { html } = await admin.get(`/subscription/requests/${request?.id}`);
    expect(html).toContain(`/team/seats?request=${request?.id}`);
    await admin.post(`/subscription/requests/${request?.id}/withdrawal`);
    expect((await requests())[0]?.status).toBe('withdrawn');
    expect((await admin.get(page)).html).toContain('Send to representative</button>');
  });

  it('can be edited only by its author', async () => {
    await add(admin, { group: 'sales', seats: '2', note: 'Soon' });
    const [request] = await requests();
    const edit = `${page}?request=${request?.id}`;
    const { html } = await admin.get(edit);
    const fields = fieldsOf(html, page);
    expect(fields).toMatchObject({ group: 'sales', seats: '2', seen: '1', request: request?.id });
    const saved = await admin.post(page, { ...fields, seats: '4' });
    expect(saved.location).toBe(`/subscription/requests/${request?.id}`);
    expect(JSON.parse((await requests())[0]?.change ?? '').seats).toEqual({ sales: 4 });
    expect((await mails(world.db, world.id)).map((row) => row.letter).toSorted()).toEqual(['representative-asked', 'request-edited']);
    // A form from before the edit does not overwrite the edit.
    expect((await admin.post(page, { ...fields, seats: '6' })).status).toBe(409);
    for (const who of [world.admin2, world.owner, world.other.owner]) {
      const other = await world.as(who);
      const answers = [await other.get(edit), await other.post(page, { ...fields, seats: '9' })];
      // The owner of the other account can buy seats, because that account has another type; for them the parameter `request` is ignored.
      expect(answers.map((answer) => answer.status)).toEqual(who === world.other.owner ? [200, 303] : [404, 404]);
    }
    expect(JSON.parse((await requests())[0]?.change ?? '').seats).toEqual({ sales: 4 });
  });

  it('says who that is', async () => {
    const { text } = await admin.get(page);
    expect(text).toContain('your account representative');
    expect(text.includes('This is a managed account')).toBe(type === 'managed');
  });
});

describe('the pages', () => {
  const validator = new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'long-title': 'off' } });
  it.each(languages)('are well-formed in %s, in each state', async (language) => {
    await start({ type: 'online_assisted' });
    await world.db.updateTable('members').set({ language }).execute();
    const admin = await world.as(world.admin);
    const fields = fieldsOf((await admin.get(page)).html, page);
    const states = {
      refused: await admin.post(page, { ...fields, group: 'voice', seats: 'x', note: 'x'.repeat(2001) }),
      'asking once more': await admin.post(page, { ...fields, seats: '40' }),
      stale: await admin.post(page, { ...fields, version: '9', seats: '1', for: 'new', name: 'Ada "N"' }),
      asked: await admin.post(page, { ...fields, seats: '1' }),
      'already pending': await admin.post(page, { ...fields, seats: '2' }),
      'free seats, nobody chosen': await admin.post(`${page}/reclaim`, { group: suite }),
    };
    expect(Object.values(states).map((answer) => answer.status)).toEqual([422, 422, 409, 303, 409, 422]);
    for (const [state, { html }] of Object.entries(states)) {
      if (!html) continue;
      const report = await validator.validateString(html);
      expect(
        report.results.flatMap((result) => result.messages.map((message) => message.message)),
        state,
      ).toEqual([]);
    }
  });
});

import { HtmlValidate } from 'html-validate';
import { beforeEach, describe, expect, it } from 'vitest';
import { accountTypes, can, roles } from '../../src/permissions.ts';
import { findPendingOf, findRequest, listRequests } from '../../src/requests/queries.ts';
import { newId } from '../../src/values/ids.ts';
import { browser, fieldsOf, noon } from '../support/app.ts';
import { type GivenAccount, givenAccount } from '../support/given.ts';
import { approve, asked, freshWorld, press, reject, setLanguage, type World } from './world.ts';

let world: World;
beforeEach(async () => {
  world = await freshWorld();
});

const requests = '/subscription/requests';
const at = (id: string, what = '') => `${requests}/${id}${what && `/${what}`}`;
const memberOf = { owner: 'owner', billing_admin: 'billing', admin: 'admin', agent: 'agent', end_user: 'user' } as const;

/** Inserts a request directly into the table, without the pages. */
async function givenRequest(account: GivenAccount, values: Record<string, unknown> = {}): Promise<string> {
  const id = newId();
  const { db } = world.instance;
  await db
    .insertInto('requests')
    .values({
      id,
      account_id: account.id,
      requester_id: account.admin.id,
      answerer: 'account',
      status: 'pending',
      change: JSON.stringify({
        version: 1,
        seats: { sales: 2 },
        plans: {},
        add: {},
        remove: [],
        cycle: null,
        extendCycles: null,
        promotionCode: null,
      }),
      snapshot: JSON.stringify({
        subscription: { version: 1, cycle: 'monthly', periodEndsOn: '2026-04-01', committedUntil: '2026-04-01', lines: [], groups: [] },
        quote: {
          today: '2026-03-15',
          lines: [],
          cycle: { now: 'monthly', later: 'monthly' },
          committedUntil: { before: '2026-04-01', after: '2026-04-01' },
          due: { netMinor: 0, taxMinor: 0, totalMinor: 0 },
          recurringMinor: { before: 0, now: 0 },
        },
      }),
      idempotency_key: id,
      submitted_at: noon,
      ...values,
    })
    .execute();
  return id;
}

describe('the tab Requests', () => {
  it('shows owner and billing admin all of the account and an admin their own', async () => {
    await asked(world.admin, { 'seats.sales': '11' });
    await asked(world.admin2, { 'seats.sales': '19' });
    for (const who of [world.owner, world.billing]) {
      const { text } = await who.get(requests);
      expect(text).toContain('from 10 to 11');
      expect(text).toContain('from 10 to 19');
      expect(text).toContain(world.account.admin.name);
      expect(text).toContain('Review request');
    }
    const { text } = await world.admin.get(requests);
    expect(text).toContain('from 10 to 11');
    expect(text).not.toContain('from 10 to 19');
    expect(text).not.toContain('Review request');
    expect(text).toContain('Show request');
  });

  it('says state, how long it waits, who decided, when and why', async () => {
    const approved = await asked(world.admin, { 'seats.sales': '11' });
    await approve(world.billing, approved);
    world.instance.clock.now += 86_400;
    const rejected = await asked(world.admin, { 'seats.sales': '12' });
    await reject(world.owner, rejected, 'Too dear.');
    const withdrawn = await asked(world.admin, { 'seats.sales': '13' });
    await press(world.admin, withdrawn, 'withdrawal');
    await asked(world.admin, { 'seats.sales': '14' });
    world.instance.clock.now += 2 * 86_400;
    const { text } = await world.owner.get(requests);
    const { billing, owner } = world.account;
    expect(text).toContain('Pending for 2 days');
    expect(text).toContain(`Approved by ${billing.name} on 15 March 2026 Order #00001`);
    expect(text).toContain(`Rejected by ${owner.name} on 16 March 2026 Reason: Too dear.`);
    expect(text).toContain('Withdrawn on 16 March 2026');
    // Pending requests come first.
    expect(text.indexOf('Pending for')).toBeLessThan(text.indexOf('Withdrawn on'));
    expect(text.indexOf('Withdrawn on')).toBeLessThan(text.indexOf('Approved by'));
  });

  it('names the person on every button, for users of a screen reader', async () => {
    const id = await asked(world.admin);
    const list = await world.owner.get(requests);
    expect(list.html).toMatch(new RegExp(`Review request<span class="visually-hidden"> of ${world.account.admin.name}`));
    const page = await world.owner.get(at(id));
    expect(page.html).toContain(`Reject<span class="visually-hidden"> the request of ${world.account.admin.name}</span>`);
  });

  it('shows the deciders the number of pending requests', async () => {
    await asked(world.admin);
    await asked(world.admin2);
    expect((await world.owner.get('/subscription')).text).toContain('2 requests waiting for an answer');
    expect((await world.owner.get(requests)).text).toContain('2 requests waiting for an answer');
    expect((await world.admin.get(requests)).text).not.toContain('waiting for an answer');
  });

  it('explains the empty list to deciders and to admins in different words', async () => {
    expect((await world.owner.get(requests)).text).toContain('Nobody has asked for anything yet');
    const { text, html } = await world.admin.get(requests);
    expect(text).toContain('You have not asked for anything yet');
    expect(html).toContain('href="/subscription/manage"');
  });

  it('has pages of 50, those that wait first and no request twice', async () => {
    const { db } = world.instance;
    for (let n = 0; n < 70; n += 1) {
      await givenRequest(world.account, {
        status: 'withdrawn',
        decided_at: noon,
        decided_by: world.account.admin.id,
        submitted_at: noon - 1000 - n,
      });
    }
    // One admin per pending request, because each may have only one.
    for (let n = 0; n < 55; n += 1) {
      const id = newId();
      await db
        .insertInto('members')
        .values({
          id,
          account_id: world.account.id,
          email: `${id}@many.example`,
          name: `Many ${n}`,
          role: 'admin',
          status: 'active',
          language: 'en',
          created_at: 0,
        })
        .execute();
      await givenRequest(world.account, { requester_id: id, submitted_at: noon - n });
    }
    const seen = new Set<string>();
    const states: string[] = [];
    for (const page of [1, 2, 3]) {
      const list = await listRequests(db, world.account.id, null, page);
      expect([list.total, list.pending, list.page, list.pages]).toEqual([125, 55, page, 3]);
      expect(list.requests).toHaveLength(page === 3 ? 25 : 50);
      for (const request of list.requests) {
        seen.add(request.id);
        states.push(request.status);
      }
    }
    expect(seen.size).toBe(125);
    expect(states.lastIndexOf('pending')).toBe(54);
    expect((await listRequests(db, world.account.id, null, 99)).page).toBe(3);

    const { text, html } = await world.owner.get(`${requests}?page=2`);
    expect(text).toContain('51 to 100 of 125');
    expect(html).toContain('href="/subscription/requests?page=3"');
    expect((await world.owner.get(`${requests}?page=nonsense`)).text).toContain('1 to 50 of 125');
    const own = await listRequests(db, world.account.id, world.account.admin.id, 1);
    expect([own.total, own.pending, own.requests.length]).toEqual([70, 0, 50]);
  });

  it('is read by index', async () => {
    const { db } = world.instance;
    const plans: string[] = [];
    // Explains exactly the statements that the functions run.
    const explained = new Proxy(db, {
      get(target, name) {
        if (name !== 'executeQuery') return Reflect.get(target, name);
        return async (query: { sql: string; parameters: readonly unknown[] }) => {
          const plan = await db.executeQuery<{ detail: string }>({ ...query, sql: `EXPLAIN QUERY PLAN ${query.sql}` } as never);
          plans.push(...plan.rows.map((row) => row.detail));
          return db.executeQuery(query as never);
        };
      },
    }) as typeof db;
    await givenRequest(world.account);
    await listRequests(explained, world.account.id, null, 1);
    await listRequests(explained, world.account.id, world.account.admin.id, 1);
    await findRequest(explained, world.account.id, newId());
    await findPendingOf(explained, world.account.id, world.account.admin.id);
    expect(plans.length).toBeGreaterThan(10);
    expect(plans.filter((plan) => plan.startsWith('SCAN'))).toEqual([]);
  });
});

describe('the Request summary', () => {
  it('shows those who decide what is asked, the note, before and after, the cost, and both buttons', async () => {
    const id = await asked(world.admin, { 'seats.support-suite': '30', 'plan.sales': 'sales-pro', note: 'We grow.' });
    const { text, html } = await world.owner.get(at(id));
    expect(text).toContain('Request summary');
    expect(text).toContain('Support Suite and AI Assist: 5 more seats, from 25 to 30');
    expect(text).toContain('Sales: plan Pro instead of Team');
    expect(text).toContain(`Note from ${world.account.admin.name} We grow.`);
    expect(text).toMatch(/Support Suite\s+25 seats\s+Team\s+30 seats\s+Team\s+€150\.81/);
    expect(text).toMatch(/Sales\s+10 seats\s+Team\s+10 seats\s+Pro\s+€219\.35/);
    expect(text).toMatch(/Cost of the additions.*For the rest of the period\s+€507\.26/);
    expect(text).toContain('+€925.00');
    expect(text).toContain('Next invoice');
    expect(html).toContain(`action="${at(id, 'approval')}"`);
    expect(html).toContain(`action="${at(id, 'rejection')}"`);
    expect(html).not.toContain(at(id, 'withdrawal'));
    expect(html).not.toContain(at(id, 'edit'));
  });

  it('shows the requester the same with Edit, Send reminder and Withdraw, and who is asked', async () => {
    const id = await asked(world.admin, { 'seats.support-suite': '30' });
    const { text, html } = await world.admin.get(at(id));
    expect(text).toMatch(/Support Suite\s+25 seats\s+Team\s+30 seats\s+Team\s+€150\.81/);
    expect(text).toContain(`It is waiting for an answer from ${world.account.owner.name} or ${world.account.billing.name}.`);
    for (const path of ['edit', 'withdrawal', 'reminder']) expect(html).toContain(at(id, path));
    expect(html).not.toContain(at(id, 'approval'));
    expect(html).not.toContain(at(id, 'rejection'));
  });

  it('shows the cost of the additions but no totals where prices are not shown', async () => {
    world = await freshWorld({ type: 'online_assisted', showPrices: false });
    const id = await asked(world.admin, { 'seats.support-suite': '30' });
    for (const who of [world.owner, world.admin]) {
      const { text } = await who.get(at(id));
      expect(text).toContain('€287.91');
      expect(text).not.toContain('Next invoice');
      // 25 × €55.00 and 30 × €55.00: the totals of the held seats and of the new number, which this account does not see.
      expect(text).not.toContain('1,375');
      expect(text).not.toContain('1,650');
    }
    const shown = await freshWorld({ type: 'online_assisted', showPrices: true });
    expect((await shown.owner.get(at(await asked(shown.admin)))).text).toContain('Next invoice');
  });

  it('stays readable when it has ended: with the numbers of its order, or of the day it was asked', async () => {
    const first = await asked(world.admin, { 'seats.sales': '12' });
    await approve(world.owner, first);
    const second = await asked(world.admin, { 'seats.sales': '20' });
    await reject(world.owner, second, 'No.');
    expect((await world.admin.get(at(first))).text).toMatch(/Sales\s+10 seats\s+Team\s+12 seats\s+Team/);
    const { text } = await world.admin.get(at(second));
    expect(text).toContain('These are the numbers of the day on which it was asked.');
    expect(text).toMatch(/Sales\s+12 seats\s+Team\s+20 seats\s+Team/);
    expect(text).not.toContain('Withdraw');
  });

  it('is complete in each language', async () => {
    const id = await asked(world.admin, { 'seats.support-suite': '30', note: 'x' });
    const titles = {
      en: 'Request summary',
      de: 'Anfrageübersicht',
      fr: 'Récapitulatif de la demande',
      it: 'Riepilogo della richiesta',
    } as const;
    const buttons = {
      en: ['Update subscription', 'Reject'],
      de: ['Abonnement aktualisieren', 'Ablehnen'],
      fr: ["Mettre à jour l'abonnement", 'Refuser'],
      it: ['Aggiorna abbonamento', 'Rifiuta'],
    } as const;
    for (const language of ['en', 'de', 'fr', 'it'] as const) {
      await setLanguage(world, world.account.owner, language);
      const { text } = await world.owner.get(at(id));
      expect(text).toContain(titles[language]);
      for (const button of buttons[language]) expect(text).toContain(button);
      if (language !== 'en') expect(text).not.toContain('Before and after');
    }
  });
});

describe('another account', () => {
  it('has requests that answer 404, with the same bytes as for an unknown id', async () => {
    const theirs = await asked(world.otherAdmin, { 'seats.sales': '12', note: 'CANARY-NOTE' });
    const missing = newId();
    for (const who of [world.owner, world.billing, world.admin]) {
      const pages = await Promise.all([theirs, missing, 'nonsense', `${theirs}%00`, '..%2f'].map((id) => who.get(at(id))));
      expect(pages.map((page) => page.status)).toEqual([404, 404, 404, 404, 404]);
      expect(new Set(pages.map((page) => page.html)).size).toBe(1);
    }
    for (const [who, what, fields] of [
      [world.owner, 'approval', { version: '1', request: '1' }],
      [world.billing, 'rejection', { request: '1', reason: 'no' }],
      [world.admin, 'withdrawal', {}],
      [world.admin, 'reminder', {}],
      [world.admin, '', { version: '1', request: '1', 'seats.sales': '90' }],
    ] as const) {
      const answers = await Promise.all(
        [theirs, missing, 'nonsense'].map((id) => who.post(at(id, what), fields as Record<string, string>)),
      );
      expect([what, ...answers.map((answer) => answer.status)]).toEqual([what, 404, 404, 404]);
      expect(new Set(answers.map((answer) => answer.html)).size).toBe(1);
    }
    expect((await world.admin.get(at(theirs, 'edit'))).status).toBe(404);
    const row = await world.instance.db.selectFrom('requests').selectAll().where('id', '=', theirs).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ status: 'pending', version: 1, reminded_at: null });
  });

  it('never appears: its canary name is on no page and in no mail', async () => {
    await asked(world.otherAdmin, { 'seats.sales': '12', note: 'CANARY-NOTE' });
    const id = await asked(world.admin);
    await approve(world.owner, id);
    for (const who of [world.owner, world.billing, world.admin, world.admin2]) {
      for (const path of [requests, at(id), '/subscription', '/subscription/manage']) {
        const { html } = await who.get(path);
        expect(html).not.toContain('CANARY');
        expect(html).not.toContain('Canary Fields');
      }
    }
    const mails = await world.instance.db.selectFrom('outbox').selectAll().where('account_id', '=', world.account.id).execute();
    expect(JSON.stringify(mails)).not.toContain('CANARY');
  });
});

describe('another admin of the same account', () => {
  it('has requests that answer 404', async () => {
    const id = await asked(world.admin);
    const missing = await world.admin2.get(at(newId()));
    expect((await world.admin2.get(at(id))).html).toBe(missing.html);
    for (const what of ['withdrawal', 'reminder']) expect((await world.admin2.post(at(id, what), {})).status).toBe(404);
    expect((await world.admin2.get(at(id, 'edit'))).status).toBe(404);
    expect((await world.admin2.post(at(id), { version: '1', request: '1', 'seats.sales': '90' })).status).toBe(404);
  });

  it('and the owner may not withdraw, edit or remind for the requester', async () => {
    const id = await asked(world.admin);
    for (const what of ['withdrawal', 'reminder']) expect((await world.owner.post(at(id, what), {})).status).toBe(403);
    expect((await world.owner.get(at(id, 'edit'))).status).toBe(403);
    expect((await world.owner.post(at(id), { version: '1', request: '1', 'seats.sales': '90' })).status).toBe(403);
    const [row] = await world.instance.db.selectFrom('requests').selectAll().execute();
    expect(row).toMatchObject({ status: 'pending', version: 1, reminded_at: null });
  });
});

describe('the matrix', () => {
  const cases = accountTypes.flatMap((type) =>
    [true, false].flatMap((requestsEnabled) => roles.map((role) => [type, requestsEnabled, role] as const)),
  );
  it.each(cases)('on %s with requests %s as %s', async (type, requestsEnabled, role) => {
    const account = await givenAccount(world.instance.db, { type, requestsEnabled });
    const facts = { type, requestsEnabled, showPrices: false };
    const me = account[memberOf[role]];
    const who = await browser(world.instance, me);
    const status = async (page: Promise<{ status: number }>) => (await page).status;
    const ofAdmin2 = await givenRequest(account, { requester_id: account.admin2.id });

    const sees = can(role, facts, 'requests.seeAll') || can(role, facts, 'requests.seeOwn');
    expect(await status(who.get(requests))).toBe(sees ? 200 : 403);
    expect(await status(who.get(at(ofAdmin2)))).toBe(can(role, facts, 'requests.seeAll') ? 200 : sees ? 404 : 403);

    const decides = can(role, facts, 'request.decide');
    expect(await status(who.post(at(ofAdmin2, 'rejection'), { request: '1', reason: 'no' }))).toBe(decides ? 303 : 403);
    const second = await givenRequest(account, {
      requester_id: decides ? account.admin2.id : role === 'agent' ? account.user.id : account.agent.id,
    });
    expect(await status(who.post(at(second, 'approval'), { version: '1', request: '1' }))).toBe(decides ? 303 : 403);

    const asks = can(role, facts, 'request.submit');
    const version = decides ? '2' : '1';
    expect(await status(who.post(requests, { version, key: newId(), 'seats.sales': '90' }))).toBe(asks ? 303 : 403);
    if (asks) await world.instance.db.deleteFrom('requests').where('requester_id', '=', me.id).execute();

    // A request of the user, inserted directly: withdrawing and reminding need only the requester, editing needs the right to submit.
    const mine = await givenRequest(account, { requester_id: me.id });
    expect(await status(who.get(at(mine, 'edit')))).toBe(asks ? 200 : 403);
    expect(await status(who.post(at(mine), { version, request: '1', 'seats.sales': '91' }))).toBe(asks ? 303 : 403);
    expect(await status(who.post(at(mine, 'reminder'), {}))).toBe(sees ? 303 : 403);
    expect(await status(who.post(at(mine, 'withdrawal'), {}))).toBe(sees ? 303 : 403);
  });

  it('names whom to ask where it is refused', async () => {
    const id = await asked(world.admin);
    const { status, text } = await world.admin.post(at(id, 'approval'), { version: '1', request: '1' });
    expect(status).toBe(403);
    expect(text).toContain(`ask ${world.account.owner.name} or ${world.account.billing.name}.`);
  });

  it('lets no member of the account decide a request to the representative', async () => {
    const account = await givenAccount(world.instance.db, { type: 'online_assisted' });
    const id = await givenRequest(account, { answerer: 'representative' });
    const owner = await browser(world.instance, account.owner);
    const page = await owner.get(at(id));
    expect(page.html).not.toContain(at(id, 'approval'));
    expect(page.text).toContain('Your account representative answers this request.');
    expect((await owner.post(at(id, 'approval'), { version: '1', request: '1' })).status).toBe(403);
    expect((await owner.post(at(id, 'rejection'), { request: '1', reason: 'no' })).status).toBe(403);
  });
});

describe('every page, in every state', () => {
  const validator = new HtmlValidate({ extends: ['html-validate:standard'], rules: { 'long-title': 'off' } });
  it.each(['en', 'de', 'fr', 'it'] as const)(
    'is well-formed in %s, with one heading and nothing of what people wrote as markup',
    async (language) => {
      const { owner, admin } = world.account;
      for (const member of [owner, admin]) await setLanguage(world, member, language);
      const note = '<b>"note" & more</b>';
      const ended = await asked(world.admin, { 'seats.sales': '11', note });
      await reject(world.owner, ended, note);
      const id = await asked(world.admin, { 'seats.support-suite': '24', 'add.voice': 'voice-standard', 'seats.voice': '3', note });
      const moved = await asked(world.admin2, { 'seats.sales': '12' });
      await approve(world.billing, moved);
      const pages = [
        await world.owner.get(requests),
        await world.admin.get(requests),
        await world.owner.get(at(id)),
        await world.admin.get(at(id)),
        await world.owner.get(at(ended)),
        await world.admin.get('/subscription/manage'),
        await world.admin.get(at(id, 'edit')),
        await reject(world.owner, id, ''),
        await world.owner.post(at(id, 'approval'), { version: '1', request: '1' }),
        await world.owner.post(at(ended, 'approval'), { version: '1', request: '1' }),
        await world.admin.post(requests, { version: '2', key: newId(), 'seats.sales': '30' }),
      ];
      expect(pages.map((page) => page.status)).toEqual([200, 200, 200, 200, 200, 200, 200, 422, 409, 409, 409]);
      for (const { html } of pages) {
        const report = await validator.validateString(html);
        expect(report.results.flatMap((result) => result.messages.map((one) => `${one.line}: ${one.message}`))).toEqual([]);
        expect(html.match(/<h1\b/g)).toHaveLength(1);
        expect(html).not.toContain('<b>"note"');
      }
    },
  );
});

describe('with htmx', () => {
  it('a form that leads on says where, instead of nesting the page', async () => {
    const id = await asked(world.admin);
    const { html } = await world.owner.get(at(id));
    const answer = await world.owner.post(at(id, 'approval'), fieldsOf(html, at(id, 'approval')), { 'HX-Request': 'true' });
    expect([answer.status, answer.headers.get('hx-redirect')]).toEqual([200, at(id)]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Db } from '../../../src/db/open.ts';
import { listAccounts } from '../../../src/operator/accounts/list.ts';
import { newId } from '../../../src/values/ids.ts';
import { browser, fieldsOf, noon } from '../../support/app.ts';
import { freshDatabase } from '../../support/database.ts';
import { givenAccount } from '../../support/given.ts';
import { insertAccount, insertMember } from '../../support/rows.ts';
import { givenDesk } from '../given.ts';

const all = { search: '', type: null, status: null, representativeId: null };

async function named(db: Db, names: string[]): Promise<void> {
  for (const name of names) await insertAccount(db, { name });
}

const names = (page: { accounts: { name: string }[] }) => page.accounts.map((account) => account.name);

describe('the list of accounts', () => {
  it('pages to both ends and back, also with equal names', async () => {
    const { db } = await freshDatabase();
    // The same name on both sides of a page boundary: the id decides the order.
    await named(db, [...Array.from({ length: 110 }, (_, n) => `Account ${String(Math.floor(n / 2)).padStart(3, '0')}`)]);
    const first = await listAccounts(db, all, null);
    expect(first.accounts).toHaveLength(50);
    expect(first.previous).toBeNull();
    const second = await listAccounts(db, all, first.next);
    const third = await listAccounts(db, all, second.next);
    expect(third.accounts).toHaveLength(10);
    expect(third.next).toBeNull();
    const ids = [first, second, third].flatMap((page) => page.accounts.map((account) => account.id));
    expect(new Set(ids).size).toBe(110);
    const back = await listAccounts(db, all, third.previous);
    expect(back.accounts).toEqual(second.accounts);
    expect((await listAccounts(db, all, back.previous)).previous).toBeNull();
  });

  it('is ordered by name without regard to case', async () => {
    const { db } = await freshDatabase();
    await named(db, ['beta', 'Alpha', 'alphabet', 'Beta two']);
    expect(names(await listAccounts(db, all, null))).toEqual(['Alpha', 'alphabet', 'beta', 'Beta two']);
  });

  it('finds a part of the name, and of the name and the address of the owner, also after a change', async () => {
    const { db } = await freshDatabase();
    const id = await insertAccount(db, { name: 'Müller & Söhne' });
    const owner = await insertMember(db, id, { name: 'Greta Öztürk', email: 'greta@muehle.example', role: 'owner' });
    await insertMember(db, id, { name: 'Somebody Else', email: 'else@muehle.example', role: 'admin' });
    const search = async (text: string) => names(await listAccounts(db, { ...all, search: text }, null));
    expect(await search('öhn')).toEqual(['Müller & Söhne']);
    expect(await search('MÜLLER')).toEqual(['Müller & Söhne']);
    expect(await search('greta muehle')).toEqual(['Müller & Söhne']);
    expect(await search('GRETA@MUE')).toEqual(['Müller & Söhne']);
    expect(await search('mü')).toEqual(['Müller & Söhne']);
    expect(await search('somebody')).toEqual([]);
    expect(await search('100%')).toEqual([]);
    await db.updateTable('accounts').set({ name: 'Mill House' }).where('id', '=', id).execute();
    await db.updateTable('members').set({ email: 'owner@mill.example' }).where('id', '=', owner).execute();
    expect(await search('söhne')).toEqual([]);
    expect(await search('mill house')).toEqual(['Mill House']);
    expect(await search('owner@mill')).toEqual(['Mill House']);
    await db.updateTable('members').set({ role: 'agent' }).where('id', '=', owner).execute();
    expect(await search('owner@mill')).toEqual([]);
  });

  it('finds the same accounts whether few or many match', async () => {
    const { db } = await freshDatabase();
    for (let n = 0; n < 1100; n++) await insertAccount(db, { name: `Common ${n}`, type: n % 2 ? 'managed' : 'self_service' });
    await insertAccount(db, { name: 'Rare' });
    const many = await listAccounts(db, { ...all, search: 'common', type: 'managed' }, null);
    expect(many.accounts).toHaveLength(50);
    expect(many.accounts.every(({ type }) => type === 'managed')).toBe(true);
    expect(names(await listAccounts(db, { ...all, search: 'rare' }, null))).toEqual(['Rare']);
  });

  it('is filtered by type, state and representative, alone and together', async () => {
    const { db } = await freshDatabase();
    const vendor = await insertAccount(db, { name: 'V' });
    const rep = await insertMember(db, vendor, { is_operator: 1 });
    await insertAccount(db, { name: 'A', type: 'managed', representative_id: rep });
    await insertAccount(db, { name: 'B', type: 'managed', status: 'cancelled', cancelled_at: noon });
    await insertAccount(db, { name: 'C', type: 'sales_assisted', representative_id: rep });
    const list = async (filter: object) => names(await listAccounts(db, { ...all, ...filter }, null));
    expect(await list({ type: 'managed' })).toEqual(['A', 'B']);
    expect(await list({ status: 'active' })).toEqual(['A', 'C', 'V']);
    expect(await list({ type: 'managed', status: 'active' })).toEqual(['A']);
    expect(await list({ representativeId: rep })).toEqual(['A', 'C']);
    expect(await list({ representativeId: rep, type: 'sales_assisted', status: 'active' })).toEqual(['C']);
  });

  it('shows accounts with their owner and their pending requests, and the accounts of the current operator', async () => {
    const { db, desk, account, other, ...rest } = await givenDesk({ type: 'sales_assisted' });
    await givenAccount(db, { name: 'Brook Bakery' });
    await db
      .insertInto('requests')
      .values({
        id: newId(),
        account_id: account.id,
        requester_id: account.admin.id,
        answerer: 'representative',
        status: 'pending',
        change: '{}',
        snapshot: '{}',
        idempotency_key: newId(),
        submitted_at: noon,
      })
      .execute();
    const list = await desk.get('/operator/accounts');
    expect(list.status).toBe(200);
    expect(list.text).toContain('Brook Bakery');
    expect(list.text).toContain(account.owner.email);
    expect(list.text).toContain('1 request waiting');
    const mine = await desk.get('/operator/accounts?mine=yes');
    expect(mine.text).toContain('Orchard Software');
    expect(mine.text).not.toContain('Brook Bakery');
    const theirs = await (await browser({ db, ...rest }, other)).get('/operator/accounts?mine=yes');
    expect(theirs.text).toContain('You represent no account');
    expect((await desk.get('/operator/accounts?search=nobody-has-this')).text).toContain('Nothing found');
  });

  it('reads an index under every filter and never sorts all accounts', async () => {
    const { db, raw } = await freshDatabase();
    for (let n = 0; n < 30; n++) await insertAccount(db, { name: `Account ${n}` });
    const plans: string[] = [];
    const prepare = raw.prepare.bind(raw);
    raw.prepare = ((text: string) => {
      if (text.includes('"accounts"')) plans.push(text);
      return prepare(text);
    }) as typeof raw.prepare;
    for (const filter of [
      {},
      { type: 'managed' },
      { status: 'active' },
      { type: 'managed', status: 'active' },
      { representativeId: newId() },
    ]) {
      for (const from of [null, { after: { name: 'a', id: newId() } }, { before: { name: 'a', id: newId() } }]) {
        await listAccounts(db, { ...all, ...filter } as never, from);
      }
    }
    expect(plans.length).toBeGreaterThanOrEqual(15);
    for (const text of plans) {
      const details = (prepare(`EXPLAIN QUERY PLAN ${text}`).all(...Array(text.split('?').length - 1).fill('x')) as { detail: string }[])
        .map((row) => row.detail)
        .join('\n');
      expect(details).not.toContain('TEMP B-TREE');
      expect(details).toMatch(/(SCAN|SEARCH) accounts USING (COVERING )?INDEX/);
    }
  });
});

describe('creating an account', () => {
  const formValues = {
    name: 'Fern & Co',
    type: 'online_assisted',
    taxRate: '7,7',
    cycle: 'annual',
    language: 'de',
    ownerName: 'Fiona Fern',
    ownerEmail: 'Fiona@Fern.example ',
    'add.support-suite': 'support-suite-team',
    'seats.support-suite': '12',
    'add.ai-assist': 'ai-assist-standard',
    'add.status-page': 'status-page-standard',
  };

  async function filled(desk: Awaited<ReturnType<typeof givenDesk>>['desk']) {
    const form = await desk.get('/operator/accounts/new');
    expect(form.status).toBe(200);
    return { ...fieldsOf(form.html, '/operator/accounts'), ...formValues };
  }

  it('starts with the currency of the operators, not with the first currency of the list', async () => {
    const { desk, db } = await givenDesk();
    const price = { version: 1, monthly_unit_minor: 6000, annual_unit_minor: 63_000, created_at: 0, retired_at: null };
    await db
      .insertInto('plan_versions')
      .values({ id: newId(), plan_id: 'support-suite-team', currency: 'CHF', ...price })
      .execute();
    const form = await desk.get('/operator/accounts/new');
    expect(form.html).toContain('<option value="CHF">');
    expect(form.html).toMatch(/<option value="EUR" selected/);
  });

  it('makes the account, a subscription from today and the first lines with their order, and invites the owner', async () => {
    const { desk, db, rep } = await givenDesk();
    const answer = await desk.post('/operator/accounts', await filled(desk));
    expect(answer.status).toBe(303);
    const id = answer.location?.split('/').at(-1) ?? '';

    const account = await db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(account).toMatchObject({
      name: 'Fern & Co',
      type: 'online_assisted',
      currency: 'EUR',
      tax_rate_bp: 770,
      language: 'de',
      requests_enabled: 1,
      show_prices: 0,
      representative_id: rep.id,
    });
    const subscription = await db.selectFrom('subscriptions').selectAll().where('account_id', '=', id).executeTakeFirstOrThrow();
    expect(subscription).toMatchObject({
      cycle: 'annual',
      anchor_on: '2026-03-15',
      period_starts_on: '2026-03-15',
      period_ends_on: '2027-03-15',
      committed_until: '2027-03-15',
    });
    const lines = await db
      .selectFrom('lines')
      .select(['product_id', 'group_id'])
      .where('account_id', '=', id)
      .orderBy('product_id')
      .execute();
    expect(lines.map((line) => line.product_id)).toEqual(['ai-assist', 'status-page', 'support-suite']);
    expect(lines[0]?.group_id).toBe(lines[2]?.group_id);
    const groups = await db.selectFrom('seat_groups').select(['leader_product_id', 'seats']).where('account_id', '=', id).execute();
    expect(groups).toEqual([{ leader_product_id: 'support-suite', seats: 12 }]);
    // The whole first period: 12 × (594.00 + 540.00) + 1,069.00.
    const order = await db.selectFrom('orders').selectAll().where('account_id', '=', id).executeTakeFirstOrThrow();
    expect(order).toMatchObject({ number: 1, placed_by: rep.id, due_minor: 12 * (59400 + 54000) + 106900 });

    const owner = await db.selectFrom('members').selectAll().where('account_id', '=', id).executeTakeFirstOrThrow();
    expect(owner).toMatchObject({ email: 'fiona@fern.example', role: 'owner', status: 'invited', language: 'de', is_operator: 0 });
    const [mail] = await db.selectFrom('outbox').selectAll().where('account_id', '=', id).execute();
    expect(mail).toMatchObject({ letter: 'invitation', to_email: 'fiona@fern.example', member_id: owner.id });

    const events = await db.selectFrom('events').selectAll().where('account_id', '=', id).orderBy('seq').execute();
    expect(events.map((event) => event.action)).toEqual(['account.created', 'member.invited', 'subscription.changed']);
    expect(events.every((event) => event.actor_kind === 'operator' && event.actor_name === rep.name)).toBe(true);
  });

  it('shows the link if no mail is sent, and the link works', async () => {
    const { desk, ...instance } = await givenDesk();
    const { location } = await desk.post('/operator/accounts', await filled(desk));
    const page = await desk.get(location ?? '');
    const link = page.html.match(/value="http:\/\/localhost(\/invitation\?token=[\w-]+)"/)?.[1] ?? '';
    expect(link).not.toBe('');
    const visitor = await browser(instance);
    expect((await visitor.get(link)).status).toBe(200);
    await instance.db.updateTable('members').set({ status: 'active' }).where('email', '=', 'fiona@fern.example').execute();
    expect((await desk.get(location ?? '')).text).not.toContain('Invitation link');
  });

  it('shows no link if mail is sent', async () => {
    const { desk } = await givenDesk({}, { SMTP_URL: 'smtp://127.0.0.1:1', MAIL_FROM: 'seats@vendor.example' });
    const { location } = await desk.post('/operator/accounts', await filled(desk));
    const page = await desk.get(location ?? '');
    expect(page.text).toContain('Send invitation again');
    expect(page.html).not.toContain('/invitation?token=');
  });

  it('makes one account from a form that is sent twice', async () => {
    const { desk, db } = await givenDesk();
    const fields = await filled(desk);
    const [one, two] = await Promise.all([desk.post('/operator/accounts', fields), desk.post('/operator/accounts', fields)]);
    expect(one.location).toBe(two.location);
    expect(await db.selectFrom('accounts').select('id').where('name', '=', 'Fern & Co').execute()).toHaveLength(1);
    expect(await db.selectFrom('outbox').select('id').where('letter', '=', 'invitation').execute()).toHaveLength(1);
    // The browser's Back button sends the old key again: with another owner it makes another account.
    const third = await desk.post('/operator/accounts', { ...fields, ownerEmail: 'other@fern.example' });
    expect(third.status).toBe(303);
    expect(third.location).not.toBe(one.location);
  });

  it('refuses, shows the typed values again and writes nothing', async () => {
    const { desk, db, account } = await givenDesk();
    const fields = await filled(desk);
    const before = await db.selectFrom('accounts').select('id').execute();
    const refusals: [Record<string, string>, string][] = [
      [{ name: '' }, 'id="field-name-error"'],
      [{ taxRate: '101' }, 'id="field-taxRate-error"'],
      [{ taxRate: 'lots' }, 'id="field-taxRate-error"'],
      [{ ownerEmail: account.admin.email }, 'id="field-ownerEmail-error"'],
      [{ ownerEmail: 'nobody' }, 'id="field-ownerEmail-error"'],
      [{ representative: account.admin.id }, 'id="field-representative-error"'],
      [{ currency: 'XXX' }, 'id="field-currency-error"'],
      [{ type: 'free' }, 'id="field-type-error"'],
      [{ 'seats.support-suite': '' }, 'id="field-seats.support-suite-error"'],
      [{ 'seats.support-suite': '1e3' }, 'id="field-seats.support-suite-error"'],
      [{ 'seats.support-suite': '100001' }, 'id="field-seats.support-suite-error"'],
      [{ 'add.support-suite': '', 'seats.support-suite': '' }, 'id="field-add.ai-assist-error"'],
      [{ 'add.support-suite': 'support-suite-gold' }, 'id="field-add.support-suite-error"'],
      [{ 'add.nothing': 'nothing-pro' }, 'There is no such product'],
    ];
    for (const [change, where] of refusals) {
      const answer = await desk.post('/operator/accounts', { ...fields, ...change });
      expect(answer.status, JSON.stringify(change)).toBe(422);
      expect(answer.html, JSON.stringify(change)).toContain(where);
      expect(answer.html).toContain('Fiona Fern');
    }
    for (const odd of [{ is_operator: '1' }, { version: '1' }]) {
      expect((await desk.post('/operator/accounts', { ...fields, ...odd } as unknown as Record<string, string>)).status).toBe(422);
    }
    expect(await db.selectFrom('accounts').select('id').execute()).toEqual(before);
    expect(await db.selectFrom('outbox').select('id').execute()).toEqual([]);
  });

  it('invites the owner again until they have joined', async () => {
    const { desk, db } = await givenDesk();
    const { location } = await desk.post('/operator/accounts', await filled(desk));
    const link = async () => (await desk.get(location ?? '')).html.match(/token=([\w-]+)/)?.[1];
    const first = await link();
    expect(first).toBeDefined();
    // The page shows the link only once, to the operator who made it.
    expect(await link()).toBeUndefined();
    expect((await desk.post(`${location}/invitation`)).status).toBe(303);
    const second = await link();
    expect(second).toBeDefined();
    expect(second).not.toBe(first);
    await db.updateTable('members').set({ status: 'active' }).where('email', '=', 'fiona@fern.example').execute();
    await desk.post(`${location}/invitation`);
    expect((await desk.get(location ?? '')).text).toContain('already accepted');
    expect(await db.selectFrom('outbox').select('id').where('letter', '=', 'invitation').execute()).toHaveLength(2);
  });
});

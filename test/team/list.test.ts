import { beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../../migrations/index.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/open.ts';
import { accountTypes } from '../../src/permissions.ts';
import { listTeam, type TeamFilter } from '../../src/team/list.ts';
import { type Browser, browser, noon } from '../support/app.ts';
import { insertAccount } from '../support/rows.ts';
import { givenMembers, givenTeam, type World } from './given.ts';

let world: World;
let admin: Browser;
beforeEach(async () => {
  world = await givenTeam({}, {});
  admin = await world.as(world.admin);
});

/** The names in the table, in the order of the rows. */
function names(html: string): string[] {
  return [...html.matchAll(/<th scope="row"><a href="[^"]*">([^<]*)<\/a>/g)].map((match) => match[1] ?? '');
}

function link(html: string, rel: 'next' | 'prev'): string | undefined {
  return html.match(new RegExp(`href="([^"]*)" rel="${rel}"`))?.[1]?.replaceAll('&amp;', '&');
}

describe('the list of team members', () => {
  it('shows team members with role, state, seats, and what is used and free; not end users', async () => {
    const { text, html } = await admin.get('/team');
    expect(names(html)).toHaveLength(5);
    expect(html).not.toContain(world.user.email);
    expect(text).toContain('5 of 25 seats used, 20 free');
    expect(text).toContain('with AI Assist');
    expect(text).toContain('0 of 10 seats used, 10 free');
    expect(html).not.toContain(world.other.agent.email);
    expect(html).not.toContain('Strangers');
  });

  it('end users by filter', async () => {
    const { html } = await admin.get('/team?role=end_user');
    expect(names(html)).toEqual([world.user.name]);
  });

  it.each(accountTypes)('is open only to owner, billing admins and admins of a %s account', async (type) => {
    world = await givenTeam({ type });
    for (const who of [world.owner, world.billing, world.admin]) expect((await (await world.as(who)).get('/team')).status).toBe(200);
    for (const who of [world.agent, world.user]) expect((await (await world.as(who)).get('/team')).status).toBe(403);
    expect((await (await browser(world.instance)).get('/team')).location).toBe('/sign-in?back=%2Fteam');
  });

  it('says whom to ask where there is no way to more seats', async () => {
    const { html, text } = await admin.get('/team');
    expect(html).not.toContain('href="/team/seats"');
    expect(text).toContain(`For more seats, ask ${world.owner.name}`);
    expect((await (await world.as(world.owner)).get('/team')).html).toContain('href="/team/seats"');
  });

  it('counts temporary seats as bought, and says when more are used than bought', async () => {
    await world.db
      .updateTable('seat_groups')
      .set({ temporary: 3 })
      .where('id', '=', world.groups['support-suite'] ?? '')
      .execute();
    expect((await admin.get('/team')).text).toContain('5 of 28 seats used, 23 free 3 of them temporary');
    await world.db
      .updateTable('seat_groups')
      .set({ temporary: 0, seats: 4, is_over: 1 })
      .where('id', '=', world.groups['support-suite'] ?? '')
      .execute();
    expect((await admin.get('/team')).text).toContain('5 of 4 seats used, 1 more than bought');
  });
});

describe('searching and filtering', () => {
  beforeEach(async () => {
    await givenMembers(world.db, world.id, [
      { name: '100% Ada', email: 'hundred@harbour.example' },
      { name: '1000 Ada', email: 'thousand@harbour.example' },
      { name: 'under_score', email: 'under@harbour.example' },
      { name: 'underXscore', email: 'x@harbour.example' },
      { name: "Miles O'Brien", email: 'miles@harbour.example', status: 'suspended' },
      { name: 'Say "hi" <b>now</b>', email: 'quotes@harbour.example', status: 'invited' },
      { name: 'back\\slash', email: 'back@harbour.example' },
      { name: 'Örjan Müller', email: 'orjan@harbour.example', role: 'admin' },
    ]);
  });

  it.each([
    ['100%', ['100% Ada']],
    ['%', ['100% Ada']],
    ['_', ['under_score']],
    ["o'brien", ["Miles O'Brien"]],
    ['"hi"', ['Say &quot;hi&quot; &lt;b&gt;now&lt;/b&gt;']],
    ['<b>', ['Say &quot;hi&quot; &lt;b&gt;now&lt;/b&gt;']],
    ['\\', ['back\\slash']],
    ['ada', ['100% Ada', '1000 Ada']],
    ['ada 1000', ['1000 Ada']],
    ['THOUSAND@', ['1000 Ada']],
    ['örjan', ['Örjan Müller']],
    ['ÖRJAN müller', ['Örjan Müller']],
    ["'; DROP TABLE members; --", []],
    ['nobody at all', []],
  ])('%s', async (search, expected) => {
    const { status, html } = await admin.get(`/team?q=${encodeURIComponent(search)}`);
    expect(status).toBe(200);
    expect(names(html).map((name) => name.replaceAll('&#39;', "'"))).toEqual(expected);
    expect(html).not.toContain('<b>now');
  });

  it('by role, state and seat, together', async () => {
    const list = async (query: string) => names((await admin.get(`/team?${query}`)).html);
    expect(await list('state=suspended')).toEqual(['Miles O&#39;Brien']);
    expect(await list('state=invited&role=agent')).toHaveLength(1);
    expect(await list('state=invited&role=admin')).toEqual([]);
    expect(await list('role=admin&state=active')).toHaveLength(3);
    expect(await list('role=owner')).toEqual([world.owner.name]);
    expect(await list('seat=support-suite')).toHaveLength(5);
    expect(await list('seat=sales')).toEqual([]);
    expect(await list('seat=support-suite&role=agent&q=agent')).toEqual([world.agent.name]);
  });

  it('offers to search end users when a search finds no team member', async () => {
    const { html } = await admin.get(`/team?q=${encodeURIComponent(world.user.email)}`);
    const more = (html.match(/href="(\/team\?[^"]*role=end_user[^"]*)"/)?.[1] ?? '').replaceAll('&amp;', '&');
    expect(names((await admin.get(more)).html)).toEqual([world.user.name]);
  });

  it('keeps the filters in the form and in the links', async () => {
    const { html } = await admin.get('/team?q=ada&role=agent&state=active&seat=sales&sort=-seen');
    expect(html).toMatch(/name="q"/);
    expect(html).toContain('value="ada"');
    expect(html).toMatch(/<option value="agent" selected/);
    expect(html).toMatch(/<option value="active" selected/);
    expect(html).toMatch(/<option value="sales" selected/);
    expect(html).toContain('name="sort" value="-seen"');
  });

  it.each(['role=boss', 'state=x', 'seat=voice', 'sort=id', 'after=%00', 'after=W10', 'before=e30', 'after=WyJhIiwie30iXQ', 'q=%00'])(
    'an address that has grown old shows the list: %s',
    async (query) => {
      expect((await admin.get(`/team?${query}`)).status).toBe(200);
    },
  );
});

describe('pages', () => {
  const many = 5000;
  beforeEach(async () => {
    await givenMembers(
      world.db,
      world.id,
      Array.from({ length: many }, (_, at) => ({
        // Many members share a name or never signed in, so the id decides their order.
        name: at % 7 === 0 ? 'Same Name' : `Person ${(at * 7919) % many}`,
        email: `p${at}@harbour.example`,
        ...(at % 3 > 0 && { seen: noon - (at % 50) * 86_400 }),
      })),
    );
  });

  it.each(['', 'sort=-name', 'sort=email', 'sort=-email', 'sort=seen', 'sort=-seen', 'role=agent', 'state=active&sort=-seen'])(
    'every member once, forwards and back again: %s',
    async (query) => {
      const seen: string[][] = [];
      let path: string | undefined = `/team?${query}`;
      let last = '';
      while (path) {
        const { html, status } = await admin.get(path);
        expect(status).toBe(200);
        seen.push([...html.matchAll(/<th scope="row"><a href="\/team\/([^"]*)"/g)].map((match) => match[1] ?? ''));
        last = html;
        path = link(html, 'next');
      }
      const ids = seen.flat();
      expect(ids).toHaveLength(query.startsWith('role') ? many + 1 : many + 5);
      expect(new Set(ids).size).toBe(ids.length);
      expect(seen.slice(0, -1).every((page) => page.length === 50)).toBe(true);

      const back: string[][] = [];
      for (path = link(last, 'prev'); path && back.length < 3; ) {
        const { html } = await admin.get(path);
        back.unshift([...html.matchAll(/<th scope="row"><a href="\/team\/([^"]*)"/g)].map((match) => match[1] ?? ''));
        path = link(html, 'prev');
      }
      expect(back).toEqual(seen.slice(-4, -1));
    },
  );

  it('continues after the last row of the page, even if members were added or removed in the meantime', async () => {
    const first = await admin.get('/team?sort=email');
    await world.db
      .insertInto('members')
      .values({
        id: '0'.repeat(26),
        account_id: world.id,
        email: 'aaa@harbour.example',
        name: 'Early',
        role: 'agent',
        status: 'active',
        language: 'en',
        created_at: 1,
      })
      .execute();
    const second = await admin.get(link(first.html, 'next') ?? '');
    const onFirst = new Set(names(first.html));
    expect(second.html).not.toContain('aaa@harbour.example');
    expect(names(second.html).length).toBe(50);
    expect(onFirst.size).toBeGreaterThan(0);
  });

  it('a page says which way the list is sorted', async () => {
    const { html } = await admin.get('/team?sort=-seen');
    expect(html).toMatch(/aria-sort="descending"[^>]*>\s*<a [^>]*>Last sign-in/);
  });
});

describe('every query of the list uses an index that begins with the account', () => {
  const base: TeamFilter = { search: '', role: null, state: null, group: null, sort: 'name', descending: false };
  const cases: [string, Partial<TeamFilter>][] = [
    ['all', {}],
    ...(['name', 'email', 'seen'] as const).flatMap((sort): [string, Partial<TeamFilter>][] => [
      [`by ${sort}`, { sort }],
      [`by ${sort}, down`, { sort, descending: true }],
      [`agents by ${sort}`, { sort, role: 'agent' }],
      [`active by ${sort}`, { sort, state: 'active' }],
      [`search by ${sort}`, { sort, search: 'ada örjan' }],
    ]),
    ['invited', { state: 'invited' }],
    ['suspended agents', { state: 'suspended', role: 'agent' }],
    ['many holders', { group: { id: 'g', used: 100_000 } }],
  ];
  it.each(cases)('%s', async (_, over) => {
    const { db, raw } = openDatabase(':memory:');
    await migrate(db, migrations, 0);
    const account = await insertAccount(db);
    const statements: string[] = [];
    const prepare = raw.prepare.bind(raw);
    raw.prepare = ((text: string) => {
      statements.push(text);
      return prepare(text);
    }) as typeof raw.prepare;
    for (const from of [null, { after: ['a', 'b'] as const }, { before: ['a', 'b'] as const }])
      await listTeam(db, account, { ...base, ...over }, from);
    raw.prepare = prepare as typeof raw.prepare;
    const lists = statements.filter((text) => text.includes('from "members"'));
    expect(lists.length).toBeGreaterThanOrEqual(2);
    for (const [at, text] of lists.entries()) {
      const places = text.match(/\?/g)?.length ?? 0;
      const plan = prepare(`EXPLAIN QUERY PLAN ${text}`).all(...Array(places).fill('x')) as { detail: string }[];
      const details = plan.map((row) => row.detail);
      expect(details.filter((detail) => detail.startsWith('SCAN'))).toEqual([]);
      expect(details.filter((detail) => detail.includes('TEMP B-TREE'))).toEqual([]);
      expect(details[0]).toMatch(/USING (COVERING )?INDEX members_(team|role)_by_\w+ \(account_id=\?/);
      // The index search of a later page starts at its cursor and does not read the rows before it.
      if (at > 0) expect(details[0]).toMatch(/(\w+|<expr>)[<>]\?/);
    }
    await db.destroy();
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { urls } from '../../src/paths.ts';
import { backToDraft, readDraft } from '../../src/team/draft.ts';
import { browser, fieldsOf } from '../support/app.ts';
import { actions, givenTeam, groupRow, lastEvent, leaveFree, mails, memberByEmail, seatsOf, type World } from './given.ts';

const suite = 'support-suite';
const ada = { name: 'Ada Nkemelu', email: 'ada@harbour.example', role: 'agent', 'seats.support-suite': 'yes' };
const mail = { SMTP_URL: 'smtp://localhost:2525', MAIL_FROM: 'seats@harbour.example' };

let world: World;
beforeEach(async () => {
  world = await givenTeam({}, mail);
});

describe('creating a team member', () => {
  it('holds the seats, is invited by mail, and is recorded', async () => {
    for (const [at, who] of [world.owner, world.billing, world.admin].entries()) {
      const person = await world.as(who);
      const email = `Ada${at}@Harbour.example`;
      const fields = { ...fieldsOf((await person.get('/team/new')).html, '/team/new'), ...ada, email, 'seats.sales': 'yes' };
      const answer = await person.post('/team/new', fields);
      const member = await memberByEmail(world.db, email.toLowerCase());
      expect(answer).toMatchObject({ status: 303, location: `/team/${member?.id}` });
      expect(member).toMatchObject({ name: 'Ada Nkemelu', role: 'agent', status: 'invited', account_id: world.id, password_hash: null });
      expect(await seatsOf(world.db, member?.id ?? '')).toEqual(['sales', suite]);
      expect(await lastEvent(world.db, world.id)).toMatchObject({
        action: 'member.invited',
        actor_id: who.id,
        subject_id: member?.id,
        after: { name: 'Ada Nkemelu', role: 'agent', seats: ['Support Suite', 'Sales'] },
      });
      expect(await mails(world.db, world.id)).toContainEqual(
        expect.objectContaining({ letter: 'invitation', to_email: email.toLowerCase() }),
      );
      expect((await person.get(answer.location ?? '')).text).toContain('The invitation is on its way');
    }
  });

  it('is closed to agents, end users and visitors', async () => {
    for (const who of [world.agent, world.user]) {
      const person = await world.as(who);
      expect((await person.get('/team/new')).status).toBe(403);
      expect((await person.post('/team/new', ada)).status).toBe(403);
      expect((await person.post('/team/new', {})).status).toBe(403);
    }
    const visitor = await browser(world.instance);
    expect((await visitor.post('/team/new', ada)).location).toBe('/sign-in');
    expect(await memberByEmail(world.db, ada.email)).toBeUndefined();
  });

  it.each([
    ['no name', { name: '  ' }, 'field-name'],
    ['a long name', { name: 'x'.repeat(121) }, 'field-name'],
    ['no address', { email: '' }, 'field-email'],
    ['no address at all', { email: 'ada at harbour' }, 'field-email'],
    ['a role too high', { role: 'billing_admin' }, 'field-role'],
    ['the owner role', { role: 'owner' }, 'field-role'],
    ['an account id', { account_id: 'x' }, null],
    ['a status', { status: 'active' }, null],
  ])('%s: 422, what was typed stays, nothing is saved', async (_, wrong: Record<string, string>, field) => {
    const admin = await world.as(world.admin);
    const formValues: Record<string, string> = { ...ada, 'seats.sales': 'yes', ...wrong };
    const answer = await admin.post('/team/new', formValues);
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('<title>Error: ');
    if (field) expect(answer.html).toContain(`href="#${field}"`);
    const shown = fieldsOf(answer.html, '/team/new');
    expect(shown).toMatchObject({ name: formValues.name, email: formValues.email, 'seats.sales': 'yes', [`seats.${suite}`]: 'yes' });
    expect(await memberByEmail(world.db, ada.email)).toBeUndefined();
    expect(await actions(world.db, world.id)).toEqual([]);
  });

  it('a NUL or a repeated field is refused', async () => {
    const admin = await world.as(world.admin);
    expect((await admin.post('/team/new', { ...ada, name: 'A\u0000da' })).status).toBe(422);
    expect((await admin.post('/team/new', { ...ada, name: ['Ada', 'Eve'] } as never)).status).toBe(422);
    expect(await memberByEmail(world.db, ada.email)).toBeUndefined();
  });

  it('an address belongs to one account: a taken one links to the member of this account, and reveals nothing about another account', async () => {
    const admin = await world.as(world.admin);
    const own = await admin.post('/team/new', { ...ada, email: world.user.email.toUpperCase() });
    expect(own.status).toBe(422);
    expect(own.html).toContain(`href="/team/${world.user.id}"`);
    const elsewhere = await admin.post('/team/new', { ...ada, email: world.other.agent.email });
    expect(elsewhere.status).toBe(422);
    expect(elsewhere.text).toContain('already belongs to a member');
    expect(elsewhere.html).not.toContain(world.other.agent.id);
    expect(elsewhere.html).not.toContain('Strangers');
  });

  it('the same form sent twice has one effect', async () => {
    const admin = await world.as(world.admin);
    const answers = await Promise.all([1, 2, 3].map(() => admin.post('/team/new', ada)));
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.location}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(303);
    expect(await actions(world.db, world.id)).toEqual(['member.invited']);
    expect((await groupRow(world.db, world.groups[suite] ?? '')).used).toBe(6);
  });

  it('shows the link once where the server sends no mail', async () => {
    world = await givenTeam();
    const admin = await world.as(world.admin);
    const answer = await admin.post('/team/new', ada);
    const first = await admin.get(answer.location ?? '');
    const link = first.html.match(/http:\/\/localhost(\/invitation\?token=[\w-]{22})/)?.[1] ?? '';
    expect(link).not.toBe('');
    expect((await mails(world.db, world.id))[0]?.text).toContain(link);
    expect((await admin.get(answer.location ?? '')).html).not.toContain('token=');

    const again = await admin.post(`${answer.location}/invitation`);
    expect(again.status).toBe(303);
    const second = await admin.get(answer.location ?? '');
    expect(second.html).toContain('token=');
    expect(second.html).not.toContain(link);
    expect(await actions(world.db, world.id)).toEqual(['member.invited', 'member.invitedAgain']);
    const colleague = await world.as(world.owner);
    expect((await colleague.get(answer.location ?? '')).html).not.toContain('token=');
  });

  it('does not show it where the server does', async () => {
    const admin = await world.as(world.admin);
    const answer = await admin.post('/team/new', ada);
    expect((await admin.get(answer.location ?? '')).html).not.toContain('token=');
  });

  it('sends an invitation again only to a member who has not accepted it', async () => {
    const admin = await world.as(world.admin);
    expect((await admin.post(`/team/${world.agent.id}/invitation`)).status).toBe(422);
    expect(await mails(world.db, world.id)).toEqual([]);
  });
});

describe('with few seats left', () => {
  const group = () => world.groups[suite] ?? '';

  it('warns before the last seat, keeps the typed values, and saves after the confirmation', async () => {
    await leaveFree(world.db, group(), 1);
    const admin = await world.as(world.owner);
    const warned = await admin.post('/team/new', { ...ada, 'seats.sales': 'yes' });
    expect(warned.status).toBe(200);
    expect(warned.text).toContain('This uses the last seat');
    expect(warned.text).toContain('One seat is left for Support Suite');
    expect(warned.text).toContain('Manage seats');
    expect(await memberByEmail(world.db, ada.email)).toBeUndefined();
    const fields = fieldsOf(warned.html, '/team/new');
    expect(fields).toMatchObject({ ...ada, 'seats.sales': 'yes', lastSeat: suite });
    expect((await admin.post('/team/new', fields)).status).toBe(303);
    expect(await memberByEmail(world.db, ada.email)).toBeDefined();
  });

  it('the confirmation for one last seat does not hold for another group', async () => {
    await leaveFree(world.db, group(), 1);
    const admin = await world.as(world.owner);
    const answer = await admin.post('/team/new', { ...ada, lastSeat: 'sales' });
    expect(answer.status).toBe(200);
    expect(await memberByEmail(world.db, ada.email)).toBeUndefined();
  });

  it('with none left refuses, and what was typed goes along while seats are bought or asked for', async () => {
    await leaveFree(world.db, group(), 0);
    const admin = await world.as(world.owner);
    const answer = await admin.post('/team/new', { ...ada, name: 'Ada & "Eve"' });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('href="#field-seats.support-suite"');
    expect(answer.text).toContain('No seat is left for Support Suite');
    expect(fieldsOf(answer.html, '/team/new')).toMatchObject({ name: 'Ada & "Eve"', email: ada.email, role: 'agent' });
    expect(await memberByEmail(world.db, ada.email)).toBeUndefined();
    expect(await actions(world.db, world.id)).toEqual([]);

    const link = (answer.html.match(/href="(\/team\/seats\?[^"]*)"/)?.[1] ?? '').replaceAll('&amp;', '&');
    const draft = readDraft(new URL(link, 'http://localhost').searchParams);
    if (!draft) throw new Error('no draft in the link');
    const back = await admin.get(backToDraft(urls(''), draft));
    expect(fieldsOf(back.html, '/team/new')).toMatchObject({ ...ada, name: 'Ada & "Eve"' });
  });

  it('without that seat it is saved', async () => {
    await leaveFree(world.db, group(), 0);
    const admin = await world.as(world.admin);
    const { 'seats.support-suite': _, ...without } = ada;
    expect((await admin.post('/team/new', without)).status).toBe(303);
    expect(await seatsOf(world.db, (await memberByEmail(world.db, ada.email))?.id ?? '')).toEqual([]);
  });

  it('names whom to ask where the reader can neither buy nor ask', async () => {
    await leaveFree(world.db, group(), 0);
    const admin = await world.as(world.admin);
    const answer = await admin.post('/team/new', ada);
    expect(answer.text).toContain(`ask ${world.owner.name}`);
    expect(answer.html).not.toContain('/team/seats');
    await world.db.updateTable('accounts').set({ requests_enabled: 1 }).where('id', '=', world.id).execute();
    expect((await admin.post('/team/new', ada)).html).toContain('/team/seats?');
  });

  it('an account over its limit anywhere can only use less', async () => {
    await world.db.updateTable('seat_groups').set({ seats: 3, is_over: 1 }).where('id', '=', group()).execute();
    const admin = await world.as(world.admin);
    const { 'seats.support-suite': _, ...without } = ada;
    const sales = await admin.post('/team/new', { ...without, 'seats.sales': 'yes' });
    expect(sales.status).toBe(422);
    expect(sales.text).toContain('More seats are used than bought for Support Suite');
    expect((await admin.post(`/team/${world.agent.id}/seats/${world.groups.sales}`)).status).toBe(422);
    expect((await admin.post(`/team/${world.user.id}/role`, { from: 'end_user', role: 'agent', 'seats.sales': 'yes' })).status).toBe(422);
    expect((await admin.post(`/team/${world.agent.id}/seats/${group()}/release`)).status).toBe(303);
    expect(await groupRow(world.db, group())).toMatchObject({ used: 4, is_over: 1 });
    expect((await admin.post(`/team/${world.admin2.id}/downgrade`)).status).toBe(303);
    expect(await groupRow(world.db, group())).toMatchObject({ used: 3, is_over: 0 });
  });
});

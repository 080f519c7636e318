import { parse } from 'csv-parse/sync';
import { HtmlValidate } from 'html-validate';
import { describe, expect, it } from 'vitest';
import { type Actor, systemActor } from '../../src/audit/acting.ts';
import { type AuditEvent, record } from '../../src/audit/record.ts';
import { transaction } from '../../src/db/transaction.ts';
import { browser, freshInstance, noon } from '../support/app.ts';
import { type GivenAccount, type GivenMember, givenAccount, givenCatalogue } from '../support/given.ts';

async function given() {
  const instance = await freshInstance();
  await givenCatalogue(instance.db);
  const [mine, theirs] = [await givenAccount(instance.db), await givenAccount(instance.db)];
  const tell = (
    account: GivenAccount,
    by: GivenMember | null,
    { at = noon, actor, source = '192.0.2.7', ...more }: Partial<AuditEvent> & { at?: number; actor?: Actor; source?: string } = {},
  ) => {
    const who: Actor = actor ?? (by ? { kind: 'member', id: by.id, name: by.name } : systemActor);
    const subject = { type: 'subscription', id: account.id, name: 'Subscription' } as const;
    return transaction(instance.db, (trx) =>
      record(trx, { actor: who, source, now: at }, { accountId: account.id, action: 'subscription.changed', subject, ...more }),
    );
  };
  const events = async (account: GivenAccount) =>
    (await instance.db.selectFrom('events').select('seq').where('account_id', '=', account.id).execute()).length;
  return { instance, mine, theirs, tell, events };
}

describe('the audit log page', () => {
  it('is open to the owner and billing admins only', async () => {
    const { instance, mine } = await given();
    for (const path of ['/audit', '/audit.csv']) {
      for (const who of [mine.owner, mine.billing]) expect((await (await browser(instance, who)).get(path)).status).toBe(200);
      for (const who of [mine.admin, mine.agent, mine.user]) expect((await (await browser(instance, who)).get(path)).status).toBe(403);
      const visitor = await (await browser(instance)).get(path);
      expect(visitor.location).toContain('/sign-in');
    }
  });

  it('shows the actor, the action, the time, the source and the values before and after', async () => {
    const { instance, mine, tell } = await given();
    await tell(mine, mine.billing, {
      before: { seats: 5, cycle: 'monthly' },
      after: { seats: 8, cycle: 'annual', endsOn: '2026-04-01', free: true },
    });
    await tell(mine, null, { action: 'subscription.renewed', source: 'server' });
    const { html, text } = await (await browser(instance, mine.owner)).get('/audit');
    expect(text).toContain('15 Mar 2026, 12:00 UTC');
    expect(text).toContain(mine.billing.name);
    expect(text).toContain('Subscription changed');
    expect(text).toContain('192.0.2.7');
    expect(text).toContain('Billing cycle: Monthly → Annual');
    expect(text).toContain('Seats: 5 → 8 from 5 to 8');
    expect(text).toContain('Ends on: 31 March 2026');
    expect(text).toContain('free: yes');
    expect(text).toContain('Subscription renewed');
    expect(html).toContain('<h1>Audit log</h1>');
  });

  it('shows each line of a subscription by itself and values in words', async () => {
    const { instance, mine, tell } = await given();
    await tell(mine, mine.owner, {
      before: { version: 3, status: 'pending', lines: [{ product: 'Support Suite', plan: 'Team', seats: 20 }] },
      after: {
        version: 4,
        status: 'approved',
        language: 'fr',
        dueMinor: 412_50,
        taxRateBp: 1900,
        lines: [
          { product: 'Support Suite', plan: 'Team', seats: 25 },
          { product: 'Voice', seats: 3 },
        ],
      },
    });
    const { text } = await (await browser(instance, mine.owner)).get('/audit');
    expect(text).toContain('Support Suite, Seats: 20 → 25');
    expect(text).not.toContain('Support Suite, Plan');
    expect(text).toContain('Voice, Seats: 3');
    expect(text).toContain('State: Pending → Approved');
    expect(text).toContain('Language: Français');
    expect(text).toContain('Charged for the rest of the period: €412.50');
    expect(text).toContain('Tax rate: 19%');
    expect(text).not.toMatch(/Version|version/);
  });

  it('never shows events of another account, also for the id of a member of that account', async () => {
    const { instance, mine, theirs, tell } = await given();
    await tell(theirs, theirs.owner, { subject: { type: 'member', id: null, name: 'CANARY' } });
    const page = await browser(instance, mine.owner);
    for (const path of [
      '/audit',
      `/audit?person=${theirs.owner.id}`,
      '/audit?older=99999999999.99',
      '/audit.csv',
      `/audit.csv?person=${theirs.owner.id}`,
    ]) {
      const { status, html } = await page.get(path);
      expect(status).toBe(200);
      expect(html).not.toContain('CANARY');
      expect(html).not.toContain(theirs.owner.name);
    }
  });

  it('pages by 50 and back, keeping the filter', async () => {
    const { instance, mine, tell, events } = await given();
    for (let n = 0; n < 60; n += 1)
      await tell(mine, mine.owner, { at: noon + n, action: 'seat.given', subject: { type: 'member', id: null, name: `Person ${n}` } });
    await tell(mine, mine.owner, { action: 'request.closed' });
    expect(await events(mine)).toBe(61);
    const page = await browser(instance, mine.owner);
    const first = await page.get('/audit?group=team&person=&from=&to=');
    expect(first.text).toContain('Person 59');
    expect(first.text).toContain('Person 10 ');
    expect(first.text).not.toContain('Person 9 ');
    expect(first.text).not.toContain('Request closed');
    expect(first.text).not.toContain('Newer events');
    const older = first.html.match(/href="([^"]*)" rel="next"/)?.[1]?.replaceAll('&amp;', '&');
    expect(older).toContain('group=team');
    const second = await page.get(older ?? '');
    expect(second.text).toContain('Person 9 ');
    expect(second.text).not.toContain('Person 10 ');
    expect(second.text).not.toContain('Older events');
    const newer = second.html.match(/href="([^"]*)" rel="prev"/)?.[1]?.replaceAll('&amp;', '&');
    expect((await page.get(newer ?? '')).text).toContain('Person 59');
  });

  it('is filtered by days and by person, also by a person who may no longer change anything', async () => {
    const { instance, mine, tell } = await given();
    await tell(mine, mine.agent, { action: 'session.started' });
    await tell(mine, mine.owner, { at: noon - 86_400, action: 'request.closed' });
    const page = await browser(instance, mine.owner);
    const ofAgent = await page.get(`/audit?person=${mine.agent.id}`);
    expect(ofAgent.text).toContain('Signed in');
    expect(ofAgent.html).not.toContain('<td data-label="What">Request closed</td>');
    expect(ofAgent.html).toMatch(new RegExp(`<option value="${mine.agent.id}" selected[^>]*>`));
    const yesterday = await page.get('/audit?from=2026-03-14&to=2026-03-14');
    expect(yesterday.html).toContain('<td data-label="What">Request closed</td>');
    expect(yesterday.html).not.toContain('<td data-label="What">Signed in</td>');
    expect((await page.get('/audit?to=2026-03-01')).text).toContain('Nothing found');
  });

  it('says that nothing has happened yet', async () => {
    const { instance, mine } = await given();
    const { text, html } = await (await browser(instance, mine.owner)).get('/audit');
    expect(text).toContain('Nothing has happened yet');
    expect(html).not.toContain('audit.csv');
  });

  it.each([
    ['from=2026-02-30', 'from', 'Enter a day that exists'],
    ['from=yesterday', 'from', 'Enter a day that exists'],
    ['to=%00', 'to', 'Enter a day that exists'],
    ['from=2026-03-02&to=2026-03-01', 'to', 'The last day must not be before the first'],
  ])('answers %s with a message at the field, and keeps what was typed', async (query, field, message) => {
    const { instance, mine, tell } = await given();
    await tell(mine, mine.owner);
    const page = await browser(instance, mine.owner);
    const { status, html, text } = await page.get(`/audit?${query}`);
    expect(status).toBe(422);
    expect(html).toContain(`<a href="#field-${field}">`);
    expect(html).toContain('<title>Error: Audit log');
    expect(text).toContain(message);
    expect((await page.get(`/audit.csv?${query}`)).location).toMatch(/^\/audit\?/);
  });

  it.each([
    'group=nonsense',
    'person=nobody',
    'older=x.y',
    'older=-1.2',
    `group=${'x'.repeat(5000)}`,
    'group=team&group=billing',
    'unknown=1',
  ])('never fails on %s', async (query) => {
    const { instance, mine, tell } = await given();
    await tell(mine, mine.owner);
    expect((await (await browser(instance, mine.owner)).get(`/audit?${query}`)).status).toBe(200);
  });

  it('is valid HTML and escapes what users typed', async () => {
    const { instance, mine, tell } = await given();
    const formValues = '<img src=x onerror=alert(1)>"\'&';
    await tell(mine, mine.owner, {
      actor: { kind: 'operator', id: mine.owner.id, name: formValues },
      subject: { type: 'member', id: null, name: formValues },
      before: { [formValues]: formValues },
      after: formValues,
      source: formValues,
    });
    await tell(mine, mine.owner, { before: { note: formValues }, after: { note: [formValues, { deep: formValues }] } });
    const { html } = await (await browser(instance, mine.owner)).get('/audit');
    expect(html).not.toContain('<img');
    expect(html).toContain('(Operator)');
    const report = await new HtmlValidate({
      extends: ['html-validate:recommended'],
      rules: {
        'no-inline-style': 'off',
        'void-style': 'off',
        'long-title': 'off',
        'no-trailing-whitespace': 'off',
        'attribute-boolean-style': 'off',
        'no-raw-characters': 'off',
      },
    }).validateString(html);
    expect(report.results.flatMap((result) => result.messages.map(({ line, message }) => `${line}: ${message}`))).toEqual([]);
  });
});

describe('the audit log as CSV', () => {
  it('is a file with all events that match the filter, sent in parts', async () => {
    const { instance, mine, tell } = await given();
    for (let n = 0; n < 3; n += 1) await tell(mine, mine.owner, { action: 'seat.given' });
    await tell(mine, mine.owner, { action: 'request.closed', after: { reason: '=1+1' } });
    const page = await browser(instance, mine.owner);
    const { html, headers } = await page.get('/audit.csv?group=team');
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toBe('attachment; filename="audit-log-2026-03-15.csv"');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(parse(html, { bom: true }).map((row: string[]) => row[5])).toEqual(['Action', 'seat.given', 'seat.given', 'seat.given']);
    expect(parse((await page.get('/audit.csv')).html, { bom: true })).toHaveLength(5);
  });
});

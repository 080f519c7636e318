import { describe, expect, it } from 'vitest';
import { noChange } from '../../../src/pricing/quote.ts';
import { newId } from '../../../src/values/ids.ts';
import { browser, fieldsOf } from '../../support/app.ts';
import { type Desk, givenDesk } from '../given.ts';

const path = (desk: Desk) => `/operator/accounts/${desk.account.id}`;

async function save(desk: Desk, change: Record<string, string>, without: string[] = []) {
  const fields: Record<string, string> = { ...fieldsOf((await desk.desk.get(path(desk))).html, path(desk)), ...change };
  for (const name of without) delete fields[name];
  return desk.desk.post(path(desk), fields);
}

async function ask(desk: Desk): Promise<void> {
  const admin = await browser(desk, desk.account.admin);
  const form = await admin.get('/subscription/manage');
  const answer = await admin.post('/subscription/requests', { ...fieldsOf(form.html, '/subscription/requests'), 'seats.sales': '12' });
  expect(answer.status).toBe(303);
}

const pending = (desk: Desk) =>
  desk.db.selectFrom('requests').select(['status', 'reason', 'decided_by']).where('account_id', '=', desk.account.id).execute();

describe('the settings of an account', () => {
  it('are saved with an event that names the operator and only the changed settings', async () => {
    const desk = await givenDesk();
    const answer = await save(desk, { taxRate: '7.7', paymentTerms: '60', language: 'fr', requestsEnabled: 'yes' });
    expect(answer.status).toBe(303);
    const row = await desk.db.selectFrom('accounts').selectAll().where('id', '=', desk.account.id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ tax_rate_bp: 770, payment_terms_days: 60, language: 'fr', requests_enabled: 1, show_prices: 1 });
    const events = await desk.db.selectFrom('events').selectAll().where('account_id', '=', desk.account.id).execute();
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({ action: 'settings.changed', actor_kind: 'operator', actor_name: desk.rep.name });
    expect(JSON.parse(events[0]?.before ?? '')).toEqual({ taxRateBp: 1900, paymentTermsDays: 30, language: 'en', requestsEnabled: false });
    expect(JSON.parse(events[0]?.after ?? '')).toEqual({ taxRateBp: 770, paymentTermsDays: 60, language: 'fr', requestsEnabled: true });
    // The customer's own audit log names the operator.
    const log = await (await browser(desk, desk.account.owner)).get('/audit');
    expect(log.text).toContain(desk.rep.name);
  });

  it('change once when the form is sent twice', async () => {
    const desk = await givenDesk();
    const fields = { ...fieldsOf((await desk.desk.get(path(desk))).html, path(desk)), taxRate: '5' };
    const answers = [await desk.desk.post(path(desk), fields), await desk.desk.post(path(desk), fields)];
    expect(answers.map((answer) => answer.status)).toEqual([303, 303]);
    expect(await desk.db.selectFrom('events').select('id').where('account_id', '=', desk.account.id).execute()).toHaveLength(1);
  });

  it('are shown with their new values when another operator was faster', async () => {
    const desk = await givenDesk();
    const fields = { ...fieldsOf((await desk.desk.get(path(desk))).html, path(desk)), taxRate: '5' };
    const other = await browser(desk, desk.other);
    expect((await other.post(path(desk), { ...fields, taxRate: '8' })).status).toBe(303);
    const answer = await desk.desk.post(path(desk), fields);
    expect(answer.status).toBe(409);
    expect(fieldsOf(answer.html, path(desk)).taxRate).toBe('8');
  });

  it('are refused at their fields, with the typed values', async () => {
    const desk = await givenDesk();
    const refusals: [Record<string, string>, string][] = [
      [{ name: ' ' }, 'id="field-name-error"'],
      [{ taxRate: '100,01' }, 'id="field-taxRate-error"'],
      [{ taxRate: '-1' }, 'id="field-taxRate-error"'],
      [{ paymentTerms: '366' }, 'id="field-paymentTerms-error"'],
      [{ paymentTerms: 'soon' }, 'id="field-paymentTerms-error"'],
      [{ type: 'other' }, 'id="field-type-error"'],
      [{ representative: desk.account.admin.id }, 'id="field-representative-error"'],
      [{ language: 'xx' }, 'id="field-language-error"'],
      [{ status: 'cancelled' }, 'does not belong'],
    ];
    for (const [change, where] of refusals) {
      const answer = await save(desk, change);
      expect(answer.status, JSON.stringify(change)).toBe(422);
      expect(answer.html, JSON.stringify(change)).toContain(where);
    }
    expect(await desk.db.selectFrom('events').select('id').where('account_id', '=', desk.account.id).execute()).toEqual([]);
  });

  it('hand the account to another representative, and keep one who is no longer an operator', async () => {
    const desk = await givenDesk();
    await desk.db.updateTable('members').set({ is_operator: 0 }).where('id', '=', desk.rep.id).execute();
    const boss = { ...desk, desk: await browser(desk, desk.other) };
    expect((await save(boss, { taxRate: '1' })).status).toBe(303);
    expect((await save(boss, { representative: desk.other.id })).status).toBe(303);
    const events = await desk.db.selectFrom('events').selectAll().where('account_id', '=', desk.account.id).orderBy('seq').execute();
    expect(events.map((event) => event.action)).toEqual(['settings.changed', 'account.representativeChanged']);
    expect(JSON.parse(events[1]?.after ?? '')).toEqual({ representative: desk.other.name });
  });
});

describe('another type', () => {
  it('that allows no requests closes the pending ones, with an event and a mail to the requester', async () => {
    const desk = await givenDesk({ type: 'online_assisted' });
    await ask(desk);
    const answer = await save(desk, { type: 'managed' });
    expect(answer.status).toBe(303);
    expect((await desk.desk.get(path(desk))).text).toContain('1 waiting request was closed');
    expect(await pending(desk)).toEqual([{ status: 'closed', reason: 'type', decided_by: desk.rep.id }]);
    const events = await desk.db.selectFrom('events').selectAll().where('account_id', '=', desk.account.id).orderBy('seq').execute();
    expect(events.map((event) => event.action).slice(1)).toEqual(['account.typeChanged', 'request.closed']);
    const mails = await desk.db.selectFrom('outbox').select(['letter', 'to_email']).where('letter', '=', 'request-closed').execute();
    expect(mails).toEqual([{ letter: 'request-closed', to_email: desk.account.admin.email }]);
  });

  it('that allows requests too keeps the pending ones', async () => {
    const desk = await givenDesk({ type: 'online_assisted' });
    await ask(desk);
    expect((await save(desk, { type: 'self_service', requestsEnabled: 'yes' })).status).toBe(303);
    expect((await pending(desk)).map((request) => request.status)).toEqual(['pending']);
  });

  it('with requests switched off closes the pending ones', async () => {
    const desk = await givenDesk({ type: 'online_assisted' });
    await ask(desk);
    expect((await save(desk, { type: 'self_service' }, ['requestsEnabled'])).status).toBe(303);
    expect((await pending(desk)).map((request) => request.status)).toEqual(['closed']);
  });

  it('closes requests to the representative if the account now answers its own, and keeps them otherwise', async () => {
    const desk = await givenDesk({ type: 'sales_assisted' });
    await desk.db
      .insertInto('requests')
      .values({
        id: newId(),
        account_id: desk.account.id,
        requester_id: desk.account.admin.id,
        answerer: 'representative',
        status: 'pending',
        change: JSON.stringify({ ...noChange(1), seats: { sales: 2 } }),
        snapshot: JSON.stringify({
          subscription: { version: 1, cycle: 'monthly', periodEndsOn: '2026-04-01', committedUntil: '2026-04-01', lines: [], groups: [] },
          quote: {
            today: '2026-03-15',
            lines: [],
            cycle: { now: 'monthly', later: 'monthly' },
            committedUntil: {},
            due: {},
            recurringMinor: {},
          },
        }),
        idempotency_key: newId(),
        submitted_at: 0,
      })
      .execute();
    expect((await save(desk, { type: 'managed' })).status).toBe(303);
    expect((await pending(desk)).map((request) => request.status)).toEqual(['pending']);
    expect((await save(desk, { type: 'online_assisted' })).status).toBe(303);
    expect((await pending(desk)).map((request) => request.status)).toEqual(['closed']);
  });
});

describe('a tax rate', () => {
  it.each([
    ['en', '8.1'],
    ['de', '8,1'],
    ['fr', '8,1'],
    ['it', '8,1'],
  ] as const)('is shown as it is written in %s, and read with a point or a comma', async (language, written) => {
    const desk = await givenDesk();
    await desk.db.updateTable('members').set({ language }).where('id', '=', desk.rep.id).execute();
    const rate = async () => fieldsOf((await desk.desk.get(path(desk))).html, path(desk)).taxRate;
    for (const formValues of ['8.1', '7', '8,10']) {
      const fields = fieldsOf((await desk.desk.get(path(desk))).html, path(desk));
      expect((await desk.desk.post(path(desk), { ...fields, taxRate: formValues })).status).toBe(303);
      expect(await rate()).toBe(formValues === '7' ? '7' : written);
    }
  });
});

describe('a cancelled account', () => {
  it('is read-only', async () => {
    const desk = await givenDesk();
    const fields = fieldsOf((await desk.desk.get(path(desk))).html, path(desk));
    await desk.db.updateTable('accounts').set({ status: 'cancelled', cancelled_at: 1 }).where('id', '=', desk.account.id).execute();
    const page = await desk.desk.get(path(desk));
    expect(page.status).toBe(200);
    expect(page.text).toContain('This account has been cancelled');
    expect(page.html).not.toContain('field-taxRate');
    expect((await desk.desk.post(path(desk), { ...fields, taxRate: '3' })).status).toBe(409);
    expect(await desk.db.selectFrom('events').select('id').where('account_id', '=', desk.account.id).execute()).toEqual([]);
  });
});

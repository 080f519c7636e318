import { describe, expect, it } from 'vitest';
import { newId } from '../../../src/values/ids.ts';
import { dueOn } from '../../due/due.ts';
import { type Browser, browser, fieldsOf, noon } from '../../support/app.ts';
import { givenAccount } from '../../support/given.ts';
import { type Desk, givenDesk } from '../given.ts';

const at = '/operator/catalogue/coupons';
const newCoupon = `${at}/new`;
const good = { code: 'spring-25', kind: 'percent', value: '25', duration: 'once' };

async function create({ desk }: Desk, formValues: Record<string, string | string[]> = {}) {
  return desk.post(newCoupon, { ...fieldsOf((await desk.get(newCoupon)).html, newCoupon), ...good, ...formValues });
}

/** Makes a coupon and returns the path of its page. */
async function made(desk: Desk, formValues: Record<string, string> = {}): Promise<string> {
  const answer = await create(desk, formValues);
  expect(answer.status, answer.text).toBe(303);
  return answer.location ?? '';
}

async function limit({ desk }: Desk, page: string, formValues: Record<string, string | string[]>) {
  return desk.post(page, { ...fieldsOf((await desk.get(page)).html, page), ...formValues });
}

async function redeem(who: Browser, code: string) {
  const form = await who.get('/subscription/manage');
  return who.post('/subscription/manage', { ...fieldsOf(form.html, '/subscription/manage'), code });
}

async function anotherOwner({ db, ...instance }: Desk): Promise<Browser> {
  return browser({ db, ...instance }, (await givenAccount(db)).owner);
}

const rows = ({ db }: Desk) => db.selectFrom('coupons').selectAll().orderBy('code').execute();
const log = ({ db, vendorId }: Desk) => db.selectFrom('events').selectAll().where('account_id', '=', vendorId).orderBy('seq').execute();

describe('a coupon', () => {
  it('is made, redeemed by its code, lowers the invoice, and is refused after it was ended', async () => {
    const desk = await givenDesk();
    const page = await made(desk, { code: 'Spring-25', duration: 'periods', periods: '2' });
    expect(await rows(desk)).toMatchObject([
      {
        code: 'SPRING-25',
        kind: 'percent',
        value: 2500,
        currency: null,
        periods: 2,
        redeem_until: null,
        max_redemptions: null,
        redemptions: 0,
      },
    ]);
    expect((await desk.desk.get(page)).text).toContain('The coupon SPRING-25 can now be redeemed');

    const owner = await browser(desk, desk.account.owner);
    expect((await redeem(owner, 'spring-25')).status).toBe(303);
    expect((await owner.get('/subscription')).text).toContain('Promotion code SPRING-25');
    const shown = (await desk.desk.get(page)).text;
    for (const words of ['25%', '2 invoices', 'Redeemed 1']) expect(shown).toContain(words);

    expect((await desk.desk.post(`${page}/end`, fieldsOf((await desk.desk.get(page)).html, `${page}/end`))).status).toBe(303);
    const after = await desk.desk.get(page);
    expect(after.text).toContain('can no longer be redeemed');
    expect(after.text).toContain('Ended on');
    expect(after.html).not.toContain(`action="${page}"`);
    expect((await desk.desk.get(at)).text).toContain('Ended');
    const late = await redeem(await anotherOwner(desk), 'SPRING-25');
    expect([late.status, late.text.includes('This promotion code has expired')]).toEqual([422, true]);
    expect((await rows(desk))[0]?.redemptions).toBe(1);

    // An account that has redeemed the coupon keeps it for the promised number of invoices.
    for (const [day, discounted] of [
      ['2026-04-01', true],
      ['2026-05-01', true],
      ['2026-06-01', false],
    ] as const) {
      await dueOn(desk.db, day, noon);
      const invoice = await desk.db
        .selectFrom('invoices')
        .select(['discount_minor', 'discount_code'])
        .where('account_id', '=', desk.account.id)
        .where('period_starts_on', '=', day)
        .executeTakeFirstOrThrow();
      expect([day, invoice.discount_code, invoice.discount_minor > 0]).toEqual([day, discounted ? 'SPRING-25' : null, discounted]);
    }

    const events = await log(desk);
    expect(events.map(({ action, actor_name, subject_name }) => [action, actor_name, subject_name])).toEqual([
      ['coupon.created', desk.rep.name, 'SPRING-25'],
      ['coupon.ended', desk.rep.name, 'SPRING-25'],
    ]);
    expect(JSON.parse(events[0]?.after ?? '')).toEqual({ percentBp: 2500, invoices: 2 });
    const { text } = await (await browser(desk, desk.other)).get('/audit');
    for (const words of ['Coupon created', 'Coupon ended', 'Percentage off', '25%']) expect(text).toContain(words);
  });

  it('of an amount is accepted in its currency only, and parsed in the notation of the language', async () => {
    const desk = await givenDesk();
    for (const [language, code, value, minor] of [
      ['en', 'AMOUNT-EN', '50.5', 5050],
      ['de', 'AMOUNT-DE', '50,50', 5050],
      ['fr', 'AMOUNT-FR', '50', 5000],
      ['it', 'AMOUNT-IT', '0,01', 1],
    ] as const) {
      await desk.db.updateTable('members').set({ language }).where('id', '=', desk.rep.id).execute();
      await made(desk, { code, kind: 'amount', value, currency: language === 'it' ? 'chf' : 'EUR', duration: 'forever' });
      expect((await rows(desk)).find((row) => row.code === code)).toMatchObject({ kind: 'amount', value: minor, periods: null });
    }
    const owner = await browser(desk, desk.account.owner);
    expect((await redeem(owner, 'AMOUNT-IT')).text).toContain('There is no such promotion code');
    expect((await redeem(owner, 'AMOUNT-DE')).status).toBe(303);
    expect((await owner.get('/subscription')).text).toContain('€50.50');
    const { text } = await (await browser(desk, desk.other)).get('/audit');
    for (const words of ['Amount off each invoice', '€50.50', 'CHF 0.01']) expect(text).toContain(words);
  });

  it('can be redeemed until its last day and up to its number of redemptions', async () => {
    const desk = await givenDesk();
    const page = await made(desk, { redeemUntil: '2026-03-15', maxRedemptions: '1' });
    expect((await redeem(await anotherOwner(desk), 'SPRING-25')).status).toBe(303);
    expect((await desk.desk.get(page)).text).toContain('Used up');
    expect((await redeem(await anotherOwner(desk), 'SPRING-25')).text).toContain('has already been used');
    expect((await limit(desk, page, { maxRedemptions: '' })).status).toBe(303);
    expect((await redeem(await anotherOwner(desk), 'SPRING-25')).status).toBe(303);
    expect((await limit(desk, page, { maxRedemptions: '1' })).text).toContain('already been redeemed more often');
    expect((await limit(desk, page, { maxRedemptions: '2' })).status).toBe(303);
    expect((await desk.desk.get(page)).text).toContain('2 of 2');
    expect((await limit(desk, page, { maxRedemptions: '3' })).status).toBe(303);

    desk.clock.now += 86_400;
    expect((await desk.desk.get(page)).text).toContain('Expired');
    expect((await redeem(await anotherOwner(desk), 'SPRING-25')).text).toContain('has expired');
    // A last day in the past may stay if only the number changes, but another day in the past is refused.
    expect((await limit(desk, page, { maxRedemptions: '5' })).status).toBe(303);
    expect((await limit(desk, page, { redeemUntil: '2026-03-14' })).status).toBe(422);
    expect((await limit(desk, page, { redeemUntil: '2026-03-16' })).status).toBe(303);
    expect((await redeem(await anotherOwner(desk), 'SPRING-25')).status).toBe(303);
    const changes = (await log(desk)).filter(({ action }) => action === 'coupon.changed');
    expect(changes.map(({ before, after }) => [JSON.parse(before ?? ''), JSON.parse(after ?? '')]).at(-1)).toEqual([
      { redeemUntil: '2026-03-15', maxRedemptions: 5 },
      { redeemUntil: '2026-03-16', maxRedemptions: 5 },
    ]);
  });

  it('is redeemed once by an account, also after its discount was ended there', async () => {
    const desk = await givenDesk();
    await made(desk);
    const owner = await browser(desk, desk.account.owner);
    expect((await redeem(owner, 'SPRING-25')).status).toBe(303);
    expect((await desk.desk.post(`/operator/accounts/${desk.account.id}/discount/end`, {})).status).toBe(303);
    const again = await redeem(owner, 'SPRING-25');
    expect([again.status, again.text.includes('has already been used')]).toEqual([422, true]);
    expect((await rows(desk))[0]?.redemptions).toBe(1);
  });

  it('is made, saved and ended once when each form is sent twice', async () => {
    const desk = await givenDesk();
    const answers = await Promise.all([1, 2, 3].map(() => create(desk)));
    expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303]);
    expect(new Set(answers.map((answer) => answer.location)).size).toBe(1);
    const page = answers[0]?.location ?? '';
    const fields = { ...fieldsOf((await desk.desk.get(page)).html, page), maxRedemptions: '9' };
    for (let n = 0; n < 2; n++) expect((await desk.desk.post(page, fields)).status).toBe(303);
    for (let n = 0; n < 2; n++) expect((await desk.desk.post(`${page}/end`, {})).status).toBe(303);
    expect((await log(desk)).map(({ action }) => action)).toEqual(['coupon.created', 'coupon.changed', 'coupon.ended']);
    // The code of an ended coupon cannot be used again, not even for an identical coupon.
    expect((await create(desk, { maxRedemptions: '9' })).text).toContain('already a coupon with this code');
  });

  it('that another operator has limited or ended meanwhile is shown with its new values', async () => {
    const desk = await givenDesk();
    const page = await made(desk);
    const fields = fieldsOf((await desk.desk.get(page)).html, page);
    const other = await browser(desk, desk.other);
    await other.post(page, { ...fields, maxRedemptions: '7' });
    const late = await desk.desk.post(page, { ...fields, maxRedemptions: '9' });
    expect([late.status, fieldsOf(late.html, page).maxRedemptions]).toEqual([409, '7']);
    await other.post(`${page}/end`, {});
    expect((await desk.desk.post(page, { ...fieldsOf(late.html, page), maxRedemptions: '9' })).status).toBe(409);
    expect((await rows(desk))[0]).toMatchObject({ max_redemptions: 7, ended_at: noon });
  });

  it('is refused with the typed values, and nothing is written', async () => {
    const desk = await givenDesk();
    await desk.db
      .insertInto('coupons')
      .values({
        id: newId(),
        code: 'TAKEN',
        kind: 'percent',
        value: 100,
        currency: null,
        periods: 1,
        created_at: 0,
        redeem_until: null,
        max_redemptions: null,
      })
      .execute();
    const refusals: [Record<string, string | string[]>, string][] = [
      [{ code: '' }, 'field-code-error'],
      [{ code: 'AB' }, 'field-code-error'],
      [{ code: 'SPRING 25' }, 'field-code-error'],
      [{ code: 'FRÜHLING' }, 'field-code-error'],
      [{ code: 'x'.repeat(41) }, 'field-code-error'],
      [{ code: 'SPR\0ING' }, 'field-code-error'],
      [{ code: ['SPRING', 'SUMMER'] }, 'field-code-error'],
      [{ code: 'taken' }, 'already a coupon with this code'],
      [{ kind: 'gift' }, 'field-kind-error'],
      [{ value: '' }, 'field-value-error'],
      [{ value: '0' }, 'field-value-error'],
      [{ value: '-5' }, 'field-value-error'],
      [{ value: '100,01' }, 'field-value-error'],
      [{ value: '12.345' }, 'field-value-error'],
      [{ value: '1e2' }, 'field-value-error'],
      [{ kind: 'amount', value: '0,00', currency: 'EUR' }, 'Enter an amount above zero, such as 50.00'],
      [{ kind: 'amount', value: '50,5', currency: 'JPY' }, 'Enter an amount above zero, such as 5000'],
      [{ kind: 'amount', value: '50.001', currency: 'EUR' }, 'field-value-error'],
      [{ kind: 'amount', value: '10000000.01', currency: 'EUR' }, 'Enter at most €10,000,000.00'],
      [{ kind: 'amount', value: '9'.repeat(20), currency: 'EUR' }, 'field-value-error'],
      [{ kind: 'amount', value: '50', currency: '' }, 'field-currency-error'],
      [{ kind: 'amount', value: '50', currency: 'ABC' }, 'field-currency-error'],
      [{ duration: 'some' }, 'field-duration-error'],
      [{ duration: 'periods', periods: '' }, 'field-periods-error'],
      [{ duration: 'periods', periods: '0' }, 'field-periods-error'],
      [{ duration: 'periods', periods: '121' }, 'field-periods-error'],
      [{ duration: 'periods', periods: '1.5' }, 'field-periods-error'],
      [{ redeemUntil: '2026-02-30' }, 'field-redeemUntil-error'],
      [{ redeemUntil: 'tomorrow' }, 'field-redeemUntil-error'],
      [{ redeemUntil: '2026-03-14' }, 'Choose today or a later day'],
      [{ maxRedemptions: '0' }, 'field-maxRedemptions-error'],
      [{ maxRedemptions: '1000000' }, 'field-maxRedemptions-error'],
      [{ maxRedemptions: '-1' }, 'field-maxRedemptions-error'],
      [{ redemptions: '5' }, 'does not belong'],
    ];
    for (const [change, words] of refusals) {
      const answer = await create(desk, change);
      expect(answer.status, JSON.stringify(change)).toBe(422);
      expect(answer.html, JSON.stringify(change)).toContain(words);
      const formValues = fieldsOf(answer.html, newCoupon);
      if (!('code' in change)) expect(formValues.code).toBe('spring-25');
      for (const name of ['value', 'periods', 'redeemUntil', 'maxRedemptions']) {
        if (typeof change[name] === 'string') expect(formValues[name], JSON.stringify(change)).toBe(change[name]);
      }
    }
    expect((await rows(desk)).map(({ code }) => code)).toEqual(['TAKEN']);
    expect(await log(desk)).toEqual([]);

    // All errors are shown at once.
    const answer = await create(desk, {
      code: '!',
      kind: 'amount',
      value: 'x',
      currency: '?',
      duration: 'periods',
      periods: 'x',
      maxRedemptions: 'x',
    });
    for (const name of ['code', 'value', 'currency', 'periods', 'maxRedemptions']) expect(answer.html).toContain(`href="#field-${name}"`);
  });

  it('has limits that are refused with the typed values', async () => {
    const desk = await givenDesk();
    const page = await made(desk);
    for (const [change, field] of [
      [{ redeemUntil: '2026-02-30' }, 'redeemUntil'],
      [{ redeemUntil: '2026-03-14' }, 'redeemUntil'],
      [{ maxRedemptions: 'many' }, 'maxRedemptions'],
      [{ maxRedemptions: '0' }, 'maxRedemptions'],
      [{ maxRedemptions: '9'.repeat(21) }, 'maxRedemptions'],
    ] as const) {
      const answer = await limit(desk, page, change);
      expect([answer.status, answer.html.includes(`id="field-${field}-error"`)], JSON.stringify(change)).toEqual([422, true]);
      expect(fieldsOf(answer.html, page)).toMatchObject(change);
    }
    const others: Record<string, string | string[]>[] = [{ value: '99' }, { maxRedemptions: ['1', '2'] }, { redeemUntil: '2026\0' }];
    for (const change of others) {
      expect((await limit(desk, page, change)).status, JSON.stringify(change)).toBe(422);
    }
    expect((await log(desk)).map(({ action }) => action)).toEqual(['coupon.created']);
  });
});

describe('the list of coupons', () => {
  it('says what a coupon is if there is none', async () => {
    const desk = await givenDesk();
    const page = await desk.desk.get(at);
    expect(page.text).toContain('No coupons yet');
    expect(page.html).toContain(`href="${newCoupon}"`);
  });

  it('is paged by code', async () => {
    const desk = await givenDesk();
    for (let n = 0; n < 101; n++) {
      const code = `CODE-${String(n).padStart(3, '0')}`;
      await desk.db
        .insertInto('coupons')
        .values({
          id: newId(),
          code,
          kind: 'percent',
          value: 100,
          currency: null,
          periods: null,
          created_at: 0,
          redeem_until: null,
          max_redemptions: null,
        })
        .execute();
    }
    const first = await desk.desk.get(at);
    expect([first.text.includes('CODE-049'), first.text.includes('CODE-050')]).toEqual([true, false]);
    const second = await desk.desk.get(`${at}?after=CODE-049`);
    expect([second.text.includes('CODE-050'), second.text.includes('CODE-099'), second.text.includes('CODE-100')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(second.html).toContain(`${at}?after=CODE-099`);
    const last = await desk.desk.get(`${at}?after=CODE-099`);
    expect([last.text.includes('CODE-100'), last.html.includes('rel="next"')]).toEqual([true, false]);
    for (const after of ['%00', "'", 'x'.repeat(3000), '%F0%9F%AA%91'])
      expect((await desk.desk.get(`${at}?after=${after}`)).status).toBe(200);
  });

  it('answers 404 to unknown ids', async () => {
    const desk = await givenDesk();
    for (const id of [newId(), 'nothing', '..%2F', '%00', "'", 'x'.repeat(5000)]) {
      expect((await desk.desk.get(`${at}/${id}`)).status, id).toBe(404);
      expect((await desk.desk.post(`${at}/${id}`, {})).status, id).toBe(404);
      expect((await desk.desk.post(`${at}/${id}/end`, {})).status, id).toBe(404);
    }
  });
});

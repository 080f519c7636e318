import * as z from 'zod';
import { CouponPage, NewCouponPage } from '../../../views/operator/coupons/coupon.tsx';
import { CouponsPage } from '../../../views/operator/coupons/list.tsx';
import type { FieldError } from '../../../views/parts/fields.tsx';
import { NotFound } from '../../errors.ts';
import { flash, redirect, render } from '../../web/answer.ts';
import { badRequestAfter } from '../../web/bad-request-after.ts';
import type { App, Ctx } from '../../web/deps.ts';
import { fieldErrors } from '../../web/field-errors.ts';
import { type FormValues, form, line, type Problem, revision } from '../../web/form.ts';
import { operator } from '../../web/guard.ts';
import { actAsOperator } from '../parts/act-as-operator.ts';
import { createCoupon, endCoupon, limitCoupon } from './change.ts';
import { type DeskCoupon, findCoupon, listCoupons } from './queries.ts';
import { readCoupon, readLimits } from './read.ts';

const optional = z.string().max(20, 'too-long').default('');
const limits = { redeemUntil: optional, maxRedemptions: optional };
const newCouponFields = z.strictObject({
  code: line(40),
  kind: z.enum(['percent', 'amount'], 'choose-one'),
  value: line(20),
  currency: optional,
  duration: z.enum(['once', 'periods', 'forever'], 'choose-one'),
  periods: optional,
  ...limits,
});
const limitFields = z.strictObject({ seen: revision, ...limits });

/** Coupons: the list, a new coupon, the limits of each coupon, and ending it (rules §4.25). */
export function operatorCouponsRoutes(app: App): void {
  app.get('/operator/catalogue/coupons', async (c) => {
    const v = operator(c);
    const { coupons, after } = await listCoupons(c.var.deps.db, (c.req.query('after') ?? '').slice(0, 40));
    return render(c, <CouponsPage v={v} coupons={coupons} after={after} />);
  });

  app.get('/operator/catalogue/coupons/new', (c) => showNew(c, {}, [], 200));

  app.post(
    '/operator/catalogue/coupons/new',
    form(newCouponFields, (c, formValues, problems) => showNew(c, formValues, errorsOf(c, problems), 422)),
    async (c) => {
      const v = operator(c);
      const t = v.t.operatorCatalogue;
      const formValues = c.req.valid('form');
      const read = readCoupon(v, formValues);
      if ('errors' in read) return showNew(c, formValues, read.errors, 422);
      const result = await actAsOperator(c, (trx, by) => createCoupon(trx, read.coupon, by));
      if (result.outcome !== 'saved') {
        const refused = result.outcome === 'refused' ? result.refused : 'code-taken';
        return showNew(c, formValues, [{ field: couponField[refused], text: t.refusals[refused] }], 422);
      }
      flash(c, { kind: 'success', text: result.changed ? t.couponCreated(read.coupon.code) : v.t.operator.alreadyDone });
      return redirect(c, v.url.operatorCoupon(result.id));
    },
  );

  app.get('/operator/catalogue/coupons/:id', (c) => show(c));

  app.post(
    '/operator/catalogue/coupons/:id',
    form(limitFields, (c, formValues, problems) => show(c, { formValues, errors: errorsOf(c, problems), status: 422 })),
    async (c) => {
      const v = operator(c);
      const coupon = await findCouponInPath(c);
      const formValues = c.req.valid('form');
      const read = readLimits(v.t, formValues);
      if ('errors' in read) return show(c, { formValues, errors: read.errors, status: 422 });
      const result = await actAsOperator(c, (trx, by) =>
        limitCoupon(trx, { id: coupon.id, seen: formValues.seen, wanted: read.limits, by }),
      );
      if (result.outcome === 'stale') return show(c, { status: 409, stale: true });
      if (result.outcome === 'refused') {
        const errors = [{ field: couponField[result.refused], text: v.t.operatorCatalogue.refusals[result.refused] }];
        return show(c, { formValues, errors, status: 422 });
      }
      flash(c, result.changed ? { kind: 'success', text: v.t.operator.done } : { kind: 'information', text: v.t.operator.unchanged });
      return redirect(c, v.url.operatorCoupon(coupon.id));
    },
  );

  app.post('/operator/catalogue/coupons/:id/end', form(z.strictObject({}), badRequestAfter(operator)), async (c) => {
    const v = operator(c);
    const coupon = await findCouponInPath(c);
    const wasOpen = await actAsOperator(c, (trx, by) => endCoupon(trx, coupon.id, by));
    flash(c, { kind: 'success', text: wasOpen ? v.t.operatorCatalogue.couponEnded(coupon.code) : v.t.operator.alreadyDone });
    return redirect(c, v.url.operatorCoupon(coupon.id));
  });
}

const couponField = { 'code-taken': 'code', 'day-past': 'redeemUntil', 'below-redemptions': 'maxRedemptions' } as const;

async function findCouponInPath(c: Ctx): Promise<DeskCoupon> {
  const coupon = await findCoupon(c.var.deps.db, (c.req.param('id') ?? '').slice(0, 60));
  if (!coupon) throw new NotFound();
  return coupon;
}

function errorsOf(c: Ctx, problems: readonly Problem[]): FieldError[] {
  const { t } = c.var.viewer;
  const { code, discountKind, percentOrAmount, amountCurrency, duration, periods, redeemUntil, maxRedemptions } = t.operatorCatalogue;
  const labels = {
    code,
    kind: discountKind,
    value: percentOrAmount,
    currency: amountCurrency,
    duration,
    periods,
    redeemUntil,
    maxRedemptions,
  };
  return fieldErrors(t, problems, labels);
}

function showNew(c: Ctx, formValues: FormValues, errors: readonly FieldError[], status: 200 | 422): Promise<Response> {
  return render(c, <NewCouponPage v={operator(c)} formValues={formValues} errors={errors} />, status);
}

interface Show {
  formValues?: FormValues | null;
  errors?: readonly FieldError[];
  stale?: boolean;
  status?: 200 | 409 | 422;
}

async function show(c: Ctx, { formValues = null, errors = [], stale = false, status = 200 }: Show = {}): Promise<Response> {
  const v = operator(c);
  return render(c, <CouponPage v={v} coupon={await findCouponInPath(c)} formValues={formValues} errors={errors} stale={stale} />, status);
}

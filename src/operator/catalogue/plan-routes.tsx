import * as z from 'zod';
import { PlanPage } from '../../../views/operator/catalogue/plan.tsx';
import type { FieldError } from '../../../views/parts/fields.tsx';
import { NotFound } from '../../errors.ts';
import { flash, redirect, render } from '../../web/answer.ts';
import { badRequestAfter } from '../../web/bad-request-after.ts';
import type { App, Ctx } from '../../web/deps.ts';
import { fieldErrors } from '../../web/field-errors.ts';
import { type FormValues, form, line, type Problem, revision } from '../../web/form.ts';
import { operator } from '../../web/guard.ts';
import type { SignedInViewer } from '../../web/viewer.ts';
import { actAsOperator } from '../parts/act-as-operator.ts';
import { readAmount, readCurrency, showAmount } from '../parts/read-fields.ts';
import { renamePlan } from './change-plan.ts';
import { type DeskPlan, type DeskProduct, findDeskPlan, listPrices, type Price } from './queries.ts';
import { highestPrice, setPrice } from './set-price.ts';

const nameFields = z.strictObject({ seen: z.string().max(60, 'invalid'), planName: line(60) });
const priceFields = z.strictObject({ seen: revision, currency: line(3), monthly: line(20), annual: line(20) });
const priceEndFields = z.strictObject({ seen: revision, currency: z.string().regex(/^[A-Z]{3}$/, 'invalid') });

type TypedPrice = z.output<typeof priceFields>;
type PriceField = 'monthly' | 'annual';

/** The page of a plan: its name, and its prices in each currency. A price is never edited, only replaced (rules §1, §4.25). */
export function operatorPlanRoutes(app: App): void {
  app.get('/operator/catalogue/plans/:id', (c) => show(c));

  app.post(
    '/operator/catalogue/plans/:id',
    form(nameFields, (c, formValues, problems) => show(c, { name: { formValues, errors: nameErrors(c, problems) }, status: 422 })),
    async (c) => {
      const v = operator(c);
      const { plan } = await findPlanInPath(c);
      const formValues = c.req.valid('form');
      const wanted = { id: plan.id, seen: formValues.seen, name: formValues.planName };
      const result = await actAsOperator(c, (trx, by) => renamePlan(trx, { ...wanted, by }));
      if (result.outcome === 'stale') return show(c, { status: 409, stale: true });
      if (result.outcome === 'refused') {
        const errors = [{ field: 'planName', text: v.t.operatorCatalogue.refusals[result.refused] }];
        return show(c, { name: { formValues, errors }, status: 422 });
      }
      flash(c, result.changed ? { kind: 'success', text: v.t.operator.done } : { kind: 'information', text: v.t.operator.unchanged });
      return redirect(c, v.url.operatorPlan(plan.id));
    },
  );

  // A refused price is shown at this path. A reload or a change of language is a GET, which shows the plan.
  app.get('/operator/catalogue/plans/:id/prices', (c) => show(c));

  app.post(
    '/operator/catalogue/plans/:id/prices',
    form(priceFields, (c, formValues, problems) => show(c, { price: { formValues, errors: priceErrors(c, problems) }, status: 422 })),
    async (c) => {
      const v = operator(c);
      const t = v.t.operatorCatalogue;
      const { plan } = await findPlanInPath(c);
      const formValues = c.req.valid('form');
      const read = readPrice(v, formValues);
      if ('errors' in read) return show(c, { price: { formValues, errors: read.errors }, status: 422 });
      const { currency, price } = read;
      const result = await actAsOperator(c, (trx, by) => setPrice(trx, { planId: plan.id, currency, price, seen: formValues.seen, by }));
      if (result.outcome === 'stale') return show(c, { status: 409, stale: true });
      if (result.outcome === 'refused') {
        return show(c, { price: { formValues, errors: [{ field: 'monthly', text: t.refusals[result.refused] }] }, status: 422 });
      }
      flash(c, { kind: 'success', text: result.changed ? t.priceSet : v.t.operator.alreadyDone });
      return redirect(c, v.url.operatorPlan(plan.id));
    },
  );

  app.post('/operator/catalogue/plans/:id/prices/end', form(priceEndFields, badRequestAfter(operator)), async (c) => {
    const v = operator(c);
    const { plan } = await findPlanInPath(c);
    const { currency, seen } = c.req.valid('form');
    const result = await actAsOperator(c, (trx, by) => setPrice(trx, { planId: plan.id, currency, price: null, seen, by }));
    if (result.outcome === 'stale') return show(c, { status: 409, stale: true });
    flash(c, { kind: 'success', text: v.t.operatorCatalogue.stopped(currency) });
    return redirect(c, v.url.operatorPlan(plan.id));
  });
}

/** Parses the typed price. Returns the price, or all errors at once. */
function readPrice(v: SignedInViewer, formValues: TypedPrice): { currency: string; price: Price } | { errors: FieldError[] } {
  const t = v.t.operatorCatalogue.problems;
  const currency = readCurrency(formValues.currency);
  const errors: FieldError[] = currency ? [] : [{ field: 'currency', text: t.currency }];
  // If the currency is invalid, the amounts are still parsed, with the two decimals of EUR, to report their errors too.
  const currencyOrDefault = currency ?? 'EUR';
  const amount = (field: PriceField, highest: number): number => {
    const minor = readAmount(formValues[field], currencyOrDefault);
    if (minor === null) errors.push({ field, text: v.t.operator.problems.amount(showAmount(5500, currencyOrDefault, v.language)) });
    else if (minor > highest) errors.push({ field, text: t.tooHigh(v.f.money(highest, currencyOrDefault)) });
    return minor ?? 0;
  };
  const price = {
    monthlyUnitMinor: amount('monthly', highestPrice.monthlyUnitMinor),
    annualUnitMinor: amount('annual', highestPrice.annualUnitMinor),
  };
  return currency && errors.length === 0 ? { currency, price } : { errors };
}

function nameErrors(c: Ctx, problems: readonly Problem[]): FieldError[] {
  const { t } = c.var.viewer;
  return fieldErrors(t, problems, { planName: t.operatorCatalogue.planName });
}

function priceErrors(c: Ctx, problems: readonly Problem[]): FieldError[] {
  const { t } = c.var.viewer;
  const { currency, monthly, annual } = t.operatorCatalogue;
  return fieldErrors(t, problems, { currency, monthly, annual });
}

async function findPlanInPath(c: Ctx): Promise<{ product: DeskProduct; plan: DeskPlan }> {
  const found = await findDeskPlan(c.var.deps.db, c.req.param('id') ?? '');
  if (!found) throw new NotFound();
  return found;
}

interface Show {
  name?: { formValues: FormValues; errors: readonly FieldError[] };
  price?: { formValues: FormValues; errors: readonly FieldError[] };
  stale?: boolean;
  status?: 200 | 409 | 422;
}

async function show(c: Ctx, shown: Show = {}): Promise<Response> {
  const v = operator(c);
  const { product, plan } = await findPlanInPath(c);
  const prices = await listPrices(c.var.deps.db, plan.id);
  return render(
    c,
    <PlanPage
      v={v}
      product={product}
      plan={plan}
      prices={prices}
      name={shown.name ?? { formValues: {}, errors: [] }}
      price={shown.price ?? { formValues: {}, errors: [] }}
      stale={shown.stale === true}
    />,
    shown.status ?? 200,
  );
}

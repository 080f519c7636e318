import * as z from 'zod';
import { CataloguePage } from '../../../views/operator/catalogue/list.tsx';
import { NewProductPage } from '../../../views/operator/catalogue/new-product.tsx';
import { ProductPage } from '../../../views/operator/catalogue/product.tsx';
import type { FieldError } from '../../../views/parts/fields.tsx';
import { NotFound } from '../../errors.ts';
import { flash, redirect, render } from '../../web/answer.ts';
import type { App, Ctx } from '../../web/deps.ts';
import { fieldErrors } from '../../web/field-errors.ts';
import { type FormValues, form, line, type Problem, revision } from '../../web/form.ts';
import { operator } from '../../web/guard.ts';
import { actAsOperator } from '../parts/act-as-operator.ts';
import { createPlan } from './change-plan.ts';
import { changeProduct, createProduct } from './change-product.ts';
import { type DeskProduct, findDeskCatalogue, isHeld } from './queries.ts';
import type { WhyNotProduct } from './why-not-product.ts';

const include = /^includes\.([a-z][a-z0-9-]{0,39})$/;
const ticks = z.literal('yes', 'invalid');

/** The schema of a form with these fields and a checkbox per product that a suite may include. */
function withIncludes<Shape extends z.ZodRawShape>(shape: Shape) {
  return z
    .object(shape)
    .catchall(ticks)
    .superRefine((formValues, refine) => {
      const others = Object.keys(formValues).filter((name) => !(name in shape) && !include.test(name));
      if (others.length > 0) refine.addIssue({ code: 'unrecognized_keys', keys: others, input: formValues });
    });
}

const follows = z.string().max(40, 'choose-one').default('');
const newProductFields = withIncludes({
  name: line(80),
  kind: z.enum(['product', 'add_on', 'suite'], 'choose-one'),
  seating: z.enum(['seat', 'flat'], 'choose-one'),
  follows,
});
const productFields = withIncludes({ seen: revision, name: line(80), onSale: ticks.optional(), follows });
const planFields = z.strictObject({ planName: line(60), level: line(12) });

/** The field at which the page shows each refusal; `includes` is the first checkbox. */
const productField: Record<WhyNotProduct, string | null> = {
  'name-taken': 'name',
  'follows-only-add-on': 'follows',
  'follows-no-seats': 'follows',
  'suite-too-small': 'includes',
  'suite-only-products': 'includes',
  'suite-seated': 'seating',
  held: null,
};

/** The catalogue: the list of products, a new product, and each product with its plans (rules §4.25). */
export function operatorCatalogueRoutes(app: App): void {
  app.get('/operator/catalogue', async (c) => {
    const v = operator(c);
    return render(c, <CataloguePage v={v} products={await findDeskCatalogue(c.var.deps.db)} />);
  });

  app.get('/operator/catalogue/new', (c) => showNewProduct(c, {}, [], 200));

  app.post(
    '/operator/catalogue/new',
    form(newProductFields, (c, formValues, problems) => showNewProduct(c, formValues, productErrors(c, problems), 422)),
    async (c) => {
      const v = operator(c);
      const formValues = c.req.valid('form');
      const { name, kind, seating } = formValues;
      const wanted = { name, kind, seated: seating === 'seat', follows: formValues.follows || null, includes: ticked(formValues) };
      const result = await actAsOperator(c, (trx, by) => createProduct(trx, wanted, by));
      if (result.outcome !== 'saved') {
        return showNewProduct(c, formValues as FormValues, result.outcome === 'refused' ? [refusal(c, result.refused)] : [], 422);
      }
      flash(c, { kind: 'success', text: result.changed ? v.t.operatorCatalogue.created(name) : v.t.operator.alreadyDone });
      return redirect(c, v.url.operatorProduct(result.id));
    },
  );

  app.get('/operator/catalogue/products/:id', (c) => showProduct(c));

  app.post(
    '/operator/catalogue/products/:id',
    form(productFields, (c, formValues, problems) =>
      showProduct(c, { settings: { formValues, errors: productErrors(c, problems) }, status: 422 }),
    ),
    async (c) => {
      const v = operator(c);
      const { product } = await findProductInPath(c);
      const formValues = c.req.valid('form');
      const held = await isHeld(c.var.deps.db, product.id);
      const wanted = {
        name: formValues.name,
        onSale: formValues.onSale === 'yes',
        // The form does not have this field for every product; without the field the value stays the same.
        follows: held || product.kind !== 'add_on' ? product.follows : formValues.follows || null,
        includes: held || product.kind !== 'suite' ? product.includes : ticked(formValues),
      };
      const result = await actAsOperator(c, (trx, by) => changeProduct(trx, { id: product.id, seen: formValues.seen, wanted, by }));
      if (result.outcome === 'stale') return showProduct(c, { status: 409, stale: true });
      if (result.outcome === 'refused') {
        return showProduct(c, { settings: { formValues: formValues as FormValues, errors: [refusal(c, result.refused)] }, status: 422 });
      }
      flash(c, result.changed ? { kind: 'success', text: v.t.operator.done } : { kind: 'information', text: v.t.operator.unchanged });
      return redirect(c, v.url.operatorProduct(product.id));
    },
  );

  // A refused plan is shown at this path. A reload or a change of language is a GET, which shows the product.
  app.get('/operator/catalogue/products/:id/plans', (c) => showProduct(c));

  app.post(
    '/operator/catalogue/products/:id/plans',
    form(planFields, (c, formValues, problems) => showProduct(c, { plan: { formValues, errors: planErrors(c, problems) }, status: 422 })),
    async (c) => {
      const v = operator(c);
      const t = v.t.operatorCatalogue;
      const { product } = await findProductInPath(c);
      const formValues = c.req.valid('form');
      const { planName: name, level } = formValues;
      if (!/^[1-9]\d?$/.test(level)) {
        return showProduct(c, { plan: { formValues, errors: [{ field: 'level', text: t.problems.level }] }, status: 422 });
      }
      const result = await actAsOperator(c, (trx, by) => createPlan(trx, { productId: product.id, name, level: Number(level), by }));
      if (result.outcome !== 'saved') {
        const refused = result.outcome === 'refused' ? result.refused : 'plan-name-taken';
        const field = refused === 'level-taken' ? 'level' : 'planName';
        return showProduct(c, { plan: { formValues, errors: [{ field, text: t.refusals[refused] }] }, status: 422 });
      }
      flash(c, { kind: 'success', text: result.changed ? t.planCreated(name) : v.t.operator.alreadyDone });
      return redirect(c, v.url.operatorPlan(result.id));
    },
  );
}

function ticked(formValues: object): string[] {
  return Object.keys(formValues).flatMap((name) => name.match(include)?.[1] ?? []);
}

function refusal(c: Ctx, refused: WhyNotProduct): FieldError {
  return { field: productField[refused], text: c.var.viewer.t.operatorCatalogue.refusals[refused] };
}

function productErrors(c: Ctx, problems: readonly Problem[]): FieldError[] {
  const { t } = c.var.viewer;
  const { name, kind, seating, onSaleField: onSale, followsField } = t.operatorCatalogue;
  return fieldErrors(t, problems, { name, kind, seating, onSale, follows: followsField });
}

function planErrors(c: Ctx, problems: readonly Problem[]): FieldError[] {
  const { t } = c.var.viewer;
  return fieldErrors(t, problems, { planName: t.operatorCatalogue.planName, level: t.operatorCatalogue.level });
}

async function showNewProduct(c: Ctx, formValues: FormValues, errors: readonly FieldError[], status: 200 | 422): Promise<Response> {
  const v = operator(c);
  const products = await findDeskCatalogue(c.var.deps.db);
  return render(c, <NewProductPage v={v} products={products} formValues={formValues} errors={errors} />, status);
}

async function findProductInPath(c: Ctx): Promise<{ product: DeskProduct; products: DeskProduct[] }> {
  const products = await findDeskCatalogue(c.var.deps.db);
  const product = products.find(({ id }) => id === c.req.param('id'));
  if (!product) throw new NotFound();
  return { product, products };
}

interface ShowProduct {
  settings?: { formValues: FormValues | null; errors: readonly FieldError[] };
  plan?: { formValues: FormValues; errors: readonly FieldError[] };
  stale?: boolean;
  status?: 200 | 409 | 422;
}

async function showProduct(c: Ctx, shown: ShowProduct = {}): Promise<Response> {
  const v = operator(c);
  const { product, products } = await findProductInPath(c);
  return render(
    c,
    <ProductPage
      v={v}
      product={product}
      products={products}
      held={await isHeld(c.var.deps.db, product.id)}
      settings={shown.settings ?? { formValues: null, errors: [] }}
      plan={shown.plan ?? { formValues: {}, errors: [] }}
      stale={shown.stale === true}
    />,
    shown.status ?? 200,
  );
}

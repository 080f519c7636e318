import { compiledQuery } from '../db/compiled.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import type { Catalogue, Plan, Product } from './catalogue.ts';

/**
 * Every product with its plans, at today's prices in one currency. The catalogue is the same for every account and rarely changes, but
 * almost every page reads it. So it is cached, also inside a transaction, until its mark in the database changes.
 *
 * @param mark the mark of the catalogue, when the caller has already read it with its session; without it, the current mark is read
 */
export async function findCatalogue(db: Db | Trx, currency: string, mark?: string): Promise<Catalogue> {
  const key = `${mark ?? (await currentMark(db))} ${currency}`;
  const cached = catalogues.get(key);
  if (cached) return cached;
  const catalogue = toCatalogue(await productsWithPlans(db, { currency }), await suiteProducts(db, {}));
  if (catalogues.size >= mostKept) catalogues.clear();
  catalogues.set(key, catalogue);
  return catalogue;
}

/**
 * The cache: one catalogue for each currency and mark. Two states of the catalogue never have the same mark, so a cached catalogue never
 * becomes wrong.
 */
const catalogues = new Map<string, Catalogue>();
const mostKept = 20;

async function currentMark(db: Db | Trx): Promise<string | undefined> {
  const [state] = await catalogueState(db, {});
  return state?.mark;
}

const catalogueState = compiledQuery((db) => db.selectFrom('catalogue_state').select('mark').where('n', '=', 1));

const productsWithPlans = compiledQuery((db, p) =>
  db
    .selectFrom('products')
    .leftJoin('plans', 'plans.product_id', 'products.id')
    .leftJoin('plan_versions', (join) =>
      join
        .onRef('plan_versions.plan_id', '=', 'plans.id')
        .on('plan_versions.currency', '=', p('currency'))
        .on('plan_versions.retired_at', 'is', null),
    )
    .select([
      'products.id',
      'products.name',
      'products.kind',
      'products.seated',
      'products.follows_product_id',
      'products.on_sale',
      'plans.id as plan_id',
      'plans.name as plan_name',
      'plans.level',
      'plan_versions.id as version_id',
      'plan_versions.monthly_unit_minor',
      'plan_versions.annual_unit_minor',
    ])
    .orderBy('products.sort')
    .orderBy('products.id')
    .orderBy('plans.level'),
);

const suiteProducts = compiledQuery((db) =>
  db
    .selectFrom('suite_products')
    .innerJoin('products', 'products.id', 'suite_products.product_id')
    .select(['suite_id', 'product_id'])
    .orderBy('products.sort'),
);

type Row = Awaited<ReturnType<typeof productsWithPlans>>[number];
type Included = Awaited<ReturnType<typeof suiteProducts>>[number];

function toCatalogue(rows: readonly Row[], included: readonly Included[]): Catalogue {
  const catalogue = new Map<string, Product>();
  for (const row of rows) {
    let product = catalogue.get(row.id);
    if (!product) {
      product = {
        id: row.id,
        name: row.name,
        kind: row.kind,
        seated: row.seated === 1,
        follows: row.follows_product_id,
        includes: included.filter(({ suite_id }) => suite_id === row.id).map(({ product_id }) => product_id),
        onSale: row.on_sale === 1,
        plans: [],
      };
      catalogue.set(row.id, product);
    }
    const plan = planOfRow(row);
    if (plan) product.plans.push(plan);
  }
  return catalogue;
}

function planOfRow(row: Row): Plan | null {
  if (row.plan_id === null || row.plan_name === null || row.level === null) return null;
  const { version_id, monthly_unit_minor, annual_unit_minor } = row;
  const isSold = version_id !== null && monthly_unit_minor !== null && annual_unit_minor !== null;
  return {
    id: row.plan_id,
    productId: row.id,
    name: row.plan_name,
    level: row.level,
    current: isSold ? { id: version_id, monthlyUnitMinor: monthly_unit_minor, annualUnitMinor: annual_unit_minor } : null,
  };
}

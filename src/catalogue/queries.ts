import { compiledQuery } from '../db/compiled.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import type { Catalogue, Plan, Product } from './catalogue.ts';

/**
 * Every product with its plans at the prices of today in one currency. It is the same for every account and hardly ever changes, while
 * nearly everything asks for it, so it is kept for as long as the database says that it is the same; also inside a transaction.
 *
 * @param mark which state of it, for a page that knows it from the read of its session; without it, the present one
 */
export async function findCatalogue(db: Db | Trx, currency: string, mark?: string): Promise<Catalogue> {
  const key = `${mark ?? (await presentMark(db))} ${currency}`;
  const known = catalogues.get(key);
  if (known) return known;
  const catalogue = toCatalogue(await productsWithPlans(db, { currency }), await suiteProducts(db, {}));
  if (catalogues.size >= mostKept) catalogues.clear();
  catalogues.set(key, catalogue);
  return catalogue;
}

/** One for each currency and mark. No two states of a catalogue have the same mark, so what is kept never becomes wrong. */
const catalogues = new Map<string, Catalogue>();
const mostKept = 20;

async function presentMark(db: Db | Trx): Promise<string | undefined> {
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
        includes: included.filter((one) => one.suite_id === row.id).map((one) => one.product_id),
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

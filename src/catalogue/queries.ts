import type { Db } from '../db/open.ts';
import { prepared } from '../db/prepared.ts';
import type { Trx } from '../db/transaction.ts';
import type { Catalogue, Plan, Product } from './catalogue.ts';

/**
 * Every product with its plans at the prices of today in one currency. The catalogue is small and the same for every account, so it is
 * kept in memory; who changes it calls `forgetCatalogue` after the commit. Inside a transaction it is always read.
 */
export async function findCatalogue(db: Db | Trx, currency: string): Promise<Catalogue> {
  if (db.isTransaction) return readCatalogue(db, currency);
  const memory = memoryOf(db as Db);
  const known = memory.catalogues.get(currency);
  if (known) return known;
  const { generation } = memory;
  const catalogue = await readCatalogue(db, currency);
  if (memory.generation === generation) memory.catalogues.set(currency, catalogue);
  return catalogue;
}

/** The next reader reads the catalogue again. Call it after the transaction that changed a product, a plan or a price. */
export function forgetCatalogue(db: Db): void {
  const memory = memoryOf(db);
  memory.generation += 1;
  memory.catalogues.clear();
}

interface Memory {
  /** Counts the changes, so that a reading which began before one is not kept after it. */
  generation: number;
  catalogues: Map<string, Catalogue>;
}

const memories = new WeakMap<Db, Memory>();

function memoryOf(db: Db): Memory {
  let memory = memories.get(db);
  if (!memory) {
    memory = { generation: 0, catalogues: new Map() };
    memories.set(db, memory);
  }
  return memory;
}

const productsWithPlans = prepared((db, p) =>
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

const suiteProducts = prepared((db) =>
  db
    .selectFrom('suite_products')
    .innerJoin('products', 'products.id', 'suite_products.product_id')
    .select(['suite_id', 'product_id'])
    .orderBy('products.sort'),
);

async function readCatalogue(db: Db | Trx, currency: string): Promise<Catalogue> {
  const rows = await productsWithPlans(db, { currency });
  const included = await suiteProducts(db, {});
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

type Row = Awaited<ReturnType<typeof productsWithPlans>>[number];

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

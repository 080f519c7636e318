import type { ProductKind } from '../../catalogue/catalogue.ts';
import { compiledQuery } from '../../db/compiled.ts';
import type { Db } from '../../db/open.ts';
import type { Trx } from '../../db/transaction.ts';
import { revisionOf } from '../../values/revision.ts';

/** The price of a plan per seat and period, or per period for a flat product, in minor units. */
export interface Price {
  monthlyUnitMinor: number;
  annualUnitMinor: number;
}

/** A price of a plan in one currency. Retired prices are kept for the lines that were sold at them (rules §1). */
export interface DeskPrice extends Price {
  currency: string;
  version: number;
  createdAt: number;
  /** Null for the current price. */
  retiredAt: number | null;
}

export interface DeskPlan {
  id: string;
  productId: string;
  name: string;
  level: number;
  /** The current prices, ordered by currency. */
  current: DeskPrice[];
  /** The revision of the current prices. The form sends it back, so that a stale form is refused. */
  revision: string;
}

/** A product, as the operator desk shows it, with its prices in every currency. */
export interface DeskProduct {
  id: string;
  name: string;
  kind: ProductKind;
  seated: boolean;
  follows: string | null;
  includes: string[];
  onSale: boolean;
  plans: DeskPlan[];
  /** The revision of the properties that can be changed. The form sends it back, so that a stale form is refused. */
  revision: string;
}

/** The revision of the properties of a product that can be changed; it ignores the order of `includes`. */
export function productRevision({
  name,
  onSale,
  follows,
  includes,
}: Pick<DeskProduct, 'name' | 'onSale' | 'follows' | 'includes'>): string {
  return revisionOf({ name, onSale, follows, includes: includes.toSorted() });
}

const products = compiledQuery((db) =>
  db.selectFrom('products').select(['id', 'name', 'kind', 'seated', 'follows_product_id', 'on_sale']).orderBy('sort').orderBy('id'),
);
const plansWithPrices = compiledQuery((db) =>
  db
    .selectFrom('plans')
    .leftJoin('plan_versions', (join) => join.onRef('plan_versions.plan_id', '=', 'plans.id').on('plan_versions.retired_at', 'is', null))
    .select([
      'plans.id',
      'plans.product_id',
      'plans.name',
      'plans.level',
      'plan_versions.currency',
      'plan_versions.version',
      'plan_versions.monthly_unit_minor',
      'plan_versions.annual_unit_minor',
      'plan_versions.created_at',
    ])
    .orderBy('plans.level')
    .orderBy('plan_versions.currency'),
);
const suiteProducts = compiledQuery((db) =>
  db
    .selectFrom('suite_products')
    .innerJoin('products', 'products.id', 'suite_products.product_id')
    .select(['suite_id', 'product_id'])
    .orderBy('products.sort')
    .orderBy('products.id'),
);

/** The whole catalogue in every currency, in the order in which pages show the products. */
export async function findDeskCatalogue(db: Db | Trx): Promise<DeskProduct[]> {
  const rows = await products(db, {});
  const plans = await plansWithPrices(db, {});
  const included = await suiteProducts(db, {});
  return rows.map((row) => {
    const changeable = {
      name: row.name,
      follows: row.follows_product_id,
      includes: included.filter(({ suite_id }) => suite_id === row.id).map(({ product_id }) => product_id),
      onSale: row.on_sale === 1,
    };
    return {
      ...changeable,
      revision: productRevision(changeable),
      id: row.id,
      kind: row.kind,
      seated: row.seated === 1,
      plans: plansOf(
        row.id,
        plans.filter((plan) => plan.product_id === row.id),
      ),
    };
  });
}

function plansOf(productId: string, rows: Awaited<ReturnType<typeof plansWithPrices>>): DeskPlan[] {
  const plans = new Map<string, DeskPlan>();
  for (const row of rows) {
    const plan = plans.get(row.id) ?? { id: row.id, productId, name: row.name, level: row.level, current: [], revision: '' };
    plans.set(row.id, plan);
    const { currency, version, monthly_unit_minor: monthly, annual_unit_minor: annual, created_at } = row;
    if (currency === null || version === null || monthly === null || annual === null) continue;
    const retiredAt = null;
    plan.current.push({ currency, version, monthlyUnitMinor: monthly, annualUnitMinor: annual, createdAt: created_at ?? 0, retiredAt });
  }
  return [...plans.values()].map((plan) => ({
    ...plan,
    revision: revisionOf(plan.current.map(({ currency, version }) => [currency, version])),
  }));
}

/** Whether an account has this product now. If so, the products that it follows or includes cannot be changed. */
export async function isHeld(db: Db | Trx, productId: string): Promise<boolean> {
  const [row] = await lineOfProduct(db, { productId });
  return row !== undefined;
}

const lineOfProduct = compiledQuery((db, p) => db.selectFrom('lines').select('id').where('product_id', '=', p('productId')).limit(1));

/** A plan and its product; null if there is no such plan. */
export async function findDeskPlan(db: Db | Trx, id: string): Promise<{ product: DeskProduct; plan: DeskPlan } | null> {
  for (const product of await findDeskCatalogue(db)) {
    const plan = product.plans.find((candidate) => candidate.id === id);
    if (plan) return { product, plan };
  }
  return null;
}

/** All prices of a plan, ordered by currency and newest first; at most 500. */
export async function listPrices(db: Db, planId: string): Promise<DeskPrice[]> {
  const rows = await db
    .selectFrom('plan_versions')
    .selectAll()
    .where('plan_id', '=', planId)
    .orderBy('currency')
    .orderBy('version', 'desc')
    .limit(500)
    .execute();
  return rows.map((row) => ({
    currency: row.currency,
    version: row.version,
    monthlyUnitMinor: row.monthly_unit_minor,
    annualUnitMinor: row.annual_unit_minor,
    createdAt: row.created_at,
    retiredAt: row.retired_at,
  }));
}

import type { ProductKind } from '../../catalogue/catalogue.ts';
import { compiledQuery } from '../../db/compiled.ts';
import type { Db } from '../../db/open.ts';
import type { Trx } from '../../db/transaction.ts';
import { revisionOf } from '../../values/revision.ts';

/** What a plan costs per seat and period, or per period for a flat product, in minor units. */
export interface Price {
  monthlyUnitMinor: number;
  annualUnitMinor: number;
}

/** A price of a plan in one currency; retired ones are kept for what was sold at them (rules §1). */
export interface DeskPrice extends Price {
  currency: string;
  version: number;
  createdAt: number;
  /** Null for the one that is sold today. */
  retiredAt: number | null;
}

export interface DeskPlan {
  id: string;
  productId: string;
  name: string;
  level: number;
  /** Those of today, by currency. */
  current: DeskPrice[];
  /** Of the prices of today: a form carries the one it was made from. */
  revision: string;
}

/** A product as the desk shows it, with its prices in every currency. */
export interface DeskProduct {
  id: string;
  name: string;
  kind: ProductKind;
  seated: boolean;
  follows: string | null;
  includes: string[];
  onSale: boolean;
  plans: DeskPlan[];
  /** Of what can be changed: a form carries the one it was made from. */
  revision: string;
}

/** Of what can be changed about a product; the order of what a suite includes does not count. */
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

/** The whole catalogue, in every currency, in the order in which products are shown. */
export async function findDeskCatalogue(db: Db | Trx): Promise<DeskProduct[]> {
  const rows = await products(db, {});
  const plans = await plansWithPrices(db, {});
  const included = await suiteProducts(db, {});
  return rows.map((row) => {
    const changeable = {
      name: row.name,
      follows: row.follows_product_id,
      includes: included.filter((one) => one.suite_id === row.id).map((one) => one.product_id),
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

/** Whether any account has this product now: what it is made of is then never changed under them. */
export async function isHeld(db: Db | Trx, productId: string): Promise<boolean> {
  const [row] = await lineOfProduct(db, { productId });
  return row !== undefined;
}

const lineOfProduct = compiledQuery((db, p) => db.selectFrom('lines').select('id').where('product_id', '=', p('productId')).limit(1));

/** A plan with the product it belongs to; null where there is none. */
export async function findDeskPlan(db: Db | Trx, id: string): Promise<{ product: DeskProduct; plan: DeskPlan } | null> {
  for (const product of await findDeskCatalogue(db)) {
    const plan = product.plans.find((one) => one.id === id);
    if (plan) return { product, plan };
  }
  return null;
}

/** The prices a plan had, the newest first in each currency; of a very long history the beginning is left out. */
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

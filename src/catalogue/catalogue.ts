import type { Cycle } from '../values/period.ts';

export type { Cycle };

export type ProductKind = 'product' | 'add_on' | 'suite';

/**
 * One price of a plan, in the currency of the account it was read for. A price that was ever sold is never edited:
 * a new price is a new version (rules §1). Units are minor units per seat and period, or per period for a flat product.
 */
export interface PlanVersion {
  id: string;
  monthlyUnitMinor: number;
  annualUnitMinor: number;
}

/** A product at one level. `current` is the version sold today, null when the plan is not sold (any more) in this currency. */
export interface Plan {
  id: string;
  productId: string;
  name: string;
  /** A plan with a higher level is an upgrade. Unique within the product. */
  level: number;
  current: PlanVersion | null;
}

export interface Product {
  /** A readable slug such as `support-suite`; it names the fields of the Manage form. */
  id: string;
  name: string;
  kind: ProductKind;
  /** False for a flat product: it has a price per period and no seats. */
  seated: boolean;
  /**
   * The product whose number of seats this add-on must match, whether it is held directly or inside a suite; null when the add-on follows
   * no product.
   */
  follows: string | null;
  /** The ids of the products that a suite includes. Empty for other products. */
  includes: string[];
  /** Whether it can still be added to a subscription. */
  onSale: boolean;
  /** Ascending by level. */
  plans: Plan[];
}

/** All products, by id, in the order in which they are shown; prices in one currency. */
export type Catalogue = ReadonlyMap<string, Product>;

/** The unit price of a version for a cycle, in minor units. */
export function unitMinor(version: Omit<PlanVersion, 'id'>, cycle: Cycle): number {
  return cycle === 'monthly' ? version.monthlyUnitMinor : version.annualUnitMinor;
}

/** The plan with this id, if the product has it. */
export function planOf(product: Product, planId: string): Plan | undefined {
  return product.plans.find((plan) => plan.id === planId);
}

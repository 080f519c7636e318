import type { DeskProduct } from './queries.ts';

/** Why a new or a changed product is refused: a key of `t.operatorCatalogue.refusals`. */
export type WhyNotProduct =
  | 'name-taken'
  | 'follows-only-add-on'
  | 'follows-no-seats'
  | 'suite-too-small'
  | 'suite-only-products'
  | 'suite-seated'
  /** An account has the product, so the products that it follows or includes cannot be changed. */
  | 'held';

type ProductShape = Pick<DeskProduct, 'kind' | 'seated' | 'follows'> & { includes: readonly string[] };

/**
 * Why a product is refused, or null. A suite is sold by the seat and includes at least two products that are sold by the seat. Only an
 * add-on that is sold by the seat can follow, and it follows a product that is sold by the seat (rules §1). A product of kind `product`
 * cannot follow, so there are no cycles.
 *
 * @param others the products that this one can follow or include
 */
export function whyNotProduct({ kind, seated, follows, includes }: ProductShape, others: readonly DeskProduct[]): WhyNotProduct | null {
  const isSeatedProduct = (id: string) => others.some((other) => other.id === id && other.kind === 'product' && other.seated);
  if (kind === 'suite' && !seated) return 'suite-seated';
  if (kind !== 'suite' && includes.length > 0) return 'suite-only-products';
  if (!includes.every(isSeatedProduct)) return 'suite-only-products';
  if (kind === 'suite' && includes.length < 2) return 'suite-too-small';
  if (follows === null) return null;
  if (kind !== 'add_on' || !seated) return 'follows-only-add-on';
  return isSeatedProduct(follows) ? null : 'follows-no-seats';
}

export function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}

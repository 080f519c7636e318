import type { DeskProduct } from './queries.ts';

/** Why a product cannot be as it is wanted: a key of `t.operatorCatalogue.refusals`. */
export type WhyNotProduct =
  | 'name-taken'
  | 'follows-only-add-on'
  | 'follows-no-seats'
  | 'suite-too-small'
  | 'suite-only-products'
  | 'suite-seated'
  /** Accounts have it: what it is made of is never changed under them. */
  | 'held';

type Made = Pick<DeskProduct, 'kind' | 'seated' | 'follows'> & { includes: readonly string[] };

/**
 * Why a product cannot be made so: a suite is sold by the seat and holds several products that are, only an add-on by the seat follows,
 * and what it follows has seats itself (rules §1). Products follow no products, so none can follow each other in a ring.
 *
 * @param others the products it can follow or include
 */
export function whyNotProduct({ kind, seated, follows, includes }: Made, others: readonly DeskProduct[]): WhyNotProduct | null {
  const isSeatedProduct = (id: string) => others.some((one) => one.id === id && one.kind === 'product' && one.seated);
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

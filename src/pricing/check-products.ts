import { planOf } from '../catalogue/catalogue.ts';
import { holderOf, neededFor } from '../catalogue/fits.ts';
import { type WhyNot, whyNotSeatCount } from './limits.ts';
import { productsToKeep } from './outcome.ts';
import type { Change, QuoteInput } from './types.ts';

/** Why a product cannot be added: it is not sold, it overlaps with another product, or the product that it follows is missing. */
export function whyNotAdd(input: QuoteInput, productId: string, { planId, seats }: Change['add'][string]): WhyNot {
  const { catalogue } = input;
  const product = catalogue.get(productId);
  if (!product) return 'product-unknown';
  if (heldIds(input).includes(productId)) return 'product-already-there';
  if (!product.onSale) return 'product-not-for-sale';

  const overlap = whyOverlap(input, productId);
  if (overlap) return overlap;

  const plan = planOf(product, planId);
  if (!plan) return 'plan-unknown';
  if (!plan.current) return 'plan-not-for-sale';

  if (product.follows !== null) {
    const isThere = holderOf(catalogue, heldAndAdded(input), product.follows) !== null;
    return isThere ? null : { reason: 'needs-product', otherProductId: product.follows };
  }
  if (!product.seated) return null;
  return seats === null ? 'seats-needed' : whyNotSeatCount(seats);
}

/** Why a product cannot be removed: other products need it, or no product would be left. */
export function whyNotRemove(input: QuoteInput, productId: string): WhyNot {
  const { change, catalogue, allowed } = input;
  if (!allowed.remove) return 'removal-not-allowed';
  if (!heldIds(input).includes(productId)) return 'line-gone';
  if (isChanged(change, productId)) return 'removed-and-changed';

  const staying = idsInTheEnd(input);
  const dependent = staying.find(
    (id) => neededFor(catalogue, heldAndAdded(input), id).includes(productId) || isLedBy(input, id, productId),
  );
  if (dependent) return { reason: 'removal-needed-by', otherProductId: dependent };
  return staying.length === 0 ? 'removal-of-last' : null;
}

/**
 * Leaves out added products that follow a product which was itself refused: they would have no seats, and that refusal is reported already.
 */
export function withoutOrphans(input: QuoteInput, add: Change['add']): Change['add'] {
  const present = [...heldIds(input), ...Object.keys(add)];
  const hasAllItNeeds = (productId: string) =>
    neededFor(input.catalogue, heldAndAdded(input), productId).every((id) => present.includes(id));
  return Object.fromEntries(Object.entries(add).filter(([productId]) => hasAllItNeeds(productId)));
}

/** No product may be paid twice: neither beside a suite that includes it, nor in two suites that share it. */
function whyOverlap(input: QuoteInput, productId: string): WhyNot {
  const { catalogue } = input;
  const includedIn = (id: string) => catalogue.get(id)?.includes ?? [];
  const others = heldAndAdded(input).filter((id) => id !== productId);

  const suite = others.find((id) => includedIn(id).includes(productId));
  if (suite) return { reason: 'product-in-suite', otherProductId: suite };

  const included = includedIn(productId);
  const held = heldIds(input);
  // When one change adds a suite and a product of it, only the product is refused.
  const overlap = others.find(
    (id) => (held.includes(id) && included.includes(id)) || includedIn(id).some((includedId) => included.includes(includedId)),
  );
  return overlap ? { reason: 'suite-overlaps', otherProductId: overlap } : null;
}

/** Whether the change alters the seats or the plan of this product. Asking for the seats or the plan that it already has is no change. */
function isChanged({ seats, plans }: Change, productId: string): boolean {
  return (seats[productId] ?? 0) !== 0 || plans[productId]?.from !== plans[productId]?.to;
}

/** Whether a line takes its seats from the group of another product: without that product it would have no seats. */
function isLedBy({ subscription }: QuoteInput, productId: string, leader: string): boolean {
  const line = subscription.lines.find((held) => held.productId === productId);
  return productId !== leader && subscription.groups.some(({ id, leaderProductId }) => id === line?.groupId && leaderProductId === leader);
}

/** The products that will be left when all upcoming changes and the removals of this change have been carried out. */
function idsInTheEnd(input: QuoteInput): string[] {
  const { subscription, change, catalogue } = input;
  const kept = productsToKeep(change, heldAndAdded(input), catalogue);
  const leaving = new Set(change.remove.filter((id) => !isChanged(change, id)));
  for (const row of subscription.upcoming) if (row.kind === 'removal' && !kept.has(row.productId)) leaving.add(row.productId);
  return heldAndAdded(input).filter((id) => !leaving.has(id));
}

function heldIds({ subscription }: QuoteInput): string[] {
  return subscription.lines.map(({ productId }) => productId);
}

/** With the products that are being added, because products of one change can need, include or follow each other. */
function heldAndAdded(input: QuoteInput): string[] {
  return [...heldIds(input), ...Object.keys(input.change.add)];
}

import { planOf } from '../catalogue/catalogue.ts';
import { holderOf, neededFor } from '../catalogue/fits.ts';
import { type WhyNot, whyNotSoMany } from './limits.ts';
import { keptBy } from './outcome.ts';
import type { Change, QuoteInput } from './types.ts';

/** Why a product cannot be added: it is not sold, overlaps with what there is, or lacks the product it follows. */
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
  return seats === null ? 'seats-needed' : whyNotSoMany(seats);
}

/** Why a product cannot be removed: others need it, or nothing would be left. */
export function whyNotRemove(input: QuoteInput, productId: string): WhyNot {
  const { change, catalogue, allowed } = input;
  if (!allowed.remove) return 'removal-not-allowed';
  if (!heldIds(input).includes(productId)) return 'line-gone';
  if (isChanged(change, productId)) return 'removed-and-changed';

  const staying = idsInTheEnd(input);
  const needy = staying.find((id) => neededFor(catalogue, heldAndAdded(input), id).includes(productId) || isLedBy(input, id, productId));
  if (needy) return { reason: 'removal-needed-by', otherProductId: needy };
  return staying.length === 0 ? 'removal-of-last' : null;
}

/** Leaves out what would follow a product that was itself refused: it has no seats to take, and the refusal is already said. */
export function withoutOrphans(input: QuoteInput, add: Change['add']): Change['add'] {
  const there = [...heldIds(input), ...Object.keys(add)];
  const isWhole = (productId: string) => neededFor(input.catalogue, heldAndAdded(input), productId).every((id) => there.includes(id));
  return Object.fromEntries(Object.entries(add).filter(([productId]) => isWhole(productId)));
}

/** Nothing may be paid twice: not a product beside the suite that includes it, nor two suites that share one. */
function whyOverlap(input: QuoteInput, productId: string): WhyNot {
  const { catalogue } = input;
  const includedIn = (id: string) => catalogue.get(id)?.includes ?? [];
  const others = heldAndAdded(input).filter((id) => id !== productId);

  const suite = others.find((id) => includedIn(id).includes(productId));
  if (suite) return { reason: 'product-in-suite', otherProductId: suite };

  const included = includedIn(productId);
  const held = heldIds(input);
  // An included product that is added beside its suite in the same change is refused itself.
  const overlap = others.find(
    (id) => (held.includes(id) && included.includes(id)) || includedIn(id).some((each) => included.includes(each)),
  );
  return overlap ? { reason: 'suite-overlaps', otherProductId: overlap } : null;
}

/** Asking for seats or for a plan that is there already is no change. */
function isChanged({ seats, plans }: Change, productId: string): boolean {
  return (seats[productId] ?? 0) !== 0 || plans[productId]?.from !== plans[productId]?.to;
}

/** Whether a line has its seats from another one's group: it would be left without. */
function isLedBy({ subscription }: QuoteInput, productId: string, leader: string): boolean {
  const line = subscription.lines.find((each) => each.productId === productId);
  return productId !== leader && subscription.groups.some(({ id, leaderProductId }) => id === line?.groupId && leaderProductId === leader);
}

/** The products that will be there when everything that waits, and the removals of this change, have been carried out. */
function idsInTheEnd(input: QuoteInput): string[] {
  const { subscription, change, catalogue } = input;
  const kept = keptBy(change, heldAndAdded(input), catalogue);
  const leaving = new Set(change.remove.filter((id) => !isChanged(change, id)));
  for (const row of subscription.upcoming) if (row.kind === 'removal' && !kept.has(row.productId)) leaving.add(row.productId);
  return heldAndAdded(input).filter((id) => !leaving.has(id));
}

function heldIds({ subscription }: QuoteInput): string[] {
  return subscription.lines.map(({ productId }) => productId);
}

/** Also what is being added: products of one change can need, include or follow each other. */
function heldAndAdded(input: QuoteInput): string[] {
  return [...heldIds(input), ...Object.keys(input.change.add)];
}

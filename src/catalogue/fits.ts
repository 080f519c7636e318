import type { Catalogue } from './catalogue.ts';

// Which products fit together. `held` lists the ids of the products in one subscription, as it is or as a change would make it.

/** The held product that is this product or a suite that includes it; null when neither is held. */
export function holderOf(catalogue: Catalogue, held: Iterable<string>, productId: string): string | null {
  for (const id of held) {
    if (id === productId || catalogue.get(id)?.includes.includes(productId)) return id;
  }
  return null;
}

/**
 * The products that a product needs in this subscription: the holder of the product that it follows, then the holder of the product that
 * this one follows, and so on. Empty for a product that follows no product, or whose leader is not held.
 */
export function neededFor(catalogue: Catalogue, held: Iterable<string>, productId: string): string[] {
  const ids = [...held];
  const needed: string[] = [];
  for (let id: string | null = productId; id !== null; ) {
    const follows: string | null | undefined = catalogue.get(id)?.follows;
    id = follows ? holderOf(catalogue, ids, follows) : null;
    // Products that follow each other in a ring must not make the request loop for ever.
    if (id === productId || (id !== null && needed.includes(id))) break;
    if (id !== null) needed.push(id);
  }
  return needed;
}

/** The product that leads the seat group of a product in this subscription; null for a flat product, which has no seats. */
export function leaderOf(catalogue: Catalogue, held: Iterable<string>, productId: string): string | null {
  if (!catalogue.get(productId)?.seated) return null;
  return neededFor(catalogue, held, productId).at(-1) ?? productId;
}

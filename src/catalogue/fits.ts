import type { Catalogue } from './catalogue.ts';

// What fits with what. `held` are the ids of products in one subscription, or of those that would be.

/** The product in the subscription that is this one or a suite that includes it; null when it is not held at all. */
export function holderOf(catalogue: Catalogue, held: Iterable<string>, productId: string): string | null {
  for (const id of held) {
    if (id === productId || catalogue.get(id)?.includes.includes(productId)) return id;
  }
  return null;
}

/**
 * What a product cannot do without in this subscription: the holder of the product it follows, the holder of what that one
 * follows, and so on. A product that follows nothing, or whose leader is not held, needs nothing here.
 */
export function neededFor(catalogue: Catalogue, held: Iterable<string>, productId: string): string[] {
  const ids = [...held];
  const needed: string[] = [];
  for (let id: string | null = productId; id !== null; ) {
    const follows: string | null | undefined = catalogue.get(id)?.follows;
    id = follows ? holderOf(catalogue, ids, follows) : null;
    // A catalogue in which products follow each other in a ring must not hang the request.
    if (id === productId || (id !== null && needed.includes(id))) break;
    if (id !== null) needed.push(id);
  }
  return needed;
}

/** The product that leads the seat group of a product in this subscription; null for a flat one, which has no seats. */
export function leaderOf(catalogue: Catalogue, held: Iterable<string>, productId: string): string | null {
  if (!catalogue.get(productId)?.seated) return null;
  return neededFor(catalogue, held, productId).at(-1) ?? productId;
}

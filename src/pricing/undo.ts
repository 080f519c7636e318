import type { Catalogue } from '../catalogue/catalogue.ts';
import { neededFor } from '../catalogue/fits.ts';
import type { Subscription, Upcoming } from './types.ts';

/**
 * All upcoming changes that are undone together with this one. Undoing the removal of an add-on also undoes the removals of the products
 * that it needs, because a line that stays keeps the product that it follows (rules §4.12). Empty when the change with this id is not
 * waiting (any more).
 */
export function undoneWith({ lines, upcoming }: Subscription, id: string, catalogue: Catalogue): Upcoming[] {
  const row = upcoming.find((other) => other.id === id);
  if (row?.kind !== 'removal') return row ? [row] : [];
  const held = lines.map((line) => line.productId);
  const staying = [row.productId, ...neededFor(catalogue, held, row.productId)];
  return upcoming.filter((other) => other.kind === 'removal' && staying.includes(other.productId));
}

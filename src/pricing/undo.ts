import type { Catalogue } from '../catalogue/catalogue.ts';
import { neededFor } from '../catalogue/fits.ts';
import type { Subscription, Upcoming } from './types.ts';

/**
 * Everything that is undone when this row is: the row, and with the removal of an add-on those of the lines it needs, because a
 * line that stays keeps what it follows (rules §4.12). Empty when the row does not wait (any more).
 */
export function undoneWith({ lines, upcoming }: Subscription, id: string, catalogue: Catalogue): Upcoming[] {
  const row = upcoming.find((each) => each.id === id);
  if (row?.kind !== 'removal') return row ? [row] : [];
  const held = lines.map((line) => line.productId);
  const staying = [row.productId, ...neededFor(catalogue, held, row.productId)];
  return upcoming.filter((each) => each.kind === 'removal' && staying.includes(each.productId));
}

import type { Catalogue } from '../catalogue/catalogue.ts';
import { addMonths, type Day, isDay } from '../values/day.ts';
import { percentOf } from '../values/money.ts';
import { maxSeats } from './limits.ts';
import { subscriptionStateOf } from './state.ts';
import { temporaryCharges } from './temporary.ts';
import type { Subscription } from './types.ts';

/** Temporary seats that a user wants, of the group that the product `leader` leads; the first and the last day both count. */
export interface NewTemporarySeats {
  leader: string;
  seats: number;
  firstOn: Day;
  lastOn: Day;
}

export interface TemporaryRefusal {
  field: keyof NewTemporarySeats;
  reason: 'group-unknown' | 'seats-too-many' | 'day-invalid' | 'first-too-early' | 'last-before-first' | 'last-too-late' | 'product-leaves';
}

/** The last day that temporary seats bought today can have: two years ahead. */
export function latestTemporaryDay(today: Day): Day {
  return addMonths(today, 24);
}

/** Why these temporary seats cannot be added (rules §4.11); null when they can. */
export function whyNotTemporary(
  { groups, temporary, upcoming }: Subscription,
  { leader, seats, firstOn, lastOn }: NewTemporarySeats,
  today: Day,
): TemporaryRefusal | null {
  const group = groups.find((one) => one.leaderProductId === leader);
  if (!group) return { field: 'leader', reason: 'group-unknown' };
  if (!isDay(firstOn)) return { field: 'firstOn', reason: 'day-invalid' };
  if (!isDay(lastOn)) return { field: 'lastOn', reason: 'day-invalid' };
  if (firstOn < today) return { field: 'firstOn', reason: 'first-too-early' };
  if (lastOn < firstOn) return { field: 'lastOn', reason: 'last-before-first' };
  if (lastOn > latestTemporaryDay(today)) return { field: 'lastOn', reason: 'last-too-late' };
  if (upcoming.some((row) => row.kind === 'removal' && row.productId === leader && row.effectiveOn <= lastOn)) {
    return { field: 'lastOn', reason: 'product-leaves' };
  }
  // All temporary seats of the group are added up, even when their days do not overlap. This is stricter than needed, but no account comes
  // near the limit.
  const otherSeats = temporary.filter((row) => row.groupId === group.id).reduce((sum, row) => sum + row.seats, 0);
  return group.seats + otherSeats + seats > maxSeats ? { field: 'seats', reason: 'seats-too-many' } : null;
}

export interface TemporaryQuote {
  lines: { productId: string; name: string; planName: string; dueMinor: number }[];
  netMinor: number;
  taxMinor: number;
  totalMinor: number;
}

/** What temporary seats cost, line by line. The next invoice collects the whole amount. */
export function quoteTemporary(
  subscription: Subscription,
  catalogue: Catalogue,
  { leader, ...wanted }: NewTemporarySeats,
  taxRateBp: number,
): TemporaryQuote {
  const groupId = subscription.groups.find((one) => one.leaderProductId === leader)?.id ?? '';
  const heldLines = subscriptionStateOf(subscription, catalogue).lines;
  const lines = temporaryCharges(subscription, { groupId, ...wanted }).map(({ productId, dueMinor }) => {
    const line = heldLines.get(productId);
    return { productId, name: line?.product.name ?? productId, planName: line?.plan.name ?? '', dueMinor };
  });
  const netMinor = lines.reduce((sum, line) => sum + line.dueMinor, 0);
  const taxMinor = percentOf(netMinor, taxRateBp);
  return { lines, netMinor, taxMinor, totalMinor: netMinor + taxMinor };
}

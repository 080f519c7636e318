import * as z from 'zod';
import { noChange } from '../pricing/quote.ts';
import { activeTemporary } from '../pricing/temporary.ts';
import type { Change, SeatGroup, Subscription } from '../pricing/types.ts';
import type { Day } from '../values/day.ts';
import type { FieldProblem, FormValues } from '../web/form.ts';

/**
 * The fields of *Add more seats*: the leading product of a group and the number of additional seats. `sure` carries the number that was
 * confirmed; `request` the pending request that is edited, `seen` its version. The rest is what was typed about a member while there was
 * no seat for them, under the names of that form (rules §4.22), and the page to go back to.
 */
const fieldName = /^(version|key|group|seats|sure|note|request|seen|back|for|name|email|role|seats\.[a-z][a-z0-9-]{0,39})$/;

export const additionFields = z.record(z.string().regex(fieldName, 'unknown-field'), z.string().max(4000, 'too-long'));

export interface Addition {
  group: SeatGroup | null;
  /** How many more; null while it is no whole number. */
  more: number | null;
  change: Change;
  problems: { field: 'group' | 'seats'; key: FieldProblem }[];
}

/**
 * Reads how many seats are to be added to which group (rules §4.19). Always a number to add, never a total. Where there is only one group,
 * it need not be named.
 */
export function readAddition(formValues: FormValues, subscription: Subscription): Addition {
  const { groups } = subscription;
  const named = formValues.group ?? (groups.length === 1 ? groups[0]?.leaderProductId : undefined);
  const group = groups.find((one) => one.leaderProductId === named) ?? null;
  const more = readMore(formValues.seats ?? '');
  const change = noChange(subscription.version);
  if (group && more !== null) change.seats[group.leaderProductId] = more;
  const problems: Addition['problems'] = [];
  if (!group) problems.push({ field: 'group', key: 'choose-one' });
  if (more === null) problems.push({ field: 'seats', key: 'whole-number' });
  return { group, more, change, problems };
}

/** Six digits are enough to say that 100000 is too many. Never by coercion. */
function readMore(value: string): number | null {
  const text = value.trim();
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;
}

/** Whether somebody may have typed the new total: as many as there are, or more, is asked about once more (rules §4.19). */
export function isAsManyAsThereAre({ group, more }: Addition): boolean {
  return group !== null && more !== null && more >= group.seats;
}

/** Whether this very number was confirmed; another one is asked about again. */
export function isConfirmed(formValues: FormValues, { more }: Addition): boolean {
  return more !== null && formValues.sure === String(more);
}

/** The groups as they are offered: those of which no seat is free come first (rules §4.19). */
export function groupsToOffer({ groups, temporary }: Subscription, today: Day): SeatGroup[] {
  const isFull = (group: SeatGroup) => group.used >= group.seats + activeTemporary(temporary, group.id, today);
  return [...groups.filter(isFull), ...groups.filter((group) => !isFull(group))];
}

/** With more than seven lines, seats are added in the full cart; a suite is one line, each add-on one (rules §4.20). */
export function needsFullCart(subscription: Subscription): boolean {
  return subscription.lines.length > 7;
}

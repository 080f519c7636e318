import * as z from 'zod';
import { noChange } from '../pricing/quote.ts';
import { activeTemporary } from '../pricing/temporary.ts';
import type { Change, SeatGroup, Subscription } from '../pricing/types.ts';
import type { Day } from '../values/day.ts';
import type { FieldProblem, FormValues } from '../web/form.ts';

/**
 * The fields of *Add more seats*: the leading product of a group and the number of additional seats. `sure` carries the number that the
 * user confirmed, `request` the pending request that is edited, `seen` its version. The other fields carry what the user typed about a
 * member who could not get a seat, with the names of that form (rules §4.22), and the page to go back to.
 */
const fieldName = /^(version|key|group|seats|sure|note|request|seen|back|for|name|email|role|seats\.[a-z][a-z0-9-]{0,39})$/;

export const additionFields = z.record(z.string().regex(fieldName, 'unknown-field'), z.string().max(4000, 'too-long'));

export interface Addition {
  group: SeatGroup | null;
  /** The number of seats to add; null when the field holds no whole number. */
  more: number | null;
  change: Change;
  problems: { field: 'group' | 'seats'; key: FieldProblem }[];
}

/**
 * Reads the group and the number of seats to add (rules §4.19). The number is always an addition, never a total. The form may leave out the
 * group when the account has only one.
 */
export function readAddition(formValues: FormValues, subscription: Subscription): Addition {
  const { groups } = subscription;
  const named = formValues.group ?? (groups.length === 1 ? groups[0]?.leaderProductId : undefined);
  const group = groups.find(({ leaderProductId }) => leaderProductId === named) ?? null;
  const more = readMore(formValues.seats ?? '');
  const change = noChange(subscription.version);
  if (group && more !== null) change.seats[group.leaderProductId] = more;
  const problems: Addition['problems'] = [];
  if (!group) problems.push({ field: 'group', key: 'choose-one' });
  if (more === null) problems.push({ field: 'seats', key: 'whole-number' });
  return { group, more, change, problems };
}

/**
 * Up to six digits, so that an input of 100000 is read and then refused as too many. Matches the text and never coerces it, because
 * `Number()` would accept an empty text and '1e3'.
 */
function readMore(value: string): number | null {
  const text = value.trim();
  return /^[1-9]\d{0,5}$/.test(text) ? Number(text) : null;
}

/**
 * Whether the number is at least the number of seats in the group. The user may then have typed the new total by mistake, so the page asks
 * for a confirmation (rules §4.19).
 */
export function needsConfirmation({ group, more }: Addition): boolean {
  return group !== null && more !== null && more >= group.seats;
}

/** Whether the user confirmed exactly this number; a changed number needs a new confirmation. */
export function isConfirmed(formValues: FormValues, { more }: Addition): boolean {
  return more !== null && formValues.sure === String(more);
}

/** The groups in the order of the form: groups without a free seat come first (rules §4.19). */
export function groupsToOffer({ groups, temporary }: Subscription, today: Day): SeatGroup[] {
  const isFull = (group: SeatGroup) => group.used >= group.seats + activeTemporary(temporary, group.id, today);
  return [...groups.filter(isFull), ...groups.filter((group) => !isFull(group))];
}

/**
 * Whether seats are added in the full cart: when the subscription has more than seven lines. A suite counts as one line, and so does each
 * add-on (rules §4.20).
 */
export function needsFullCart(subscription: Subscription): boolean {
  return subscription.lines.length > 7;
}

import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import { touchAccount } from '../members/touch-account.ts';
import { lastSeatsOf, whyNotTake } from './free-seats.ts';
import type { Group } from './groups.ts';
import { type ActContext, type Done, loadForAct, type Refusal, type Warning } from './load-for-act.ts';
import { notifyIfRanOut } from './run-out.ts';

/**
 * Gives a member a seat of one group (rules §4.18, §4.22). By owner, billing admins and admins, within their rights. Refused when no seat
 * is free, when the account is over its limit, and for end users and suspended members, who cannot use a seat.
 *
 * @param confirmed whether the acting user has confirmed that this is the last free seat
 */
export async function giveSeat(
  trx: Trx,
  input: ActContext & { memberId: string; groupId: string; confirmed: boolean },
): Promise<Done | Refusal | Warning | { outcome: 'no-group' }> {
  const loaded = await loadForAct(trx, input, 'seats', input.memberId);
  if (loaded.refusal) return loaded.refusal;
  const { member, groups } = loaded;
  const group = groups.find(({ id }) => id === input.groupId);
  if (!group) return { outcome: 'no-group' };
  if (group.heldSince !== null) return { outcome: 'done', changed: false, member };
  if (member.role === 'end_user') return { outcome: 'refused', refused: 'no-seats' };
  if (member.status === 'suspended') return { outcome: 'refused', refused: 'not-active' };
  const why = checkSeatsToGive(groups, [group], input.confirmed ? [group.leaderProductId] : []);
  if (why) return why;
  await takeSeats(trx, input, member.id, [group]);
  await recordSeat(trx, input, 'seat.given', member, group);
  await notifyIfRanOut(trx, input, [group.id]);
  await touchAccount(trx, input.account.id);
  return { outcome: 'done', changed: true, member };
}

/**
 * Takes a seat from a member, so that another member can have it; the bill does not change (rules §4.17). By owner, billing admins and
 * admins, within their rights.
 */
export async function freeSeat(
  trx: Trx,
  input: ActContext & { memberId: string; groupId: string },
): Promise<Done | Refusal | { outcome: 'no-group' }> {
  const loaded = await loadForAct(trx, input, 'seats', input.memberId);
  if (loaded.refusal) return loaded.refusal;
  const { member, groups } = loaded;
  const group = groups.find(({ id }) => id === input.groupId);
  if (!group) return { outcome: 'no-group' };
  if (group.heldSince === null) return { outcome: 'done', changed: false, member };
  await giveBackSeats(trx, input.account.id, member.id, [group.id]);
  await recordSeat(trx, input, 'seat.freed', member, group);
  await touchAccount(trx, input.account.id);
  return { outcome: 'done', changed: true, member };
}

/**
 * Why a member cannot get these seats now, or a warning that they would take the last free seat. Seats that the member already holds are
 * not counted again.
 *
 * @param confirmed leading products of the groups whose last seat may be taken
 */
export function checkSeatsToGive(
  groups: readonly Group[],
  wanted: readonly Group[],
  confirmed: readonly string[],
): Refusal | Warning | null {
  const ids = wanted.filter((group) => group.heldSince === null).map((group) => group.id);
  const why = whyNotTake(groups, ids);
  if (why) return { outcome: 'refused', refused: why.refused, groups: groups.filter((group) => why.groups.includes(group)) };
  const last = lastSeatsOf(groups, ids).map((group) => group.id);
  const unconfirmed = groups.filter((group) => last.includes(group.id) && !confirmed.includes(group.leaderProductId));
  return unconfirmed.length > 0 ? { outcome: 'warned', groups: unconfirmed } : null;
}

/** The groups led by these products; null when one of the products does not lead a group of this account (any more). */
export function groupsLedBy(groups: readonly Group[], products: readonly string[]): Group[] | null {
  const found = groups.filter((group) => products.includes(group.leaderProductId));
  return found.length === new Set(products).size ? found : null;
}

/**
 * Gives a member the seats that they do not hold yet. A trigger counts the seats and refuses the insert when none is free, even if the
 * calling code did not check.
 */
export async function takeSeats(trx: Trx, { account, by }: ActContext, memberId: string, groups: readonly Group[]): Promise<void> {
  const missing = groups.filter((group) => group.heldSince === null);
  if (missing.length === 0) return;
  await trx
    .insertInto('seats_held')
    .values(missing.map((group) => ({ account_id: account.id, group_id: group.id, member_id: memberId, taken_at: by.now })))
    .execute();
}

/** Takes seats from a member; a trigger counts them. Returns the number of seats taken. */
export async function giveBackSeats(trx: Trx, accountId: string, memberId: string, groupIds: readonly string[]): Promise<number> {
  if (groupIds.length === 0) return 0;
  const { numDeletedRows } = await trx
    .deleteFrom('seats_held')
    .where('account_id', '=', accountId)
    .where('member_id', '=', memberId)
    .where('group_id', 'in', groupIds)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Takes all seats from a member, also those of groups that are no longer part of the subscription. */
export async function giveBackAllSeats(trx: Trx, accountId: string, memberId: string): Promise<void> {
  await trx.deleteFrom('seats_held').where('account_id', '=', accountId).where('member_id', '=', memberId).execute();
}

async function recordSeat(
  trx: Trx,
  { account, by }: ActContext,
  action: 'seat.given' | 'seat.freed',
  member: { id: string; name: string },
  group: Group,
) {
  const free = group.bought - group.used;
  await record(trx, by, {
    accountId: account.id,
    action,
    subject: { type: 'member', id: member.id, name: member.name },
    before: { product: group.name, free },
    after: { product: group.name, free: free + (action === 'seat.given' ? -1 : 1) },
  });
}

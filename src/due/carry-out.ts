import type { Acting } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Trx } from '../db/transaction.ts';
import { asOf, type SubscriptionState, subscriptionStateOf } from '../pricing/state.ts';
import type { Subscription, Upcoming } from '../pricing/types.ts';
import { findExcess, findHolders, type Loss, takeSeatsAway } from '../seat-loss/take-away.ts';
import { endAllTemporary } from '../subscription/settle-temporary.ts';
import { notifyIfRanOut } from '../team/run-out.ts';
import type { Day } from '../values/day.ts';

export interface CarryOutInput {
  account: { id: string; name: string };
  subscription: Subscription;
  catalogue: Catalogue;
  /** The day of the renewal. */
  on: Day;
  by: Acting;
  /** The groups whose temporary seats have just been counted again. */
  counted: readonly string[];
}

/**
 * Carries out the upcoming changes that are due on this day (rules §4.12, §4.15, §4.16): removals first, then plans, seats and the cycle.
 * When the commitment is over, the lines that stay continue at today's price. Where a group then uses more seats than it has, seats are
 * taken away, first from the members who were chosen for it. Part of a renewal, in its transaction; the caller writes the period itself.
 *
 * @returns the lines and the cycle as they are now, computed by the rule that made the forecast
 */
export async function carryOut(trx: Trx, input: CarryOutInput): Promise<Pick<SubscriptionState, 'cycle' | 'lines'>> {
  const { account, subscription, catalogue, on } = input;
  const after = asOf(subscriptionStateOf(subscription, catalogue), on);
  const due = subscription.upcoming.filter((row) => row.effectiveOn <= on).toSorted((rowA, rowB) => rank[rowA.kind] - rank[rowB.kind]);

  const chosen = await findChosen(trx, subscription, due);
  const losses = await removeLines(trx, input, after);
  await writeLines(trx, input, after);
  const lowered = await writeSeats(trx, input, after);
  losses.push(...(await findExcess(trx, account.id, chosen)));
  await takeSeatsAway(trx, { account, losses, by: input.by });
  await notifyIfRanOut(trx, input, [...input.counted, ...lowered]);
  for (const row of due) await endUpcoming(trx, input, row, after);
  return after;
}

const rank: Record<Upcoming['kind'], number> = { removal: 1, plan: 2, seats: 3, cycle: 4 };

/** The members who were chosen to give back a seat, by group. */
async function findChosen(trx: Trx, { accountId, groups }: Subscription, due: readonly Upcoming[]): Promise<Map<string, Set<string>>> {
  const chosen = new Map<string, Set<string>>();
  for (const row of due) {
    const group = row.kind === 'seats' && groups.find(({ leaderProductId }) => leaderProductId === row.productId);
    if (!group) continue;
    const members = await trx
      .selectFrom('upcoming_losers')
      .select('member_id')
      .where('account_id', '=', accountId)
      .where('upcoming_id', '=', row.id)
      .execute();
    chosen.set(group.id, new Set(members.map((member) => member.member_id)));
  }
  return chosen;
}

/**
 * Deletes removed lines. When the last line of a group is removed, all seats of the group end, temporary seats too; the row of the group
 * stays for the history.
 *
 * @returns the seats that members lose by it, by group
 */
async function removeLines(
  trx: Trx,
  { account, subscription, catalogue, by }: CarryOutInput,
  after: Pick<SubscriptionState, 'lines'>,
): Promise<Loss[]> {
  const removed = subscription.lines.filter((line) => !after.lines.has(line.productId));
  for (const line of removed) await trx.deleteFrom('lines').where('account_id', '=', account.id).where('id', '=', line.id).execute();

  const losses: Loss[] = [];
  for (const { id, leaderProductId } of subscription.groups) {
    if (subscription.lines.some((line) => line.groupId === id && after.lines.has(line.productId))) continue;
    await endAllTemporary(trx, account.id, id, by);
    const name = catalogue.get(leaderProductId)?.name ?? leaderProductId;
    losses.push({ group: { id, name }, holders: await findHolders(trx, account.id, id) });
  }
  return losses;
}

async function writeLines(trx: Trx, { account, subscription }: CarryOutInput, after: Pick<SubscriptionState, 'lines'>): Promise<void> {
  for (const line of subscription.lines) {
    const lineAfter = after.lines.get(line.productId);
    if (!lineAfter) continue;
    const { plan, price } = lineAfter;
    // `asOf` returns `plan.current` itself as the price when the line gets today's price, so identity tells us to move the line to the
    // current version.
    const versionId = plan.current && price === plan.current ? plan.current.id : line.planVersionId;
    if (plan.id === line.planId && versionId === line.planVersionId) continue;
    await trx
      .updateTable('lines')
      .set({ plan_id: plan.id, plan_version_id: versionId })
      .where('account_id', '=', account.id)
      .where('id', '=', line.id)
      .execute();
  }
}

/**
 * A group that uses more seats than it now has is marked as over its limit until the seats have been taken away.
 *
 * @returns the ids of the groups whose number of seats has changed
 */
async function writeSeats(trx: Trx, { account, subscription }: CarryOutInput, after: Pick<SubscriptionState, 'lines'>): Promise<string[]> {
  const written: string[] = [];
  for (const group of subscription.groups) {
    const seats = after.lines.get(group.leaderProductId)?.seats ?? null;
    if (seats === null || seats === group.seats) continue;
    await trx
      .updateTable('seat_groups')
      .set((eb) => ({
        seats,
        is_over: eb
          .case()
          .when('used', '<=', eb(eb.val(seats), '+', eb.ref('temporary')))
          .then(0)
          .else(1)
          .end(),
      }))
      .where('account_id', '=', account.id)
      .where('id', '=', group.id)
      .execute();
    written.push(group.id);
  }
  return written;
}

/** An upcoming change is void when its plan is no longer sold on its day, or when its product is removed on the same day. */
async function endUpcoming(
  trx: Trx,
  { account, catalogue, by }: CarryOutInput,
  row: Upcoming,
  after: Pick<SubscriptionState, 'lines'>,
): Promise<void> {
  const isVoid =
    (row.kind === 'seats' && !after.lines.has(row.productId)) ||
    (row.kind === 'plan' && after.lines.get(row.productId)?.plan.id !== row.toPlanId);
  await trx
    .updateTable('upcoming_changes')
    .set({ status: isVoid ? 'void' : 'applied', ended_at: by.now })
    .where('account_id', '=', account.id)
    .where('id', '=', row.id)
    .where('status', '=', 'waiting')
    .execute();
  const { id, ...what } = row;
  await record(trx, by, {
    accountId: account.id,
    action: isVoid ? 'upcoming.voided' : 'upcoming.applied',
    subject: { type: 'upcoming', id, name: row.kind === 'cycle' ? row.toCycle : (catalogue.get(row.productId)?.name ?? row.productId) },
    after: what,
  });
}

import type { Acting } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Trx } from '../db/transaction.ts';
import { asOf, type SubscriptionState, subscriptionStateOf } from '../pricing/state.ts';
import type { Subscription, Upcoming } from '../pricing/types.ts';
import { findExcess, findHolders, type Loss, takeSeatsAway } from '../seat-loss/take-seats.ts';
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
  /** The groups whose temporary seats have just been counted anew. */
  counted: readonly string[];
}

/**
 * Carries out what waits until this day (rules §4.12, §4.15, §4.16): removals first, then plans, seats and the cycle. The lines that stay go
 * on at the price of today once the commitment is over. Where more is used than is then left, seats are taken away, from those who were
 * chosen for it first. Part of a renewal, in its transaction; the period itself is the caller's to write.
 *
 * @returns the lines and the cycle as they are now: what the forecast promised, by the same rule
 */
export async function carryOut(trx: Trx, input: CarryOutInput): Promise<Pick<SubscriptionState, 'cycle' | 'lines'>> {
  const { account, subscription, catalogue, on } = input;
  const then = asOf(subscriptionStateOf(subscription, catalogue), on);
  const due = subscription.upcoming.filter((row) => row.effectiveOn <= on).toSorted((one, other) => order[one.kind] - order[other.kind]);

  const chosen = await findChosen(trx, subscription, due);
  const losses = await removeLines(trx, input, then);
  await writeLines(trx, input, then);
  const lowered = await writeSeats(trx, input, then);
  losses.push(...(await findExcess(trx, account.id, chosen)));
  await takeSeatsAway(trx, { account, losses, by: input.by });
  await notifyIfRanOut(trx, input, [...input.counted, ...lowered]);
  for (const row of due) await endUpcoming(trx, input, row, then);
  return then;
}

const order: Record<Upcoming['kind'], number> = { removal: 1, plan: 2, seats: 3, cycle: 4 };

/** Who was chosen to give back a seat, by group. */
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

/** With the last line of a group all of its seats go, and the temporary ones too. The row of the group stays for the history. */
async function removeLines(
  trx: Trx,
  { account, subscription, catalogue, by }: CarryOutInput,
  then: Pick<SubscriptionState, 'lines'>,
): Promise<Loss[]> {
  const removed = subscription.lines.filter((line) => !then.lines.has(line.productId));
  for (const line of removed) await trx.deleteFrom('lines').where('account_id', '=', account.id).where('id', '=', line.id).execute();

  const losses: Loss[] = [];
  for (const { id, leaderProductId } of subscription.groups) {
    if (subscription.lines.some((line) => line.groupId === id && then.lines.has(line.productId))) continue;
    await endAllTemporary(trx, account.id, id, by);
    const name = catalogue.get(leaderProductId)?.name ?? leaderProductId;
    losses.push({ group: { id, name }, holders: await findHolders(trx, account.id, id) });
  }
  return losses;
}

async function writeLines(trx: Trx, { account, subscription }: CarryOutInput, then: Pick<SubscriptionState, 'lines'>): Promise<void> {
  for (const line of subscription.lines) {
    const standing = then.lines.get(line.productId);
    if (!standing) continue;
    const { plan, price } = standing;
    // The rule hands on the price it was given: either the one that is held, or the very object that is sold today.
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

/** A group that is over its limit by it is marked so until the seats have been taken away. @returns the ids of those with other seats now */
async function writeSeats(trx: Trx, { account, subscription }: CarryOutInput, then: Pick<SubscriptionState, 'lines'>): Promise<string[]> {
  const written: string[] = [];
  for (const group of subscription.groups) {
    const seats = then.lines.get(group.leaderProductId)?.seats ?? null;
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

/** A plan that is no longer sold when its day comes, or a change to a product that was removed with it, is void. */
async function endUpcoming(
  trx: Trx,
  { account, catalogue, by }: CarryOutInput,
  row: Upcoming,
  then: Pick<SubscriptionState, 'lines'>,
): Promise<void> {
  const isVoid =
    (row.kind === 'seats' && !then.lines.has(row.productId)) ||
    (row.kind === 'plan' && then.lines.get(row.productId)?.plan.id !== row.toPlanId);
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

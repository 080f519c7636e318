import type { ActingPerson } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import { leaderOf } from '../catalogue/fits.ts';
import { compiledStatement } from '../db/compiled.ts';
import type { Trx } from '../db/transaction.ts';
import { writeCharge } from '../orders/charges.ts';
import type { Change, Quote, QuoteLine, Upcoming, Waiting } from '../pricing/types.ts';
import { addDays } from '../values/day.ts';
import { newId } from '../values/ids.ts';
import type { QuoteAccount, SubscriptionNow } from './quote-now.ts';

interface Written {
  account: QuoteAccount;
  change: Change;
  by: ActingPerson;
  now: SubscriptionNow;
  /** A quote without refusals, made in this transaction. */
  quote: Quote;
  orderId: string;
}

/** Writes each part of a quote into its table. Only `applyChange` calls it, after its checks. @returns the new upcoming changes */
export async function writeChange(trx: Trx, written: Written): Promise<Upcoming[]> {
  await moveVersion(trx, written);
  await writeGroups(trx, written);
  await writeLines(trx, written);
  const upcoming = await writeUpcoming(trx, written);
  await writeCharges(trx, written);
  if (written.change.promotionCode) await redeem(trx, written, written.change.promotionCode);
  return upcoming;
}

/** The version is the guard: the UPDATE moves it by exactly one, from the version that was priced. */
async function moveVersion(trx: Trx, { account, quote }: Written): Promise<void> {
  const seen = { accountId: account.id, seen: quote.version };
  const moved = await nextVersion(trx, { ...seen, version: quote.version + 1, committedUntil: quote.committedUntil.after });
  if (moved.length !== 1) throw new Error('the subscription moved inside its own transaction');
}

const nextVersion = compiledStatement((trx, p) =>
  trx
    .updateTable('subscriptions')
    .set({ version: p<number>('version'), committed_until: p('committedUntil') })
    .where('account_id', '=', p('accountId'))
    .where('version', '=', p<number>('seen'))
    .returning('version'),
);

/** Seats are stored on the group: one number for all of its lines. */
async function writeGroups(trx: Trx, { account, quote, now }: Written): Promise<void> {
  for (const group of now.subscription.groups) {
    const seats = quote.lines.find((line) => line.productId === group.leaderProductId)?.now?.seats;
    if (seats === undefined || seats === null || seats === group.seats) continue;
    await setSeats(trx, { accountId: account.id, groupId: group.id, seats });
  }
}

/** A group that has enough seats again is no longer over its limit, and no longer counts as run out. */
const setSeats = compiledStatement((trx, p) =>
  trx
    .updateTable('seat_groups')
    .set((eb) => ({
      seats: p<number>('seats'),
      ran_out_at: null,
      is_over: eb
        .case()
        .when('used', '<=', eb(eb.val(p<number>('seats')), '+', eb.ref('temporary')))
        .then(0)
        .else(eb.ref('is_over'))
        .end(),
    }))
    .where('account_id', '=', p('accountId'))
    .where('id', '=', p('groupId')),
);

async function writeLines(trx: Trx, { account, quote, now, by }: Written): Promise<void> {
  const held = quote.lines.filter((line) => line.now).map((line) => line.productId);
  for (const line of quote.lines) {
    if (!line.now) continue;
    const versionId = currentVersion(now, line);
    if (!line.before) {
      const leader = leaderOf(now.catalogue, held, line.productId);
      await trx
        .insertInto('lines')
        .values({
          id: newId(by.now * 1000),
          account_id: account.id,
          product_id: line.productId,
          plan_id: line.now.planId,
          plan_version_id: versionId,
          group_id: leader && (await groupLedBy(trx, account.id, leader, line.now.seats ?? 1)),
          added_on: by.today,
        })
        .execute();
    } else if (line.before.planId !== line.now.planId) {
      await trx
        .updateTable('lines')
        .set({ plan_id: line.now.planId, plan_version_id: versionId })
        .where('account_id', '=', account.id)
        .where('product_id', '=', line.productId)
        .execute();
    }
  }
}

function currentVersion({ catalogue }: SubscriptionNow, line: QuoteLine): string {
  const plan = catalogue.get(line.productId)?.plans.find(({ id }) => id === line.now?.planId);
  return plan?.current?.id ?? '';
}

/** The seat group that a product leads. When a product was removed and comes back, its old group is used again. */
async function groupLedBy(trx: Trx, accountId: string, leaderProductId: string, seats: number): Promise<string> {
  const existing = await trx
    .selectFrom('seat_groups')
    .select('id')
    .where('account_id', '=', accountId)
    .where('leader_product_id', '=', leaderProductId)
    .executeTakeFirst();
  if (existing) {
    await trx.updateTable('seat_groups').set({ seats }).where('account_id', '=', accountId).where('id', '=', existing.id).execute();
    return existing.id;
  }
  const id = newId();
  await trx.insertInto('seat_groups').values({ id, account_id: accountId, leader_product_id: leaderProductId, seats }).execute();
  return id;
}

/** Ends the upcoming changes that are replaced, moves others to a later day, and stores the new ones. Returns the new ones. */
async function writeUpcoming(trx: Trx, { account, quote, by, orderId }: Written): Promise<Upcoming[]> {
  for (const effect of quote.effects) {
    if (effect.kind === 'upcoming-replaced') {
      await trx
        .updateTable('upcoming_changes')
        .set({ status: 'replaced', ended_at: by.now, ended_by: by.actor.id })
        .where('account_id', '=', account.id)
        .where('id', '=', effect.upcoming.id)
        .execute();
    } else if (effect.kind === 'upcoming-moved') {
      await trx
        .updateTable('upcoming_changes')
        .set({ effective_on: effect.to })
        .where('account_id', '=', account.id)
        .where('id', '=', effect.upcoming.id)
        .execute();
    }
  }
  const upcoming = quote.waiting.map((waiting): Upcoming => ({ id: newId(by.now * 1000), ...waiting }));
  for (const { id, ...waiting } of upcoming) {
    await trx
      .insertInto('upcoming_changes')
      .values({
        id,
        account_id: account.id,
        order_id: orderId,
        created_at: by.now,
        created_by: by.actor.id,
        ...columnsOf(waiting),
      })
      .execute();
  }
  return upcoming;
}

function columnsOf(waiting: Waiting) {
  return {
    kind: waiting.kind,
    effective_on: waiting.effectiveOn,
    product_id: waiting.kind === 'cycle' ? null : waiting.productId,
    to_seats: waiting.kind === 'seats' ? waiting.toSeats : null,
    to_plan_id: waiting.kind === 'plan' ? waiting.toPlanId : null,
    to_cycle: waiting.kind === 'cycle' ? waiting.toCycle : null,
  };
}

/**
 * Writes the charges of the change. The invoice of the next renewal collects them; a change never makes an invoice of its own
 * (rules §4.15).
 */
async function writeCharges(trx: Trx, { account, quote, now, by, orderId }: Written): Promise<void> {
  for (const line of quote.lines) {
    if (line.dueMinor === 0 || !line.now) continue;
    const ofLine = { accountId: account.id, orderId, invoiceId: null, productId: line.productId, productName: line.name, plan: line.now };
    const restMinor = line.temporary.reduce((rest, part) => rest - part.dueMinor, line.dueMinor);
    if (restMinor > 0) {
      const onlySeats = line.before?.planId === line.now.planId && line.now.seats !== null && line.before.seats !== null;
      await writeCharge(trx, by.now, {
        ...ofLine,
        kind: 'proration',
        seats: onlySeats ? (line.now.seats ?? 0) - (line.before?.seats ?? 0) : line.now.seats,
        firstOn: by.today,
        lastOn: addDays(now.subscription.periodEndsOn, -1),
        amountMinor: restMinor,
      });
    }
    for (const { seats, firstOn, lastOn, dueMinor } of line.temporary) {
      if (dueMinor > 0) await writeCharge(trx, by.now, { ...ofLine, kind: 'temporary', seats, firstOn, lastOn, amountMinor: dueMinor });
    }
  }
}

/** A CHECK in the database limits the redemptions too: when a code is used up meanwhile, the whole change fails. */
async function redeem(trx: Trx, { account, by, quote }: Written, code: string): Promise<void> {
  const coupon = await trx
    .updateTable('coupons')
    .set((eb) => ({ redemptions: eb('redemptions', '+', 1) }))
    .where('code', '=', code)
    .returning(['id', 'periods'])
    .executeTakeFirstOrThrow();
  await trx
    .insertInto('account_coupons')
    .values({
      id: newId(by.now * 1000),
      account_id: account.id,
      coupon_id: coupon.id,
      redeemed_at: by.now,
      periods_left: coupon.periods,
    })
    .execute();
  await record(trx, by, {
    accountId: account.id,
    action: 'promotion.redeemed',
    subject: { type: 'coupon', id: coupon.id, name: code },
    after: quote.effects.find((effect) => effect.kind === 'discount'),
  });
}

import type { Acting } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import type { Trx } from '../db/transaction.ts';
import { NotFound } from '../errors.ts';
import { enqueue } from '../mail/outbox.ts';
import { temporaryEndingMail } from '../mail/templates/seats.ts';
import { findBillingReaders } from '../members/deciders.ts';
import { urls } from '../paths.ts';
import { findExcess, takeSeatsAway } from '../seat-loss/take-away.ts';
import { notifyIfRanOut } from '../team/run-out.ts';
import { addDays, type Day } from '../values/day.ts';

/** The mail about the end of temporary seats is sent this many days before. */
const warnedDaysBefore = 7;

/**
 * Updates the temporary seats of an account as of a day (rules §4.11): seats that have ended no longer count, seats that have begun do.
 * Their end is a decrease: where a group then uses more seats than it has, seats are taken away (rules §4.16). Part of the due work. A
 * second run changes nothing, and a clock that went back takes no seats away.
 */
export async function settleTemporarySeats(trx: Trx, account: { id: string; name: string }, today: Day, by: Acting): Promise<void> {
  const touched = await countTemporarySeats(trx, account.id, today, by);
  if (touched.length === 0) return;
  await takeSeatsAway(trx, { account, losses: await findExcess(trx, account.id), by });
  await notifyIfRanOut(trx, { account, by }, touched);
}

/**
 * The same without taking seats away: a group can be over its limit afterwards, and is marked so. A renewal calls this function, because
 * the seats that the renewal itself lowers must be counted together with these.
 *
 * @returns the ids of the groups that now have more or fewer temporary seats
 */
export async function countTemporarySeats(trx: Trx, accountId: string, today: Day, by: Acting): Promise<string[]> {
  const rows = await trx
    .selectFrom('temporary_seats')
    .innerJoin('seat_groups', 'seat_groups.id', 'temporary_seats.group_id')
    .innerJoin('products', 'products.id', 'seat_groups.leader_product_id')
    .where('temporary_seats.account_id', '=', accountId)
    .where('temporary_seats.ended_at', 'is', null)
    .select([
      'temporary_seats.id',
      'temporary_seats.group_id',
      'temporary_seats.seats',
      'temporary_seats.first_on',
      'temporary_seats.last_on',
      'temporary_seats.started_at',
      'products.name',
    ])
    .orderBy('temporary_seats.first_on')
    .orderBy('temporary_seats.id')
    .execute();
  const ended = rows.filter((row) => row.last_on < today);
  const started = rows.filter((row) => row.last_on >= today && row.first_on <= today && row.started_at === null);
  for (const row of ended) await mark(trx, accountId, row, 'ended', by);
  for (const row of started) await mark(trx, accountId, row, 'started', by);

  const touched = [...new Set([...ended, ...started].map((row) => row.group_id))];
  for (const groupId of touched) {
    const counted = rows.filter((row) => row.group_id === groupId && !ended.includes(row));
    const temporary = counted.filter((row) => row.started_at !== null || started.includes(row)).reduce((sum, row) => sum + row.seats, 0);
    await setTemporary(trx, accountId, groupId, temporary);
  }
  return touched;
}

/**
 * Announces once, seven days before, that temporary seats end (rules §4.11). The mail goes to the owner and, when the account is set so, to
 * the billing admins.
 */
export async function warnOfTemporaryEnd(
  trx: Trx,
  account: { id: string; name: string; mailBillingAdmins: boolean },
  today: Day,
  by: Acting,
): Promise<void> {
  const rows = await trx
    .updateTable('temporary_seats')
    .set({ warned_at: by.now })
    .where('account_id', '=', account.id)
    .where('ended_at', 'is', null)
    .where('warned_at', 'is', null)
    .where('started_at', 'is not', null)
    .where('last_on', '<=', addDays(today, warnedDaysBefore))
    .returning(['group_id', 'seats', 'last_on'])
    .execute();
  for (const row of rows) {
    const group = await trx
      .selectFrom('seat_groups')
      .innerJoin('products', 'products.id', 'seat_groups.leader_product_id')
      .where('seat_groups.account_id', '=', account.id)
      .where('seat_groups.id', '=', row.group_id)
      .select(['products.name', 'used', 'seats', 'temporary'])
      .executeTakeFirstOrThrow();
    const tooMany = Math.max(group.used - (group.seats + group.temporary - row.seats), 0);
    for (const person of await findBillingReaders(trx, account)) {
      await enqueue(trx, {
        accountId: account.id,
        to: { memberId: person.id, email: person.email, name: person.name },
        kind: 'temporary-ending',
        content: temporaryEndingMail(
          person.language,
          {
            recipientName: person.name,
            accountName: account.name,
            product: group.name,
            seats: row.seats,
            lastOn: row.last_on,
            tooMany,
          },
          urls(by.publicUrl),
        ),
        publicUrl: by.publicUrl,
        at: by.now,
      });
    }
  }
}

/**
 * Ends temporary seats before their last day, also seats that have not begun yet; the charges for them stay. Where a group then uses more
 * seats than it has, seats are taken away at once (rules §4.16). For operators.
 *
 * @returns `ended`, or `too-late` when the seats have ended already
 * @throws NotFound for an id that does not belong to this account
 */
export async function endTemporarySeats(
  trx: Trx,
  account: { id: string; name: string },
  id: string,
  by: Acting,
): Promise<'ended' | 'too-late'> {
  const row = await trx
    .selectFrom('temporary_seats')
    .innerJoin('seat_groups', 'seat_groups.id', 'temporary_seats.group_id')
    .innerJoin('products', 'products.id', 'seat_groups.leader_product_id')
    .where('temporary_seats.account_id', '=', account.id)
    .where('temporary_seats.id', '=', id)
    .select(['temporary_seats.id', 'group_id', 'temporary_seats.seats', 'first_on', 'last_on', 'ended_at', 'products.name'])
    .executeTakeFirst();
  if (!row) throw new NotFound();
  if (row.ended_at !== null) return 'too-late';
  await mark(trx, account.id, row, 'ended', by);
  const { left } = await trx
    .selectFrom('temporary_seats')
    .where('account_id', '=', account.id)
    .where('group_id', '=', row.group_id)
    .where('started_at', 'is not', null)
    .where('ended_at', 'is', null)
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('seats'), eb.lit(0)).as('left'))
    .executeTakeFirstOrThrow();
  await setTemporary(trx, account.id, row.group_id, Number(left));
  await trx
    .updateTable('subscriptions')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('account_id', '=', account.id)
    .execute();
  await takeSeatsAway(trx, { account, losses: await findExcess(trx, account.id), by });
  await notifyIfRanOut(trx, { account, by }, [row.group_id]);
  return 'ended';
}

/**
 * Ends all temporary seats of a group whose products have been removed, also seats that have not begun yet; the account gets no money back
 * for them.
 */
export async function endAllTemporary(trx: Trx, accountId: string, groupId: string, by: Acting): Promise<void> {
  const rows = await trx
    .selectFrom('temporary_seats')
    .innerJoin('seat_groups', 'seat_groups.id', 'temporary_seats.group_id')
    .innerJoin('products', 'products.id', 'seat_groups.leader_product_id')
    .where('temporary_seats.account_id', '=', accountId)
    .where('temporary_seats.group_id', '=', groupId)
    .where('temporary_seats.ended_at', 'is', null)
    .select(['temporary_seats.id', 'temporary_seats.seats', 'temporary_seats.first_on', 'temporary_seats.last_on', 'products.name'])
    .execute();
  for (const row of rows) await mark(trx, accountId, row, 'ended', by);
  if (rows.length > 0) await setTemporary(trx, accountId, groupId, 0);
}

async function mark(
  trx: Trx,
  accountId: string,
  row: { id: string; name: string; seats: number; first_on: Day; last_on: Day },
  what: 'started' | 'ended',
  by: Acting,
): Promise<void> {
  await trx
    .updateTable('temporary_seats')
    .set(what === 'started' ? { started_at: by.now } : { ended_at: by.now })
    .where('account_id', '=', accountId)
    .where('id', '=', row.id)
    .execute();
  await record(trx, by, {
    accountId,
    action: what === 'started' ? 'temporarySeats.started' : 'temporarySeats.ended',
    subject: { type: 'temporary_seats', id: row.id, name: row.name },
    after: { seats: row.seats, firstOn: row.first_on, lastOn: row.last_on },
  });
}

/** Marks the group as over its limit when it is. Later in the same transaction, seats are taken away, which clears the mark. */
async function setTemporary(trx: Trx, accountId: string, groupId: string, temporary: number): Promise<void> {
  await trx
    .updateTable('seat_groups')
    .set((eb) => ({
      temporary,
      is_over: eb
        .case()
        .when('used', '<=', eb(eb.ref('seats'), '+', eb.val(temporary)))
        .then(0)
        .else(1)
        .end(),
    }))
    .where('account_id', '=', accountId)
    .where('id', '=', groupId)
    .execute();
}

import type { Acting } from '../audit/acting.ts';
import { record } from '../audit/record.ts';
import { endSessionsOf } from '../auth/session.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import type { Language } from '../i18n/language.ts';
import { enqueue } from '../mail/outbox.ts';
import { seatLostMail, seatsTakenMail } from '../mail/templates/seats.ts';
import { urls } from '../paths.ts';
import { closeRequestOf } from '../team/close-request.ts';
import { type Holder, whoLosesSeats } from './order.ts';

/** Somebody who holds a seat, with what is needed to tell them that it is gone. */
export interface SeatHolder extends Holder {
  email: string;
  language: Language;
  status: 'active' | 'invited' | 'suspended';
}

/** The members who are to give back their seat of one group. */
export interface Loss {
  group: { id: string; name: string };
  holders: readonly SeatHolder[];
}

/**
 * Who gives back a seat when `count` are too many (rules §4.16): those that were chosen first, then the others in the usual order. When
 * fewer have to go than were chosen, the usual order says who of the chosen; the owner is never among them.
 */
export function whoGoes<Each extends Holder>(holders: readonly Each[], chosen: ReadonlySet<string>, count: number): Each[] {
  const first = whoLosesSeats(
    holders.filter(({ memberId }) => chosen.has(memberId)),
    count,
  );
  const others = holders.filter(({ memberId }) => !chosen.has(memberId));
  return [...first, ...whoLosesSeats(others, count - first.length)];
}

const holderRows = compiledQuery((db, p) =>
  db
    .selectFrom('seats_held')
    .innerJoin('members', 'members.id', 'seats_held.member_id')
    .where('seats_held.account_id', '=', p('accountId'))
    .where('seats_held.group_id', '=', p('groupId'))
    .select(['members.id', 'members.name', 'members.email', 'members.role', 'members.language', 'members.status', 'seats_held.taken_at']),
);

/** Everybody who holds a seat of a group. */
export async function findHolders(db: Db | Trx, accountId: string, groupId: string): Promise<SeatHolder[]> {
  const rows = await holderRows(db, { accountId, groupId });
  return rows.map(({ id, taken_at, ...row }) => ({ memberId: id, takenAt: taken_at, ...row }));
}

/**
 * Who has to give back a seat where an account uses more than it has bought (rules §4.16).
 *
 * @param chosen by group: the members that were chosen to go first
 */
export async function findExcess(
  trx: Trx,
  accountId: string,
  chosen: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
): Promise<Loss[]> {
  const groups = await trx
    .selectFrom('seat_groups')
    .innerJoin('products', 'products.id', 'seat_groups.leader_product_id')
    .where('seat_groups.account_id', '=', accountId)
    .whereRef('used', '>', (eb) => eb('seats', '+', eb.ref('temporary')))
    .select(['seat_groups.id', 'products.name', 'used', 'seats', 'temporary'])
    .orderBy('products.sort')
    .orderBy('seat_groups.id')
    .execute();
  const losses: Loss[] = [];
  for (const { id, name, used, seats, temporary } of groups) {
    const holders = whoGoes(await findHolders(trx, accountId, id), chosen.get(id) ?? new Set(), used - (seats + temporary));
    losses.push({ group: { id, name }, holders });
  }
  return losses;
}

/**
 * Takes seats away from members (rules §4.16): each seat is given back, whoever is left without any becomes an end user and is signed out,
 * each of them and the owner is told, and every step is an event. Part of the acts that shrink a subscription, in their transaction and
 * with their rights. Nothing happens without losses.
 */
export async function takeSeatsAway(
  trx: Trx,
  { account, losses, by }: { account: { id: string; name: string }; losses: readonly Loss[]; by: Acting },
): Promise<void> {
  const lost = new Map<string, { member: SeatHolder; products: string[] }>();
  for (const { group, holders } of losses) {
    for (const holder of holders) {
      if (!(await giveBack(trx, account.id, group, holder, by))) continue;
      const known = lost.get(holder.memberId) ?? { member: holder, products: [] };
      lost.set(holder.memberId, { ...known, products: [...known.products, group.name] });
    }
  }
  for (const { member, products } of lost.values()) {
    const isEndUser = await downgradeWithoutSeats(trx, account.id, member, by);
    // The owner, who can only lose a seat of a product that is removed, reads it in the letter to the owner.
    if (member.role !== 'owner') await notifyMember(trx, account, member, { products, isEndUser }, by);
  }
  if (lost.size === 0) return;
  await notifyOwner(trx, account, losses, by);
  await trx
    .updateTable('accounts')
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', account.id)
    .execute();
}

async function giveBack(trx: Trx, accountId: string, group: Loss['group'], holder: SeatHolder, by: Acting): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('seats_held')
    .where('account_id', '=', accountId)
    .where('group_id', '=', group.id)
    .where('member_id', '=', holder.memberId)
    .executeTakeFirst();
  if (numDeletedRows === 0n) return false;
  await record(trx, by, {
    accountId,
    action: 'seat.lost',
    subject: { type: 'member', id: holder.memberId, name: holder.name },
    before: { product: group.name },
  });
  return true;
}

/** The owner stays the owner, with or without a seat. Returns whether the member has become an end user by this. */
async function downgradeWithoutSeats(trx: Trx, accountId: string, { memberId, name, role }: SeatHolder, by: Acting): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('members')
    .set({ role: 'end_user' })
    .where('account_id', '=', accountId)
    .where('id', '=', memberId)
    .where('role', 'not in', ['owner', 'end_user'])
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('seats_held').select('group_id').where('account_id', '=', accountId).where('member_id', '=', memberId))),
    )
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await endSessionsOf(trx, accountId, memberId);
  await closeRequestOf(trx, { accountId, member: { id: memberId, name }, by });
  await record(trx, by, {
    accountId,
    action: 'member.downgraded',
    subject: { type: 'member', id: memberId, name },
    before: { role },
    after: { role: 'end_user' },
  });
  return true;
}

async function notifyMember(
  trx: Trx,
  account: { id: string; name: string },
  { memberId, name, email, language, status }: SeatHolder,
  lost: { products: readonly string[]; isEndUser: boolean },
  by: Acting,
): Promise<void> {
  const links = urls(by.publicUrl);
  await enqueue(trx, {
    accountId: account.id,
    to: { memberId, email, name },
    kind: 'seat-lost',
    content: seatLostMail(language, { recipientName: name, accountName: account.name, ...lost, signsIn: status === 'active' }, links),
    publicUrl: by.publicUrl,
    at: by.now,
  });
}

async function notifyOwner(trx: Trx, account: { id: string; name: string }, losses: readonly Loss[], by: Acting): Promise<void> {
  const owner = await trx
    .selectFrom('members')
    .select(['id', 'name', 'email', 'language'])
    .where('account_id', '=', account.id)
    .where('role', '=', 'owner')
    .executeTakeFirst();
  if (!owner) return;
  const taken = losses
    .filter(({ holders }) => holders.length > 0)
    .map(({ group, holders }) => ({ product: group.name, names: holders.map((holder) => holder.name) }));
  await enqueue(trx, {
    accountId: account.id,
    to: { memberId: owner.id, email: owner.email, name: owner.name },
    kind: 'seats-taken',
    content: seatsTakenMail(owner.language, { recipientName: owner.name, accountName: account.name, taken }, urls(by.publicUrl)),
    publicUrl: by.publicUrl,
    at: by.now,
  });
}

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
import { type Holder, inOrderOfLoss } from './order.ts';

/** A member who holds a seat, with the fields that the mail about its loss needs. */
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
 * The members who give back a seat when `count` seats are too many (rules §4.16): the chosen members first, then the others in the usual
 * order. When more members were chosen than have to go, the usual order decides among the chosen. The owner is never among them.
 */
export function membersToLose<Each extends Holder>(holders: readonly Each[], chosen: ReadonlySet<string>, count: number): Each[] {
  const first = inOrderOfLoss(
    holders.filter(({ memberId }) => chosen.has(memberId)),
    count,
  );
  const others = holders.filter(({ memberId }) => !chosen.has(memberId));
  return [...first, ...inOrderOfLoss(others, count - first.length)];
}

const holderRows = compiledQuery((db, p) =>
  db
    .selectFrom('seats_held')
    .innerJoin('members', 'members.id', 'seats_held.member_id')
    .where('seats_held.account_id', '=', p('accountId'))
    .where('seats_held.group_id', '=', p('groupId'))
    .select(['members.id', 'members.name', 'members.email', 'members.role', 'members.language', 'members.status', 'seats_held.taken_at']),
);

/** All members who hold a seat of a group. */
export async function findHolders(db: Db | Trx, accountId: string, groupId: string): Promise<SeatHolder[]> {
  const rows = await holderRows(db, { accountId, groupId });
  return rows.map(({ id, taken_at, ...row }) => ({ memberId: id, takenAt: taken_at, ...row }));
}

/**
 * The members who have to give back a seat, for each group in which the account uses more seats than it has bought (rules §4.16).
 *
 * @param chosen by group: the members who were chosen to go first
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
    const holders = membersToLose(await findHolders(trx, accountId, id), chosen.get(id) ?? new Set(), used - (seats + temporary));
    losses.push({ group: { id, name }, holders });
  }
  return losses;
}

/**
 * Takes seats away from members (rules §4.16). Each seat is given back; a member who has no seat left becomes an end user and is signed
 * out; each of these members gets a mail, and so does the owner; every step is recorded as an event. Called by acts that shrink a
 * subscription, in their transaction and with their rights. Does nothing without losses.
 */
export async function takeSeatsAway(
  trx: Trx,
  { account, losses, by }: { account: { id: string; name: string }; losses: readonly Loss[]; by: Acting },
): Promise<void> {
  const lost = new Map<string, { member: SeatHolder; products: string[] }>();
  for (const { group, holders } of losses) {
    for (const holder of holders) {
      if (!(await deleteSeat(trx, account.id, group, holder, by))) continue;
      const entry = lost.get(holder.memberId) ?? { member: holder, products: [] };
      lost.set(holder.memberId, { ...entry, products: [...entry.products, group.name] });
    }
  }
  for (const { member, products } of lost.values()) {
    const isEndUser = await downgradeWithoutSeats(trx, account.id, member, by);
    // The owner only loses a seat when a product is removed, and reads about it in the mail to the owner.
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

async function deleteSeat(trx: Trx, accountId: string, group: Loss['group'], holder: SeatHolder, by: Acting): Promise<boolean> {
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

/** Makes a member who holds no seat any more an end user; the owner always stays the owner. Returns whether the role has changed. */
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

import type { Db } from '../../src/db/open.ts';
import { newId } from '../../src/values/ids.ts';
import { type Browser, browser, freshInstance, type Instance, noon } from '../support/app.ts';
import { type GivenAccount, type GivenMember, type GivenOptions, givenAccount, givenCatalogue } from '../support/given.ts';

export interface World extends GivenAccount {
  instance: Instance;
  db: Db;
  as(member: GivenMember): Promise<Browser>;
  /** Another account, whose members must not reach the first one. */
  other: GivenAccount;
}

/** An instance with the account under test and another one. */
export async function givenTeam(options: GivenOptions = {}, environment: Record<string, string> = {}): Promise<World> {
  const instance = await freshInstance(environment);
  await givenCatalogue(instance.db);
  const account = await givenAccount(instance.db, options);
  const other = await givenAccount(instance.db, { name: 'Strangers' });
  return { instance, db: instance.db, other, as: (member) => browser(instance, member), ...account };
}

export async function memberRow(db: Db, id: string) {
  return db.selectFrom('members').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

export async function memberByEmail(db: Db, email: string) {
  return db.selectFrom('members').selectAll().where('email', '=', email).executeTakeFirst();
}

/** Leading products of the groups of which the member holds a seat. */
export async function seatsOf(db: Db, memberId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('seats_held')
    .innerJoin('seat_groups', 'seat_groups.id', 'seats_held.group_id')
    .where('member_id', '=', memberId)
    .select('leader_product_id')
    .orderBy('leader_product_id')
    .execute();
  return rows.map((row) => row.leader_product_id);
}

export async function groupRow(db: Db, id: string) {
  return db.selectFrom('seat_groups').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
}

export async function actions(db: Db, accountId: string): Promise<string[]> {
  const rows = await db.selectFrom('events').select('action').where('account_id', '=', accountId).orderBy('seq').execute();
  return rows.map((row) => row.action);
}

export async function lastEvent(db: Db, accountId: string) {
  const row = await db
    .selectFrom('events')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('seq', 'desc')
    .executeTakeFirstOrThrow();
  return {
    ...row,
    before: row.before && (JSON.parse(row.before) as Record<string, unknown>),
    after: row.after && (JSON.parse(row.after) as Record<string, unknown>),
  };
}

export async function mails(db: Db, accountId: string) {
  return db
    .selectFrom('outbox')
    .select(['letter', 'to_email', 'subject', 'text'])
    .where('account_id', '=', accountId)
    .orderBy('id')
    .execute();
}

/** Inserts members of an account directly into the table. */
export async function givenMembers(
  db: Db,
  accountId: string,
  people: readonly {
    name: string;
    email: string;
    role?: 'agent' | 'admin' | 'end_user';
    status?: 'active' | 'invited' | 'suspended';
    seen?: number;
  }[],
): Promise<string[]> {
  const rows = people.map((person) => ({
    id: newId(),
    account_id: accountId,
    email: person.email,
    name: person.name,
    role: person.role ?? ('agent' as const),
    status: person.status ?? ('active' as const),
    language: 'en' as const,
    created_at: noon,
    last_seen_at: person.seen ?? null,
  }));
  for (let at = 0; at < rows.length; at += 500)
    await db
      .insertInto('members')
      .values(rows.slice(at, at + 500))
      .execute();
  return rows.map((row) => row.id);
}

/** Sets the number of seats bought so that exactly this number is free. */
export async function leaveFree(db: Db, groupId: string, free: number): Promise<void> {
  await db
    .updateTable('seat_groups')
    .set((eb) => ({ seats: eb('used', '+', free) }))
    .where('id', '=', groupId)
    .execute();
}

import { sql } from 'kysely';
import { record } from '../audit/record.ts';
import { compiledQuery } from '../db/compiled.ts';
import type { Db } from '../db/open.ts';
import type { Trx } from '../db/transaction.ts';
import { findActing } from '../members/acting.ts';
import { touchAccount } from '../members/touch-account.ts';
import type { Role } from '../permissions.ts';
import { findGroups } from './groups.ts';
import type { ActContext } from './load-for-act.ts';
import { giveBackSeats } from './seats.ts';
import { awayDays, type GroupReclaim, type ReclaimReason, unansweredDays } from './unused-seats.ts';

const day = 86_400;
/** The maximum number of members listed by name per group; `seats` counts all of them. */
export const namedAtMost = 20;

/**
 * The user who frees seats. They cannot free their own seat or the owner's; only the owner can free that of a billing admin
 * (rules §3 row 19).
 */
interface Asking {
  id: string;
  role: Role;
}

/**
 * All members whose seat could be freed, per group. Each part of the union has an index that begins with the columns it filters by, so the
 * cost grows with the number of rows found and not with the number of members. The cross join keeps SQLite from scanning the seats first.
 */
export const reclaimableRows = compiledQuery((db, p) => {
  const holders = () =>
    db
      .selectFrom('members')
      .crossJoin('seats_held')
      .whereRef('seats_held.account_id', '=', 'members.account_id')
      .whereRef('seats_held.member_id', '=', 'members.id')
      .where('members.account_id', '=', p('accountId'))
      .where('members.role', '<>', sql.lit('end_user'))
      .where('members.role', '<>', 'owner')
      .where('members.role', '<>', p<Role>('untouchable'))
      .where('members.id', '<>', p('askingId'))
      .select(['seats_held.group_id', 'members.id', 'members.name']);
  const rank = (place: number) => sql<number>`${sql.lit(place)}`.as('rank');
  const suspended = holders()
    .where('members.status', '=', 'suspended')
    .select((eb) => [rank(1), eb.ref('members.suspended_at').as('since')]);
  const invited = holders()
    .where('members.status', '=', 'invited')
    .where((eb) => eb(eb.fn.coalesce('members.invited_at', 'members.created_at'), '<=', p<number>('unansweredSince')))
    .select((eb) => [rank(2), eb.fn.coalesce('members.invited_at', 'members.created_at').$castTo<number | null>().as('since')]);
  // A member who never signed in counts as away since they were created.
  const away = holders()
    .where('members.status', '=', 'active')
    .where((eb) => eb(eb.fn.coalesce('members.last_seen_at', eb.lit(0)), '<=', p<number>('awaySince')))
    .where('members.created_at', '<=', p<number>('awaySince'))
    .select((eb) => [rank(3), eb.ref('members.last_seen_at').as('since')]);
  return db
    .selectFrom((eb) =>
      eb
        .selectFrom(suspended.unionAll(invited).unionAll(away).as('holder'))
        .selectAll()
        .select((eb) => [
          eb.fn
            .countAll<number>()
            .over((over) => over.partitionBy('group_id'))
            .as('seats'),
          eb.fn
            .agg<number>('row_number')
            .over((over) => over.partitionBy('group_id').orderBy('rank').orderBy('since').orderBy('id'))
            .as('place'),
        ])
        .as('placed'),
    )
    .selectAll()
    .where('place', '<=', p<number>('atMost'))
    .orderBy('group_id')
    .orderBy('place');
});

const reasons: readonly ReclaimReason[] = ['suspended', 'invited', 'away'];

/**
 * The seats that could be freed before more are bought. Shown where seats are added and where a request is reviewed: seats of suspended
 * members, of invitations unanswered for 30 days, and of members who have not signed in for 90 days. Only seats that the asking user may
 * free. Groups without any are left out.
 *
 * @param now epoch seconds
 */
export async function findReclaimable(
  db: Db | Trx,
  { accountId, asking, now, atMost = namedAtMost }: { accountId: string; asking: Asking; now: number; atMost?: number },
): Promise<GroupReclaim[]> {
  const rows = await reclaimableRows(db, {
    accountId,
    askingId: asking.id,
    untouchable: asking.role === 'owner' ? 'owner' : 'billing_admin',
    unansweredSince: now - unansweredDays * day,
    awaySince: now - awayDays * day,
    atMost,
  });
  const groups = new Map<string, GroupReclaim>();
  for (const row of rows) {
    const group = groups.get(row.group_id) ?? { groupId: row.group_id, seats: row.seats, members: [] };
    group.members.push({ memberId: row.id, name: row.name, reason: reasons[row.rank - 1] ?? 'away', since: row.since });
    groups.set(row.group_id, group);
  }
  return [...groups.values()];
}

export type ReclaimResult =
  /**
   * `freed`: the names of the members whose seat was freed. `kept`: how many of the chosen members were skipped, because their seat is in
   * use again or was freed already.
   */
  { outcome: 'done'; freed: string[]; kept: number } | { outcome: 'no-group' };

/**
 * Frees the seats of those chosen members whose seat can still be freed now; the bill does not change (rules §4.17). For users who manage
 * the team, within their rights. One transaction, and one event per seat. Repeating it changes nothing.
 *
 * @param leader the product that leads the group
 * @throws Forbidden for a user who does not manage the team (any more)
 */
export async function reclaimSeats(
  trx: Trx,
  {
    account,
    by,
    leader,
    memberIds,
  }: Omit<ActContext, 'account'> & { account: { id: string }; leader: string; memberIds: readonly string[] },
): Promise<ReclaimResult> {
  const { member: asking } = await findActing(trx, { accountId: account.id, memberId: by.actor.id, permission: 'team.manage' });
  const group = (await findGroups(trx, account.id)).find((candidate) => candidate.leaderProductId === leader);
  if (!group) return { outcome: 'no-group' };
  const groups = await findReclaimable(trx, { accountId: account.id, asking, now: by.now, atMost: 1_000_000 });
  const reclaimable = groups.find(({ groupId }) => groupId === group.id)?.members ?? [];
  const chosen = reclaimable.filter(({ memberId }) => memberIds.includes(memberId));

  let free = group.bought - group.used;
  for (const member of chosen) {
    await giveBackSeats(trx, account.id, member.memberId, [group.id]);
    await record(trx, by, {
      accountId: account.id,
      action: 'seat.freed',
      subject: { type: 'member', id: member.memberId, name: member.name },
      before: { product: group.name, free },
      after: { product: group.name, free: free + 1 },
    });
    free += 1;
  }
  if (chosen.length > 0) await touchAccount(trx, account.id);
  return { outcome: 'done', freed: chosen.map(({ name }) => name), kept: new Set(memberIds).size - chosen.length };
}

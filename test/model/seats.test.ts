import fc from 'fast-check';
import { pino } from 'pino';
import { beforeAll, expect, it } from 'vitest';
import { findViolations } from '../../src/cli/check.ts';
import { runDue } from '../../src/due/run.ts';
import type { Role } from '../../src/permissions.ts';
import { dayOf } from '../../src/values/day.ts';
import { newId } from '../../src/values/ids.ts';
import { type Browser, browser, freshInstance, type Instance, noon, origin } from '../support/app.ts';
import { givenAccount, givenCatalogue } from '../support/given.ts';
import { confirmSeatLoss } from '../support/seat-loss.ts';

/**
 * Seats compared with a small model, over HTTP. For any acts in any order, no more seats are used than bought, and each member holds
 * exactly the seats that the rules say (rules §4.15, §4.16, §4.21–23). A thousand sequences in a run.
 */
const sequences = 1000;
const groups = ['support-suite', 'sales'] as const;
type Group = (typeof groups)[number];

interface ModelMember {
  role: Role;
  status: 'active' | 'invited' | 'suspended';
  /** When each seat was taken: the seat that was taken last goes first. */
  seats: Map<Group, number>;
}

interface Model {
  seats: Record<Group, number>;
  /** Decreases that wait for the renewal, and the members who were shown as losing their seat by them. */
  waiting: Partial<Record<Group, { total: number; chosen: Set<string> }>>;
  members: Map<string, ModelMember>;
}

interface Real {
  accountId: string;
  owner: Browser;
  ownerId: string;
  groupIds: Record<Group, string>;
}

let instance: Instance;

beforeAll(startAfresh);

/** Starts a new instance, after checking that the old one has no violations. */
async function startAfresh(): Promise<void> {
  if (instance) {
    expect(await findViolations(instance.db)).toEqual([]);
    await instance.db.destroy();
  }
  instance = await freshInstance();
  await givenCatalogue(instance.db);
}

const usedIn = (model: Model, group: Group) => [...model.members.values()].filter((member) => member.seats.has(group)).length;
const freeIn = (model: Model, group: Group) => model.seats[group] - usedIn(model, group);
const nth = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];
/** All members except the owner. */
const others = (model: Model, real: Real) => [...model.members].filter(([id]) => id !== real.ownerId);

async function post(real: Real, path: string, fields: Record<string, string>): Promise<number> {
  instance.clock.now += 1;
  const { status } = await real.owner.post(path, fields);
  expect(status, `POST ${path}`).toBeLessThan(500);
  return status;
}

/** Lowers or adds seats as a user does: when members lose their seat, the page that names them comes first. */
async function manage(real: Real, fields: Record<string, string>): Promise<number> {
  const { version } = await instance.db
    .selectFrom('subscriptions')
    .select('version')
    .where('account_id', '=', real.accountId)
    .executeTakeFirstOrThrow();
  instance.clock.now += 1;
  const path = '/subscription/manage';
  const first = await real.owner.post(path, { version: String(version), key: newId(), ...fields });
  const { status } = await confirmSeatLoss(real.owner, first, path);
  expect(status, `POST ${path}`).toBeLessThan(500);
  return status;
}

/** Checks that the database agrees with the model, and that the limit holds. */
async function agree(model: Model, real: Real): Promise<void> {
  const rows = await instance.db
    .selectFrom('seat_groups')
    .select(['leader_product_id', 'seats', 'used', 'is_over'])
    .where('account_id', '=', real.accountId)
    .execute();
  for (const row of rows) {
    const group = row.leader_product_id as Group;
    expect(row, group).toEqual({ leader_product_id: group, seats: model.seats[group], used: usedIn(model, group), is_over: 0 });
    expect(row.used).toBeLessThanOrEqual(row.seats);
  }
  const held = await instance.db
    .selectFrom('seats_held')
    .select(['member_id', 'group_id'])
    .where('account_id', '=', real.accountId)
    .execute();
  const expected = [...model.members].flatMap(([id, member]) => [...member.seats.keys()].map((group) => `${id} ${real.groupIds[group]}`));
  expect(held.map((row) => `${row.member_id} ${row.group_id}`).toSorted()).toEqual(expected.toSorted());
  const members = await instance.db
    .selectFrom('members')
    .select(['id', 'role', 'status'])
    .where('account_id', '=', real.accountId)
    .execute();
  for (const { id, role, status } of members)
    expect({ role, status }, id).toEqual({ role: model.members.get(id)?.role, status: model.members.get(id)?.status });
}

type Command = fc.AsyncCommand<Model, Real>;

/** Does the same act in the model and in the product, and compares them. */
function command(name: string, run: (model: Model, real: Real) => Promise<void>): Command {
  return {
    check: () => true,
    async run(model, real) {
      await run(model, real);
      await agree(model, real);
    },
    toString: () => name,
  };
}

const confirmed = { lastSeat: groups.join(' ') };
let invited = 0;

const group = fc.constantFrom(...groups);
const any = fc.nat(50);

const commands = [
  fc.tuple(group, fc.integer({ min: 1, max: 4 })).map(([which, more]) =>
    command(`buy ${more} of ${which}`, async (model, real) => {
      const total = model.seats[which] + more;
      expect(await manage(real, { [`seats.${which}`]: String(total) })).toBe(303);
      model.seats[which] = total;
      delete model.waiting[which];
    }),
  ),
  fc.tuple(group, fc.integer({ min: 1, max: 5 })).map(([which, fewer]) =>
    command(`lower ${which} by ${fewer}`, async (model, real) => {
      const total = model.seats[which] - fewer;
      const same = model.waiting[which]?.total === total;
      expect(await manage(real, { [`seats.${which}`]: String(total) })).toBe(total < 1 || same ? 422 : 303);
      if (total >= 1 && !same) model.waiting[which] = { total, chosen: new Set(whoGoes(model, real, which, total).map(([id]) => id)) };
    }),
  ),
  group.map((which) =>
    command(`undo what waits for ${which}`, async (model, real) => {
      const row = await instance.db
        .selectFrom('upcoming_changes')
        .select('id')
        .where('account_id', '=', real.accountId)
        .where('product_id', '=', which)
        .where('status', '=', 'waiting')
        .executeTakeFirst();
      expect(row !== undefined).toBe(model.waiting[which] !== undefined);
      if (row) expect(await post(real, `/subscription/upcoming/${row.id}/undo`, {})).toBe(303);
      delete model.waiting[which];
    }),
  ),
  fc.tuple(fc.subarray([...groups]), fc.constantFrom('agent' as const, 'admin' as const)).map(([wanted, role]) =>
    command(`invite an ${role} with ${wanted.join(' and ') || 'no seat'}`, async (model, real) => {
      const email = `new${++invited}@model.example`;
      const boxes = Object.fromEntries(wanted.map((which) => [`seats.${which}`, 'yes']));
      const status = await post(real, '/team/new', { name: 'New', email, role, ...boxes, ...confirmed });
      const fits = wanted.every((which) => freeIn(model, which) > 0);
      expect(status).toBe(fits ? 303 : 422);
      if (!fits) return;
      const { id } = await instance.db.selectFrom('members').select('id').where('email', '=', email).executeTakeFirstOrThrow();
      model.members.set(id, { role, status: 'invited', seats: new Map(wanted.map((which) => [which, instance.clock.now])) });
    }),
  ),
  fc.tuple(any, group).map(([n, which]) =>
    command(`give ${which} to member ${n}`, async (model, real) => {
      const [id, member] = nth(others(model, real), n) ?? [];
      if (!id || !member) return;
      const has = member.seats.has(which);
      const may = has || (member.role !== 'end_user' && member.status !== 'suspended' && freeIn(model, which) > 0);
      const status = await post(real, `/team/${id}/seats/${real.groupIds[which]}`, confirmed);
      expect(status < 400, `give answered ${status}`).toBe(may);
      if (may && !has) member.seats.set(which, instance.clock.now);
    }),
  ),
  fc.tuple(any, group).map(([n, which]) =>
    command(`free ${which} of member ${n}`, async (model, real) => {
      const [id, member] = nth(others(model, real), n) ?? [];
      if (!id || !member) return;
      const status = await post(real, `/team/${id}/seats/${real.groupIds[which]}/release`, {});
      if (member.seats.has(which)) expect(status).toBe(303);
      member.seats.delete(which);
    }),
  ),
  fc.tuple(any, fc.constantFrom('keep', 'free')).map(([n, seats]) =>
    command(`suspend member ${n} and ${seats} the seats`, async (model, real) => {
      const [id, member] = nth(others(model, real), n) ?? [];
      if (!id || !member || member.role === 'end_user') return;
      const already = member.status === 'suspended';
      expect(await post(real, `/team/${id}/suspension`, { seats })).toBe(303);
      member.status = 'suspended';
      if (seats === 'free' && !already) member.seats.clear();
    }),
  ),
  fc.tuple(any, fc.subarray([...groups])).map(([n, wanted]) =>
    command(`reactivate member ${n} with ${wanted.join(' and ')}`, async (model, real) => {
      const [id, member] =
        nth(
          others(model, real).filter(([, member]) => member.status === 'suspended'),
          n,
        ) ?? [];
      if (!id || !member) return;
      const added = wanted.filter((which) => !member.seats.has(which));
      const boxes = Object.fromEntries(added.map((which) => [`seats.${which}`, 'yes']));
      // An end user holds no seat; the user has to be made an agent before they can have one.
      const fits = added.length === 0 || (member.role !== 'end_user' && added.every((which) => freeIn(model, which) > 0));
      expect(await post(real, `/team/${id}/reactivation`, { ...boxes, ...confirmed })).toBe(fits ? 303 : 422);
      if (!fits) return;
      const row = await instance.db.selectFrom('members').select('status').where('id', '=', id).executeTakeFirstOrThrow();
      // A member who has never set a password is invited again.
      expect(['active', 'invited']).toContain(row.status);
      member.status = row.status;
      for (const which of added) member.seats.set(which, instance.clock.now);
    }),
  ),
  any.map((n) =>
    command(`downgrade member ${n}`, async (model, real) => {
      const [id, member] =
        nth(
          others(model, real).filter(([, member]) => member.role !== 'end_user'),
          n,
        ) ?? [];
      if (!id || !member) return;
      expect(await post(real, `/team/${id}/downgrade`, {})).toBe(303);
      member.role = 'end_user';
      member.seats.clear();
    }),
  ),
  fc.tuple(any, fc.subarray([...groups], { minLength: 1 })).map(([n, wanted]) =>
    command(`promote end user ${n} into ${wanted.join(' and ')}`, async (model, real) => {
      const [id, member] =
        nth(
          others(model, real).filter(([, member]) => member.role === 'end_user' && member.status === 'active'),
          n,
        ) ?? [];
      if (!id || !member) return;
      const boxes = Object.fromEntries(wanted.map((which) => [`seats.${which}`, 'yes']));
      const fits = wanted.every((which) => freeIn(model, which) > 0);
      expect(await post(real, `/team/${id}/role`, { from: 'end_user', role: 'agent', ...boxes, ...confirmed })).toBe(fits ? 303 : 422);
      if (!fits) return;
      member.role = 'agent';
      for (const which of wanted) member.seats.set(which, instance.clock.now);
    }),
  ),
  fc.constant(
    command('renew', async (model, real) => {
      const { period_ends_on } = await instance.db
        .selectFrom('subscriptions')
        .select('period_ends_on')
        .where('account_id', '=', real.accountId)
        .executeTakeFirstOrThrow();
      instance.clock.now = Math.max(instance.clock.now + 1, Date.parse(`${period_ends_on}T06:00:00Z`) / 1000);
      const deps = { log: pino({ level: 'silent' }), now: () => instance.clock.now, publicUrl: () => origin };
      const { failed } = await runDue(instance.db, deps, dayOf(instance.clock.now));
      expect(failed).toEqual([]);
      carryOut(model, real);
    }),
  ),
];

/**
 * The order of rules §4.16 in its simplest form: the members who were shown go first, then the members who took their seat last; agents
 * before admins before billing admins; never the owner.
 */
function whoGoes(model: Model, real: Real, which: Group, total: number, chosen = new Set<string>()): [string, ModelMember][] {
  const ranks: Role[] = ['end_user', 'agent', 'admin', 'billing_admin'];
  return others(model, real)
    .filter(([, member]) => member.seats.has(which))
    .toSorted(
      ([a, one], [b, other]) =>
        Number(chosen.has(b)) - Number(chosen.has(a)) ||
        ranks.indexOf(one.role) - ranks.indexOf(other.role) ||
        (other.seats.get(which) ?? 0) - (one.seats.get(which) ?? 0) ||
        (a < b ? 1 : -1),
    )
    .slice(0, Math.max(0, usedIn(model, which) - total));
}

function carryOut(model: Model, real: Real): void {
  for (const which of groups) {
    const waiting = model.waiting[which];
    if (!waiting) continue;
    model.seats[which] = waiting.total;
    for (const [, member] of whoGoes(model, real, which, waiting.total, waiting.chosen)) {
      member.seats.delete(which);
      if (member.seats.size === 0) member.role = 'end_user';
    }
  }
  model.waiting = {};
}

async function freshPair(): Promise<{ model: Model; real: Real }> {
  instance.clock.now = noon;
  const account = await givenAccount(instance.db, { suiteSeats: 7, salesSeats: 3 });
  const people = [account.owner, account.billing, account.admin, account.admin2, account.agent];
  const held = await instance.db.selectFrom('seats_held').select(['member_id', 'taken_at']).where('account_id', '=', account.id).execute();
  const members = new Map<string, ModelMember>();
  for (const { id, role } of people) {
    const takenAt = held.find((row) => row.member_id === id)?.taken_at ?? 0;
    members.set(id, { role, status: 'active', seats: new Map([['support-suite', takenAt]]) });
  }
  members.set(account.user.id, { role: 'end_user', status: 'active', seats: new Map() });
  return {
    model: { seats: { 'support-suite': 7, sales: 3 }, waiting: {}, members },
    real: {
      accountId: account.id,
      owner: await browser(instance, account.owner),
      ownerId: account.owner.id,
      groupIds: account.groups as Record<Group, string>,
    },
  };
}

it(`${sequences} sequences of acts never use more seats than there are, and do what the rules say`, async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.commands(commands, { maxCommands: 14 }), async (sequence) => {
      // A renewal reads all accounts. A few accounts at a time are enough to see that they do not affect each other.
      if (run++ % 10 === 0) await startAfresh();
      const pair = await freshPair();
      await fc.asyncModelRun(() => pair, sequence);
    }),
    { numRuns: sequences, endOnFailure: true },
  );
  expect(await findViolations(instance.db)).toEqual([]);
}, 600_000);

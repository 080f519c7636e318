import { openAccount } from '../../accounts/open.ts';
import type { Acting } from '../../audit/acting.ts';
import { type ActingPerson, systemActor } from '../../audit/acting.ts';
import type { AuditAction } from '../../audit/actions.ts';
import { record, type Subject } from '../../audit/record.ts';
import { leaderOf } from '../../catalogue/fits.ts';
import { findCatalogue } from '../../catalogue/queries.ts';
import type { Trx } from '../../db/transaction.ts';
import { addMonths, type Day, dayOf } from '../../values/day.ts';
import { newId } from '../../values/ids.ts';
import type { AccountPlan } from './accounts.ts';
import { planId, versionId } from './catalogue.ts';
import type { Person } from './people.ts';
import type { Clock, DemoEvent } from './timeline.ts';

/** An account of the demo with its people. */
export interface DemoAccount {
  id: string;
  plan: AccountPlan;
  people: Person[];
  /** The first day of the subscription. */
  anchorOn: Day;
}

export function demoAccountOf(plan: AccountPlan, people: Person[], clock: Clock): DemoAccount {
  const months = plan.periodsAgo * (plan.cycle === 'monthly' ? 1 : 12);
  return { id: newId(), plan, people, anchorOn: addMonths(clock.day(plan.daysIntoPeriod), -months) };
}

/** The person of the account whose e-mail address has this part before the @. @throws when there is none */
export function personAt({ people, plan }: DemoAccount, local: string): Person {
  const person = people.find(({ email }) => email === `${local}@${plan.domain}`);
  if (!person) throw new Error(`Nobody is ${local}@${plan.domain}`);
  return person;
}

/** An IP address for a person's audit events, from the range that is reserved for examples (192.0.2.0/24). */
export function sourceOf(person: Person): string {
  return `192.0.2.${1 + ((person.name.length * 13 + person.email.length * 7) % 250)}`;
}

/** The start of the links in the demo's mails, which count as sent long ago. */
export const publicUrl = 'https://seats.vendor.example';

/** The server as the actor. */
export function bySystem(at: number): Acting {
  return { actor: systemActor, source: 'server', now: at, today: dayOf(at), publicUrl };
}

export function byPerson(person: Person, at: number): ActingPerson {
  const kind = person.isOperator ? 'operator' : 'member';
  return { actor: { kind, id: person.id, name: person.name }, source: sourceOf(person), now: at, today: dayOf(at), publicUrl };
}

/** Adds an event to the audit log of an account. Without an actor the server is the actor. */
export async function recordInDemo(
  trx: Trx,
  demo: DemoAccount,
  at: number,
  actor: { person: Person } | null,
  event: { action: AuditAction; subject: Subject; before?: unknown; after?: unknown },
): Promise<void> {
  await record(trx, actor ? byPerson(actor.person, at) : bySystem(at), { accountId: demo.id, ...event });
}

/** Opens the account with its subscription and the people of the first day; later events add the people who joined later. */
export function openingEvents(demo: DemoAccount, clock: Clock, passwordHash: string, representative: Person | null): DemoEvent[] {
  const first = demo.people.filter((person) => person.joinedDaysAgo === null);
  const later = demo.people.filter((person) => person.joinedDaysAgo !== null);
  return [
    {
      at: clock.at(demo.anchorOn, 0, 1),
      happens: async (trx, at) => {
        await open(trx, demo, at, passwordHash, representative);
        await writeLines(trx, demo);
        await settleIn(trx, demo, personAt(demo, 'owner'), { at, clock });
        for (const person of first) if (person.role !== 'owner') await join(trx, demo, person, { at, clock, passwordHash });
      },
    },
    ...later.map((person, index) => ({
      at: clock.at(clock.day(person.joinedDaysAgo ?? 0), 8, 10 + index),
      happens: (trx: Trx, at: number) => join(trx, demo, person, { at, clock, passwordHash }),
    })),
  ];
}

/** Opens the account and its owner with the act of the product, and sets its payment method. */
async function open(
  trx: Trx,
  { id, plan, people, anchorOn }: DemoAccount,
  at: number,
  passwordHash: string,
  representative: Person | null,
) {
  const owner = people.find(({ role }) => role === 'owner');
  if (!owner) throw new Error(`${plan.name} has no owner`);
  const { isOperator } = owner;
  await openAccount(trx, bySystem(at), {
    ...plan,
    id,
    isOperators: representative === null,
    representativeId: representative?.id ?? null,
    startsOn: anchorOn,
    owner: { ...owner, isOperator, passwordHash },
  });
  const { payment } = plan;
  const columns =
    payment.method === 'card'
      ? { card_brand: payment.brand, card_last4: payment.last4 }
      : { payment_terms_days: payment.termsDays, purchase_order: payment.purchaseOrder };
  await trx
    .updateTable('accounts')
    .set({ payment_method: payment.method, ...columns })
    .where('id', '=', id)
    .execute();
}

async function writeLines(trx: Trx, { id, plan, anchorOn }: DemoAccount): Promise<void> {
  const catalogue = await findCatalogue(trx, plan.currency);
  const held = plan.lines.map(([productId]) => productId);
  const groups = new Map<string, string>();
  for (const [leader, seats] of Object.entries(plan.seats)) {
    groups.set(leader, newId());
    await trx
      .insertInto('seat_groups')
      .values({ id: groups.get(leader) ?? '', account_id: id, leader_product_id: leader, seats })
      .execute();
  }
  for (const [productId, planName] of plan.lines) {
    const plan_id = planId(productId, planName);
    await trx
      .insertInto('lines')
      .values({
        id: newId(),
        account_id: id,
        product_id: productId,
        plan_id,
        plan_version_id: versionId(plan_id, plan.currency, 1),
        group_id: groups.get(leaderOf(catalogue, held, productId) ?? '') ?? null,
        added_on: anchorOn,
      })
      .execute();
  }
}

interface Joining {
  at: number;
  clock: Clock;
  passwordHash: string;
}

async function join(trx: Trx, demo: DemoAccount, person: Person, { at, clock, passwordHash }: Joining): Promise<void> {
  const isInvited = person.status === 'invited';
  await trx
    .insertInto('members')
    .values({
      id: person.id,
      account_id: demo.id,
      email: person.email,
      name: person.name,
      role: person.role,
      status: person.status,
      is_operator: person.isOperator ? 1 : 0,
      password_hash: isInvited ? null : passwordHash,
      language: person.language,
      created_at: at,
      invited_at: at,
      suspended_at: person.status === 'suspended' ? clock.at(clock.day(10), 9) : null,
    })
    .execute();
  await settleIn(trx, demo, person, { at, clock });

  const subject = { type: 'member', id: person.id, name: person.name } as const;
  const after = { email: person.email, role: person.role, seats: person.seats };
  await recordInDemo(trx, demo, at, { person: personAt(demo, 'owner') }, { action: 'member.invited', subject, after });
  if (!isInvited) await recordInDemo(trx, demo, at, { person }, { action: 'member.joined', subject });
}

/** Sets when the person was last seen, and gives them their seats. */
async function settleIn(trx: Trx, demo: DemoAccount, person: Person, { at, clock }: Omit<Joining, 'passwordHash'>): Promise<void> {
  const seenAt = clock.at(clock.day(person.seenDaysAgo), 7 + (person.name.length % 9), person.email.length % 60);
  if (person.status !== 'invited') {
    await trx
      .updateTable('members')
      .set({ last_seen_at: Math.max(seenAt, at) })
      .where('id', '=', person.id)
      .execute();
  }
  for (const leader of person.seats) await takeSeat(trx, demo, person, leader, at);
}

async function takeSeat(trx: Trx, demo: DemoAccount, person: Person, leader: string, at: number): Promise<void> {
  const { id } = await groupOf(trx, demo, leader);
  await trx.insertInto('seats_held').values({ account_id: demo.id, group_id: id, member_id: person.id, taken_at: at }).execute();
  const { seats, temporary, used } = await groupOf(trx, demo, leader);
  if (used < seats + temporary) return;
  await trx.updateTable('seat_groups').set({ ran_out_at: at }).where('id', '=', id).execute();
  await recordInDemo(trx, demo, at, null, {
    action: 'seats.ranOut',
    subject: { type: 'seat_group', id, name: leader },
    after: { seats, used },
  });
}

function groupOf(trx: Trx, demo: DemoAccount, leader: string) {
  return trx
    .selectFrom('seat_groups')
    .selectAll()
    .where('account_id', '=', demo.id)
    .where('leader_product_id', '=', leader)
    .executeTakeFirstOrThrow();
}

/** The audit events of the suspended members, who keep their seats. */
export function suspensionEvents(demo: DemoAccount, clock: Clock): DemoEvent[] {
  return demo.people
    .filter((person) => person.status === 'suspended')
    .map((person) => ({
      at: clock.at(clock.day(10), 9),
      happens: (trx: Trx, at: number) =>
        recordInDemo(
          trx,
          demo,
          at,
          { person: personAt(demo, 'admin') },
          {
            action: 'member.suspended',
            subject: { type: 'member', id: person.id, name: person.name },
            before: { status: 'active' },
            after: { status: 'suspended', seatsFreed: false },
          },
        ),
    }));
}

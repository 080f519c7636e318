import type { Trx } from '../../db/transaction.ts';
import { noChange } from '../../pricing/quote.ts';
import { lineState, standingOf } from '../../pricing/standing.ts';
import { temporaryCharges } from '../../pricing/temporary.ts';
import type { Change } from '../../pricing/types.ts';
import { allowedToChange } from '../../subscription/allowed.ts';
import { applyChange, nextNumber } from '../../subscription/apply.ts';
import { findSubscription } from '../../subscription/find.ts';
import { findSubscriptionNow } from '../../subscription/quote-now.ts';
import { type Day, dayOf } from '../../values/day.ts';
import { newId } from '../../values/ids.ts';
import type { Person } from './people.ts';
import { type Stage, sourceOf, tell } from './stage.ts';
import type { Clock, Happening } from './timeline.ts';

export type Wish = Partial<Omit<Change, 'version'>>;

/** Changes a subscription through the very act that the product uses: order, charges, what waits and the log come from there. */
export async function change(
  trx: Trx,
  stage: Stage,
  wish: Wish,
  { by, kind = 'member', at, requestId = null }: { by: Person; kind?: 'member' | 'operator'; at: number; requestId?: string | null },
): Promise<void> {
  const { type, currency, taxRateBp, requestsEnabled } = stage.plan;
  const subscription = await findSubscription(trx, stage.id);
  const version = subscription?.version ?? 0;
  const result = await applyChange(trx, {
    account: { id: stage.id, currency, taxRateBp },
    change: { ...noChange(version), ...wish },
    seenVersion: version,
    allowed: allowedToChange(by.role, { type, requestsEnabled, showPrices: true }),
    by: { actor: { kind, id: by.id, name: by.name }, source: sourceOf(by), now: at, today: dayOf(at) },
    requestId,
    idempotencyKey: newId(at * 1000),
  });
  if (result.outcome !== 'applied') throw new Error(`The demo changes ${stage.plan.name}, and it is ${JSON.stringify(result)}`);
}

export interface Asking {
  by: Person;
  daysAgo: number;
  wish: Wish;
  note: string;
  /** Left out: it is still pending. */
  answer?: { daysAgo: number; by: Person } & ({ approved: true } | { rejected: string } | { withdrawn: true });
}

/** A request, and what became of it. */
export function request(stage: Stage, clock: Clock, asking: Asking): Happening[] {
  const id = newId(clock.at(clock.day(asking.daysAgo), 10, 20) * 1000);
  const { answer } = asking;
  const asked = { at: clock.at(clock.day(asking.daysAgo), 10, 20), happens: (trx: Trx, at: number) => ask(trx, stage, id, asking, at) };
  if (!answer) return [asked];
  return [asked, { at: clock.at(clock.day(answer.daysAgo), 14, 5), happens: (trx, at) => decide(trx, stage, id, asking.wish, answer, at) }];
}

function answererOf({ plan }: Stage): 'account' | 'representative' {
  return plan.type === 'self_service' || plan.type === 'online_assisted' ? 'account' : 'representative';
}

async function ask(trx: Trx, stage: Stage, id: string, { by, wish, note }: Asking, at: number): Promise<void> {
  const { subscription } = await findSubscriptionNow(trx, { id: stage.id, ...stage.plan });
  const wanted: Change = { ...noChange(subscription.version), ...wish };
  await trx
    .insertInto('requests')
    .values({
      id,
      account_id: stage.id,
      requester_id: by.id,
      answerer: answererOf(stage),
      status: 'pending',
      change: JSON.stringify(wanted),
      snapshot: JSON.stringify({ subscription }),
      note,
      idempotency_key: newId(at * 1000),
      submitted_at: at,
      edited_at: null,
      reminded_at: null,
      auto_reminded_at: null,
      decided_at: null,
      decided_by: null,
      reason: null,
    })
    .execute();
  await tell(
    trx,
    stage,
    at,
    { person: by },
    {
      action: 'request.submitted',
      subject: { type: 'request', id, name: by.name },
      after: { ...wish, note },
    },
  );
}

async function decide(trx: Trx, stage: Stage, id: string, wish: Wish, answer: NonNullable<Asking['answer']>, at: number): Promise<void> {
  const status = 'approved' in answer ? 'approved' : 'rejected' in answer ? 'rejected' : 'withdrawn';
  const reason = 'rejected' in answer ? answer.rejected : null;
  const kind = answererOf(stage) === 'representative' && status !== 'withdrawn' ? 'operator' : 'member';
  if (status === 'approved') await change(trx, stage, wish, { by: answer.by, kind, at, requestId: id });
  await trx
    .updateTable('requests')
    .set({ status, decided_at: at, decided_by: answer.by.id, reason })
    .where('account_id', '=', stage.id)
    .where('id', '=', id)
    .execute();
  const requester = await trx
    .selectFrom('requests')
    .innerJoin('members', 'members.id', 'requests.requester_id')
    .select('members.name')
    .where('requests.id', '=', id)
    .executeTakeFirstOrThrow();
  await tell(
    trx,
    stage,
    at,
    { person: answer.by, kind },
    {
      action: `request.${status}`,
      subject: { type: 'request', id, name: requester.name },
      before: { status: 'pending' },
      after: { status, ...(reason && { reason }) },
    },
  );
}

export interface Temporary {
  by: Person;
  kind?: 'member' | 'operator';
  daysAgo: number;
  leader: string;
  seats: number;
  firstOn: Day;
  lastOn: Day;
}

/** Temporary seats, charged when they are bought, and counted from their first day. */
export function temporarySeats(stage: Stage, clock: Clock, temporary: Temporary): Happening[] {
  const id = newId();
  const buys = {
    at: clock.at(clock.day(temporary.daysAgo), 11, 30),
    happens: (trx: Trx, at: number) => buyTemporary(trx, stage, id, temporary, at),
  };
  if (temporary.firstOn > clock.today) return [buys];
  return [
    buys,
    { at: Math.max(clock.at(temporary.firstOn, 0, 10), buys.at), happens: (trx, at) => startTemporary(trx, stage, id, temporary, at) },
  ];
}

async function buyTemporary(trx: Trx, stage: Stage, id: string, temporary: Temporary, at: number): Promise<void> {
  const { by, kind, leader, seats, firstOn, lastOn } = temporary;
  const { subscription, catalogue } = await findSubscriptionNow(trx, { id: stage.id, ...stage.plan });
  const groupId = subscription.groups.find((group) => group.leaderProductId === leader)?.id ?? '';
  const charges = temporaryCharges(subscription, { groupId, seats, firstOn, lastOn });
  const order = { id: newId(at * 1000), number: await nextNumber(trx, 'order') };
  await trx
    .insertInto('orders')
    .values({
      ...order,
      account_id: stage.id,
      placed_at: at,
      placed_by: by.id,
      request_id: null,
      change: JSON.stringify(noChange(subscription.version)),
      currency: stage.plan.currency,
      due_minor: charges.reduce((sum, charge) => sum + charge.dueMinor, 0),
      idempotency_key: newId(at * 1000),
    })
    .execute();
  const { lines, cycle } = standingOf(subscription, catalogue);
  for (const { productId, dueMinor } of charges) {
    const line = lines.get(productId);
    if (!line) continue;
    const state = lineState(line, cycle);
    const about = { account_id: stage.id, order_id: order.id, product_id: productId, product_name: line.product.name };
    const json = JSON.stringify(state);
    await trx
      .insertInto('order_lines')
      .values({ id: newId(at * 1000), ...about, before: json, after: json, later: null, later_on: null, due_minor: dueMinor })
      .execute();
    await trx
      .insertInto('charges')
      .values({
        id: newId(at * 1000),
        ...about,
        kind: 'temporary',
        invoice_id: null,
        plan_name: state.planName,
        seats,
        unit_minor: state.unitMinor,
        first_on: firstOn,
        last_on: lastOn,
        amount_minor: dueMinor,
        created_at: at,
      })
      .execute();
  }
  await trx
    .insertInto('temporary_seats')
    .values({
      id,
      account_id: stage.id,
      group_id: groupId,
      seats,
      first_on: firstOn,
      last_on: lastOn,
      created_at: at,
      created_by: by.id,
      order_id: order.id,
      warned_at: null,
      ended_at: null,
    })
    .execute();
  await tell(
    trx,
    stage,
    at,
    { person: by, kind },
    {
      action: 'temporarySeats.added',
      subject: { type: 'temporary_seats', id, name: catalogue.get(leader)?.name ?? leader },
      after: { seats, firstOn, lastOn, order: order.number },
    },
  );
}

async function startTemporary(trx: Trx, stage: Stage, id: string, { leader, seats }: Temporary, at: number): Promise<void> {
  await trx
    .updateTable('seat_groups')
    .set((eb) => ({ temporary: eb('temporary', '+', seats) }))
    .where('account_id', '=', stage.id)
    .where('leader_product_id', '=', leader)
    .execute();
  await trx.updateTable('temporary_seats').set({ started_at: at }).where('account_id', '=', stage.id).where('id', '=', id).execute();
  await tell(trx, stage, at, null, {
    action: 'temporarySeats.started',
    subject: { type: 'temporary_seats', id, name: leader },
    after: { seats },
  });
}

import type { Trx } from '../../db/transaction.ts';
import { noChange } from '../../pricing/quote.ts';
import type { Change } from '../../pricing/types.ts';
import { approveRequest, rejectRequest } from '../../requests/decide.ts';
import { submitRequest } from '../../requests/submit.ts';
import { withdrawRequest } from '../../requests/withdraw.ts';
import { asShown } from '../../seat-loss/choosable.ts';
import { allowedToChange } from '../../subscription/allowed.ts';
import { type ApplyInput, applyChange } from '../../subscription/apply.ts';
import { findSubscriptionNow } from '../../subscription/quote-now.ts';
import { settleTemporarySeats } from '../../subscription/settle-temporary.ts';
import { addTemporarySeats } from '../../subscription/temporary.ts';
import { type Day, dayOf } from '../../values/day.ts';
import { newId } from '../../values/ids.ts';
import { byPerson, bySystem, publicUrl, type Stage } from './demo-account.ts';
import type { Person } from './people.ts';
import type { Clock, Happening } from './timeline.ts';

/** What is wanted of a subscription, as it is at that moment. */
export type Wish = Partial<Omit<Change, 'version'>>;

/** Changes a subscription through the very act that the product uses: order, charges, what waits and the log come from there. */
export async function change(trx: Trx, stage: Stage, wish: Wish, { person, at }: { person: Person; at: number }): Promise<void> {
  const { type, requestsEnabled } = stage.plan;
  const account = accountOf(stage);
  const { subscription } = await findSubscriptionNow(trx, account);
  const input: ApplyInput = {
    account,
    change: { ...noChange(subscription.version), ...wish },
    seenVersion: subscription.version,
    allowed: allowedToChange(person.role, { type, requestsEnabled, showPrices: true }),
    by: byPerson(person, at),
    requestId: null,
    seatLoss: null,
    idempotencyKey: newId(at * 1000),
  };
  let result = await applyChange(trx, input);
  if (result.outcome === 'seat-loss')
    result = await applyChange(trx, { ...input, seatLoss: { chosen: asShown(result.seatLoss), now: false } });
  if (result.outcome !== 'applied') throw unexpected(stage, result);
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
  const { answer } = asking;
  let id = '';
  const asked = {
    at: clock.at(clock.day(asking.daysAgo), 10, 20),
    happens: async (trx: Trx, at: number) => {
      id = await ask(trx, stage, asking, at);
    },
  };
  if (!answer) return [asked];
  return [asked, { at: clock.at(clock.day(answer.daysAgo), 14, 5), happens: (trx, at) => decide(trx, stage, id, answer, at) }];
}

type Answer = NonNullable<Asking['answer']>;

/** Whether owner and billing admin answer, and not the representative. */
function isOfTheAccount({ plan }: Stage): boolean {
  return plan.type === 'self_service' || plan.type === 'online_assisted';
}

async function ask(trx: Trx, stage: Stage, asking: Asking, at: number): Promise<string> {
  const { subscription } = await findSubscriptionNow(trx, accountOf(stage));
  const result = await submitRequest(trx, {
    accountId: stage.id,
    answerer: isOfTheAccount(stage) ? 'account' : 'representative',
    change: { ...noChange(subscription.version), ...asking.wish },
    note: asking.note,
    key: newId(at * 1000),
    by: byPerson(asking.by, at),
  });
  if (result.outcome !== 'submitted') throw unexpected(stage, result);
  return result.id;
}

async function decide(trx: Trx, stage: Stage, id: string, answer: Answer, at: number): Promise<void> {
  const input = { accountId: stage.id, id, seenRequestVersion: 1, by: byPerson(answer.by, at), publicUrl };
  if ('withdrawn' in answer) {
    await withdrawRequest(trx, input);
  } else if ('rejected' in answer) {
    const result = await rejectRequest(trx, { ...input, reason: answer.rejected });
    if (result.outcome !== 'rejected') throw unexpected(stage, result);
  } else {
    const { subscription } = await findSubscriptionNow(trx, accountOf(stage));
    const result = await approveRequest(trx, { ...input, seenVersion: subscription.version, seatLoss: null });
    if (result.outcome !== 'approved') throw unexpected(stage, result);
  }
}

function accountOf({ id, plan }: Stage) {
  return { id, name: plan.name, currency: plan.currency, taxRateBp: plan.taxRateBp };
}

function unexpected({ plan }: Stage, result: object): Error {
  return new Error(`The story of ${plan.name} cannot go on: ${JSON.stringify(result)}`);
}

export interface Temporary {
  by: Person;
  daysAgo: number;
  leader: string;
  seats: number;
  firstOn: Day;
  lastOn: Day;
}

/** Temporary seats, charged when they are bought, and counted from their first day. */
export function temporarySeats(stage: Stage, clock: Clock, temporary: Temporary): Happening[] {
  const buys = {
    at: clock.at(clock.day(temporary.daysAgo), 11, 30),
    happens: (trx: Trx, at: number) => buyTemporary(trx, stage, temporary, at),
  };
  if (temporary.firstOn > clock.today) return [buys];
  const starts = async (trx: Trx, at: number) => {
    await settleTemporarySeats(trx, { id: stage.id, name: stage.plan.name }, dayOf(at), bySystem(at));
  };
  return [buys, { at: clock.at(temporary.firstOn, 0, 10), happens: starts }];
}

async function buyTemporary(trx: Trx, stage: Stage, { by, leader, seats, firstOn, lastOn }: Temporary, at: number): Promise<void> {
  const account = accountOf(stage);
  const { subscription } = await findSubscriptionNow(trx, account);
  const result = await addTemporarySeats(trx, {
    account,
    wish: { leader, seats, firstOn, lastOn },
    seenVersion: subscription.version,
    by: byPerson(by, at),
    idempotencyKey: newId(at * 1000),
  });
  if (result.outcome !== 'added') throw unexpected(stage, result);
}

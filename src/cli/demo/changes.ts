import type { Trx } from '../../db/transaction.ts';
import { noChange } from '../../pricing/quote.ts';
import type { Change } from '../../pricing/types.ts';
import { approveRequest, rejectRequest } from '../../requests/decide.ts';
import { submitRequest } from '../../requests/submit.ts';
import { withdrawRequest } from '../../requests/withdraw.ts';
import { defaultChoice } from '../../seat-loss/choosable.ts';
import { allowedToChange } from '../../subscription/allowed.ts';
import { type ApplyInput, applyChange } from '../../subscription/apply.ts';
import { findSubscriptionNow } from '../../subscription/quote-now.ts';
import { settleTemporarySeats } from '../../subscription/settle-temporary.ts';
import { addTemporarySeats } from '../../subscription/temporary.ts';
import { type Day, dayOf } from '../../values/day.ts';
import { newId } from '../../values/ids.ts';
import { byPerson, bySystem, type DemoAccount, publicUrl } from './demo-account.ts';
import type { Person } from './people.ts';
import type { Clock, DemoEvent } from './timeline.ts';

/** A change of the current subscription; `change` and `request` add the current version. */
export type WantedChange = Partial<Omit<Change, 'version'>>;

/** Changes a subscription with the product's own act, which also writes the order, charges, scheduled changes and audit events. */
export async function change(
  trx: Trx,
  demo: DemoAccount,
  wanted: WantedChange,
  { person, at }: { person: Person; at: number },
): Promise<void> {
  const { type, requestsEnabled } = demo.plan;
  const account = accountOf(demo);
  const { subscription } = await findSubscriptionNow(trx, account);
  const input: ApplyInput = {
    account,
    change: { ...noChange(subscription.version), ...wanted },
    seenVersion: subscription.version,
    allowed: allowedToChange(person.role, { type, requestsEnabled, showPrices: true }),
    by: byPerson(person, at),
    requestId: null,
    seatLoss: null,
    idempotencyKey: newId(at * 1000),
  };
  let result = await applyChange(trx, input);
  if (result.outcome === 'seat-loss')
    result = await applyChange(trx, { ...input, seatLoss: { chosen: defaultChoice(result.seatLoss), now: false } });
  if (result.outcome !== 'applied') throw unexpected(demo, result);
}

export interface RequestPlan {
  by: Person;
  daysAgo: number;
  wanted: WantedChange;
  note: string;
  /** When left out, the request is still pending. */
  answer?: { daysAgo: number; by: Person } & ({ approved: true } | { rejected: string } | { withdrawn: true });
}

/** A request and, unless it is still pending, its answer. */
export function requestEvents(demo: DemoAccount, clock: Clock, asking: RequestPlan): DemoEvent[] {
  const { answer } = asking;
  let id = '';
  const submission = {
    at: clock.at(clock.day(asking.daysAgo), 10, 20),
    happens: async (trx: Trx, at: number) => {
      id = await ask(trx, demo, asking, at);
    },
  };
  if (!answer) return [submission];
  return [submission, { at: clock.at(clock.day(answer.daysAgo), 14, 5), happens: (trx, at) => decide(trx, demo, id, answer, at) }];
}

type Answer = NonNullable<RequestPlan['answer']>;

/** Whether the owner and the billing admins answer requests; otherwise the representative does. */
function isAnsweredInAccount({ plan }: DemoAccount): boolean {
  return plan.type === 'self_service' || plan.type === 'online_assisted';
}

async function ask(trx: Trx, demo: DemoAccount, asking: RequestPlan, at: number): Promise<string> {
  const { subscription } = await findSubscriptionNow(trx, accountOf(demo));
  const result = await submitRequest(trx, {
    accountId: demo.id,
    answerer: isAnsweredInAccount(demo) ? 'account' : 'representative',
    change: { ...noChange(subscription.version), ...asking.wanted },
    note: asking.note,
    key: newId(at * 1000),
    by: byPerson(asking.by, at),
  });
  if (result.outcome !== 'submitted') throw unexpected(demo, result);
  return result.id;
}

async function decide(trx: Trx, demo: DemoAccount, id: string, answer: Answer, at: number): Promise<void> {
  const input = { accountId: demo.id, id, seenRequestVersion: 1, by: byPerson(answer.by, at), publicUrl };
  if ('withdrawn' in answer) {
    await withdrawRequest(trx, input);
  } else if ('rejected' in answer) {
    const result = await rejectRequest(trx, { ...input, reason: answer.rejected });
    if (result.outcome !== 'rejected') throw unexpected(demo, result);
  } else {
    const { subscription } = await findSubscriptionNow(trx, accountOf(demo));
    const result = await approveRequest(trx, { ...input, seenVersion: subscription.version, seatLoss: null });
    if (result.outcome !== 'approved') throw unexpected(demo, result);
  }
}

function accountOf({ id, plan }: DemoAccount) {
  return { id, name: plan.name, currency: plan.currency, taxRateBp: plan.taxRateBp };
}

function unexpected({ plan }: DemoAccount, result: object): Error {
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

/** Temporary seats: they are charged on the day of the purchase and count from their first day. */
export function temporarySeatEvents(demo: DemoAccount, clock: Clock, temporary: Temporary): DemoEvent[] {
  const purchase = {
    at: clock.at(clock.day(temporary.daysAgo), 11, 30),
    happens: (trx: Trx, at: number) => buyTemporary(trx, demo, temporary, at),
  };
  if (temporary.firstOn > clock.today) return [purchase];
  const start = async (trx: Trx, at: number) => {
    await settleTemporarySeats(trx, { id: demo.id, name: demo.plan.name }, dayOf(at), bySystem(at));
  };
  return [purchase, { at: clock.at(temporary.firstOn, 0, 10), happens: start }];
}

async function buyTemporary(trx: Trx, demo: DemoAccount, { by, leader, seats, firstOn, lastOn }: Temporary, at: number): Promise<void> {
  const account = accountOf(demo);
  const { subscription } = await findSubscriptionNow(trx, account);
  const result = await addTemporarySeats(trx, {
    account,
    wanted: { leader, seats, firstOn, lastOn },
    seenVersion: subscription.version,
    by: byPerson(by, at),
    idempotencyKey: newId(at * 1000),
  });
  if (result.outcome !== 'added') throw unexpected(demo, result);
}

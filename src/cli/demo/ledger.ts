import { findCatalogue } from '../../catalogue/queries.ts';
import type { Trx } from '../../db/transaction.ts';
import { renew } from '../../due/renew.ts';
import { findBilledAccount } from '../../invoices/billed-account.ts';
import { makeInvoice } from '../../invoices/make-invoice.ts';
import { markPaid } from '../../invoices/mark-paid.ts';
import { asOf, subscriptionStateOf } from '../../pricing/state.ts';
import { findSubscription } from '../../subscription/find.ts';
import { addDays, dayOf } from '../../values/day.ts';
import { nthPeriod, type Period } from '../../values/period.ts';
import { byPerson, bySystem, type DemoAccount } from './demo-account.ts';
import type { Person } from './people.ts';
import type { Clock, DemoEvent } from './timeline.ts';

/**
 * The invoices of an account from its first day on: one at the start of each period, for that period in advance and with the charges of
 * the previous one. The last `open` invoices are unpaid; all others are paid.
 */
export function invoiceEvents(demo: DemoAccount, clock: Clock, { open, operator }: { open: number; operator: Person }): DemoEvent[] {
  const { anchorOn, plan } = demo;
  const periods = Array.from({ length: plan.periodsAgo + 1 }, (_, n) => nthPeriod(anchorOn, plan.cycle, n));
  return periods.flatMap((period, n) => {
    const billed = { at: clock.at(period.startsOn, 0, 5), happens: (trx: Trx, at: number) => bill(trx, demo, period, at) };
    const daysToPay = plan.payment.method === 'card' ? 1 : plan.payment.termsDays - 6;
    const paidOn = addDays(period.startsOn, daysToPay);
    if (n >= periods.length - open || paidOn >= clock.today) return [billed];
    return [billed, { at: clock.at(paidOn, 9), happens: (trx: Trx, at: number) => pay(trx, demo, period, operator, at) }];
  });
}

/** Bills the first period directly; every later period is billed by its renewal. */
async function bill(trx: Trx, demo: DemoAccount, period: Period, at: number): Promise<void> {
  const by = bySystem(at);
  const today = dayOf(at);
  if (period.startsOn !== demo.anchorOn) {
    await renew(trx, { accountId: demo.id, seenEndsOn: period.startsOn, today, by });
    return;
  }
  const account = await findBilledAccount(trx, demo.id);
  const subscription = await findSubscription(trx, demo.id);
  if (!account || !subscription) throw new Error(`${demo.plan.name} has no subscription`);
  const coming = asOf(subscriptionStateOf(subscription, await findCatalogue(trx, account.currency)), today);
  await makeInvoice(trx, { account, kind: 'renewal', period, coming, discount: null, today, by });
}

async function pay(trx: Trx, demo: DemoAccount, period: Period, operator: Person, at: number): Promise<void> {
  const { id } = await trx
    .selectFrom('invoices')
    .select('id')
    .where('account_id', '=', demo.id)
    .where('period_starts_on', '=', period.startsOn)
    .executeTakeFirstOrThrow();
  await markPaid(trx, { accountId: demo.id, id, paidOn: dayOf(at), by: byPerson(operator, at) });
}

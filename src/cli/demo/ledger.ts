import { findCatalogue } from '../../catalogue/queries.ts';
import type { Trx } from '../../db/transaction.ts';
import { discountMinor } from '../../pricing/discount.ts';
import { asOf, lineState, recurringMinor, type Standing, standingOf } from '../../pricing/standing.ts';
import type { Subscription } from '../../pricing/types.ts';
import { nextNumber } from '../../subscription/apply.ts';
import { findSubscription } from '../../subscription/find.ts';
import { addDays, type Day, later } from '../../values/day.ts';
import { newId } from '../../values/ids.ts';
import { percentOf } from '../../values/money.ts';
import { nthPeriod, type Period } from '../../values/period.ts';
import type { Person } from './people.ts';
import { type Stage, tell } from './stage.ts';
import type { Clock, Happening } from './timeline.ts';

/**
 * The invoices of an account from its first day on: one at the beginning of each period, for that period in advance and with the
 * charges of the one before. All are paid but the last `open`.
 */
export function invoicing(stage: Stage, clock: Clock, { open, operator }: { open: number; operator: Person }): Happening[] {
  const { anchorOn, plan } = stage;
  const periods = Array.from({ length: plan.periodsAgo + 1 }, (_, n) => nthPeriod(anchorOn, plan.cycle, n));
  return periods.flatMap((period, n) => {
    const billed = { at: clock.at(period.startsOn, 0, 5), happens: (trx: Trx, at: number) => bill(trx, stage, period, at) };
    const daysToPay = plan.payment.method === 'card' ? 1 : plan.payment.termsDays - 6;
    const paidOn = addDays(period.startsOn, daysToPay);
    if (n >= periods.length - open || paidOn >= clock.today) return [billed];
    return [billed, { at: clock.at(paidOn, 9), happens: (trx: Trx, at: number) => pay(trx, stage, period, operator, at) }];
  });
}

async function bill(trx: Trx, stage: Stage, period: Period, at: number): Promise<void> {
  const subscription = await findSubscription(trx, stage.id);
  if (!subscription) throw new Error(`${stage.plan.name} has no subscription`);
  const isRenewal = period.startsOn !== stage.anchorOn;
  const then = await standingThen(trx, stage, subscription, period.startsOn);
  const recurring = recurringMinor(then);
  const discount = discountMinor(subscription.discount, recurring);
  const linesMinor = recurring + subscription.openChargesMinor;
  const taxMinor = percentOf(linesMinor - discount, stage.plan.taxRateBp);
  const { payment } = stage.plan;
  const invoice = { id: newId(at * 1000), number: await nextNumber(trx, 'invoice') };
  await trx
    .insertInto('invoices')
    .values({
      ...invoice,
      account_id: stage.id,
      kind: 'renewal',
      period_starts_on: period.startsOn,
      period_ends_on: period.endsOn,
      issued_on: period.startsOn,
      due_on: addDays(period.startsOn, payment.method === 'card' ? 30 : payment.termsDays),
      paid_at: null,
      currency: stage.plan.currency,
      account_name: stage.plan.name,
      purchase_order: payment.method === 'invoice' ? payment.purchaseOrder : null,
      lines_minor: linesMinor,
      discount_code: discount > 0 ? (subscription.discount?.code ?? null) : null,
      discount_minor: discount,
      tax_rate_bp: stage.plan.taxRateBp,
      tax_minor: taxMinor,
      total_minor: linesMinor - discount + taxMinor,
      created_at: at,
    })
    .execute();
  await trx
    .updateTable('charges')
    .set({ invoice_id: invoice.id })
    .where('account_id', '=', stage.id)
    .where('invoice_id', 'is', null)
    .execute();
  await chargePeriod(trx, stage, then, { period, invoiceId: invoice.id, at });
  if (isRenewal) await renew(trx, stage, subscription, period, at);
  if (discount > 0) await useDiscount(trx, stage, at);
  await tell(trx, stage, at, null, {
    action: 'invoice.created',
    subject: { type: 'invoice', id: invoice.id, name: String(invoice.number) },
    after: { periodStartsOn: period.startsOn, periodEndsOn: period.endsOn, totalMinor: linesMinor - discount + taxMinor },
  });
}

type Then = Pick<Standing, 'cycle' | 'lines'>;

/** At a renewal after the commitment, lines go on at the price of today. */
async function standingThen(trx: Trx, stage: Stage, subscription: Subscription, on: Day): Promise<Then> {
  const catalogue = await findCatalogue(trx, stage.plan.currency);
  for (const line of subscription.lines) {
    const current = catalogue.get(line.productId)?.plans.find((plan) => plan.id === line.planId)?.current;
    if (!current || subscription.committedUntil > on) continue;
    await trx
      .updateTable('lines')
      .set({ plan_version_id: current.id })
      .where('account_id', '=', stage.id)
      .where('id', '=', line.id)
      .execute();
  }
  return asOf(standingOf(subscription, catalogue), on);
}

async function chargePeriod(
  trx: Trx,
  stage: Stage,
  { lines, cycle }: Then,
  { period, invoiceId, at }: { period: Period; invoiceId: string; at: number },
): Promise<void> {
  for (const line of lines.values()) {
    const state = lineState(line, cycle);
    await trx
      .insertInto('charges')
      .values({
        id: newId(at * 1000),
        account_id: stage.id,
        kind: 'period',
        order_id: null,
        invoice_id: invoiceId,
        product_id: line.product.id,
        product_name: line.product.name,
        plan_name: state.planName,
        seats: state.seats,
        unit_minor: state.unitMinor,
        first_on: period.startsOn,
        last_on: addDays(period.endsOn, -1),
        amount_minor: state.periodMinor,
        created_at: at,
      })
      .execute();
  }
}

async function renew(trx: Trx, stage: Stage, subscription: Subscription, period: Period, at: number): Promise<void> {
  await trx
    .updateTable('subscriptions')
    .set({
      version: subscription.version + 1,
      period_starts_on: period.startsOn,
      period_ends_on: period.endsOn,
      committed_until: later(subscription.committedUntil, period.endsOn),
    })
    .where('account_id', '=', stage.id)
    .execute();
  await tell(trx, stage, at, null, {
    action: 'subscription.renewed',
    subject: { type: 'subscription', id: stage.id, name: stage.plan.name },
    before: { periodStartsOn: subscription.periodStartsOn, periodEndsOn: subscription.periodEndsOn },
    after: { periodStartsOn: period.startsOn, periodEndsOn: period.endsOn },
  });
}

async function useDiscount(trx: Trx, stage: Stage, at: number): Promise<void> {
  await trx
    .updateTable('account_coupons')
    .set((eb) => ({
      periods_left: eb('periods_left', '-', 1),
      ended_at: eb.case().when('periods_left', '=', 1).then(at).else(null).end(),
    }))
    .where('account_id', '=', stage.id)
    .where('ended_at', 'is', null)
    .execute();
}

async function pay(trx: Trx, stage: Stage, period: Period, operator: Person, at: number): Promise<void> {
  const invoice = await trx
    .updateTable('invoices')
    .set({ status: 'paid', paid_at: at })
    .where('account_id', '=', stage.id)
    .where('period_starts_on', '=', period.startsOn)
    .returning(['id', 'number'])
    .executeTakeFirstOrThrow();
  await tell(
    trx,
    stage,
    at,
    { person: operator },
    {
      action: 'invoice.paid',
      subject: { type: 'invoice', id: invoice.id, name: String(invoice.number) },
      before: { status: 'open' },
      after: { status: 'paid' },
    },
  );
}

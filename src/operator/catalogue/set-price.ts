import type { ActingPerson } from '../../audit/acting.ts';
import type { Trx } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import { recordInOperatorsLog } from '../parts/operators-log.ts';
import { findDeskPlan, type Price } from './queries.ts';

/** The highest allowed price, in minor units. */
export const highestPrice: Price = { monthlyUnitMinor: 100_000_000, annualUnitMinor: 1_000_000_000 };

export type PriceWritten =
  | { outcome: 'saved'; changed: boolean }
  | { outcome: 'refused'; refused: 'price-same' }
  /** The prices were changed after the form was rendered; nothing was written. */
  | { outcome: 'stale' };

/**
 * Gives a plan a new price in a currency, or stops its sale in this currency (rules §1, §4.25). A price is never edited: the old version is
 * retired, and a new version is sold from now on. Lines keep the price at which they were bought until their commitment ends. For operators
 * only.
 *
 * @param price null stops the sale in this currency
 * @param seen the revision of the prices from the form
 * @throws NotFound
 */
export async function setPrice(
  trx: Trx,
  { planId, currency, price, seen, by }: { planId: string; currency: string; price: Price | null; seen: string; by: ActingPerson },
): Promise<PriceWritten> {
  const found = await findDeskPlan(trx, planId);
  if (!found) throw new NotFound();
  const { product, plan } = found;
  const current = plan.current.find((candidate) => candidate.currency === currency) ?? null;
  if (isSamePrice(current, price)) {
    // With the current revision, the operator has typed the current price again: refused. Otherwise the form was sent twice: already done.
    const isNew = price !== null && plan.revision === seen;
    return isNew ? { outcome: 'refused', refused: 'price-same' } : { outcome: 'saved', changed: false };
  }
  if (plan.revision !== seen) return { outcome: 'stale' };

  await trx
    .updateTable('plan_versions')
    .set({ retired_at: by.now })
    .where('plan_id', '=', planId)
    .where('currency', '=', currency)
    .where('retired_at', 'is', null)
    .execute();
  if (price) await writeVersion(trx, planId, currency, price, by);
  await recordInOperatorsLog(trx, by, {
    action: 'price.changed',
    subject: { type: 'plan', id: planId, name: `${product.name} ${plan.name}` },
    before: recordedPrice(currency, current),
    after: recordedPrice(currency, price),
  });
  return { outcome: 'saved', changed: true };
}

async function writeVersion(trx: Trx, planId: string, currency: string, price: Price, by: ActingPerson): Promise<void> {
  const { last } = await trx
    .selectFrom('plan_versions')
    .select((eb) => eb.fn.max('version').as('last'))
    .where('plan_id', '=', planId)
    .where('currency', '=', currency)
    .executeTakeFirstOrThrow();
  const version = (last ?? 0) + 1;
  await trx
    .insertInto('plan_versions')
    .values({
      id: `${planId}-${currency.toLowerCase()}-${version}`,
      plan_id: planId,
      currency,
      version,
      monthly_unit_minor: price.monthlyUnitMinor,
      annual_unit_minor: price.annualUnitMinor,
      created_at: by.now,
    })
    .execute();
}

function isSamePrice(one: Price | null, other: Price | null): boolean {
  if (!one || !other) return one === other;
  return one.monthlyUnitMinor === other.monthlyUnitMinor && one.annualUnitMinor === other.annualUnitMinor;
}

function recordedPrice(currency: string, price: Price | null): object {
  return { currency, ...(price && { monthlyUnitMinor: price.monthlyUnitMinor, annualUnitMinor: price.annualUnitMinor }) };
}

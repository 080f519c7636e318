import type { ActingPerson } from '../../audit/acting.ts';
import type { Trx } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import { recordInOperatorsLog } from '../parts/operators-log.ts';
import { type DeskPlan, findDeskCatalogue, findDeskPlan } from './queries.ts';
import { freeSlug } from './slugs.ts';

export type PlanWritten =
  | { outcome: 'saved'; id: string; changed: boolean }
  | { outcome: 'refused'; refused: 'plan-name-taken' | 'level-taken' }
  /** The plan was changed after the form was rendered; nothing was written. */
  | { outcome: 'stale' };

/**
 * Adds a plan to a product; a plan with a higher level is an upgrade (rules §1). It is sold in the currencies in which it has a price. For
 * operators only.
 *
 * @param level from 1 to 99, different from the levels of the product's other plans
 * @throws NotFound
 */
export async function createPlan(
  trx: Trx,
  { productId, name, level, by }: { productId: string; name: string; level: number; by: ActingPerson },
): Promise<PlanWritten> {
  const product = (await findDeskCatalogue(trx)).find(({ id }) => id === productId);
  if (!product) throw new NotFound();
  const existing = product.plans.find((plan) => isNamed(plan, name));
  // A form that is sent twice finds the same plan.
  if (existing?.name === name && existing.level === level) return { outcome: 'saved', id: existing.id, changed: false };
  if (existing) return { outcome: 'refused', refused: 'plan-name-taken' };
  if (product.plans.some((plan) => plan.level === level)) return { outcome: 'refused', refused: 'level-taken' };

  const plans = await trx.selectFrom('plans').select('id').execute();
  const id = freeSlug(`${productId} ${name}`, { otherwise: productId, longest: 60, taken: plans.map((plan) => plan.id) });
  await trx.insertInto('plans').values({ id, product_id: productId, name, level }).execute();
  await recordInOperatorsLog(trx, by, {
    action: 'plan.created',
    subject: { type: 'plan', id, name: `${product.name} ${name}` },
    after: { product: product.name, name, level },
  });
  return { outcome: 'saved', id, changed: true };
}

/**
 * Renames a plan; existing orders and invoices keep the old name. For operators only.
 *
 * @param seen the name of the plan when the form was rendered
 * @throws NotFound
 */
export async function renamePlan(
  trx: Trx,
  { id, seen, name, by }: { id: string; seen: string; name: string; by: ActingPerson },
): Promise<PlanWritten> {
  const found = await findDeskPlan(trx, id);
  if (!found) throw new NotFound();
  const { product, plan } = found;
  if (plan.name === name) return { outcome: 'saved', id, changed: false };
  if (plan.name !== seen) return { outcome: 'stale' };
  if (product.plans.some((other) => other !== plan && isNamed(other, name))) return { outcome: 'refused', refused: 'plan-name-taken' };
  await trx.updateTable('plans').set({ name }).where('id', '=', id).execute();
  await recordInOperatorsLog(trx, by, {
    action: 'plan.changed',
    subject: { type: 'plan', id, name: `${product.name} ${name}` },
    before: { name: plan.name },
    after: { name },
  });
  return { outcome: 'saved', id, changed: true };
}

function isNamed(plan: DeskPlan, name: string): boolean {
  return plan.name.toLowerCase() === name.toLowerCase();
}

import type { ActingPerson } from '../../audit/acting.ts';
import type { Trx } from '../../db/transaction.ts';
import { NotFound } from '../../errors.ts';
import { recordInOwnLog } from '../parts/own-log.ts';
import { type DeskPlan, findDeskCatalogue, findDeskPlan } from './queries.ts';
import { freeSlug } from './slugs.ts';

export type PlanWritten =
  | { outcome: 'saved'; id: string; changed: boolean }
  | { outcome: 'refused'; refused: 'plan-name-taken' | 'level-taken' }
  /** It was changed since it was seen; nothing was written. */
  | { outcome: 'stale' };

/**
 * Adds a plan to a product; a higher level is an upgrade (rules §1). It is sold where it has a price. By operators only.
 *
 * @param level from 1 to 99, unlike those of the other plans
 * @throws NotFound
 */
export async function createPlan(
  trx: Trx,
  { productId, name, level, by }: { productId: string; name: string; level: number; by: ActingPerson },
): Promise<PlanWritten> {
  const product = (await findDeskCatalogue(trx)).find((one) => one.id === productId);
  if (!product) throw new NotFound();
  const same = product.plans.find((plan) => isNamed(plan, name));
  // Sent twice it is there already, just so.
  if (same?.name === name && same.level === level) return { outcome: 'saved', id: same.id, changed: false };
  if (same) return { outcome: 'refused', refused: 'plan-name-taken' };
  if (product.plans.some((plan) => plan.level === level)) return { outcome: 'refused', refused: 'level-taken' };

  const all = await trx.selectFrom('plans').select('id').execute();
  const id = freeSlug(`${productId} ${name}`, { otherwise: productId, longest: 60, taken: all.map((plan) => plan.id) });
  await trx.insertInto('plans').values({ id, product_id: productId, name, level }).execute();
  await recordInOwnLog(trx, by, {
    action: 'plan.created',
    subject: { type: 'plan', id, name: `${product.name} ${name}` },
    after: { product: product.name, name, level },
  });
  return { outcome: 'saved', id, changed: true };
}

/**
 * Renames a plan; orders and invoices keep the name they were made with. By operators only.
 *
 * @param seen the name that was on the screen
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
  if (product.plans.some((one) => one !== plan && isNamed(one, name))) return { outcome: 'refused', refused: 'plan-name-taken' };
  await trx.updateTable('plans').set({ name }).where('id', '=', id).execute();
  await recordInOwnLog(trx, by, {
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

import type { Change, Subscription } from '../pricing/types.ts';
import type { Typed } from '../web/form.ts';

/** What stands in the fields of Manage when a pending request is edited: its differences as totals of the subscription as it is now. */
export function typedFrom({ change, note }: { change: Change; note: string }, subscription: Subscription): Typed {
  const typed: Typed = { note };
  for (const { leaderProductId: leader, seats } of subscription.groups) {
    typed[`seats.${leader}`] = String(seats + (change.seats[leader] ?? 0));
  }
  for (const [productId, { to }] of Object.entries(change.plans)) typed[`plan.${productId}`] = to;
  for (const [productId, { planId, seats }] of Object.entries(change.add)) {
    typed[`add.${productId}`] = planId;
    if (seats !== null) typed[`seats.${productId}`] = String(seats);
  }
  for (const productId of change.remove) typed[`remove.${productId}`] = 'yes';
  if (change.cycle) typed.cycle = change.cycle;
  if (change.extendCycles) typed.extend = String(change.extendCycles);
  if (change.promotionCode) typed.code = change.promotionCode;
  return typed;
}

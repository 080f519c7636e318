import type { Change, Subscription } from '../pricing/types.ts';
import type { FormValues } from '../web/form.ts';

/** The field values of Manage when a pending request is edited: the differences of the request as totals of the current subscription. */
export function requestFields({ change, note }: { change: Change; note: string }, subscription: Subscription): FormValues {
  const formValues: FormValues = { note };
  for (const { leaderProductId: leader, seats } of subscription.groups) {
    formValues[`seats.${leader}`] = String(seats + (change.seats[leader] ?? 0));
  }
  for (const [productId, { to }] of Object.entries(change.plans)) formValues[`plan.${productId}`] = to;
  for (const [productId, { planId, seats }] of Object.entries(change.add)) {
    formValues[`add.${productId}`] = planId;
    if (seats !== null) formValues[`seats.${productId}`] = String(seats);
  }
  for (const productId of change.remove) formValues[`remove.${productId}`] = 'yes';
  if (change.cycle) formValues.cycle = change.cycle;
  if (change.extendCycles) formValues.extend = String(change.extendCycles);
  if (change.promotionCode) formValues.code = change.promotionCode;
  return formValues;
}

import * as z from 'zod';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { noChange } from '../pricing/quote.ts';
import type { Change, Subscription } from '../pricing/types.ts';
import { fieldsWithSeatLoss } from '../seat-loss/form.ts';
import type { FormValues } from '../web/form.ts';

/**
 * The fields of the Manage form. `seats.<product>` is the new total of a seated line, `plan.<product>` its plan, `remove.<product>` a
 * checkbox; `back` is the page that led here; `add.<product>` is the plan of a product to add, with `seats.<product>` where the product
 * leads a group of its own.
 */
const fieldName = /^(version|key|cycle|extend|code|note|request|back|update|(seats|plan|add|remove)\.[a-z][a-z0-9-]{0,39})$/;

export const manageFields = z.record(z.string().regex(fieldName, 'unknown-field'), z.string().max(4000, 'too-long'));

/** The same fields with the ticked members and the pressed button, for a change by which members lose their seat. */
export const changeFields = fieldsWithSeatLoss(fieldName, 4000);

/** Why the form values make no change that could be priced. A change that is priced and then refused has a `Refusal`. */
export interface ChangeProblem {
  field: string;
  reason: 'whole-number' | 'seats-unequal' | 'product-unknown' | 'choose-one';
}

/**
 * Reads the values of the Manage form as differences against the subscription (rules §1 "change", §4.14). A value that equals the current
 * one is no difference. All lines of a group share one number: different totals within a group are refused, whichever of its lines sent
 * them.
 */
export function readChange(
  formValues: FormValues,
  { subscription, catalogue }: { subscription: Subscription; catalogue: Catalogue },
): { change: Change; problems: ChangeProblem[] } {
  const change = noChange(subscription.version);
  const problems: ChangeProblem[] = [];
  const totals = new Map<string, number>();

  for (const [field, raw] of Object.entries(formValues)) {
    const [, kind, productId] = field.match(/^(seats|plan|add|remove)\.(.+)$/) ?? [];
    if (!kind || !productId) continue;
    const value = raw.trim();
    const product = catalogue.get(productId);
    const line = subscription.lines.find((held) => held.productId === productId);
    if (!product) {
      problems.push({ field, reason: 'product-unknown' });
    } else if (kind === 'seats' && line) {
      readTotal(field, value, line.groupId);
    } else if (kind === 'plan' && value !== '') {
      if (value !== line?.planId) change.plans[productId] = { from: line?.planId ?? '', to: value };
    } else if (kind === 'remove' && value !== '') {
      change.remove.push(productId);
    } else if (kind === 'add' && value !== '') {
      change.add[productId] = { planId: value, seats: readSeatsOfNew(productId) };
    }
  }
  for (const group of subscription.groups) {
    const total = totals.get(group.id);
    if (total !== undefined && total !== group.seats) change.seats[group.leaderProductId] = total - group.seats;
  }
  readRest();
  return { change, problems };

  function readTotal(field: string, value: string, groupId: string | null): void {
    const total = readWhole(value);
    if (groupId === null) problems.push({ field, reason: 'product-unknown' });
    else if (total === null) problems.push({ field, reason: 'whole-number' });
    else if ((totals.get(groupId) ?? total) !== total) problems.push({ field, reason: 'seats-unequal' });
    else totals.set(groupId, total);
  }

  /** An empty field is left to the quote, which knows whether the product needs seats of its own. */
  function readSeatsOfNew(productId: string): number | null {
    const field = `seats.${productId}`;
    const value = (formValues[field] ?? '').trim();
    const seats = readWhole(value);
    if (value !== '' && seats === null) problems.push({ field, reason: 'whole-number' });
    return seats;
  }

  function readRest(): void {
    const cycle = formValues.cycle ?? '';
    if (cycle !== '' && cycle !== 'monthly' && cycle !== 'annual') problems.push({ field: 'cycle', reason: 'choose-one' });
    else if (cycle !== '' && cycle !== subscription.cycle) change.cycle = cycle;

    const extend = (formValues.extend ?? '').trim();
    if (extend !== '' && extend !== '0') {
      change.extendCycles = readWhole(extend);
      if (change.extendCycles === null) problems.push({ field: 'extend', reason: 'whole-number' });
    }
    const code = (formValues.code ?? '').trim().toUpperCase();
    if (code !== '') change.promotionCode = code.slice(0, 60);
  }
}

/** A whole number in plain digits; other text is never coerced. Six digits are enough to report that a number exceeds 100000. */
function readWhole(value: string): number | null {
  return /^[1-9]\d{0,5}$/.test(value) ? Number(value) : null;
}

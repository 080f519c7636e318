import type { FieldError } from '../../views/parts/fields.tsx';
import { refusalWords } from '../../views/subscription/words.ts';
import type { Allowed, Quote } from '../pricing/types.ts';
import { findSubscriptionNow, quoteNow, type SubscriptionNow } from '../subscription/quote-now.ts';
import type { Ctx } from '../web/deps.ts';
import type { FormValues } from '../web/form.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { type Addition, readAddition } from './addition.ts';

/** This page can only add seats. */
export const additionsOnly: Allowed = { lower: false, remove: false, extend: false, promotionCode: false };

/** The values typed on *Add more seats*, parsed and priced against the current subscription. */
export interface SeatsDraft {
  now: SubscriptionNow;
  addition: Addition;
  quote: Quote;
  /** Why the seats cannot be added, each reason with its field. */
  errors: FieldError[];
}

/** Parses and prices a draft for display only: the acts parse and price the form again in their own transaction. */
export async function readSeatsDraft(c: Ctx, v: SignedInViewer, formValues: FormValues, known?: SubscriptionNow): Promise<SeatsDraft> {
  const { db } = c.var.deps;
  const now = known ?? (await findSubscriptionNow(db, v.account));
  const addition = readAddition(formValues, now.subscription);
  const quote = await quoteNow(db, now, { account: v.account, change: addition.change, allowed: additionsOnly, today: v.today });
  return { now, addition, quote, errors: [...problemErrors(v, addition), ...refusalErrors(v, now, quote)] };
}

function problemErrors(v: SignedInViewer, { problems }: Addition): FieldError[] {
  return problems.map(({ field, key }) => ({ field, text: v.t.form[key] }));
}

/**
 * The refusals of a quote, shown at the field `seats`, the only one for numbers. `nothing-changed` is left out, because an empty field has
 * its own error.
 */
export function refusalErrors(v: SignedInViewer, { catalogue }: SubscriptionNow, quote: Quote): FieldError[] {
  return quote.refusals
    .filter(({ reason }) => reason !== 'nothing-changed')
    .map((refusal) => ({ field: 'seats', text: refusalWords(v, catalogue, refusal) }));
}

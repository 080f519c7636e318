import * as z from 'zod';
import type { FieldError } from '../../views/parts/fields.tsx';
import type { Messages } from '../i18n/messages.ts';
import type { NewTemporarySeats, TemporaryRefusal } from '../pricing/temporary-request.ts';
import type { Ctx } from '../web/deps.ts';
import { draftInQuery, type FormValues, idempotencyKey, type Problem } from '../web/form.ts';

/** What the form sends when the price has been seen. What is typed stays text, so that it can be shown again. */
export const temporaryFields = z.strictObject({
  key: idempotencyKey,
  version: z.string().regex(/^\d{1,9}$/, 'invalid'),
  group: z.string().max(60, 'too-long').default(''),
  seats: z.string().max(20, 'too-long').default(''),
  firstOn: z.string().max(20, 'too-long').default(''),
  lastOn: z.string().max(20, 'too-long').default(''),
});

const draftFields = temporaryFields.omit({ key: true, version: true }).extend({ show: z.string().max(20, 'too-long').optional() });

/** The draft lives in the URL; `isToBePriced` when its price was asked for, not only the form. */
export function temporaryInQuery(c: Ctx): { formValues: FormValues; isToBePriced: boolean; problems: Problem[] } {
  const { formValues, problems } = draftInQuery(c, draftFields);
  return { formValues, isToBePriced: formValues.show !== undefined, problems };
}

/** What the reader of forms found, at its field where that stands on the page. */
export function unreadWishErrors({ form }: Messages, problems: readonly Problem[]): FieldError[] {
  const onTheForm = ['group', 'seats', 'firstOn', 'lastOn'];
  return problems.map(({ field, key }) => ({ field: field !== null && onTheForm.includes(field) ? field : null, text: form[key] }));
}

export type NewTemporaryRefusal = TemporaryRefusal | { field: 'seats'; reason: 'whole-number' };

/** The temporary seats that were typed; whether they can be had is another question. */
export function readWish(formValues: FormValues): { wanted: NewTemporarySeats } | { refusal: NewTemporaryRefusal } {
  const seats = (formValues.seats ?? '').trim();
  if (!/^[1-9]\d{0,5}$/.test(seats)) return { refusal: { field: 'seats', reason: 'whole-number' } };
  const [leader, firstOn, lastOn] = [formValues.group ?? '', (formValues.firstOn ?? '').trim(), (formValues.lastOn ?? '').trim()];
  return { wanted: { leader, seats: Number(seats), firstOn, lastOn } };
}

/** A refusal at the field where it stands on the page. */
export function newTemporaryErrors({ form, temporarySeats }: Messages, refusal: NewTemporaryRefusal | null): FieldError[] {
  if (!refusal) return [];
  const text = refusal.reason === 'whole-number' ? form['whole-number'] : temporarySeats.refusals[refusal.reason];
  return [{ field: refusal.field === 'leader' ? 'group' : refusal.field, text }];
}

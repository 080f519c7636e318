import * as z from 'zod';
import type { FieldError } from '../../views/parts/fields.tsx';
import type { Messages } from '../i18n/messages.ts';
import type { NewTemporarySeats, TemporaryRefusal } from '../pricing/new-temporary.ts';
import type { Ctx } from '../web/deps.ts';
import { draftInQuery, type FormValues, idempotencyKey, type Problem } from '../web/form.ts';

/** The fields of the form that buys at the price shown. All values stay text, so that the page can show them again. */
export const temporaryFields = z.strictObject({
  key: idempotencyKey,
  version: z.string().regex(/^\d{1,9}$/, 'invalid'),
  group: z.string().max(60, 'too-long').default(''),
  seats: z.string().max(20, 'too-long').default(''),
  firstOn: z.string().max(20, 'too-long').default(''),
  lastOn: z.string().max(20, 'too-long').default(''),
});

const draftFields = temporaryFields.omit({ key: true, version: true }).extend({ show: z.string().max(20, 'too-long').optional() });

/** The draft in the URL. `isToBePriced` is true when the user asked for the price, and not only for the form. */
export function temporaryInQuery(c: Ctx): { formValues: FormValues; isToBePriced: boolean; problems: Problem[] } {
  const { formValues, problems } = draftInQuery(c, draftFields);
  return { formValues, isToBePriced: formValues.show !== undefined, problems };
}

/** The problems that the form reader found, each at its field when the page has that field. */
export function unreadTemporaryErrors({ form }: Messages, problems: readonly Problem[]): FieldError[] {
  const onTheForm = ['group', 'seats', 'firstOn', 'lastOn'];
  return problems.map(({ field, key }) => ({ field: field !== null && onTheForm.includes(field) ? field : null, text: form[key] }));
}

export type NewTemporaryRefusal = TemporaryRefusal | { field: 'seats'; reason: 'whole-number' };

/** The temporary seats that the user typed. Whether they can be bought is checked elsewhere (`whyNotTemporary`). */
export function readTemporarySeats(formValues: FormValues): { wanted: NewTemporarySeats } | { refusal: NewTemporaryRefusal } {
  const seats = (formValues.seats ?? '').trim();
  if (!/^[1-9]\d{0,5}$/.test(seats)) return { refusal: { field: 'seats', reason: 'whole-number' } };
  const [leader, firstOn, lastOn] = [formValues.group ?? '', (formValues.firstOn ?? '').trim(), (formValues.lastOn ?? '').trim()];
  return { wanted: { leader, seats: Number(seats), firstOn, lastOn } };
}

/** A refusal as the error of its field on the page. */
export function newTemporaryErrors({ form, temporarySeats }: Messages, refusal: NewTemporaryRefusal | null): FieldError[] {
  if (!refusal) return [];
  const text = refusal.reason === 'whole-number' ? form['whole-number'] : temporarySeats.refusals[refusal.reason];
  return [{ field: refusal.field === 'leader' ? 'group' : refusal.field, text }];
}

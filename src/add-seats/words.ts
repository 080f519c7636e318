import { groupNames } from '../../views/catalogue/names.ts';
import type { FieldError } from '../../views/parts/fields.tsx';
import { localPath } from '../auth/back.ts';
import { longestNote } from '../requests/submit.ts';
import { backToDraft, readDraft } from '../team/draft.ts';
import type { Ctx } from '../web/deps.ts';
import type { FormValues } from '../web/form.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { isConfirmed, needsConfirmation } from './addition.ts';
import type { SeatsDraft } from './draft.ts';

/** The error at the confirmation box, when a confirmation is needed and the user has not confirmed exactly this number (rules §4.19). */
export function confirmationErrors(v: SignedInViewer, formValues: FormValues, { addition }: SeatsDraft): FieldError[] {
  const { group, more } = addition;
  if (!group || more === null || !needsConfirmation(addition) || isConfirmed(formValues, addition)) return [];
  return [{ field: 'sure', text: v.t.addSeats.sureNeeded(v.f.number(more), v.f.number(group.seats)) }];
}

export function noteErrors(v: SignedInViewer, formValues: FormValues): FieldError[] {
  return noteOf(formValues).length > longestNote ? [{ field: 'note', text: v.t.form['too-long'] }] : [];
}

export function noteOf(formValues: FormValues): string {
  return (formValues.note ?? '').trim();
}

/** The values of a draft without errors, formatted for the message of success. */
export function confirmationText(v: SignedInViewer, { now, addition }: SeatsDraft): { more: number; names: string; total: string } {
  const { group, more } = addition;
  if (!group || more === null) throw new Error('a draft without errors has a group and a number');
  return { more, names: groupNames(v, now, group), total: v.f.number(group.seats + more) };
}

/** The address of the form about a member with the typed values, or of the page that linked here: a path of this product, or null. */
export function backFrom(c: Ctx, v: SignedInViewer, formValues: FormValues): string | null {
  const member = readDraft(new URLSearchParams(formValues));
  return member ? backToDraft(v.url, member) : localPath(formValues.back, c.var.deps.config.basePath);
}

/** The address of Manage with the number already added to the total, and with the way back (rules §4.20). */
export function fullCartHref(c: Ctx, v: SignedInViewer, formValues: FormValues, { now, addition }: SeatsDraft): string {
  const { group, more } = addition;
  const back = backFrom(c, v, formValues);
  const fields = {
    version: String(now.subscription.version),
    ...(group && more !== null && { [`seats.${group.leaderProductId}`]: String(group.seats + more) }),
    ...(noteOf(formValues) && { note: noteOf(formValues) }),
    ...(back && { back }),
  };
  return v.url.manage(new URLSearchParams(fields).toString());
}

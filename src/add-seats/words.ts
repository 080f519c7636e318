import { groupNames } from '../../views/catalogue/names.ts';
import type { FieldError } from '../../views/parts/fields.tsx';
import { localPath } from '../auth/back.ts';
import { longestNote } from '../requests/submit.ts';
import { backToDraft, readDraft } from '../team/draft.ts';
import type { Ctx } from '../web/deps.ts';
import type { FormValues } from '../web/form.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import { isAsManyAsThereAre, isConfirmed } from './addition.ts';
import type { SeatsDraft } from './draft.ts';

/** The complaint at the box to tick, where it is needed and this very number was not confirmed (rules §4.19). */
export function askOnceMore(v: SignedInViewer, formValues: FormValues, { addition }: SeatsDraft): FieldError[] {
  const { group, more } = addition;
  if (!group || more === null || !isAsManyAsThereAre(addition) || isConfirmed(formValues, addition)) return [];
  return [{ field: 'sure', text: v.t.addSeats.sureNeeded(v.f.number(more), v.f.number(group.seats)) }];
}

export function noteErrors(v: SignedInViewer, formValues: FormValues): FieldError[] {
  return noteOf(formValues).length > longestNote ? [{ field: 'note', text: v.t.form['too-long'] }] : [];
}

export function noteOf(formValues: FormValues): string {
  return (formValues.note ?? '').trim();
}

/** A draft without errors, for the message that confirms it. */
export function inWords(v: SignedInViewer, { now, addition }: SeatsDraft): { more: number; names: string; total: string } {
  const { group, more } = addition;
  if (!group || more === null) throw new Error('a draft without errors has a group and a number');
  return { more, names: groupNames(v, now, group), total: v.f.number(group.seats + more) };
}

/** Back to what was typed about a member, or to the page that led here: a path of this product, or null. */
export function backFrom(c: Ctx, v: SignedInViewer, formValues: FormValues): string | null {
  const member = readDraft(new URLSearchParams(formValues));
  return member ? backToDraft(v.url, member) : localPath(formValues.back, c.var.deps.config.basePath);
}

/** Manage with the number already added, and the way back from there (rules §4.20). */
export function fullCart(c: Ctx, v: SignedInViewer, formValues: FormValues, { now, addition }: SeatsDraft): string {
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

import type { Viewer } from '../web/viewer.ts';
import type { Refusal } from './load-for-act.ts';

/**
 * The text of a refusal, as form errors.
 *
 * @param field the field that gets the error; null: the error is shown above the form
 * @param ticked leading products whose checkboxes the page shows: the error about a missing seat is then shown at its checkbox
 */
export function refusalErrors(
  v: Viewer,
  refusal: Refusal,
  field: string | null,
  ticked: readonly string[] = [],
): { field: string | null; text: string }[] {
  const { refusals, noSeatLeft } = v.t.team;
  const { refused, groups = [] } = refusal;
  if (refused === 'no-free-seat' && groups.every((group) => ticked.includes(group.leaderProductId))) {
    return groups.map((group) => ({ field: `seats.${group.leaderProductId}`, text: noSeatLeft(group.name) }));
  }
  if (refused === 'no-free-seat' || refused === 'over-limit') {
    return [{ field: null, text: refusals[refused](v.f.and(groups.map((group) => group.name))) }];
  }
  return [{ field, text: refusals[refused] }];
}

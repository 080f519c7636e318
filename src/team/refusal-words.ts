import type { Viewer } from '../web/viewer.ts';
import type { Refusal } from './load-for-act.ts';

/**
 * Why nothing was done, in words.
 *
 * @param field where it stands in the form; null: above it
 * @param ticked leading products whose boxes the page shows: a seat that is not free is said at its box
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

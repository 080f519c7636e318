/** The seats of one group: bought, used and free. */
export interface GroupUse {
  id: string;
  /** The product that leads the group; the form fields of the group contain its id. */
  leaderProductId: string;
  /** The name of the leading product. */
  name: string;
  /** The names of the other products in the group, which have the same number of seats. */
  followers: string[];
  /** Including the temporary seats that are active. */
  bought: number;
  used: number;
  /** Never below zero. */
  free: number;
  /** More seats are used than bought, because they were in use when the number was lowered. */
  isOver: boolean;
}

export type WhyNotTake = { refused: 'no-free-seat'; groups: GroupUse[] } | { refused: 'over-limit'; groups: GroupUse[] };

/**
 * Why a member cannot get these seats; null when they can (rules §4.22, §4.23). Each group needs a free seat. An account that is over its
 * limit in any group must free or buy seats before it can give any.
 *
 * @param groups all groups of the account
 * @param wanted ids of the groups of which the member is to get a seat
 */
export function whyNotTake(groups: readonly GroupUse[], wanted: readonly string[]): WhyNotTake | null {
  if (wanted.length === 0) return null;
  const over = groups.filter((group) => group.isOver);
  if (over.length > 0) return { refused: 'over-limit', groups: over };
  const full = groups.filter((group) => wanted.includes(group.id) && group.free === 0);
  return full.length > 0 ? { refused: 'no-free-seat', groups: full } : null;
}

/** The groups whose last free seat would be taken; the page asks for a confirmation before it saves (rules §4.22). */
export function lastSeatsOf(groups: readonly GroupUse[], wanted: readonly string[]): GroupUse[] {
  return groups.filter((group) => wanted.includes(group.id) && group.free === 1);
}

/** The seats of one group as they stand. */
export interface GroupUse {
  id: string;
  /** The product that leads the group; it names the fields of forms. */
  leaderProductId: string;
  /** Its name. */
  name: string;
  /** What else has the same number of seats, by name. */
  followers: string[];
  /** With temporary seats that are active. */
  bought: number;
  used: number;
  /** Never below zero. */
  free: number;
  /** More are used than bought: from before the seats were lowered. */
  isOver: boolean;
}

export type WhyNotTake = { refused: 'no-free-seat'; groups: GroupUse[] } | { refused: 'over-limit'; groups: GroupUse[] };

/**
 * Why these seats cannot be taken, or null when they can (rules §4.22, §4.23): each needs a free one, and an account that is over its
 * limit anywhere can only use less or buy more.
 *
 * @param groups all groups of the account
 * @param wanted ids of the groups of which somebody is to get a seat
 */
export function whyNotTake(groups: readonly GroupUse[], wanted: readonly string[]): WhyNotTake | null {
  if (wanted.length === 0) return null;
  const over = groups.filter((group) => group.isOver);
  if (over.length > 0) return { refused: 'over-limit', groups: over };
  const full = groups.filter((group) => wanted.includes(group.id) && group.free === 0);
  return full.length > 0 ? { refused: 'no-free-seat', groups: full } : null;
}

/** The groups of which this would take the last free seat: saving warns first (rules §4.22). */
export function lastSeatsOf(groups: readonly GroupUse[], wanted: readonly string[]): GroupUse[] {
  return groups.filter((group) => wanted.includes(group.id) && group.free === 1);
}

/** An invitation that has not been answered for so many days, and somebody who has not signed in for so many. */
export const unansweredDays = 30;
export const awayDays = 90;

/** Why a seat could be freed: its holder cannot use it, never came, or has not come for long. */
export type ReclaimReason = 'suspended' | 'invited' | 'away';

export interface Reclaimable {
  memberId: string;
  name: string;
  reason: ReclaimReason;
  /** Since when, in epoch seconds: suspended, invited, last here. Null: never signed in. */
  since: number | null;
}

/** The seats of one group that could be freed before more are bought. */
export interface GroupReclaim {
  groupId: string;
  seats: number;
  /** The first of them: suspended before invited before away, in each the longest first. */
  members: Reclaimable[];
}

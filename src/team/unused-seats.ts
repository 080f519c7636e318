/** A seat is reclaimable after so many days: of an unanswered invitation, and of a member without a sign-in. */
export const unansweredDays = 30;
export const awayDays = 90;

/** Why a seat could be freed: its holder is suspended, has not accepted the invitation, or has not signed in for long. */
export type ReclaimReason = 'suspended' | 'invited' | 'away';

export interface Reclaimable {
  memberId: string;
  name: string;
  reason: ReclaimReason;
  /** When the member was suspended, was invited or last signed in, in epoch seconds. Null: never signed in. */
  since: number | null;
}

/** The seats of one group that could be freed before more are bought; `seats` counts all of them. */
export interface GroupReclaim {
  groupId: string;
  seats: number;
  /** The first of these members: suspended before invited before away; within each reason, the longest first. */
  members: Reclaimable[];
}

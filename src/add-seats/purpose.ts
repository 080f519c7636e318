import { Forbidden } from '../errors.ts';
import type { Ctx } from '../web/deps.ts';
import { permitted } from '../web/guard.ts';
import type { SignedInViewer } from '../web/viewer.ts';

/**
 * What the user can do on *Add more seats*: buy, request seats from the deciders, or write to the representative (rules §3 rows 9 to 11).
 */
export type SeatsPurpose = 'buy' | 'request' | 'representative';

/** Null for an admin when requests are disabled for the account: the page then names the people to ask. */
export function seatsPurposeOf(v: SignedInViewer): SeatsPurpose | null {
  if (v.can('seats.buy')) return 'buy';
  if (v.can('seats.request')) return 'request';
  return v.can('representative.write') ? 'representative' : null;
}

/** The signed-in user and how they can add seats. @throws SignInNeeded, Forbidden when they cannot */
export function viewerAddingSeats(c: Ctx): { v: SignedInViewer; purpose: SeatsPurpose } {
  const v = permitted(c, 'team.see');
  const purpose = seatsPurposeOf(v);
  if (!purpose) throw new Forbidden('seats.buy');
  return { v, purpose };
}

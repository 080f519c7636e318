import { Forbidden } from '../errors.ts';
import type { Ctx } from '../web/deps.ts';
import { permitted } from '../web/guard.ts';
import type { SignedInViewer } from '../web/viewer.ts';

/** What somebody does on *Add more seats*: buy, ask those who may, or write to the representative (rules §3 rows 9 to 11). */
export type SeatsPurpose = 'buy' | 'request' | 'representative';

/** Null for an admin of an account in which requests are switched off: they read whom to ask. */
export function seatsPurposeOf(v: SignedInViewer): SeatsPurpose | null {
  if (v.can('seats.buy')) return 'buy';
  if (v.can('seats.request')) return 'request';
  return v.can('representative.write') ? 'representative' : null;
}

/** Whoever can add seats in one way or another. @throws SignInNeeded, Forbidden */
export function adderOfSeats(c: Ctx): { v: SignedInViewer; purpose: SeatsPurpose } {
  const v = permitted(c, 'team.see');
  const purpose = seatsPurposeOf(v);
  if (!purpose) throw new Forbidden('seats.buy');
  return { v, purpose };
}

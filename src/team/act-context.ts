import { findDeciders } from '../members/deciders.ts';
import { actingOf } from '../web/acting.ts';
import type { Ctx } from '../web/deps.ts';
import type { SignedInViewer } from '../web/viewer.ts';
import type { ActContext } from './load-for-act.ts';
import { mayAddSeats } from './rights.ts';

/** The account of the signed-in user, with the user as the one who acts. */
export function actContextOf(c: Ctx, v: SignedInViewer): ActContext {
  return { account: { id: v.account.id, name: v.account.name }, by: actingOf(c, v) };
}

/** The names of the deciders, when this viewer can neither buy nor request seats; empty when they can (rules §3). */
export async function whomToAskForSeats(c: Ctx, v: SignedInViewer): Promise<string[]> {
  if (mayAddSeats(v)) return [];
  const deciders = await findDeciders(c.var.deps.db, v.account.id);
  return deciders.map((person) => person.name);
}

import { findDeciders } from '../members/people.ts';
import type { Ctx } from '../web/deps.ts';
import type { Insider } from '../web/viewer.ts';
import type { In } from './act.ts';
import { mayAddSeats } from './rights.ts';

/** Where and by whom an act is done. */
export function here(c: Ctx, v: Insider): In {
  return {
    account: { id: v.account.id, name: v.account.name },
    by: {
      actor: { kind: 'member', id: v.member.id, name: v.member.name },
      source: c.var.source,
      now: v.now,
      publicUrl: c.var.deps.publicUrl(),
    },
  };
}

/** By name, whoever may add seats where this viewer can neither buy nor ask; nobody where they can (rules §3). */
export async function whomToAskForSeats(c: Ctx, v: Insider): Promise<string[]> {
  if (mayAddSeats(v)) return [];
  const deciders = await findDeciders(c.var.deps.db, v.account.id);
  return deciders.map((person) => person.name);
}

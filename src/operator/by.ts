import type { By } from '../subscription/apply.ts';
import type { Ctx } from '../web/deps.ts';
import { operator } from '../web/guard.ts';

/** An operator at work: in the log of every account they stand as such, by name (spec §4.25). */
export interface OperatorBy extends By {
  /** Where links in letters start. */
  publicUrl: string;
}

/** The operator who is signed in. @throws SignInNeeded, Forbidden */
export function byOperator(c: Ctx): OperatorBy {
  const { member, now, today } = operator(c);
  return {
    actor: { kind: 'operator', id: member.id, name: member.name },
    source: c.var.source,
    now,
    today,
    publicUrl: c.var.deps.publicUrl(),
  };
}

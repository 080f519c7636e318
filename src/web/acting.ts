import type { ActingPerson } from '../audit/acting.ts';
import type { Ctx } from './deps.ts';
import type { SignedInViewer } from './viewer.ts';

/** The signed-in user as the actor of an act: a member in their own account, or an operator in any account (rules §4.26). */
export function actingOf(c: Ctx, { member, now, today }: SignedInViewer, kind: 'member' | 'operator' = 'member'): ActingPerson {
  return { actor: { kind, id: member.id, name: member.name }, source: c.var.source, now, today, publicUrl: c.var.deps.publicUrl() };
}

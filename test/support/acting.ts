import { type Acting, type ActingPerson, systemActor } from '../../src/audit/acting.ts';
import { dayOf } from '../../src/values/day.ts';
import { noon } from './noon.ts';

const publicUrl = 'http://localhost';

/** A member as the actor of an act; by default at noon. */
export function actingAs({ id, name }: { id: string; name: string }, now = noon, kind: 'member' | 'operator' = 'member'): ActingPerson {
  return { actor: { kind, id, name }, source: 'test', now, today: dayOf(now), publicUrl };
}

/** The server as the actor of an act; by default at noon. */
export function actingSystem(now = noon): Acting {
  return { actor: systemActor, source: 'server', now, today: dayOf(now), publicUrl };
}

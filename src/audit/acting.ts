import type { Day } from '../values/day.ts';

/** Who did it. An operator acts in the account of somebody else; the system acts by itself, for example at a renewal. */
export type Actor = { kind: 'member' | 'operator'; id: string; name: string } | { kind: 'system' };

/**
 * Who acts, from where and when. Handlers, commands and the due work make it and pass it to every act: an act reads neither the session
 * nor the clock.
 */
export interface Acting<Who extends Actor = Actor> {
  actor: Who;
  /** The network address of the person, `command line`, or `server` for what the server does by itself. */
  source: string;
  /** Epoch seconds. */
  now: number;
  /** The day for which it counts: that of `now` in UTC, or the one that `run-due` was given. */
  today: Day;
  /** Where links in mails start, base path included. */
  publicUrl: string;
}

/** A member or an operator who acts, not the system. */
export type ActingPerson = Acting<Extract<Actor, { id: string }>>;

export const systemActor: Actor = { kind: 'system' };

/** How the log names the system; pages say it in their own language. */
export const systemName = 'Seatkeeper';

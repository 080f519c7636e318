import type { Day } from '../values/day.ts';

/** The actor of an event. An operator acts in an account of another team; the system acts without a user, for example at a renewal. */
export type Actor = { kind: 'member' | 'operator'; id: string; name: string } | { kind: 'system' };

/**
 * The actor, the source and the clock. Handlers, commands and the due work build it and pass it to every act: an act reads neither the
 * session nor the clock.
 */
export interface Acting<Who extends Actor = Actor> {
  actor: Who;
  /** The network address of the user; `command line` for commands; `server` for work that the server starts, such as renewals. */
  source: string;
  /** Epoch seconds. */
  now: number;
  /** The day for which the act counts: the day of `now` in UTC, or the day that was passed to `run-due`. */
  today: Day;
  /** The start of every link in mails, base path included. */
  publicUrl: string;
}

/** A member or an operator who acts, not the system. */
export type ActingPerson = Acting<Extract<Actor, { id: string }>>;

export const systemActor: Actor = { kind: 'system' };

/** The name of the system in the log; pages translate it. */
export const systemName = 'Seatkeeper';

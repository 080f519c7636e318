import type { Trx } from '../../db/transaction.ts';
import { addDays, type Day, dayOf } from '../../values/day.ts';

/** One event in the past of the demo. */
export interface DemoEvent {
  /** Epoch seconds. */
  at: number;
  happens(trx: Trx, at: number): Promise<void>;
}

/** Converts "this many days ago, at this hour" to days and instants. No instant is later than the moment at which the demo is made. */
export interface Clock {
  now: number;
  today: Day;
  /** The day that is `daysAgo` days before today; a negative number gives a later day. */
  day(daysAgo: number): Day;
  /** The instant of this UTC time on a day, in epoch seconds; at most `now`. */
  at(day: Day, hour: number, minute?: number): number;
}

export function clockAt(now: number): Clock {
  const today = dayOf(now);
  return {
    now,
    today,
    day: (daysAgo) => addDays(today, -daysAgo),
    at: (day, hour, minute = 0) => Math.min(Date.parse(`${day}T00:00:00Z`) / 1000 + hour * 3600 + minute * 60, now),
  };
}

/** Runs the events in order of time, so that order and invoice numbers increase and the audit log of each account is chronological. */
export async function runEvents(trx: Trx, events: readonly DemoEvent[]): Promise<void> {
  for (const { at, happens } of events.toSorted((first, second) => first.at - second.at)) await happens(trx, at);
}

import type { Trx } from '../../db/transaction.ts';
import { addDays, type Day, dayOf } from '../../values/day.ts';

/** Something that happens in the story of the demo. */
export interface DemoEvent {
  /** Epoch seconds. */
  at: number;
  happens(trx: Trx, at: number): Promise<void>;
}

/** Turns "so many days ago, at this hour" into instants and days. Nothing lies after the moment at which the demo is made. */
export interface Clock {
  now: number;
  today: Day;
  /** The day so many days ago; negative for days to come. */
  day(daysAgo: number): Day;
  /** An instant on a day. */
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

/** Everything in the order in which it happened: numbers count up, and the audit log of each account is a story. */
export async function play(trx: Trx, story: readonly DemoEvent[]): Promise<void> {
  for (const { at, happens } of story.toSorted((one, other) => one.at - other.at)) await happens(trx, at);
}

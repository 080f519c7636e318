import { Temporal } from 'temporal-polyfill';

/** A calendar day, `YYYY-MM-DD`, in UTC. Days compare as strings. */
export type Day = string;

// A UTC day always has 24 hours, so days need only integer arithmetic. A calendar object would cost as much time as a query; only months
// need one.
const secondsADay = 86_400;

/** Whether this text is a calendar day that exists, with a four-digit year; 30 February is not one. */
export function isDay(text: string): text is Day {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const epochDay = epochDayOf(text);
  return !Number.isNaN(epochDay) && dayOf(epochDay * secondsADay) === text;
}

/** The day in UTC of an instant in epoch seconds. */
export function dayOf(epochSeconds: number): Day {
  return new Date(epochSeconds * 1000).toISOString().slice(0, 10);
}

/** The instant in epoch seconds at which a day begins in UTC. */
export function secondsOf(day: Day): number {
  return epochDayOf(day) * secondsADay;
}

/** The day `days` later, or earlier when negative. */
export function addDays(day: Day, days: number): Day {
  return dayOf((epochDayOf(day) + days) * secondsADay);
}

/** Nights from the first to the second day: 0 for the same day, negative when `to` is earlier. */
export function daysBetween(from: Day, to: Day): number {
  return epochDayOf(to) - epochDayOf(from);
}

/**
 * The day `months` after the anchor, or before it when negative. A month that is too short gives its last day. Always count from the
 * anchor: 31 January plus one month, and then plus one month more, would give 28 March.
 */
export function addMonths(anchorOn: Day, months: number): Day {
  return Temporal.PlainDate.from(anchorOn).add({ months }).toString();
}

/** The later of two days. */
export function later(one: Day, other: Day): Day {
  return one > other ? one : other;
}

/** Days since 1 January 1970. */
function epochDayOf(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`) / 1000 / secondsADay;
}

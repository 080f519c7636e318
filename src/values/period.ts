import { addDays, addMonths, type Day } from './day.ts';

/** How often a subscription is billed. */
export type Cycle = 'monthly' | 'annual';

/** A billing period, half-open: it ends on the day on which the next one starts. */
export interface Period {
  startsOn: Day;
  endsOn: Day;
}

/** The last day that still belongs to a period or commitment with this exclusive end day. People are shown this day. */
export function lastDayOf(endsOn: Day): Day {
  return addDays(endsOn, -1);
}

const monthsIn: Record<Cycle, number> = { monthly: 1, annual: 12 };

/**
 * The n-th period counted from the anchor day, which starts period 0. Each boundary is counted from the anchor, never from the boundary
 * before: an anchor on the 31st is billed on the 28th or 29th of February and on the 31st of March.
 */
export function nthPeriod(anchorOn: Day, cycle: Cycle, n: number): Period {
  return { startsOn: addMonths(anchorOn, n * monthsIn[cycle]), endsOn: addMonths(anchorOn, (n + 1) * monthsIn[cycle]) };
}

/** The period in which a day falls. Before the anchor the periods are counted backwards. */
export function periodAt(anchorOn: Day, cycle: Cycle, today: Day): Period {
  return nthPeriod(anchorOn, cycle, indexAt(anchorOn, cycle, today));
}

/** The boundary that is `cycles` whole periods after `fromBoundary`; a day between two boundaries counts as the later of them. */
export function addCycles(anchorOn: Day, cycle: Cycle, fromBoundary: Day, cycles: number): Day {
  const index = indexAt(anchorOn, cycle, fromBoundary);
  const { startsOn } = nthPeriod(anchorOn, cycle, index);
  return nthPeriod(anchorOn, cycle, index + cycles + (startsOn === fromBoundary ? 0 : 1)).startsOn;
}

/**
 * The number of the period that a day falls in, counted from the anchor. The difference in months alone is right, or one too high when the
 * day of the anchor is still to come.
 */
function indexAt(anchorOn: Day, cycle: Cycle, day: Day): number {
  const index = Math.floor((monthNumber(day) - monthNumber(anchorOn)) / monthsIn[cycle]);
  return addMonths(anchorOn, index * monthsIn[cycle]) <= day ? index : index - 1;
}

function monthNumber(day: Day): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7));
}

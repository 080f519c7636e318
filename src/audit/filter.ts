import { type Day, isDay } from '../values/day.ts';
import { isId } from '../values/ids.ts';
import { isAuditGroup } from './actions.ts';
import type { AuditFilter, AuditStart, Place } from './list.ts';

export type AuditFilterProblem = { field: 'from' | 'to'; key: 'notADay' | 'daysReversed' };

/** The values of the filter form, as they are in the query of the page. */
export interface TypedFilter {
  group: string;
  person: string;
  from: string;
  to: string;
}

export interface ReadFilter {
  formValues: TypedFilter;
  filter: AuditFilter;
  place: AuditStart;
  problems: AuditFilterProblem[];
}

/**
 * Reads the filter from the query. Users type the days, so a wrong day is returned as a problem. Our form cannot send any other invalid
 * value, so such a value is ignored and does not filter.
 */
export function readFilter(query: (name: string) => string | undefined): ReadFilter {
  const read = (name: string) => (query(name) ?? '').trim().slice(0, 200);
  const formValues = { group: read('group'), person: read('person'), from: read('from'), to: read('to') };
  const problems: AuditFilterProblem[] = [];
  const day = (field: 'from' | 'to'): Day | null => {
    if (formValues[field] === '') return null;
    if (isDay(formValues[field])) return formValues[field];
    problems.push({ field, key: 'notADay' });
    return null;
  };
  const [from, to] = [day('from'), day('to')];
  if (from && to && to < from) problems.push({ field: 'to', key: 'daysReversed' });
  return {
    formValues,
    filter: {
      group: isAuditGroup(formValues.group) ? formValues.group : null,
      actorId: formValues.person === 'system' || isId(formValues.person) ? formValues.person : null,
      from,
      to,
    },
    place: readPlace(read('older'), read('newer')),
    problems,
  };
}

/** The query of the same filter on another page of the log. */
export function filterQuery(formValues: TypedFilter, place: AuditStart = null): string {
  const query = new URLSearchParams(Object.entries(formValues).filter(([, value]) => value !== ''));
  if (place && 'olderThan' in place) query.set('older', `${place.olderThan.at}.${place.olderThan.seq}`);
  if (place && 'newerThan' in place) query.set('newer', `${place.newerThan.at}.${place.newerThan.seq}`);
  return query.toString();
}

function readPlace(older: string, newer: string): AuditStart {
  const [olderThan, newerThan] = [placeOf(older), placeOf(newer)];
  if (olderThan) return { olderThan };
  return newerThan ? { newerThan } : null;
}

function placeOf(text: string): Place | null {
  const match = text.match(/^(\d{1,11})\.(\d{1,10})$/);
  return match ? { at: Number(match[1]), seq: Number(match[2]) } : null;
}

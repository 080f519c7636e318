import { createHash } from 'node:crypto';

/**
 * Tells one state of what a form edits from another. The form carries the revision it was made from, and the act compares it with the present
 * one, so that nobody overwrites a change they have not seen. Equal for equal values, in whatever order their names stand.
 */
export function revisionOf(state: object): string {
  const entries = Object.entries(state).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, 20);
}

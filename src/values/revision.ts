import { createHash } from 'node:crypto';

/**
 * The revision of the state that a form edits: a short hash that changes with any value. The form carries the revision it was made from,
 * and the act compares it with the current one, so that a user cannot overwrite a change that they have not seen. States with equal values
 * have the same revision, in any order of their keys.
 */
export function revisionOf(state: object): string {
  const entries = Object.entries(state).toSorted(([keyA], [keyB]) => (keyA < keyB ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex').slice(0, 20);
}

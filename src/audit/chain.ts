import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Database } from '../db/schema.ts';

export type EventRow = Selectable<Database['events']>;

/** What the first event of an account follows. */
export const beforeTheFirst = '0'.repeat(64);

/**
 * The hash of an event: SHA-256 over the hash of the event before it and everything the row says. Changing, inserting or
 * removing an event therefore breaks every hash after it.
 */
export function hashOf(row: Omit<EventRow, 'hash'>): string {
  const said = Object.fromEntries(hashed.map((column) => [column, row[column]]));
  return createHash('sha256').update(row.previous_hash).update('\n').update(canonicalJson(said)).digest('hex');
}

/** Spelled out, so that a column added later does not break the hashes of what is there. */
const hashed = [
  'id',
  'account_id',
  'seq',
  'at',
  'actor_kind',
  'actor_id',
  'actor_name',
  'action',
  'subject_type',
  'subject_id',
  'subject_name',
  'before',
  'after',
  'source',
] as const satisfies readonly (keyof EventRow)[];

/** JSON that is the same text for the same data: keys sorted, nothing undefined, no spaces. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (isPlainObject(part) ? sorted(part) : part));
}

function sorted(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.keys(object)
      .sort()
      .map((key) => [key, object[key]]),
  );
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

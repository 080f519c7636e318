import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Database } from '../db/schema.ts';

export type EventRow = Selectable<Database['events']>;

/** The `previous_hash` of the first event of an account. */
export const firstPreviousHash = '0'.repeat(64);

/**
 * The hash of an event: SHA-256 over the hash of the event before it and all columns listed below. If an event is changed, inserted or
 * removed, every hash after it is therefore wrong.
 */
export function hashOf(row: Omit<EventRow, 'hash'>): string {
  const content = Object.fromEntries(hashedColumns.map((column) => [column, row[column]]));
  return createHash('sha256').update(row.previous_hash).update('\n').update(canonicalJson(content)).digest('hex');
}

/** A fixed list, so that a column that is added later does not change the hashes of existing events. */
const hashedColumns = [
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

/** JSON that is the same text for the same data: sorted keys, no undefined values, no spaces. */
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

import { isDay } from '../../src/values/day.ts';
import type { Insider } from '../../src/web/viewer.ts';

export interface RecordedChange {
  /** Empty where the event recorded one thing without a name. */
  label: string;
  /** Null where the event recorded only what came of it. */
  before: string | null;
  after: string;
}

/** What an event recorded, in words: each thing that was or is different, with its name in the reader's language. */
export function recordedChanges(v: Insider, before: unknown, after: unknown): RecordedChange[] {
  if (before === null && after === null) return [];
  const say = (key: string, value: unknown) => (before === null ? null : words(v, key, value));
  if (!isRecord(before ?? {}) || !isRecord(after ?? {})) return [{ label: '', before: say('', before), after: words(v, '', after) }];
  const [was, is] = [(before ?? {}) as Record<string, unknown>, (after ?? {}) as Record<string, unknown>];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])]
    .filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]))
    .map((key) => ({ label: nameOf(v, key), before: say(key, was[key]), after: words(v, key, is[key]) }));
}

/** By the names that are recorded; what has no name in our languages (a product's id) is its own. */
function nameOf(v: Insider, key: string): string {
  return (v.t.audit.fields as Record<string, string>)[key] ?? key;
}

function words(v: Insider, key: string, value: unknown): string {
  const { t, f } = v;
  if (value === null || value === undefined || value === '') return t.audit.nothing;
  if (typeof value === 'boolean') return value ? t.audit.yes : t.audit.no;
  if (typeof value === 'number') return number(v, key, value);
  if (Array.isArray(value)) return value.length === 0 ? t.audit.nothing : value.map((one) => words(v, key, one)).join('; ');
  if (isRecord(value)) {
    return Object.entries(value)
      .map(([name, one]) => `${nameOf(v, name)}: ${words(v, name, one)}`)
      .join(', ');
  }
  const text = String(value);
  const known: Record<string, Record<string, string>> = { role: t.common.roles, type: t.common.accountTypes, cycle: t.common.cycles };
  return known[key]?.[text] ?? (isDay(text) ? f.day(text) : text);
}

function number({ f, account }: Insider, key: string, value: number): string {
  if (key.endsWith('Minor')) return f.money(value, account.currency);
  return key === 'at' || key.endsWith('At') ? f.instant(value) : f.number(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

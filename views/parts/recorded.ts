import type { Catalogue } from '../../src/catalogue/catalogue.ts';
import { isLanguage } from '../../src/i18n/language.ts';
import { messagesFor } from '../../src/i18n/messages.ts';
import { isDay } from '../../src/values/day.ts';
import { lastDayOf } from '../../src/values/period.ts';
import type { SignedInViewer } from '../../src/web/viewer.ts';

export interface RecordedChange {
  /** Empty when the event recorded a single value without a field name. */
  label: string;
  /** Null when the event recorded no earlier value. */
  before: string | null;
  after: string;
}

/** Fields for programs only. People find the same facts in the order number or in the names beside these fields. */
const hidden = new Set(['id', 'version', 'kind']);

/** Exclusive end days. The page shows the day before, which is the last day that still counts. */
const halfOpen = new Set(['endsOn', 'periodEndsOn', 'committedUntil']);

/** Fields that can contain the id of a product. */
const products = new Set(['product', 'productId', 'seats', 'group', 'groups']);

/** The changes that an event recorded, in the reader's language: one entry per field whose value before and after differs. */
export function recordedChanges(reader: SignedInViewer, catalogue: Catalogue, before: unknown, after: unknown): RecordedChange[] {
  if (before === null && after === null) return [];
  const v = inCurrencyOf(reader, after ?? before);
  const say = (key: string, value: unknown) => (before === null ? null : words(v, catalogue, key, value));
  if (!isRecord(before ?? {}) || !isRecord(after ?? {}))
    return [{ label: '', before: say('', before), after: words(v, catalogue, '', after) }];
  const [was, is] = [flat(v, before), flat(v, after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((label) => JSON.stringify(was.get(label)?.value) !== JSON.stringify(is.get(label)?.value))
    .map((label) => {
      const key = (is.get(label) ?? was.get(label))?.key ?? '';
      return {
        label,
        before: was.has(label) ? say(key, was.get(label)?.value) : null,
        after: words(v, catalogue, key, is.get(label)?.value),
      };
    });
}

/** A recorded catalogue price has its own `currency` field. All other amounts are in the currency of the account. */
function inCurrencyOf(v: SignedInViewer, recorded: unknown): SignedInViewer {
  const currency = isRecord(recorded) ? recorded.currency : null;
  return typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? { ...v, account: { ...v.account, currency } } : v;
}

/** The recorded fields by label. The lines of a subscription become one entry per line and field: “Support Suite, Seats”. */
function flat(v: SignedInViewer, recorded: unknown): Map<string, { key: string; value: unknown }> {
  const parts = new Map<string, { key: string; value: unknown }>();
  for (const [key, value] of Object.entries((recorded ?? {}) as Record<string, unknown>)) {
    if (hidden.has(key)) continue;
    if (!isLines(value)) parts.set(nameOf(v, key), { key, value });
    else
      for (const { product, ...line } of value)
        for (const [name, field] of Object.entries(line)) parts.set(`${product}, ${nameOf(v, name)}`, { key: name, value: field });
  }
  return parts;
}

function isLines(value: unknown): value is ({ product: string } & Record<string, unknown>)[] {
  return Array.isArray(value) && value.length > 0 && value.every((line) => isRecord(line) && typeof line.product === 'string');
}

/** The label of a recorded field. A key without a translation, such as the id of a product, is shown unchanged. */
function nameOf(v: SignedInViewer, key: string): string {
  return (v.t.audit.fields as Record<string, string>)[key] ?? key;
}

function words(v: SignedInViewer, catalogue: Catalogue, key: string, value: unknown): string {
  const { t, f } = v;
  if (value === null || value === undefined || value === '') return t.audit.nothing;
  if (typeof value === 'boolean') return value ? t.audit.yes : t.audit.no;
  if (typeof value === 'number') return number(v, key, value);
  if (Array.isArray(value)) return value.length === 0 ? t.audit.nothing : value.map((item) => words(v, catalogue, key, item)).join('; ');
  if (isRecord(value)) {
    return Object.entries(value)
      .filter(([name]) => !hidden.has(name))
      .map(([name, field]) => `${nameOf(v, name)}: ${words(v, catalogue, name, field)}`)
      .join(', ');
  }
  const text = String(value);
  const labels: Record<string, Record<string, string>> = {
    role: t.common.roles,
    type: t.common.accountTypes,
    cycle: t.common.cycles,
    toCycle: t.common.cycles,
    status: t.audit.states,
    reason: t.audit.closedBecause,
    paymentMethod: t.settings.methods,
    letter: t.operatorMail.mails,
  };
  if (key === 'language' && isLanguage(text)) return messagesFor(text).common.languageName;
  if (products.has(key)) return catalogue.get(text)?.name ?? text;
  return labels[key]?.[text] ?? (isDay(text) ? f.day(halfOpen.has(key) ? lastDayOf(text) : text) : text);
}

function number({ f, account }: SignedInViewer, key: string, value: number): string {
  if (key.endsWith('Bp')) return f.percent(value);
  if (key.endsWith('Minor')) return f.money(value, account.currency);
  if (key === 'order') return f.orderNumber(value);
  return key === 'at' || key.endsWith('At') ? f.instant(value) : f.number(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { Messages } from '../i18n/messages.ts';
import { csvLines } from '../web/csv.ts';
import type { AuditEntry } from './list.ts';
import { sourceName } from './source-name.ts';

/** The log as a CSV file, yielded part by part, in the reader's language. Times are ISO 8601 in UTC; `before` and `after` are JSON. */
export async function* auditCsv(parts: AsyncIterable<AuditEntry[]>, t: Messages): AsyncGenerator<string> {
  const { columns } = t.audit;
  yield csvLines(
    [
      [
        columns.number,
        columns.at,
        columns.actor,
        columns.actorKind,
        columns.action,
        columns.actionId,
        columns.subject,
        columns.before,
        columns.after,
        columns.source,
      ],
    ],
    'first',
  );
  for await (const entries of parts) yield csvLines(entries.map((entry) => csvRow(entry, t)));
}

function csvRow(entry: AuditEntry, t: Messages): (string | number)[] {
  return [
    entry.seq,
    new Date(entry.at * 1000).toISOString(),
    entry.actorKind === 'system' ? t.common.system : entry.actorName,
    t.audit.actorKinds[entry.actorKind],
    t.audit.actions[entry.action] ?? entry.action,
    entry.action,
    entry.subjectName,
    json(entry.before),
    json(entry.after),
    sourceName(entry.source, t),
  ];
}

function json(value: unknown): string {
  return value === null ? '' : JSON.stringify(value);
}

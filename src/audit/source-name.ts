import type { Messages } from '../i18n/messages.ts';

/** A network address unchanged; the other sources (`server`, `command line`) in words. */
export function sourceName(source: string, t: Messages): string {
  if (source === 'server') return t.audit.sources.server;
  return source === 'command line' ? t.audit.sources.commandLine : source;
}

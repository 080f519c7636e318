import type { Messages } from '../i18n/messages.ts';

/** The network address as it is; what is no address in words. */
export function sourceName(source: string, t: Messages): string {
  if (source === 'server') return t.audit.sources.server;
  return source === 'command line' ? t.audit.sources.commandLine : source;
}

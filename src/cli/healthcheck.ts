import type { Config } from '../config.ts';
import { CommandError } from './command-error.ts';

/** `healthcheck`: asks the server with the same settings on this machine whether it is ready. The container uses it as its health check. */
export async function checkHealth(config: Config): Promise<void> {
  const url = `http://${loopback(config.host)}:${config.port}${config.basePath}/readyz`;
  const response = await fetch(url, { signal: AbortSignal.timeout(3000) }).catch(() => null);
  if (!response?.ok) throw new CommandError(`${url} ${response ? `answered ${response.status}` : 'does not answer'}.`);
}

/** The host to connect to: the loopback address when the server listens on all addresses. */
function loopback(host: string): string {
  if (['0.0.0.0', '::'].includes(host)) return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

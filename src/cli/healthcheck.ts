import type { Config } from '../config.ts';
import { CommandError } from './command-error.ts';

/** Asks the server that runs with the same settings on this machine whether it is ready: the health check of the container. */
export async function checkHealth(config: Config): Promise<void> {
  const url = `http://${loopback(config.host)}:${config.port}${config.basePath}/readyz`;
  const response = await fetch(url, { signal: AbortSignal.timeout(3000) }).catch(() => null);
  if (!response?.ok) throw new CommandError(`${url} ${response ? `answered ${response.status}` : 'does not answer'}.`);
}

/** A server that listens on every address is asked on the loopback one. */
function loopback(host: string): string {
  if (['0.0.0.0', '::'].includes(host)) return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

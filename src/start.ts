import { mkdirSync } from 'node:fs';
import type { Server } from 'node:http';
import { dirname, join } from 'node:path';
import { serve } from '@hono/node-server';
import { pino } from 'pino';
import { migrations } from '../migrations/index.ts';
import { createApp } from './app.tsx';
import { type Config, ConfigError } from './config.ts';
import { lockDataDir } from './db/lock.ts';
import { migrate } from './db/migrate.ts';
import { openDatabase } from './db/open.ts';
import { startDueWork } from './due/timer.ts';
import { createMailWorker } from './mail/worker.ts';
import { urls } from './paths.ts';
import { announceSetup, makeFirstAccount } from './setup/at-start.ts';
import { version } from './version.ts';

export interface RunningServer {
  /** The address of the server as seen from this machine. */
  url: string;
  /** Accepts no new requests, finishes the running ones, closes the database. Takes at most ten seconds. */
  stop(): Promise<void>;
}

/** Opens the database, brings it up to date and serves the product. @throws ConfigError when another server uses the same data */
export async function startServer(config: Config, file: string): Promise<RunningServer> {
  const log = pino({ level: config.logLevel });
  const lock = lockDataDir(dirname(file));
  const { db, raw } = openDatabase(file);
  const now = () => Math.floor(Date.now() / 1000);
  await migrate(db, migrations, now(), (name) => backUpBefore(name, file, (target) => raw.prepare('VACUUM INTO ?').run(target)));

  const smtp = config.smtpUrl && { url: config.smtpUrl, from: config.mailFrom };
  const worker = createMailWorker({ db, smtp, now, log });
  await makeFirstAccount({ db, config, log, now: now() });

  let publicUrl = '';
  const app = createApp({ db, config, log, now, publicUrl: () => publicUrl });
  const server = await listen(app.fetch, config).catch(async (error: unknown) => {
    await db.destroy();
    lock.release();
    throw error;
  });
  const url = addressOf(server, config);
  publicUrl = config.baseUrl ? config.baseUrl.origin + config.basePath : url;
  log.info({ url, version }, 'listening');
  worker.wake();
  await announceSetup({ db, config, log, now: now() }, urls(publicUrl).setup());
  const dueWork = startDueWork(db, { log, now, publicUrl: () => publicUrl });

  return {
    url,
    stop: async () => {
      log.info('stopping');
      await Promise.all([closeServer(server), worker.stop(), dueWork.stop()]);
      await db.destroy();
      lock.release();
      log.info('stopped');
    },
  };
}

/**
 * Stops the server cleanly at SIGTERM or Ctrl+C. Call it before the server has started, because a signal without a handler kills the
 * process. `afterwards` is called when the server has stopped.
 */
export function stopOnSignal(starting: Promise<RunningServer>, afterwards: () => void = () => {}): void {
  const stop = async () => {
    const server = await starting;
    await server.stop();
    afterwards();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
}

function listen(fetch: (request: Request) => Response | Promise<Response>, config: Config): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = serve(
      {
        fetch,
        hostname: config.host,
        port: config.port,
        // Milliseconds. Slow clients are disconnected, so that they cannot block the server (quality §4).
        // The header limit is in bytes: a draft is in the URL, with a note of up to 2000 characters, each up to nine bytes when encoded.
        serverOptions: { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 1000, maxHeaderSize: 65_536 },
      },
      () => resolve(server as Server),
    );
    server.once('error', (error: NodeJS.ErrnoException) => {
      const sentence = whyNotListen(error.code, config);
      reject(sentence ? new ConfigError(sentence) : error);
    });
  });
}

/** Which setting to change when the operating system refuses to listen; null when no setting helps. */
function whyNotListen(code: string | undefined, { port, host }: Config): string | null {
  switch (code) {
    case 'EADDRINUSE':
      return `port ${port} is taken. Set PORT to another one, or PORT=0 to take any free one.`;
    case 'EACCES':
      return `this user may not listen on port ${port}. Set PORT to one above 1023.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host} is no address of this machine. Set HOST to one that is, or leave it out.`;
    default:
      return null;
  }
}

function addressOf(server: Server, config: Config): string {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : config.port;
  const host = ['0.0.0.0', '::'].includes(config.host) ? 'localhost' : config.host;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}${config.basePath}`;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const forced = setTimeout(() => server.closeAllConnections(), 8000);
    server.close(() => {
      clearTimeout(forced);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function backUpBefore(migration: string, file: string, vacuumInto: (target: string) => void): void {
  const folder = join(dirname(file), 'backups');
  mkdirSync(folder, { recursive: true });
  vacuumInto(join(folder, `before-${migration}-${Date.now()}.db`));
}

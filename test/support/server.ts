import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '../../migrations/index.ts';
import { readConfig } from '../../src/config.ts';
import { migrate } from '../../src/db/migrate.ts';
import { type Db, databaseFile, openDatabase } from '../../src/db/open.ts';
import { startServer } from '../../src/start.ts';

export interface TestServer {
  /** Without a slash at the end. */
  url: string;
  dataDir: string;
  /** The path of the database file, to read what the server has written. */
  file: string;
  stop(): Promise<void>;
}

/**
 * The real server on a free port of this machine, with its own data folder, which is deleted when the server stops.
 * `prepare` fills the database before the server opens it.
 */
export async function startTestServer(
  prepare: (db: Db, now: number) => Promise<void> = async () => {},
  environment: Record<string, string> = {},
): Promise<TestServer> {
  const dataDir = makeDataDir();
  const now = Math.floor(Date.now() / 1000);
  const { db } = openDatabase(databaseFile(dataDir));
  await migrate(db, migrations, now);
  await prepare(db, now);
  await db.destroy();
  return serve(dataDir, environment);
}

/** The same on a copy of a database that was made before. */
export async function startTestServerOn(database: string, environment: Record<string, string> = {}): Promise<TestServer> {
  const dataDir = makeDataDir();
  copyFileSync(database, databaseFile(dataDir));
  return serve(dataDir, environment);
}

/** Runs a test against a test server and stops the server even if the test fails. */
export async function withServer<R>(run: (server: TestServer) => Promise<R>, ...given: Parameters<typeof startTestServer>): Promise<R> {
  const server = await startTestServer(...given);
  try {
    return await run(server);
  } finally {
    await server.stop();
  }
}

function makeDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'seatkeeper-test-'));
}

async function serve(dataDir: string, environment: Record<string, string>): Promise<TestServer> {
  const file = databaseFile(dataDir);
  const server = await startServer(
    readConfig({ PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...environment }),
    file,
  );
  const stop = async () => {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { url: server.url, dataDir, file, stop };
}

import { mkdirSync } from 'node:fs';
import { ConfigError, readConfig } from './config.ts';
import { databaseFile } from './db/open.ts';
import { startServer } from './start.ts';

try {
  const config = readConfig();
  mkdirSync(config.dataDir, { recursive: true });
  const server = await startServer(config, databaseFile(config.dataDir));
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void server.stop().then(() => process.exit(0)));
} catch (error) {
  console.error(error instanceof ConfigError ? `Seatkeeper cannot start: ${error.message}` : error);
  process.exit(1);
}

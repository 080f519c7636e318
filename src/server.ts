import { mkdirSync } from 'node:fs';
import { ConfigError, readConfig } from './config.ts';
import { databaseFile } from './db/open.ts';
import { startServer, stopOnSignal } from './start.ts';

try {
  const config = readConfig();
  mkdirSync(config.dataDir, { recursive: true });
  const starting = startServer(config, databaseFile(config.dataDir));
  stopOnSignal(starting);
  await starting;
} catch (error) {
  console.error(error instanceof ConfigError ? `Seatkeeper cannot start: ${error.message}` : error);
  process.exit(1);
}

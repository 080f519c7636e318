import { mkdirSync } from 'node:fs';
import { ConfigError, readConfig } from './config.ts';
import { NewerDatabaseError } from './db/migrate.ts';
import { databaseFile } from './db/open.ts';
import { startServer, stopOnSignal } from './start.ts';

try {
  const config = readConfig();
  makeDataDir(config.dataDir);
  const starting = startServer(config, databaseFile(config.dataDir));
  stopOnSignal(starting);
  await starting;
} catch (error) {
  const isOurs = error instanceof ConfigError || error instanceof NewerDatabaseError;
  console.error(isOurs ? `Seatkeeper cannot start: ${error.message}` : error);
  process.exit(1);
}

function makeDataDir(dataDir: string): void {
  try {
    mkdirSync(dataDir, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigError(`the folder ${dataDir} cannot be made (${code}). Let this user write there, or set DATA_DIR to another folder.`);
  }
}

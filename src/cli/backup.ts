import { closeSync, existsSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Config } from '../config.ts';
import { databaseFile } from '../db/open.ts';
import { CommandError } from './command-error.ts';
import type { CopyJob } from './copy-worker.ts';

/** `backup FILE`: a checked copy of the database, while the server writes or not. */
export async function backUpTo(config: Config, target: string): Promise<void> {
  const file = databaseFile(config.dataDir);
  if (!existsSync(file)) throw new CommandError(`There is no database in ${config.dataDir}.`);
  await backUp(file, target);
  console.log(`The database was copied to ${target} and checked.`);
}

/**
 * Copies a database as it is at one moment. The copy is made beside the target, opened, checked and written through to the disk
 * before it takes the target's name: whatever stands there is a whole backup, the old one or the new.
 *
 * @throws CommandError when the copy cannot be made or does not hold; the target is then as it was
 */
export async function backUp(file: string, target: string): Promise<void> {
  if (existsSync(target) && !statSync(target).isFile()) throw new CommandError(`${target} is not a file.`);
  if (existsSync(target) && realpathSync(target) === realpathSync(file)) throw new CommandError(`${target} is the database itself.`);
  const unfinished = `${target}.unfinished-${process.pid}`;
  try {
    await copyInWorker({ file: resolve(file), target: resolve(unfinished) });
    writeThrough(unfinished);
    renameSync(unfinished, target);
    writeThrough(dirname(resolve(target)));
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error instanceof CommandError ? error : new CommandError(`No backup was made: ${(error as Error).message}.`);
  }
}

/** In a thread of its own, because copying a large database would hold up everything else in this one. */
function copyInWorker(job: CopyJob): Promise<void> {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL(`./copy-worker${extname(import.meta.url)}`, import.meta.url), { workerData: job });
    worker.once('error', fail);
    worker.once('exit', (code) => (code === 0 ? done() : fail(new Error(`the copy ended with ${code}`))));
  });
}

/** What a rename points to must be on the disk before the rename is. */
export function writeThrough(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

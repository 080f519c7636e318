import { closeSync, existsSync, fsyncSync, openSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, extname, resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Config } from '../config.ts';
import { databaseFile } from '../db/open.ts';
import { CommandError } from './command-error.ts';
import type { CopyJob } from './copy-worker.ts';

/** `backup FILE`: writes a checked copy of the database. The server may run and write at the same time. */
export async function backUpTo(config: Config, target: string): Promise<void> {
  const file = databaseFile(config.dataDir);
  if (!existsSync(file)) throw new CommandError(`There is no database in ${config.dataDir}.`);
  await backUp(file, target);
  console.log(`The database was copied to ${target} and checked.`);
}

/**
 * Copies a database as of one moment. The copy is written to a temporary file beside the target, checked, flushed to the disk and then
 * renamed to the target, so the target is always a complete backup: the old one or the new one.
 *
 * @throws CommandError when the copy fails or is damaged; the target is then unchanged
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

/** Runs in a worker thread, because copying a large database would block this thread. */
function copyInWorker(job: CopyJob): Promise<void> {
  return new Promise((done, fail) => {
    const worker = new Worker(new URL(`./copy-worker${extname(import.meta.url)}`, import.meta.url), { workerData: job });
    worker.once('error', fail);
    worker.once('exit', (code) => (code === 0 ? done() : fail(new Error(`the copy ended with ${code}`))));
  });
}

/** Flushes a file or folder to the disk. Flush a file before its rename, or after a power cut the new name may have no content. */
export function writeThrough(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

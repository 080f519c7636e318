import { workerData } from 'node:worker_threads';
import BetterSqlite3 from 'better-sqlite3';
import { whyIncomplete } from './why-incomplete.ts';

export interface CopyJob {
  file: string;
  target: string;
}

const { file, target } = workerData as CopyJob;

const source = new BetterSqlite3(file, { fileMustExist: true, timeout: 30_000 });
source.prepare('VACUUM INTO ?').run(target);
source.close();

const problem = whyIncomplete(target);
if (problem) throw new Error(problem);

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');

export interface ServerProcess {
  url: string;
  process: ChildProcess;
  /** Milliseconds from the start of the process until it listens. */
  startedInMs: number;
  /** Every line of its output so far. */
  lines: string[];
}

/** Builds the program unless the build is up to date. */
export function buildOnce(): void {
  execFileSync(process.execPath, [join(root, 'scripts/build.js')], { stdio: 'inherit' });
}

/** Starts the built server in a child process on this data folder and a free port. @throws with its output when it does not start */
export async function startProcess(dataDir: string, environment: Record<string, string> = {}): Promise<ServerProcess> {
  const began = performance.now();
  const child = spawn(process.execPath, [join(root, 'dist/src/server.js')], {
    env: { PATH: process.env.PATH, PORT: '0', HOST: '127.0.0.1', DATA_DIR: dataDir, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
  const url = await new Promise<string>((done, fail) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      const found = line.includes('"listening"') && line.match(/"url":"([^"]+)"/)?.[1];
      if (found) done(found);
    });
    child.once('exit', () => fail(new Error(lines.join('\n'))));
  });
  return { url, process: child, startedInMs: performance.now() - began, lines };
}

/** Sends a signal and waits until the process has ended. */
export async function endProcess(
  { process: child }: ServerProcess,
  signal: NodeJS.Signals,
): Promise<{ code: number | null; signal: string | null }> {
  const ended = once(child, 'exit');
  child.kill(signal);
  const [code, by] = (await ended) as [number | null, string | null];
  return { code, signal: by };
}

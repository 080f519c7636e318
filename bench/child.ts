import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

export interface Child {
  url: string;
  pid: number;
  /** Milliseconds from the start of the process to its first answer. */
  startedInMs: number;
  stop(): Promise<void>;
}

/**
 * Starts a server in a child process. The server prints its address as a line of JSON with a `url`. Its output goes to the file `log`,
 * because reading a pipe would take time from this process while it measures.
 */
export async function startChild(args: string[], environment: Record<string, string>, log: string, firstPath: string): Promise<Child> {
  const began = performance.now();
  const out = openSync(log, 'w');
  const child = spawn(process.execPath, args, { env: { ...process.env, ...environment }, stdio: ['ignore', out, 'inherit'] });
  closeSync(out);
  const url = await urlIn(log, child);
  await (await fetch(url + firstPath)).arrayBuffer();
  return { url, pid: child.pid ?? 0, startedInMs: performance.now() - began, stop: () => stop(child) };
}

async function urlIn(log: string, child: ChildProcess): Promise<string> {
  for (let tries = 0; tries < 2000 && child.exitCode === null; tries++) {
    const url = readFileSync(log, 'utf8').match(/"url":"([^"]+)"/)?.[1];
    if (url) return url;
    await wait(5);
  }
  throw new Error(`A server did not start: ${readFileSync(log, 'utf8')}`);
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (child.exitCode !== null) return done();
    const forced = setTimeout(() => child.kill('SIGKILL'), 10_000);
    child.once('exit', () => {
      clearTimeout(forced);
      done();
    });
    child.kill('SIGTERM');
  });
}

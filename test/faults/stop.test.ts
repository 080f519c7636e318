import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildOnce, end, type ServerProcess, startProcess } from '../support/child.ts';

const folders: string[] = [];
const started: ServerProcess[] = [];

beforeAll(buildOnce);

afterEach(async () => {
  for (const server of started.splice(0)) if (server.process.exitCode === null && !server.process.killed) await end(server, 'SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function start(environment: Record<string, string> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'seatkeeper-stop-'));
  folders.push(dataDir);
  const server = await startProcess(dataDir, environment);
  started.push(server);
  return { ...server, dataDir };
}

describe('the built server', () => {
  it('says where it listens, answers, and ends cleanly when it is told to', async () => {
    const server = await start();
    expect(await (await fetch(`${server.url}/healthz`)).text()).toBe('ok');
    const began = performance.now();
    expect(await end(server, 'SIGTERM')).toEqual({ code: 0, signal: null });
    expect(performance.now() - began).toBeLessThan(10_000);
    expect(server.lines.at(-1)).toContain('"stopped"');
    // All of it is in the file: nothing is left beside it.
    expect(readdirSync(server.dataDir).filter((name) => name.endsWith('-wal'))).toEqual([]);
  });

  it('ends within ten seconds even when somebody holds a connection open', async () => {
    const server = await start();
    const { hostname, port } = new URL(server.url);
    const socket = connect(Number(port), hostname).on('error', () => {});
    await new Promise((connected) => socket.once('connect', connected));
    socket.write('POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\nemail=');
    const began = performance.now();
    expect((await end(server, 'SIGTERM')).code).toBe(0);
    expect(performance.now() - began).toBeLessThan(10_500);
    socket.destroy();
  });

  it('starts under a path and on IPv6', async () => {
    const server = await start({ HOST: '::1', BASE_URL: 'http://localhost:3000/seats' });
    expect(server.url).toMatch(/^http:\/\/\[::1\]:\d+\/seats$/);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  });

  it('does not start with settings that contradict each other, and says in a sentence what to set', async () => {
    await expect(start({ SMTP_URL: 'smtp://mail.example' })).rejects.toThrow(/^Seatkeeper cannot start: .*MAIL_FROM/);
  });

  it('does not start a second time on the same data', async () => {
    const { dataDir } = await start();
    await expect(startProcess(dataDir)).rejects.toThrow(`already running on ${dataDir}`);
  });
});

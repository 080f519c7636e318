import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { databaseFile } from '../../src/db/open.ts';
import { buildOnce, endProcess, type ServerProcess, startProcess } from '../support/child.ts';

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };

const folders: string[] = [];
const started: ServerProcess[] = [];

beforeAll(buildOnce);

afterEach(async () => {
  for (const server of started.splice(0))
    if (server.process.exitCode === null && !server.process.killed) await endProcess(server, 'SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function start(environment: Record<string, string> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'seatkeeper-stop-'));
  folders.push(dataDir);
  const server = await startProcess(dataDir, environment);
  started.push(server);
  return { ...server, dataDir };
}

/** From our own site, so that the server reads on; the rest of it never comes. */
const beginningOfForm = [
  'POST /setup HTTP/1.1',
  'Host: localhost',
  'Origin: http://localhost',
  'Content-Type: application/x-www-form-urlencoded',
  'Content-Length: 9999',
  '',
  'code=',
].join('\r\n');

describe('the built server', () => {
  it('says where it listens and of which version it is, answers, and ends cleanly when it is told to', async () => {
    const server = await start();
    const said = server.lines.map((line) => JSON.parse(line)).find((line) => line.msg === 'listening');
    expect(said).toMatchObject({ url: server.url, version });
    expect(await (await fetch(`${server.url}/healthz`)).text()).toBe('ok');
    const began = performance.now();
    expect(await endProcess(server, 'SIGTERM')).toEqual({ code: 0, signal: null });
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
    await new Promise<void>((sent) => socket.write(beginningOfForm, () => sent()));
    // Answers come in the order of the questions: after this one the server has begun to read the form.
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    const began = performance.now();
    expect((await endProcess(server, 'SIGTERM')).code).toBe(0);
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

  it.each([
    ['a folder that cannot be made', { DATA_DIR: '/dev/null/data' }, /^Seatkeeper cannot start: .*DATA_DIR/],
    ['an address of another machine', { HOST: '203.0.113.1' }, /^Seatkeeper cannot start: .*HOST/],
  ])('does not start with %s, and says what to set', async (_, environment, sentence) => {
    await expect(start(environment)).rejects.toThrow(sentence);
  });

  it('does not start on data of a newer version, and touches nothing', async () => {
    const { dataDir, ...server } = await start();
    await endProcess(server, 'SIGTERM');
    const database = new BetterSqlite3(databaseFile(dataDir));
    database.prepare("INSERT INTO migrations VALUES ('999-later', 1)").run();
    database.close();
    const before = readFileSync(databaseFile(dataDir));
    await expect(startProcess(dataDir)).rejects.toThrow(/^Seatkeeper cannot start: .*newer version/);
    expect(readFileSync(databaseFile(dataDir)).equals(before)).toBe(true);
  });

  it('cuts those who send their headers or their form slowly, while others are answered', async () => {
    const server = await start();
    const { hostname, port } = new URL(server.url);
    const began = performance.now();
    const others: Promise<{ status: number; ms: number }>[] = [];
    const ask = async () => {
      const asked = performance.now();
      const { status } = await fetch(`${server.url}/healthz`);
      return { status, ms: performance.now() - asked };
    };
    const slow = (text: string) =>
      new Promise<{ ms: number; answer: string }>((done) => {
        const socket = connect(Number(port), hostname);
        let answer = '';
        const drip = setInterval(() => {
          if (socket.writable) socket.write('x');
          others.push(ask());
        }, 500);
        socket.on('connect', () => socket.write(text));
        socket.on('data', (data) => (answer += data)).on('error', () => {});
        socket.on('close', () => {
          clearInterval(drip);
          done({ ms: performance.now() - began, answer });
        });
      });
    const [headers, body] = await Promise.all([slow('GET / HTTP/1.1\r\nX-Slow: '), slow(beginningOfForm)]);
    expect(others.length).toBeGreaterThanOrEqual(20);
    for (const { status, ms } of await Promise.all(others)) {
      expect(status).toBe(200);
      expect(ms).toBeLessThan(1000);
    }
    expect(headers?.answer).toMatch(/^(HTTP\/1\.1 408|$)/);
    expect(headers?.ms).toBeLessThan(12_500);
    expect(body?.ms).toBeGreaterThan(10_000);
    expect(body?.ms).toBeLessThan(18_000);
  });

  it('does not start a second time on the same data', async () => {
    const { dataDir } = await start();
    await expect(startProcess(dataDir)).rejects.toThrow(`already running on ${dataDir}`);
  });
});

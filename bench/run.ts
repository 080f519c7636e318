// `npm run bench`: how fast the built program is, as ratios to yardsticks measured in turns with it on this machine (quality §2).
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { firstLoad } from './first-load.ts';
import { fetchConstant, type Measured, measure, type Target } from './pages.ts';
import { prepareData, startProgram, startYardstick } from './program.ts';
import { measureWrites, preparePairs, type Written } from './writes.ts';

const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-bench-'));
/** Submitting and approving, against bare commits. */
const writeBar = 0.5;
const running: { stop(): Promise<void> }[] = [];

try {
  process.exitCode = (await bench()) ? 0 : 1;
} finally {
  for (const child of running) await child.stop();
  rmSync(folder, { recursive: true, force: true });
}

async function bench(): Promise<boolean> {
  const [owner, admin] = ['owner@self-service.example', 'admin@self-service.example'] as const;
  const cookies = await prepareData(folder, [owner, admin]);
  const program = await startProgram(folder);
  running.push(program);
  const startedInMs = program.startedInMs;
  await wait(1000);
  const idleBytes = residentBytes(program.pid);

  const targets = pagesFor({ cookie: cookies[owner] ?? '' }, { cookie: cookies[admin] ?? '' });
  const constants = await Promise.all(targets.map((target, index) => fetchConstant(program, target, index)));
  writeFileSync(join(folder, 'constants.json'), JSON.stringify(constants));
  const yardstick = await startYardstick(join(folder, 'constants.json'), join(folder, 'yardstick.log'));
  running.push(yardstick);

  console.log(
    `Seatkeeper on Node ${process.version}, ${availableParallelism()} cores; medians of five rounds, program and yardstick in turns.`,
  );
  console.log('1.00 is a constant string of the same bytes from Hono on node-server.\n');
  console.log(row('page', 'bytes', 'ratio at 10', 'at 50', 'bar', 'a second at 10', 'yardstick'));
  const measured: Measured[] = [];
  for (const [index, target] of targets.entries()) {
    const constant = constants[index];
    if (!constant) continue;
    measured.push(await measure(program, yardstick, target, constant));
    console.log(rowOf(measured.at(-1)));
  }

  const written = await benchWrites();

  const signedIn = await firstLoad(program, '/subscription', { cookie: cookies[owner] ?? '' });
  const total = signedIn.html + signedIn.css + signedIn.js;
  console.log(`\nFirst load of Subscription, compressed: ${kB(total)} in ${signedIn.requests} requests (bars: 30 kB, 6);`);
  console.log(`  page ${kB(signedIn.html)} (bar: 6 kB), style ${kB(signedIn.css)}, scripts ${kB(signedIn.js)}`);
  console.log(`Start to the first answer: ${Math.round(startedInMs)} ms (bar: 1000 ms)`);
  console.log(`Memory when idle: ${mB(idleBytes)} (bar: 90 MB); after the load above: ${mB(residentBytes(program.pid))}`);

  const missed = [
    ...(written.ratio < writeBar ? ['submit and approve'] : []),
    ...measured.filter(({ target, runs }) => runs.some(({ ratio }) => ratio < target.bar)).map(({ target }) => target.name),
    ...(total > 30_000 || signedIn.requests > 6 || signedIn.html > 6000 ? ['first load'] : []),
    ...(startedInMs > 1000 ? ['start'] : []),
    ...(idleBytes > 90_000_000 ? ['memory'] : []),
  ];
  console.log(missed.length === 0 ? '\nEvery bar is met.' : `\nBelow the bar: ${missed.join(', ')}.`);
  return missed.length === 0;
}

async function benchWrites(): Promise<Written> {
  const dataDir = join(folder, 'writes');
  mkdirSync(dataDir);
  const pairs = await preparePairs(dataDir, 10);
  const program = await startProgram(dataDir);
  running.push(program);
  const written = await measureWrites(program, dataDir, pairs);
  const { ratio, own, bare } = written;
  console.log(`\nSubmit and approve, durable: ${ratio.toFixed(2)} of the bare commits of this disk (bar: ${writeBar.toFixed(2)});`);
  console.log(`  ${Math.round(own)} a second against ${Math.round(bare)} with synchronous=FULL`);
  return written;
}

/** Goal: 0.5 for every signed-in page; the bars are those of a first version. */
function pagesFor(owner: { cookie: string }, admin: { cookie: string }): Target[] {
  const draft = 'version=1&seats.support-suite=25&seats.ai-assist=25&seats.sales=9&seats.voice=6';
  const gzip = { 'accept-encoding': 'gzip' };
  return [
    { name: 'Subscription', path: '/subscription', headers: owner, bar: 0.15 },
    { name: 'Subscription, gzip', path: '/subscription', headers: { ...owner, ...gzip }, bar: 0.15 },
    { name: 'Table of 50 rows (audit log)', path: '/audit', headers: owner, bar: 0.1 },
    { name: 'Summary fragment', path: `/subscription/manage/summary?${draft}`, headers: { ...admin, 'hx-request': 'true' }, bar: 0.25 },
    { name: 'Manage', path: `/subscription/manage?${draft}`, headers: admin, bar: 0.1 },
    { name: 'Sign in', path: '/sign-in', headers: {}, bar: 0.15 },
  ];
}

function rowOf(measured: Measured | undefined): string {
  if (!measured) return '';
  const [ten, fifty] = measured.runs;
  const { target, bytes } = measured;
  const ratio = (value = 0) => value.toFixed(2);
  const rate = (value = 0) => Math.round(value).toLocaleString('en');
  return row(target.name, kB(bytes), ratio(ten?.ratio), ratio(fifty?.ratio), ratio(target.bar), rate(ten?.own), rate(ten?.yardstick));
}

function row(name: string, ...cells: string[]): string {
  return name.padEnd(30) + cells.map((cell) => cell.padStart(15)).join('');
}

function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function mB(bytes: number): string {
  return `${Math.round(bytes / 1_000_000)} MB`;
}

function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)?.[1] ?? 0) * 1024;
  } catch {
    return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
  }
}

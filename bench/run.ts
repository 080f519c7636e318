// `npm run bench`: measures the built program as ratios to yardsticks, which run in turns with it on the same machine (quality §2).
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Child } from './child.ts';
import { firstLoad } from './first-load.ts';
import { measureFresh } from './fresh.ts';
import { fetchConstant, type Measured, measure, type Target } from './pages.ts';
import { prepareData, startProgram, startYardstick } from './program.ts';
import { measureRenewals } from './renewals.ts';
import { prepareSizes } from './sizes.ts';
import { measureWrites, preparePairs, type Written } from './writes.ts';

const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-bench-'));
/** The lowest ratio of submitted and approved requests to bare commits. */
const writeBar = 0.5;
/** The lowest number of renewed accounts per second. */
const renewalBar = 100;
/** The lowest ratio of a page's time with few rows to its time with many. Below 1, for noise and because SQLite rereads a larger file. */
const sizeBar = 0.7;
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
  console.log(
    '1.00 is a constant string of the same bytes from Hono on node-server. "After a change": one look at a time, each after something',
  );
  console.log('in the database has changed, so that nothing which was kept helps.\n');
  console.log(row('page', 'bytes', 'ratio at 10', 'at 50', 'bar', 'after a change', 'a second at 10', 'yardstick'));
  const measured: Measured[] = [];
  for (const [index, target] of targets.entries()) {
    const constant = constants[index];
    if (!constant) continue;
    measured.push(await measure(program, yardstick, target, constant));
    const both = [program.url + target.path, yardstick.url + constant.path];
    const [own = 0, yard = 0] = await measureFresh(both.map((url) => ({ url, headers: target.headers, dataDir: folder })));
    console.log(rowOf(measured.at(-1), yard / own));
  }

  const written = await benchWrites(yardstick);
  const renewed = await benchRenewals();
  const sizes = await benchSizes();

  const signedIn = await firstLoad(program, '/subscription', { cookie: cookies[owner] ?? '' });
  const total = signedIn.html + signedIn.css + signedIn.js;
  console.log(`\nFirst load of Subscription, compressed: ${kB(total)} in ${signedIn.requests} requests (bars: 30 kB, 6);`);
  console.log(`  page ${kB(signedIn.html)} (bar: 6 kB), style ${kB(signedIn.css)}, scripts ${kB(signedIn.js)}`);
  console.log(`Start to the first answer: ${Math.round(startedInMs)} ms (bar: 1000 ms)`);
  console.log(`Memory when idle: ${mB(idleBytes)} (bar: 90 MB); after the load above: ${mB(residentBytes(program.pid))}`);

  const missed = [
    ...(written.ratio < writeBar ? ['submit and approve'] : []),
    ...(renewed < renewalBar ? ['renewal'] : []),
    ...sizes,
    ...measured.filter(({ target, runs }) => runs.some(({ ratio }) => ratio < target.bar)).map(({ target }) => target.name),
    ...(total > 30_000 || signedIn.requests > 6 || signedIn.html > 6000 ? ['first load'] : []),
    ...(startedInMs > 1000 ? ['start'] : []),
    ...(idleBytes > 90_000_000 ? ['memory'] : []),
  ];
  console.log(missed.length === 0 ? '\nEvery bar is met.' : `\nBelow the bar: ${missed.join(', ')}.`);
  return missed.length === 0;
}

async function benchWrites(yardstick: Child): Promise<Written> {
  const dataDir = join(folder, 'writes');
  mkdirSync(dataDir);
  const pairs = await preparePairs(dataDir, 10);
  const program = await startProgram(dataDir);
  running.push(program);
  const written = await measureWrites(program, yardstick, dataDir, pairs);
  const { ratio, own, bare, overHttp } = written;
  console.log(`\nSubmit and approve, durable: ${ratio.toFixed(2)} of the bare commits of this disk (bar: ${writeBar.toFixed(2)});`);
  console.log(`  ${Math.round(own)} a second against ${Math.round(bare)} with synchronous=FULL. One bare commit for each form, over HTTP:`);
  console.log(
    `  ${Math.round(overHttp)} a second, ${(overHttp / bare).toFixed(2)} of the bare commits; ours are ${(own / overHttp).toFixed(2)} of that`,
  );
  return written;
}

async function benchRenewals(): Promise<number> {
  const dataDir = join(folder, 'renewals');
  mkdirSync(dataDir);
  const aSecond = await measureRenewals(dataDir, 1000);
  console.log(`\nRenewal of 1,000 accounts: ${Math.round(aSecond)} a second (bar: ${renewalBar})`);
  return aSecond;
}

/** Compares pages with few rows to the same pages with many rows. @returns the names of the pages below `sizeBar` */
async function benchSizes(): Promise<string[]> {
  console.log('\nA page just after something has changed, over little and over much; 1.00: it takes the same time.');
  console.log(row('page', 'ratio', 'bar', 'ms', 'ms over little'));
  const [few, many] = [join(folder, 'few'), join(folder, 'many')];
  for (const dataDir of [few, many]) mkdirSync(dataDir);
  const inFew = await prepareSizes(few, 60, [50, 5000, 50_000]);
  const inMany = await prepareSizes(many, 10_000, [50]);
  const [small, large] = [await startProgram(few), await startProgram(many)];
  running.push(small, large);
  const missed: string[] = [];
  const compare = async (name: string, path: string, much: { program: Child; dataDir: string; cookie: string | undefined }, who = '50') => {
    const little = { program: small, dataDir: few, cookie: inFew[who] };
    const looks = [little, much].map(({ program, dataDir, cookie = '' }) => ({ url: program.url + path, headers: { cookie }, dataDir }));
    const [ofLittle = 0, ofMuch = 0] = await measureFresh(looks);
    console.log(row(name, (ofLittle / ofMuch).toFixed(2), sizeBar.toFixed(2), ofMuch.toFixed(2), ofLittle.toFixed(2)));
    if (ofLittle / ofMuch < sizeBar) missed.push(name);
  };
  for (const size of ['5000', '50000']) {
    const team = { program: small, dataDir: few, cookie: inFew[size] };
    await compare(`Team, ${size} members`, '/team', team);
    await compare(`Team, search in ${size}`, '/team?search=agent+4', team);
  }
  const among = (who: string) => ({ program: large, dataDir: many, cookie: inMany[who] });
  await compare('Team, 10000 accounts', '/team', among('50'));
  await compare('Subscription, 10000 accounts', '/subscription', among('50'));
  await compare('Desk, 10000 accounts', '/operator/accounts', among('operator'), 'operator');
  return missed;
}

/** The goal is 0.5 for every signed-in page. The bars are the lower ratios of the first version; 0 where the first version has none. */
function pagesFor(owner: { cookie: string }, admin: { cookie: string }): Target[] {
  const draft = 'version=1&seats.support-suite=25&seats.ai-assist=25&seats.sales=9&seats.voice=6';
  const gzip = { 'accept-encoding': 'gzip' };
  return [
    { name: 'Subscription', path: '/subscription', headers: owner, bar: 0.15 },
    { name: 'Subscription, gzip', path: '/subscription', headers: { ...owner, ...gzip }, bar: 0.15 },
    { name: 'Table of 50 rows (audit log)', path: '/audit', headers: owner, bar: 0.1 },
    { name: 'Summary fragment', path: `/subscription/manage/summary?${draft}`, headers: { ...admin, 'hx-request': 'true' }, bar: 0.25 },
    { name: 'Manage', path: `/subscription/manage?${draft}`, headers: admin, bar: 0 },
    { name: 'Sign in', path: '/sign-in', headers: {}, bar: 0.15 },
  ];
}

function rowOf(measured: Measured | undefined, fresh: number): string {
  if (!measured) return '';
  const [ten, fifty] = measured.runs;
  const { target, bytes } = measured;
  const ratio = (value = 0) => value.toFixed(2);
  const rate = (value = 0) => Math.round(value).toLocaleString('en');
  return row(
    target.name,
    kB(bytes),
    ratio(ten?.ratio),
    ratio(fifty?.ratio),
    target.bar ? ratio(target.bar) : '–',
    ratio(fresh),
    rate(ten?.own),
    rate(ten?.yardstick),
  );
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

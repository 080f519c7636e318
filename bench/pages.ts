import autocannon from 'autocannon';
import type { Child } from './child.ts';
import { getRaw } from './raw.ts';
import type { Constant } from './yardstick.ts';

/** A page to measure. */
export interface Target {
  name: string;
  path: string;
  headers: Record<string, string>;
  /** The lowest ratio to the yardstick that passes; 0 for no bar. */
  bar: number;
}

export interface Measured {
  target: Target;
  bytes: number;
  /** One run per number of connections. */
  runs: { connections: number; ratio: number; own: number; yardstick: number }[];
}

const rounds = 5;
const secondsARound = 1;
const connections = [10, 50];

/** Fetches a page once, as the constant that the yardstick serves. Leaves out the headers that the yardstick's own HTTP server adds. */
export async function fetchConstant(program: Child, target: Target, index: number): Promise<Constant> {
  const { status, headers, body } = await getRaw(program.url + target.path, target.headers);
  if (status !== 200) throw new Error(`${target.name} (${target.path}) answers ${status}`);
  const kept = Object.entries(headers).filter(([name]) => !addedByServer.includes(name));
  return {
    path: `/${index}`,
    headers: Object.fromEntries(kept.map(([name, value]) => [name, String(value)])),
    body: body.toString('latin1'),
    compressed: headers['content-encoding'] !== undefined,
  };
}

const addedByServer = ['connection', 'date', 'keep-alive', 'transfer-encoding', 'content-length'];

/** Program and yardstick take turns, so that other load on the machine affects both. The ratio is the median of the rounds. */
export async function measure(program: Child, yardstick: Child, target: Target, constant: Constant): Promise<Measured> {
  const measured: Measured = { target, bytes: constant.body.length, runs: [] };
  for (const count of connections) {
    const own: number[] = [];
    const yards: number[] = [];
    await load(program.url + target.path, target.headers, count);
    await load(yardstick.url + constant.path, target.headers, count);
    for (let round = 0; round < rounds; round++) {
      own.push(await load(program.url + target.path, target.headers, count));
      yards.push(await load(yardstick.url + constant.path, target.headers, count));
    }
    const ratio = median(own.map((rate, round) => rate / (yards[round] ?? rate)));
    measured.runs.push({ connections: count, ratio, own: median(own), yardstick: median(yards) });
  }
  return measured;
}

async function load(url: string, headers: Record<string, string>, count: number): Promise<number> {
  const result = await autocannon({ url, headers, connections: count, duration: secondsARound });
  if (result.errors + result.timeouts + result.non2xx > 0) {
    throw new Error(`${url}: ${result.errors} errors, ${result.timeouts} timeouts, ${result.non2xx} other than 2xx`);
  }
  return result.requests.total / result.duration;
}

export function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((first, second) => first - second);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1 ? (sorted[Math.floor(middle)] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

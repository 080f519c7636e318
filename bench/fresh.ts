import BetterSqlite3 from 'better-sqlite3';
import { databaseFile } from '../src/db/open.ts';
import { median } from './pages.ts';
import { getRaw } from './raw.ts';

/** One page of one server, and the data folder in which something changes before each request. */
export interface PageRequest {
  url: string;
  headers: Record<string, string>;
  dataDir: string;
}

const rounds = 5;
const looksARound = 60;

/**
 * The milliseconds that each page takes right after a change in the database, when the read cache is empty. The pages take turns within
 * each round. @returns the median of the rounds for each page
 */
export async function measureFresh(looks: readonly PageRequest[]): Promise<number[]> {
  const times = looks.map(() => [] as number[]);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, look] of looks.entries()) {
      const took = await lookAfterChanges(look);
      // The first round warms up.
      if (round > 0) times[index]?.push(took);
    }
  }
  return times.map(median);
}

async function lookAfterChanges({ url, headers, dataDir }: PageRequest): Promise<number> {
  const otherConnection = new BetterSqlite3(databaseFile(dataDir));
  const change = otherConnection.prepare("UPDATE counters SET value = value WHERE name = 'order'");
  const times: number[] = [];
  for (let look = 0; look < looksARound; look++) {
    change.run();
    const began = performance.now();
    const { status } = await getRaw(url, headers);
    times.push(performance.now() - began);
    if (status !== 200) throw new Error(`${url} answers ${status}`);
  }
  otherConnection.close();
  return median(times);
}

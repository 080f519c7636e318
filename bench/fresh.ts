import BetterSqlite3 from 'better-sqlite3';
import { databaseFile } from '../src/db/open.ts';
import { median } from './pages.ts';
import { getRaw } from './raw.ts';

/** One page of one server, and the data in which something changes before each look at it. */
export interface Look {
  url: string;
  headers: Record<string, string>;
  dataDir: string;
}

const rounds = 5;
const looksARound = 60;

/**
 * How long a page takes that is looked at just after something has changed, in milliseconds: nothing that was kept helps. All take turns
 * within each round; the medians of the rounds.
 */
export async function measureFresh(looks: readonly Look[]): Promise<number[]> {
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

async function lookAfterChanges({ url, headers, dataDir }: Look): Promise<number> {
  const elsewhere = new BetterSqlite3(databaseFile(dataDir));
  const change = elsewhere.prepare("UPDATE counters SET value = value WHERE name = 'order'");
  const times: number[] = [];
  for (let look = 0; look < looksARound; look++) {
    change.run();
    const began = performance.now();
    const { status } = await getRaw(url, headers);
    times.push(performance.now() - began);
    if (status !== 200) throw new Error(`${url} answers ${status}`);
  }
  elsewhere.close();
  return median(times);
}

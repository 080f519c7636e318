import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { seedDemo } from '../../src/cli/demo/seed.ts';
import { readConfig } from '../../src/config.ts';
import { startChromium } from '../support/chromium.ts';
import { freshDatabase } from '../support/database.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A database file with the demo data; the server of each browser test runs on a copy of it. */
    demo: string;
  }
}

/** Once, before the first browser test: a Chromium and a database for all of them. Gives back what puts both away. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-demo-'));
  const demo = join(folder, 'demo.db');
  const { db, raw } = await freshDatabase();
  await seedDemo(db, { now: Math.floor(Date.now() / 1000), password: readConfig({}).demoPassword });
  writeFileSync(demo, raw.serialize());
  await db.destroy();
  const chromium = await startChromium();
  provide('chromium', chromium.wsEndpoint());
  provide('demo', demo);
  return async () => {
    await chromium.close();
    rmSync(folder, { recursive: true, force: true });
  };
}

import { readFileSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it } from 'vitest';

/**
 * The first versions that fix published advisories. The list is kept by hand and works offline, because not every registry answers
 * `npm audit`. Add a line for each new advisory about a package in use.
 */
const floors: [name: string, version: string, advisory: string][] = [
  [
    'hono',
    '4.13.0',
    'CVE-2026-69207; before it GHSA-9vqf-7f2p-gf9v (bodyLimit and chunked bodies), GHSA-458j-xx4x-4375 (attributes in JSX)',
  ],
  ['@hono/node-server', '2.0.5', 'GHSA-frvp-7c67-39w9'],
  ['kysely', '0.28.17', 'CVE-2026-44635, CVE-2026-32763 (paths in JSON)'],
  [
    'nodemailer',
    '9.1.1',
    'GHSA-2x7j-588g-ccc2 (long lists of addresses), GHSA-8m3c-c648-2xjj and GHSA-p6gq-j5cr-w38f (file and URL access)',
  ],
  ['zod', '3.22.3', 'CVE-2023-4316'],
  ['esbuild', '0.25.0', 'GHSA-67mh-4wv8-2f99'],
];

/** The version of SQLite that is built into the driver. */
const sqliteFloor = { version: '3.50.2', advisory: 'CVE-2025-6965' };

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Record<string, { version: string; resolved?: string; link?: boolean }>;
};

function isAtLeast(version: string, floor: string): boolean {
  const [parts, floorParts] = [version, floor].map((text) => text.split('-')[0]?.split('.').map(Number) ?? []);
  for (const [index, number] of (floorParts ?? []).entries()) {
    const difference = (parts?.[index] ?? 0) - number;
    if (difference !== 0) return difference > 0;
  }
  return true;
}

it('compares versions by their numbers', () => {
  expect([isAtLeast('4.13.19', '4.13.0'), isAtLeast('4.9.0', '4.13.0'), isAtLeast('10.0.0', '9.1.1'), isAtLeast('9.1.1', '9.1.1')]).toEqual(
    [true, false, true, true],
  );
});

it.each(floors)('%s is at least %s everywhere: %s', (name, floor) => {
  const copies = Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
  expect(copies.length).toBeGreaterThan(0);
  expect(copies.filter(([, { version }]) => !isAtLeast(version, floor))).toEqual([]);
});

it(`SQLite is at least ${sqliteFloor.version}: ${sqliteFloor.advisory}`, () => {
  const version = new BetterSqlite3(':memory:').prepare('SELECT sqlite_version()').pluck().get() as string;
  expect(isAtLeast(version, sqliteFloor.version), version).toBe(true);
});

it('every package is pinned to one version', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
    expect([name, version]).toEqual([name, expect.stringMatching(/^\d+\.\d+\.\d+$/)]);
});

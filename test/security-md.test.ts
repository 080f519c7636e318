import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

it('SECURITY.md names a test for each row, and each of them is there', () => {
  const root = new URL('../', import.meta.url);
  const text = readFileSync(new URL('SECURITY.md', root), 'utf8');
  const rows = text.split('\n').filter((line) => /^\| \d/.test(line));
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) {
    const tests = [...row.matchAll(/`(test\/[^`]+)`/g)].map(([, path = '']) => path);
    expect(tests, row).not.toEqual([]);
    for (const path of tests) expect([path, existsSync(new URL(path, root))]).toEqual([path, true]);
  }
});

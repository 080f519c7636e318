import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommand } from '../../src/cli/run-command.ts';

const printed: string[] = [];
const complained: string[] = [];

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation((line) => printed.push(line));
  vi.spyOn(console, 'error').mockImplementation((line) => complained.push(line));
  // Settings that stop every command that reads them.
  vi.stubEnv('PORT', 'none');
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  printed.length = 0;
  complained.length = 0;
});

function readText(name: string): string {
  return readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
}

describe('the command line', () => {
  it('prints the version that package.json names, whatever the settings are', async () => {
    const { version } = JSON.parse(readText('package.json')) as { version: string };
    expect(await runCommand(['version'])).toBe(0);
    expect(printed).toEqual([version]);
    expect(complained).toEqual([]);
  });

  it('ends with 1 and the sentence that says what to set, where a setting cannot be', async () => {
    expect(await runCommand(['healthcheck'])).toBe(1);
    expect(complained.join('\n')).toMatch(/^PORT must be a number/);
  });

  it.each([[[]], [['nothing-like-this']], [['version', 'of-what']], [['backup']], [['toString']], [['run-due', '2026-03-31', 'again']]])(
    'ends with 2 and the list of commands for %j',
    async (given) => {
      expect(await runCommand(given)).toBe(2);
      expect(complained.join('\n')).toMatch(/^Usage: /);
      expect(printed).toEqual([]);
    },
  );

  it('lists the commands that the README explains', async () => {
    const readme = readText('README.md');
    const explained = [...readme.slice(readme.indexOf('## Commands')).matchAll(/^\| `([a-z-]+)/gm)].map(([, name]) => name);
    await runCommand([]);
    const listed = [...complained.join('\n').matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name);
    expect(listed.toSorted()).toEqual(explained.toSorted());
    expect(listed).toContain('version');
  });
});

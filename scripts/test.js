// `npm test`: sees to a browser, builds, runs every test, and ends with one plain line that says how many passed and failed.
// `npm run test:night` (`--night`) is the same with other random cases each time, and more of them.
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './chromium.js';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const isNight = process.argv.includes('--night');
// Read by test/support/seed.ts.
process.env.SEED ||= String(isNight ? randomInt(2 ** 31) : 1);
if (isNight) process.env.RUNS ||= '1000';

if (!findChromium()) installChromium();
if (!findChromium()) {
  console.error('The browser tests need Chromium: install it (on Debian: apt-get install chromium), or set CHROMIUM_PATH to where it is.');
  process.exit(1);
}
if (run(process.execPath, ['scripts/build.js']) !== 0) process.exit(1);

console.log(`Random cases are drawn from SEED=${process.env.SEED}.`);
const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-tests-'));
const report = join(folder, 'report.json');
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const code = run(process.execPath, [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]);
const { passed, failed } = count(report);
rmSync(folder, { recursive: true, force: true });
// Something outside any test can fail the run too; then it must not read "0 failed".
console.log(`${passed} passed, ${code !== 0 && failed === 0 ? 1 : failed} failed`);
process.exit(code);

/** Debian's own package where we may install it, else the copy that the test tool brings. */
function installChromium() {
  if (existsSync('/etc/debian_version') && process.getuid?.() === 0) {
    console.log('Installing Chromium for the browser tests …');
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation']);
  }
  if (!findChromium()) run(process.execPath, [join(root, 'node_modules', 'playwright-core', 'cli.js'), 'install', 'chromium']);
}

/**
 * A file that could not even be loaded counts as one failure.
 * @param {string} path
 */
function count(path) {
  if (!existsSync(path)) return { passed: 0, failed: 1 };
  /** @type {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} */
  const { testResults } = JSON.parse(readFileSync(path, 'utf8'));
  const results = testResults.flatMap(({ status, assertionResults }) =>
    status === 'failed' && !assertionResults.some((one) => one.status === 'failed') ? [...assertionResults, { status }] : assertionResults,
  );
  return {
    passed: results.filter(({ status }) => status === 'passed').length,
    failed: results.filter(({ status }) => status === 'failed').length,
  };
}

/**
 * @param {string} command
 * @param {string[]} given
 * @returns {number}
 */
function run(command, given) {
  return spawnSync(command, given, { cwd: root, stdio: 'inherit' }).status ?? 1;
}

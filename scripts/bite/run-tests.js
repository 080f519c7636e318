import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** `broken`: nothing was found out. `by` is the test that turned red, or what went wrong. @typedef {{ outcome: 'caught' | 'survived' | 'broken', by: string }} Bite */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

/**
 * Runs these tests of a copy, up to the first that is red.
 * @param {string} copy
 * @param {readonly string[]} tests files or folders
 * @param {number} longestMs a mutation can make a test wait for ever: that is caught too
 * @returns {Promise<Bite>}
 */
export async function runTests(copy, tests, longestMs) {
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  const vitest = join(copy, 'node_modules', 'vitest', 'vitest.mjs');
  const output = ['--reporter=json', `--outputFile=${report}`, `--fsModuleCachePath=${join(dirname(copy), 'modules')}`];
  const code = await run([vitest, 'run', '--project', 'unit', '--bail', '1', ...output, ...tests], copy, longestMs);
  if (code === null) return { outcome: 'caught', by: `not over after ${longestMs / 1000} s` };
  if (!existsSync(report)) return { outcome: 'broken', by: 'no test ran' };

  /** @type {{ numPassedTests: number, testResults: { name: string, status: string, message: string, assertionResults: { status: string, fullName: string }[] }[] }} */
  const { numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const isRed = (/** @type {{ status: string }} */ { status }) => status === 'failed';
  const test = testResults.flatMap(({ assertionResults }) => assertionResults).find(isRed);
  if (test) return { outcome: 'caught', by: test.fullName };
  // What fails before the first test of a file, or outside of any.
  const file = testResults.find(isRed);
  if (file) return { outcome: 'caught', by: `${file.name}: ${file.message}` };
  if (numPassedTests === 0) return { outcome: 'broken', by: 'no test ran' };
  return code === 0 ? { outcome: 'survived', by: '' } : { outcome: 'caught', by: 'an error outside of any test' };
}

/** Ends what still runs. */
export function stopTests() {
  for (const child of running) stop(child);
}

/**
 * Runs node in a copy, as a group of processes of its own, so that all of it can be ended.
 * @param {string[]} given
 * @param {string} cwd
 * @param {number} longestMs
 * @returns {Promise<number | null>} its exit code; null when it had to be ended
 */
function run(given, cwd, longestMs) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, given, { cwd, stdio: 'ignore', detached: true });
    running.add(child);
    let isTooLate = false;
    const timer = setTimeout(() => {
      isTooLate = true;
      stop(child);
    }, longestMs);
    child.once('exit', (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve(isTooLate ? null : (code ?? 1));
    });
  });
}

/** @param {import('node:child_process').ChildProcess} child */
function stop({ pid }) {
  try {
    if (pid) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

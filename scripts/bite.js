// `npm run bite`: takes one guard at a time out of a copy of this folder and runs the tests concerned: at least one has to turn red.
// Words after it (`npm run bite -- throttle 'audit log'`) choose the mutations in whose file or sentence one of them occurs.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { mutations } from './bite/mutations.js';
import { runTests, stopTests } from './bite/run-tests.js';

/**
 * @typedef {import('./bite/mutations.js').Mutation} Mutation
 * @typedef {import('./bite/run-tests.js').Bite} Bite
 */

const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Copies of this folder that are at work side by side. */
const lanes = 2;
const longestMs = 120_000;
/** For all tests together, also on a machine that has other work. */
const longestGreenMs = 15 * 60_000;

const words = process.argv.slice(2).map((word) => word.toLowerCase());
const chosen = mutations.filter(
  ({ file, why }) => words.length === 0 || words.some((word) => `${file} ${why}`.toLowerCase().includes(word)),
);
const misfits = chosen.flatMap(whyNotApply);
if (misfits.length > 0 || chosen.length === 0) {
  console.error(misfits.length > 0 ? misfits.join('\n') : 'No mutation has these words.');
  process.exit(1);
}

const startedAt = Date.now();
const scratch = mkdtempSync(join(tmpdir(), 'seatkeeper-bite-'));
process.once('exit', () => {
  stopTests();
  rmSync(scratch, { recursive: true, force: true });
});
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const copies = Array.from({ length: lanes }, (_, lane) => copyOfTree(join(scratch, String(lane))));
await mustBeGreen(copies[0] ?? '');
const waiting = [...chosen];
/** @type {Bite[]} */
const bites = [];
await Promise.all(copies.map(work));
const [caught, survived, broken] = ['caught', 'survived', 'broken'].map((one) => bites.filter(({ outcome }) => outcome === one).length);
console.log(`\n${bites.length} mutations: ${caught} caught, ${survived} survived, ${broken} broken (${since(startedAt)})`);
process.exit(caught === bites.length ? 0 : 1);

/**
 * Why a mutation does not fit the code as it is: its text is not there exactly once, or a test is gone.
 * @param {Mutation} mutation
 * @returns {string[]}
 */
function whyNotApply({ why, file, find, replace, also = [], tests }) {
  const path = join(root, file);
  if (!existsSync(path)) return [`does not apply: ${why}: there is no ${file}`];
  const text = readFileSync(path, 'utf8');
  const places = [{ find, replace }, ...also].map((edit) => [edit.find, text.split(edit.find).length - 1]);
  return [
    ...places.filter(([, times]) => times !== 1).map(([what, times]) => `does not apply: ${why}: ${times} times in ${file}: ${what}`),
    ...tests.filter((test) => !existsSync(join(root, test))).map((test) => `does not apply: ${why}: there is no ${test}`),
  ];
}

/**
 * Copies the files of the repository as they are now, also those that are not committed yet; what is installed is shared.
 * @param {string} to
 * @returns {string} where the copy is
 */
function copyOfTree(to) {
  const listing = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { status, stdout, stderr } = spawnSync('git', listing, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git cannot list the files of this folder: ${stderr ?? 'it is not installed'}`);
  for (const name of stdout.split('\0').filter((one) => one && existsSync(join(root, one)))) {
    mkdirSync(dirname(join(to, name)), { recursive: true });
    copyFileSync(join(root, name), join(to, name));
  }
  symlinkSync(join(root, 'node_modules'), join(to, 'node_modules'));
  return to;
}

/**
 * A test that is red without any mutation proves nothing.
 * @param {string} copy
 */
async function mustBeGreen(copy) {
  const all = [...new Set(chosen.flatMap(({ tests }) => tests))];
  const { outcome, by } = await runTests(copy, all, longestGreenMs);
  if (outcome !== 'survived') {
    console.error(`red without any mutation: ${by}`);
    process.exit(1);
  }
  console.log(`green without any mutation: ${all.length} files or folders of tests (${since(startedAt)})\n`);
}

/**
 * One lane: takes what is next until nothing is left.
 * @param {string} copy
 */
async function work(copy) {
  for (let mutation = waiting.shift(); mutation; mutation = waiting.shift()) {
    const began = Date.now();
    const bite = await biteOnce(copy, mutation);
    bites.push(bite);
    const said = `${bite.outcome.padEnd(8)} ${since(began).padStart(7)}  `;
    console.log(`${said}${mutation.why} (${mutation.file})${bite.by && `\n${' '.repeat(said.length)}${bite.by}`}`);
  }
}

/**
 * @param {string} copy
 * @param {Mutation} mutation
 * @returns {Promise<Bite>}
 */
async function biteOnce(copy, { file, find, replace, also = [], tests }) {
  const path = join(copy, file);
  const before = readFileSync(path, 'utf8');
  const after = [{ find, replace }, ...also].reduce((text, edit) => text.replace(edit.find, () => edit.replace), before);
  const syntaxError = syntaxErrorIn(after, file);
  if (syntaxError) return { outcome: 'broken', by: syntaxError };
  writeFileSync(path, after);
  try {
    return await runTests(copy, tests, longestMs);
  } finally {
    writeFileSync(path, before);
  }
}

/**
 * What does not compile would turn every test red.
 * @param {string} text
 * @param {string} file
 */
function syntaxErrorIn(text, file) {
  try {
    transformSync(text, { loader: extname(file) === '.tsx' ? 'tsx' : 'ts', logLevel: 'silent' });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** @param {number} start */
function since(start) {
  return `${((Date.now() - start) / 1000).toFixed(1)} s`;
}

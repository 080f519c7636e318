// Builds dist/: the program compiled, style and script made small. Does nothing when dist/ is newer than everything it is made from.
// `npm start` imports it before the program, so that there is one process, which a signal reaches.
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const sources = ['src', 'views', 'migrations', 'public', 'package-lock.json', 'tsconfig.json', 'tsconfig.build.json', 'scripts/build.js'];
const dist = join(root, 'dist');
const stamp = join(dist, 'built');

if (isOutdated()) await build();

function isOutdated() {
  if (!existsSync(stamp)) return true;
  const builtAt = statSync(stamp).mtimeMs;
  return sources.some((source) => newestIn(join(root, source)) > builtAt);
}

/**
 * The folders themselves count too: their time moves when a file in them goes.
 * @param {string} path
 * @returns {number}
 */
function newestIn(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestIn(join(path, name))), stats.mtimeMs);
}

/** Into a folder beside it first, so that a build that fails leaves the last one as it was. */
async function build() {
  const startedAt = new Date();
  const fresh = join(root, `dist-${process.pid}`);
  try {
    compile(fresh);
    await shrink(join(root, 'public'), join(fresh, 'public'));
    writeFileSync(join(fresh, 'built'), '');
    // What was edited while this ran is newer than the build.
    utimesSync(join(fresh, 'built'), startedAt, startedAt);
    rmSync(dist, { recursive: true, force: true });
    renameSync(fresh, dist);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

/** @param {string} out */
function compile(out) {
  const compiler = fileURLToPath(import.meta.resolve('typescript/package.json'));
  const { bin } = JSON.parse(readFileSync(compiler, 'utf8'));
  execFileSync(process.execPath, [join(dirname(compiler), bin.tsc), '-p', 'tsconfig.build.json', '--outDir', out], {
    cwd: root,
    stdio: 'inherit',
  });
}

/**
 * @param {string} from
 * @param {string} to
 */
async function shrink(from, to) {
  const { build: bundle, stop } = await import('esbuild');
  mkdirSync(to, { recursive: true });
  const small = readdirSync(from).filter((name) => /\.(css|js)$/.test(name));
  await bundle({ entryPoints: small.map((name) => join(from, name)), outdir: to, minify: true, target: 'es2022', logLevel: 'warning' });
  await stop();
  for (const name of readdirSync(from)) if (!small.includes(name)) copyFileSync(join(from, name), join(to, name));
}

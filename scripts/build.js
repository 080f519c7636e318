// Builds dist/: bundles the program into a few files and minifies styles and scripts. Does nothing when dist/ is newer than all sources.
// `npm start` imports this file before the program, so that only one process runs and receives the signals.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const self = fileURLToPath(import.meta.url);
const root = dirname(dirname(self));
const sources = ['src', 'views', 'migrations', 'public', 'package.json', 'package-lock.json', 'scripts/build.js'];
const dist = join(root, 'dist');
const stamp = join(dist, 'built');
const cache = join(dist, 'compiled');

// When this file is imported, the build runs in a child process, so that its memory does not stay with the program.
if (process.argv[1] !== self) {
  if (isOutdated()) buildElsewhere();
  enableCompileCache(cache);
} else if (isOutdated()) await build();

function buildElsewhere() {
  const { status } = spawnSync(process.execPath, [self], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}

function isOutdated() {
  if (!existsSync(stamp)) return true;
  const builtAt = statSync(stamp).mtimeMs;
  return sources.some((source) => newestIn(join(root, source)) > builtAt);
}

/**
 * The newest modification time in a path. Folders count too, because deleting a file changes the time of its folder.
 * @param {string} path
 * @returns {number}
 */
function newestIn(path) {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestIn(join(path, name))), stats.mtimeMs);
}

/** Builds into a temporary folder beside dist/ first, so that a failed build leaves the last build unchanged. */
async function build() {
  const startedAt = new Date();
  const fresh = join(root, `dist-${process.pid}`);
  try {
    await bundle(fresh);
    writeFileSync(join(fresh, 'built'), '');
    // The stamp has the start time, so a source that was edited during the build is newer than the build.
    utimesSync(join(fresh, 'built'), startedAt, startedAt);
    rmSync(dist, { recursive: true, force: true });
    renameSync(fresh, dist);
    warmUp();
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

/**
 * Bundles the program and its packages, because loading four files takes half the time and memory of loading five hundred. Packages that
 * need their own files stay external. Chunks are in src/cli, two folders deep, so that paths relative to `import.meta.url` stay valid.
 * Identifiers are not shortened, so that stack traces stay readable.
 *
 * @param {string} to
 */
async function bundle(to) {
  const { build: esbuild, stop } = await import('esbuild');
  await esbuild({
    entryPoints: ['src/server.ts', 'src/start.ts', 'src/cli/main.ts', 'src/cli/copy-worker.ts'].map((name) => join(root, name)),
    outbase: root,
    outdir: to,
    bundle: true,
    splitting: true,
    chunkNames: 'src/cli/[name]-[hash]',
    external: ['better-sqlite3', 'htmx.org', 'nodemailer', 'pino'],
    platform: 'node',
    format: 'esm',
    target: 'node24',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: 'linked',
    sourcesContent: false,
    logLevel: 'warning',
  });
  const from = join(root, 'public');
  const files = readdirSync(from, { withFileTypes: true }).flatMap((entry) => (entry.isFile() ? entry.name : []));
  const small = { outdir: join(to, 'public'), minify: true, target: 'es2022', logLevel: /** @type {const} */ ('warning') };
  // The style is joined from what it imports; the scripts import nothing.
  await esbuild({ ...small, entryPoints: files.filter((name) => name.endsWith('.css')).map((name) => join(from, name)), bundle: true });
  await esbuild({ ...small, entryPoints: files.filter((name) => name.endsWith('.js')).map((name) => join(from, name)) });
  await stop();
  for (const name of files) if (!/\.(css|js)$/.test(name)) copyFileSync(join(from, name), join(to, 'public', name));
}

/** Loads the program once to fill the compile cache, so that its first start is fast too. */
function warmUp() {
  const load = `import { enableCompileCache } from 'node:module'; enableCompileCache(${JSON.stringify(cache)}); await import('./dist/src/start.js');`;
  spawnSync(process.execPath, ['--input-type=module', '--eval', load], { cwd: root, stdio: 'inherit' });
}

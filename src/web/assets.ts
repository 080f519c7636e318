import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import type { App } from './deps.ts';
import type { Assets } from './viewer.ts';

interface Asset {
  type: string;
  plain: Uint8Array<ArrayBuffer>;
  gzip: Uint8Array<ArrayBuffer>;
  brotli: Uint8Array<ArrayBuffer>;
}

/**
 * Styles, scripts and the icon, read and compressed once at the start. The file name contains a hash of the content, so browsers may cache
 * it forever: new content has a new name.
 */
const files = [
  ['css', 'app.css', 'text/css; charset=utf-8', new URL('../../public/app.css', import.meta.url)],
  ['js', 'app.js', 'text/javascript; charset=utf-8', new URL('../../public/app.js', import.meta.url)],
  ['htmx', 'htmx.js', 'text/javascript; charset=utf-8', new URL(import.meta.resolve('htmx.org/dist/htmx.min.js'))],
  ['icon', 'icon.svg', 'image/svg+xml', new URL('../../public/icon.svg', import.meta.url)],
] as const;

const byName = new Map<string, Asset>();

/** The file name of each asset, including its hash. */
export const assetNames = Object.fromEntries(files.map(([key, name, type, url]) => [key, load(name, type, url)])) as Record<
  keyof Assets,
  string
>;

export function assetRoutes(app: App): void {
  app.get('/assets/:name', (c) => {
    const asset = byName.get(c.req.param('name'));
    if (!asset) return c.notFound();
    const accepted = c.req.header('Accept-Encoding') ?? '';
    const encoding = accepted.includes('br') ? 'brotli' : accepted.includes('gzip') ? 'gzip' : 'plain';
    c.header('Content-Type', asset.type);
    c.header('Cache-Control', 'public, max-age=31536000, immutable');
    c.header('Vary', 'Accept-Encoding');
    if (encoding !== 'plain') c.header('Content-Encoding', encoding === 'brotli' ? 'br' : 'gzip');
    return c.body(asset[encoding]);
  });
}

function load(name: string, type: string, url: URL): string {
  const plain = type.startsWith('text/css') ? readStyle(url) : new Uint8Array(readFileSync(fileURLToPath(url)));
  const hash = createHash('sha256').update(plain).digest('hex').slice(0, 10);
  const hashed = name.replace('.', `-${hash}.`);
  byName.set(hashed, {
    type,
    plain,
    gzip: new Uint8Array(gzipSync(plain, { level: 9 })),
    brotli: new Uint8Array(brotliCompressSync(plain)),
  });
  return hashed;
}

/** The build joins the files of the style. In the source folder `app.css` still lists them, and each import gives way to its file. */
function readStyle(url: URL): Uint8Array<ArrayBuffer> {
  const text = readFileSync(fileURLToPath(url), 'utf8');
  const joined = text.replace(/^@import "(.+)";$/gm, (_, path: string) => readFileSync(fileURLToPath(new URL(path, url)), 'utf8'));
  return new TextEncoder().encode(joined);
}

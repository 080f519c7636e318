import type { Child } from './child.ts';
import { getRaw } from './raw.ts';

export interface FirstLoad {
  html: number;
  css: number;
  js: number;
  requests: number;
}

/** The compressed bytes that a browser with an empty cache loads for a page: the HTML and the styles and scripts that it links. */
export async function firstLoad(program: Child, path: string, headers: Record<string, string>): Promise<FirstLoad> {
  const plain = (await getRaw(program.url + path, headers)).body.toString();
  const load: FirstLoad = { html: await sizeOf(program.url + path, headers), css: 0, js: 0, requests: 1 };
  const names = plain.matchAll(/<(?:link|script)\b[^>]*?(?:href|src)="([^"]+)"/g);
  for (const asset of new Set([...names].map(([, name = '']) => name))) {
    const size = await sizeOf(program.url + asset, headers);
    if (asset.endsWith('.css')) load.css += size;
    else if (asset.endsWith('.js')) load.js += size;
    load.requests += 1;
  }
  return load;
}

async function sizeOf(url: string, headers: Record<string, string>): Promise<number> {
  return (await getRaw(url, { ...headers, 'accept-encoding': 'gzip, br' })).body.length;
}

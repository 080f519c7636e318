import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export const root = join(import.meta.dirname, '../..');

/** A source file with what it imports as values: types vanish when the program is built, so they bind nothing. */
export interface Source {
  /** From the root of the repository, as in `src/team/list.ts`. */
  path: string;
  text: string;
  /** Files of ours, from the root of the repository. */
  files: string[];
  /** Packages and modules of Node, as in `kysely` and `node:crypto`. */
  packages: string[];
}

/** Every TypeScript file below these folders. */
export function sourcesIn(...folders: string[]): Map<string, Source> {
  const paths = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => join(folder, name)),
  );
  return new Map(paths.map((path) => [path, readSource(path)]));
}

function readSource(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const wanted = valueImportsIn(text);
  const files = wanted.filter((name) => name.startsWith('.'));
  return {
    path,
    text,
    files: files.map((name) => relative(root, join(root, dirname(path), name))),
    packages: wanted.filter((name) => !name.startsWith('.')),
  };
}

/** The modules that this text imports or exports from as values, in the order of the text. */
export function valueImportsIn(text: string): string[] {
  const found: string[] = [];
  for (const [, typeOnly, names = '', from = ''] of text.matchAll(/^(?:import|export)\s+(type\s+)?([^'";]*?)\s*from\s+'([^']+)'/gm)) {
    const listed = /^\{([^}]*)\}$/.exec(names.trim())?.[1];
    const allTypes = listed?.split(',').every((name) => name.trim() === '' || name.trim().startsWith('type '));
    if (!typeOnly && !allTypes) found.push(from);
  }
  for (const [, from = ''] of text.matchAll(/^import\s+'([^']+)'/gm)) found.push(from);
  for (const [, from = ''] of text.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)) found.push(from);
  return found;
}

/** Everything that a file reaches by value imports, itself included; packages too. */
export function reachedFrom(sources: ReadonlyMap<string, Source>, path: string): Set<string> {
  const reached = new Set([path]);
  for (const one of reached) {
    const source = sources.get(one);
    for (const next of source ? [...source.files, ...source.packages] : []) reached.add(next);
  }
  return reached;
}

/**
 * The room of a file: the noun of the business it belongs to, the same for its code in `src` and its pages in `views`. The desk of the
 * operators has a room for each of its addresses. What lies at the top is a room by itself; the shell and the parts of pages are `ui`.
 */
export function roomOf(path: string): string {
  const [top = '', ...folders] = path.split('/').slice(0, -1);
  if (top === 'views' && (folders.length === 0 || folders[0] === 'parts')) return 'ui';
  if (folders.length === 0)
    return (
      path
        .split('/')
        .at(-1)
        ?.replace(/\.tsx?$/, '') ?? path
    );
  return folders[0] === 'operator' ? folders.slice(0, 2).join('/') : (folders[0] ?? top);
}

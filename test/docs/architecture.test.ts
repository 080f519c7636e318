import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { roomOf, sourcesIn } from '../structure/imports.ts';
import { root } from './document.ts';

/** The levels of the picture in docs/architecture.md, the highest first, each with its rooms. */
function levelsOf(markdown: string): string[][] {
  const picture = markdown.match(/^```mermaid\n([\s\S]*?)^```/m)?.[1] ?? '';
  return [...picture.matchAll(/^ *subgraph .*\n([\s\S]*?)^ *end$/gm)].map(([, inside = '']) =>
    inside
      .replace(/^ *direction .*$/m, '')
      .split(/~~~|\n/)
      .map((name) => name.trim())
      .filter(Boolean),
  );
}

/** The order in which the picture connects its levels. */
function arrowsOf(markdown: string): string[] {
  return markdown.match(/^ *(L\d(?: --> L\d)+)$/m)?.[1]?.split(' --> ') ?? [];
}

describe('the picture of the rooms', () => {
  const text = readFileSync(new URL('docs/architecture.md', root), 'utf8');
  const levels = levelsOf(text);
  const levelOf = (room: string) => levels.findIndex((rooms) => rooms.includes(room));
  const files = [...sourcesIn('src', 'views').values()];

  it('shows every room once, and no other', () => {
    const rooms = new Set(files.map(({ path }) => roomOf(path)));
    expect(levels.flat().toSorted()).toEqual([...rooms].toSorted());
  });

  it('connects its levels from the highest to the lowest', () => {
    const names = [...text.matchAll(/^ *subgraph (L\d)/gm)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(5);
    expect(arrowsOf(text)).toEqual(names);
  });

  it('has no room that uses one on a higher level', () => {
    const upwards = files.flatMap(({ path, files: imports }) =>
      imports
        .filter((file) => /^(src|views)\//.test(file) && levelOf(roomOf(file)) < levelOf(roomOf(path)))
        .map((file) => `${path} imports ${file}`),
    );
    expect(upwards).toEqual([]);
  });
});

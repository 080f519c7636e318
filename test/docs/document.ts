import { readFileSync } from 'node:fs';

/** The documents that comments cite by section. */
export type DocumentName = 'rules' | 'quality';

/** The text below each numbered heading, by its number: `4.15`, and `4`, whose text includes that of `4.15`. */
export type Sections = ReadonlyMap<string, string>;

export const root = new URL('../../', import.meta.url);

export function readSections(name: DocumentName): Sections {
  return sectionsOf(readFileSync(new URL(`docs/${name}.md`, root), 'utf8'));
}

/** A chapter is `## 4. Rules`, a rule in it `#### 4.15 …`. A heading without a number ends what stands above it on its level or below. */
export function sectionsOf(markdown: string): Sections {
  const sections = new Map<string, string>();
  let chapter: string | null = null;
  let rule: string | null = null;
  for (const line of markdown.split('\n')) {
    const [, marks = '', title = ''] = line.match(/^(#+) (.*)$/) ?? [];
    const number = title.match(/^(\d+(?:\.\d+)?)\.? /)?.[1] ?? null;
    if (marks.length === 2) [chapter, rule] = [number, null];
    else if (marks.length > 2) rule = number;
    for (const open of [chapter, rule]) if (open !== null) sections.set(open, `${sections.get(open) ?? ''}${line}\n`);
  }
  return sections;
}

/** The rows of each Markdown table in a text, the head first, as texts of their cells. */
export function tablesIn(text: string): string[][][] {
  const tables: string[][][] = [];
  let table: string[][] = [];
  for (const line of [...text.split('\n'), '']) {
    if (line.startsWith('|')) {
      const cells = line.split('|').slice(1, -1);
      if (!cells.every((cell) => /^ *-+ *$/.test(cell))) table.push(cells.map((cell) => cell.trim()));
    } else if (table.length > 0) {
      tables.push(table);
      table = [];
    }
  }
  return tables;
}

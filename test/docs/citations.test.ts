import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type DocumentName, readSections, root, type Sections, sectionsOf, tablesIn } from './document.ts';

/** One section that a comment cites, such as `rules §3 row 19`. A range or a list is several of these. */
interface Citation {
  /** `spec` is the name of a document that is not in the repository; null where no document is named. */
  document: DocumentName | 'spec' | null;
  section: string;
  /** Of the table in the section; null where none is named. */
  row: string | null;
  /** A word or an address that the section defines: the citation goes on with it in quotation marks or backticks. */
  name: string | null;
  /** What stands there, and on which line it begins. */
  text: string;
  line: number;
}

const number = String.raw`\d+(?:\.\d+)?`;
const until = `(?: ?[–-] ?| to )`;
const row = String.raw`\d+[a-z]?`;
const rows = `${row}(?:${until}${row})?`;
const citation = new RegExp(
  `(?:\\b(rules|quality|spec) ?)?§(${number})?(?:${until}§?(${number}))?(?: rows? (${rows}(?:(?:, and |, | and )${rows})*))?(?: (?:"([^"]+)"|\`([^\`]+)\`))?`,
  'g',
);
/** What may stand between two sections of one list, and in one sentence: "rules §3; said in §4.11" cites the rules twice. */
const between = /^[^*/(){}=§]{0,40}$/;

/**
 * The citations in a text, in which a comment can go on in the next line. A section without the name of a document belongs to the document
 * that was named just before it.
 *
 * @param own the document that the text itself is
 * @param rowsOf the rows of the table in a section, in their order
 */
function citationsIn(text: string, rowsOf: (document: Citation['document'], section: string) => string[], own?: DocumentName): Citation[] {
  const { flat, lineAt } = withoutLineEnds(text);
  const found: Citation[] = [];
  let last: { document: Citation['document']; end: number } = { document: null, end: 0 };
  for (const match of flat.matchAll(citation)) {
    const [whole, named, from = '?', to, rowList, word, code] = match;
    const inherited = between.test(flat.slice(last.end, match.index)) ? last.document : null;
    const document = (named as Citation['document'] | undefined) ?? own ?? inherited;
    const common = { document, name: word ?? code ?? null, text: whole, line: lineAt(match.index) };
    last = { document, end: match.index + whole.length };
    for (const section of sectionsFrom(from, to)) {
      const cited = rowList === undefined ? [null] : rowsFrom(rowList, rowsOf(document, section));
      for (const one of cited) found.push({ ...common, section, row: one });
    }
  }
  return found;
}

/** The text in one line, without the signs that begin a line of a comment, and the line on which a place in it was. */
function withoutLineEnds(text: string): { flat: string; lineAt(index: number): number } {
  const starts: number[] = [];
  let flat = '';
  for (const line of text.split('\n')) {
    starts.push(flat.length);
    flat += `${line.replace(/^\s*(?:\*(?!\/)|\/\/)?\s*/, '').trimEnd()} `;
  }
  return { flat, lineAt: (index) => starts.findLastIndex((start) => start <= index) + 1 };
}

/** `4.1` to `3` and `4.1` to `4.3` are the same three. A range that runs backwards is given back as it stands: there is no such section. */
function sectionsFrom(from: string, to: string | undefined): string[] {
  if (to === undefined) return [from];
  const [chapter = '', first] = from.split('.');
  const [, last = to] = to.split('.');
  const [low, high] = [Number(first ?? chapter), Number(last)];
  if (high <= low || (to.includes('.') && !to.startsWith(`${chapter}.`))) return [`${from} to ${to}`];
  return Array.from({ length: high - low + 1 }, (_, at) => (first === undefined ? String(low + at) : `${chapter}.${low + at}`));
}

/** `9 to 11` and `6–8a` are the rows between the two in the order of the table, `18 and 19` are two rows. */
function rowsFrom(list: string, known: string[]): string[] {
  return list.split(/, and |, | and /).flatMap((part) => {
    const [from = '', to] = part.split(new RegExp(until));
    if (to === undefined) return [from];
    const [first, last] = [known.indexOf(from), known.indexOf(to)];
    return first < 0 || last <= first ? [part] : known.slice(first, last + 1);
  });
}

/** Why a citation leads nowhere; null when it leads to a section. */
function whyNowhere({ document, section, row, name }: Citation, documents: Record<DocumentName, Sections>): string | null {
  if (document === 'spec') return 'there is no such document: the rules are in docs/rules.md';
  if (document === null) return 'the document is not named: write rules or quality before the sign';
  const text = documents[document].get(section);
  if (text === undefined) return `docs/${document}.md has no section ${section}`;
  if (row !== null && !rowsIn(text).includes(row)) return `section ${section} of docs/${document}.md has no row ${row}`;
  const defined = name === null || text.includes(`**${name}**`) || text.includes(`\`${name}\``);
  return defined ? null : `section ${section} of docs/${document}.md does not define ${name}`;
}

function rowsIn(section: string | undefined): string[] {
  const table = tablesIn(section ?? '').find(([head]) => head?.[0] === 'row') ?? [];
  return table.slice(1).map(([first = '']) => first);
}

function rowsOfDocuments(documents: Record<DocumentName, Sections>) {
  return (document: Citation['document'], section: string) =>
    document === 'rules' || document === 'quality' ? rowsIn(documents[document].get(section)) : [];
}

const folders = ['src', 'views', 'test', 'migrations', 'scripts', 'bench', 'public', 'docs'];
/** This file cites sections that do not exist, to try the parser. */
const itself = 'test/docs/citations.test.ts';

function filesThatCite(): string[] {
  const base = fileURLToPath(root);
  const inFolders = folders.flatMap((folder) =>
    readdirSync(join(base, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
  );
  const atTheTop = readdirSync(base).filter((name) => name.endsWith('.md'));
  return [...atTheTop, ...inFolders].filter((path) => /\.(tsx?|js|css|md)$/.test(path) && path !== itself).toSorted();
}

const documents = { rules: readSections('rules'), quality: readSections('quality') };

describe('every citation', () => {
  it('leads to a section, and to a row of its table', () => {
    const nowhere: string[] = [];
    let outside = 0;
    for (const path of filesThatCite()) {
      const own = path === 'docs/rules.md' ? 'rules' : path === 'docs/quality.md' ? 'quality' : undefined;
      const citations = citationsIn(readFileSync(new URL(path, root), 'utf8'), rowsOfDocuments(documents), own);
      if (!path.startsWith('docs/')) outside += citations.length;
      for (const one of citations) {
        const why = whyNowhere(one, documents);
        if (why !== null) nowhere.push(`${path}:${one.line}: ${one.text}: ${why}`);
      }
    }
    expect(nowhere).toEqual([]);
    // There were more than 400 when this was written: a parser that finds few of them proves nothing.
    expect(outside).toBeGreaterThan(250);
  });

  it('of a file in docs/ leads to a file that is there', () => {
    const missing: string[] = [];
    let named = 0;
    for (const name of ['rules', 'quality'] as const) {
      const text = readFileSync(new URL(`docs/${name}.md`, root), 'utf8');
      for (const [, path = ''] of text.matchAll(/`((?:src|test|bench)\/[\w./-]*)`/g)) {
        named += 1;
        if (!existsSync(new URL(path, root))) missing.push(`docs/${name}.md: ${path}`);
      }
    }
    expect(missing).toEqual([]);
    expect(named).toBeGreaterThan(40);
  });
});

describe('the documents', () => {
  it('have the sections and rows that their numbers promise', () => {
    const rules = Array.from({ length: 29 }, (_, at) => `4.${at + 1}`);
    expect([...documents.rules.keys()]).toEqual(['1', '2', '3', '4', ...rules, '5', '6']);
    expect([...documents.quality.keys()]).toEqual(['1', '2', '3', '4', '5', '6']);
    const numbered = Array.from({ length: 24 }, (_, at) => String(at + 1));
    expect(rowsIn(documents.rules.get('3'))).toEqual([...numbered.slice(0, 8), '8a', ...numbered.slice(8)]);
  });
});

const small = sectionsOf(
  [
    '## 1. Words',
    '- **seat group**: lines',
    '## 3. Table',
    '| row | action |',
    '| --- | ------ |',
    ...['1', '6', '7', '8', '8a', '9', '10', '11', '18', '19'].map((one) => `| ${one} | something |`),
    '## 4. Rules',
    '### A group',
    ...[1, 2, 3, 4, 5, 6].map((n) => `#### 4.${n} A title\nIts text.`),
    '## 5. Pages',
    'The address `/` and another.',
    '## Planned',
    '- **word**: later',
  ].join('\n'),
);
const smallDocuments = { rules: small, quality: sectionsOf('## 2. Fast\n## 3. Safe') };

function citedIn(text: string): string[] {
  return citationsIn(text, rowsOfDocuments(smallDocuments)).map(({ document, section, row, name }) =>
    [document, section, row === null ? '' : `row ${row}`, name ?? ''].filter(Boolean).join(' '),
  );
}

describe('the parser of citations', () => {
  it.each([
    ['one section', '/** A doc comment (rules §4.1). */', ['rules 4.1']],
    ['a chapter', '// by the matrix of rules §3', ['rules 3']],
    ['the other document', '// (quality §2)', ['quality 2']],
    ['a list', '(rules §4.1, §4.3 and §4.5)', ['rules 4.1', 'rules 4.3', 'rules 4.5']],
    ['two chapters', '(rules §1, §4.2)', ['rules 1', 'rules 4.2']],
    ['two documents', '(rules §4.1, quality §3)', ['rules 4.1', 'quality 3']],
    ['a short range', '(rules §4.1–3)', ['rules 4.1', 'rules 4.2', 'rules 4.3']],
    ['a range with a hyphen', '(rules §4.1-2)', ['rules 4.1', 'rules 4.2']],
    ['a range in full', '(rules §4.2–4.4)', ['rules 4.2', 'rules 4.3', 'rules 4.4']],
    ['a range with two signs', '(rules §4.2–§4.3)', ['rules 4.2', 'rules 4.3']],
    ['a range in words', '(rules §4.2 to §4.4)', ['rules 4.2', 'rules 4.3', 'rules 4.4']],
    ['ranges in a list', '(rules §4.1–2, §4.4–6)', ['rules 4.1', 'rules 4.2', 'rules 4.4', 'rules 4.5', 'rules 4.6']],
    ['a range of chapters', '(rules §3–5)', ['rules 3', 'rules 4', 'rules 5']],
    ['a row', '(rules §3 row 19)', ['rules 3 row 19']],
    ['two rows', '(rules §3 rows 18 and 19)', ['rules 3 row 18', 'rules 3 row 19']],
    ['three rows', '(rules §3 rows 1, 6 and 7)', ['rules 3 row 1', 'rules 3 row 6', 'rules 3 row 7']],
    ['a range of rows', '(rules §3 rows 9 to 11)', ['rules 3 row 9', 'rules 3 row 10', 'rules 3 row 11']],
    ['a range to a row with a letter', '(rules §3 rows 6–8a)', ['rules 3 row 6', 'rules 3 row 7', 'rules 3 row 8', 'rules 3 row 8a']],
    ['rows before a section', '(rules §3 rows 18 and 19, §4.2). Up', ['rules 3 row 18', 'rules 3 row 19', 'rules 4.2']],
    ['a word', '(rules §1 "seat group")', ['rules 1 seat group']],
    ['an address', '(rules §5 `/`)', ['rules 5 /']],
    ['a sentence that goes on', '// Not a row of rules §3; said in §4.1 and more', ['rules 3', 'rules 4.1']],
    ['an end of a line after the name', ' * which is only read (rules\n * §4.3).', ['rules 4.3']],
    ['an end of a line in a list', '// (rules §4.1,\n  // §4.2)', ['rules 4.1', 'rules 4.2']],
    ['an end of a line before the row', ' * (rules §3\n   * row 19)', ['rules 3 row 19']],
    ['an end of a line in a paragraph', 'as the rules say (rules\n§4.6).', ['rules 4.6']],
    ['a section without a document', '/** Said in §4.1. */', ['4.1']],
    ['a document of another comment', '/** (rules §4.1) */\n/** (§4.2) */', ['rules 4.1', '4.2']],
    ['the old word', '(spec §4.1)', ['spec 4.1']],
    ['a list after the old word', '(spec §4.1, §4.2)', ['spec 4.1', 'spec 4.2']],
    ['nothing', '/** The rules of row 3. */', []],
  ])('reads %s', (_, text, expected) => {
    expect(citedIn(text)).toEqual(expected);
  });

  it.each([
    ['rules §4.7', 'no section 4.7'],
    ['rules §2', 'no section 2'],
    ['rules §4.5–7', 'no section 4.7'],
    ['rules §4.3–1', 'no section 4.3 to 1'],
    ['rules §4.1 to §5.2', 'no section 4.1 to 5.2'],
    ['quality §4.1', 'no section 4.1'],
    ['rules §3 row 20', 'no row 20'],
    ['rules §3 rows 6 to 20', 'no row 6 to 20'],
    ['rules §3 rows 8a–6', 'no row 8a–6'],
    ['rules §3 rows 1, 2 and 6', 'no row 2'],
    ['rules §4.1 row 1', 'no row 1'],
    ['rules §1 "quote"', 'does not define quote'],
    ['rules §5 "word"', 'does not define word'],
    ['rules §5 `/team`', 'does not define /team'],
    ['spec §4.1', 'no such document'],
    ['spec §4.1, §4.2', 'no such document'],
    ['see §4.1', 'not named'],
    ['rules § 4.1', 'no section ?'],
  ])('finds that %s leads nowhere', (text, why) => {
    const all = citationsIn(`first line\n// ${text}.`, rowsOfDocuments(smallDocuments));
    const reasons = all.map((one) => [one.line, whyNowhere(one, smallDocuments)]).filter(([, reason]) => reason !== null);
    expect(reasons).not.toEqual([]);
    for (const [line, reason] of reasons) expect([line, reason]).toEqual([2, expect.stringContaining(why)]);
  });

  it('says on which line a citation begins, and takes a section for its own document where the text is one', () => {
    const text = 'one\n/**\n * two (rules\n * §4.1)\n */\nfive (rules §4.2)';
    expect(citationsIn(text, rowsOfDocuments(smallDocuments)).map(({ section, line }) => [section, line])).toEqual([
      ['4.1', 3],
      ['4.2', 6],
    ]);
    expect(citationsIn('as in §4.1', rowsOfDocuments(smallDocuments), 'rules').map(({ document }) => document)).toEqual(['rules']);
  });
});

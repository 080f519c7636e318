import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

interface Stylesheet {
  name: string;
  selectors: string[];
  atRules: string[];
  declarations: { property: string; value: string }[];
}

const tokens = 'tokens.css';
const stylesheets = readdirSync(new URL('../public/css/', import.meta.url)).map(parse);

/** Classes whose names a view builds while it runs: the file, what their names begin with, and how they go on. */
const built: [path: string, prefix: string, words: string[]][] = [
  ['views/parts/button.tsx', '', ['primary', 'secondary', 'danger', 'quiet']],
  ['views/parts/fields.tsx', 'width-', ['full', 'medium', 'short', 'number']],
  ['views/parts/notice.tsx', '', ['information', 'success', 'warning', 'error', 'waiting', 'good', 'bad', 'over', 'coming']],
  ['views/parts/table.tsx', '', ['ascending', 'descending']],
  ['views/auth/visitor-page.tsx', '', ['taken', 'free', 'yours']],
];

/** htmx sets it on what waits for an answer. */
const foreign = ['htmx-request'];

describe('the style', () => {
  test('is joined from every file of public/css, tokens first', () => {
    const imported = [...read('public/app.css').matchAll(/^@import "\.\/css\/(.+)";$/gm)].map(([, name]) => name);
    expect(imported[0]).toBe(tokens);
    expect(imported.toSorted()).toEqual(stylesheets.map(({ name }) => name).toSorted());
  });

  test.each(stylesheets)('$name opens one layer', ({ atRules }) => {
    const layers = atRules.filter((rule) => rule.startsWith('@layer'));
    expect(layers).toEqual([expect.stringMatching(/^@layer (base|layout|parts|states)$/)]);
  });

  test.each(stylesheets)('$name has neither an id nor !important', ({ selectors, declarations }) => {
    expect(selectors.filter((selector) => selector.includes('#'))).toEqual([]);
    expect(declarations.filter(({ value }) => value.includes('!'))).toEqual([]);
  });
});

/** The colour names that a hand types. CSS has more; most of them contain one of these words. */
const named =
  /\b(?:\w*(?:white|black|gr[ae]y|silver|red|green|blue|yellow|orange|purple|violet|pink|brown|gold)|maroon|olive|lime|aqua|cyan|teal|navy|fuchsia|magenta|beige|ivory|tan)\b/i;
const numeric = /#[\da-f]{3,8}\b|(?<![\w-])(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(/i;

describe('a raw colour', () => {
  test.each(stylesheets.filter(({ name }) => name !== tokens))('is not in $name', ({ declarations }) => {
    const values = declarations.map(({ property, value }) => ({ property, value: value.replace(/var\(--[\w-]+\)/g, '') }));
    expect(values.filter(({ value }) => numeric.test(value) || named.test(value))).toEqual([]);
  });
});

test('a breakpoint is one that tokens.css lists, and each listed one is used', () => {
  const listed = [...read(`public/css/${tokens}`).matchAll(/^ \* {3}(\d+rem) {2}\S/gm)].map(([, width]) => width);
  const conditions = stylesheets.flatMap(({ atRules }) => atRules).filter((rule) => /^@(?:media|container)/.test(rule));
  const widths = conditions.flatMap((condition) => condition.match(/\d[\w.]*/g) ?? []);
  expect(listed.length).toBeGreaterThan(0);
  expect(new Set(widths)).toEqual(new Set(listed));
});

test('every custom property is defined and used', () => {
  const declarations = stylesheets.flatMap((stylesheet) => stylesheet.declarations);
  const defined = declarations.map(({ property }) => property).filter((property) => property.startsWith('--'));
  const used = declarations.flatMap(({ value }) => [...value.matchAll(/var\((--[\w-]+)/g)].map(([, name = '']) => name));
  expect([...new Set(used)].toSorted()).toEqual([...new Set(defined)].toSorted());
});

test('every class in the style is one that a page can have', () => {
  const views = readdirSync(new URL('../views/', import.meta.url), { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.tsx?$/.test(name),
  );
  const inPages = [...views.map((name) => `views/${name}`), 'public/app.js'].flatMap((path) => classesIn(read(path)));
  const known = new Set([...inPages, ...built.flatMap(([, prefix, words]) => words.map((word) => prefix + word)), ...foreign]);
  const styled = stylesheets.flatMap(({ selectors }) => selectors.flatMap((selector) => selector.match(/(?<=\.)[a-z][\w-]*/g) ?? []));
  expect(new Set(styled).size).toBeGreaterThan(100);
  expect([...new Set(styled)].filter((name) => !known.has(name))).toEqual([]);
});

test.each(built)('%s still builds the classes that are listed here', (path, _, words) => {
  const source = read(path);
  expect(words.filter((word) => !new RegExp(`'${word}'|\\b${word}:`).test(source))).toEqual([]);
});

function read(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
}

/** Splits a file at its braces and semicolons, which is enough as long as none of them stands in a string. */
function parse(name: string): Stylesheet {
  const text = read(`public/css/${name}`).replace(/\/\*.*?\*\//gs, '');
  const pieces = [...text.matchAll(/([^{};]+)([{};])/g)].map(([, piece = '', end]) => ({ piece: piece.trim(), end }));
  const heads = pieces.filter(({ end }) => end === '{').map(({ piece }) => piece);
  return {
    name,
    selectors: heads.filter((head) => !head.startsWith('@')),
    atRules: heads.filter((head) => head.startsWith('@')),
    declarations: pieces
      .filter(({ piece, end }) => end !== '{' && piece.includes(':'))
      .map(({ piece }) => ({ property: piece.slice(0, piece.indexOf(':')).trim(), value: piece.slice(piece.indexOf(':') + 1).trim() })),
  };
}

/** Every word of every string in `class="…"`, `class={…}`, `classes(…)` and `className = …`. */
function classesIn(source: string): string[] {
  return [...source.matchAll(/\bclass(?:=|es(?=\()|Name = )/g)].flatMap(({ 0: start, index }) => {
    const expression = expressionAt(source, index + start.length);
    return [...expression.matchAll(/(["'`])(.*?)\1/g)].flatMap(([, , text = '']) => text.split(/[^\w-]+/));
  });
}

/** From a quote to the next one, or from a bracket to the one that closes it. */
function expressionAt(source: string, from: number): string {
  const first = source.charAt(from);
  if (first === '"' || first === "'") return source.slice(from, source.indexOf(first, from + 1) + 1);
  let depth = 0;
  for (let at = from; at < source.length; at++) {
    if ('({'.includes(source.charAt(at))) depth++;
    else if (')}'.includes(source.charAt(at)) && --depth === 0) return source.slice(from, at + 1);
  }
  return '';
}

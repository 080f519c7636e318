import { sql } from 'kysely';
import { compiledQuery } from '../../db/compiled.ts';
import type { Db } from '../../db/open.ts';

/** How accounts are looked for by what somebody typed: part of the name, or of the name or address of the owner. */
export interface Search {
  by: 'nothing' | 'start' | 'few' | 'many';
  /** One a word, for LIKE. */
  patterns: string[];
  /** What the name begins with, when only short words were typed. */
  start: string;
}

/** Up to this many are looked up and sorted; more than these are met soon enough on the way through the list. */
const few = 1000;

/** The index of parts knows three letters and more; what is shorter is taken for the beginning of a name. */
export async function howToSearch(db: Db, text: string): Promise<Search> {
  const words = text.trim().split(/\s+/).filter(Boolean).slice(0, 5);
  if (words.length === 0) return { by: 'nothing', patterns: [], start: '' };
  const patterns = words.filter((word) => word.length >= 3).map(patternOf);
  if (patterns.length === 0) return { by: 'start', patterns, start: words[0] ?? '' };
  const [{ n } = { n: 0 }] = await countFound(patterns.length)(db, wordValues(patterns));
  return { by: n > few ? 'many' : 'few', patterns, start: '' };
}

/** The values of a query that searches: `word0` and so on, `start` and `end`. */
export function searchValues({ patterns, start }: Search): Record<string, string> {
  return { ...wordValues(patterns), start, end: `${start}\u{10ffff}` };
}

/**
 * A word for LIKE. It takes a and A as one but not ä and Ä, so whatever is not plain English may be any letter; and its own signs for
 * any letter are left to stand for just that, which finds a little more than was typed.
 */
function patternOf(word: string): string {
  return `%${[...word.replaceAll('%', '')].map((mail) => (/^[ -~]$/.test(mail) ? mail : '_')).join('')}%`;
}

function wordValues(patterns: readonly string[]): Record<string, string> {
  return Object.fromEntries(patterns.map((pattern, index) => [`word${index}`, pattern]));
}

const counts = new Map<number, ReturnType<typeof makeCount>>();

function countFound(words: number) {
  let query = counts.get(words);
  if (!query) {
    query = makeCount(words);
    counts.set(words, query);
  }
  return query;
}

function makeCount(words: number) {
  return compiledQuery((db, p) => {
    let found = db
      .selectFrom('account_search')
      .select('account_id')
      .limit(few + 1);
    for (let word = 0; word < words; word++) found = found.where('text', 'like', p(`word${word}`));
    return db.selectFrom(found.as('found')).select((eb) => eb.fn.countAll<number>().as('n'));
  });
}

const namesFrom = compiledQuery((db, p) =>
  db
    .selectFrom(
      db
        .selectFrom('accounts')
        .select('id')
        .where(sql<string>`name collate nocase`, '>=', p('start'))
        .where(sql<string>`name collate nocase`, '<', p('end'))
        .limit(few + 1)
        .as('found'),
    )
    .select((eb) => eb.fn.countAll<number>().as('n')),
);

/** Whether so few accounts have a name that begins with this that they are better looked up than met. */
export async function startsFewNames(db: Db, search: Search): Promise<boolean> {
  const { start, end } = searchValues(search) as { start: string; end: string };
  const [{ n } = { n: 0 }] = await namesFrom(db, { start, end });
  return n <= few;
}

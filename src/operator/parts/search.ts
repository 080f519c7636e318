import { sql } from 'kysely';
import { compiledQuery } from '../../db/compiled.ts';
import type { Db } from '../../db/open.ts';

/** A search for accounts by words in the account's name or in the owner's name or address, and the way to run it. */
export interface Search {
  by: 'nothing' | 'start' | 'few' | 'many';
  /** One LIKE pattern per word. */
  patterns: string[];
  /** The beginning of the account's name; used if only short words were typed. */
  start: string;
}

/**
 * Up to this number of matches, the query looks the accounts up and sorts them. With more matches it scans the list in its order, because
 * it soon has enough rows for a page.
 */
const few = 1000;

/** Chooses the way to search. The trigram index needs words of at least three characters; shorter text is the beginning of a name. */
export async function chooseSearch(db: Db, text: string): Promise<Search> {
  const words = text.trim().split(/\s+/).filter(Boolean).slice(0, 5);
  if (words.length === 0) return { by: 'nothing', patterns: [], start: '' };
  const patterns = words.filter((word) => word.length >= 3).map(patternOf);
  if (patterns.length === 0) return { by: 'start', patterns, start: words[0] ?? '' };
  const [{ n } = { n: 0 }] = await countFound(patterns.length)(db, wordValues(patterns));
  return { by: n > few ? 'many' : 'few', patterns, start: '' };
}

/** The parameters of a query with a search: `word0`, `word1` and so on, `start` and `end`. */
export function searchValues({ patterns, start }: Search): Record<string, string> {
  return { ...wordValues(patterns), start, end: `${start}\u{10ffff}` };
}

/**
 * The LIKE pattern of a word. LIKE ignores case for ASCII only, so each non-ASCII letter becomes the wildcard `_`. A typed `_` stays a
 * wildcard, which can find too much; `%` is removed.
 */
function patternOf(word: string): string {
  return `%${[...word.replaceAll('%', '')].map((letter) => (/^[ -~]$/.test(letter) ? letter : '_')).join('')}%`;
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

/** Whether so few account names begin with the search text that looking the accounts up is cheaper than scanning a list. */
export async function isRareStart(db: Db, search: Search): Promise<boolean> {
  const { start, end } = searchValues(search) as { start: string; end: string };
  const [{ n } = { n: 0 }] = await namesFrom(db, { start, end });
  return n <= few;
}

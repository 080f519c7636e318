/** Where a page of a long list begins: after a row, before a row, or at the start. A place is the sort key of that row. */
export type PageStart<Place> = { after: Place } | { before: Place } | null;

/** Where the previous and the next page begin; null when there is no such page. */
export interface PageNeighbours<Place> {
  previous: PageStart<Place>;
  next: PageStart<Place>;
}

/** The place from which the rows are read, and whether they are read backwards. */
export function startOf<Place>(from: PageStart<Place>): { place: Place | null; backwards: boolean } {
  const backwards = from !== null && 'before' in from;
  return { place: from && ('before' in from ? from.before : from.after), backwards };
}

/**
 * Keyset paging: the page in these rows, in list order, and its neighbours. Pages continue from a sort key instead of an OFFSET, so the
 * last page costs as much as the first. The total is not counted: the query reads one row more than fits, to know whether another page
 * follows.
 *
 * @param rows at most `size` + 1 rows, starting at the place, in reading direction
 */
export function pageOf<Row, Place>(
  rows: readonly Row[],
  { from, size, placeOf }: { from: PageStart<Place>; size: number; placeOf: (row: Row) => Place },
): PageNeighbours<Place> & { rows: Row[] } {
  const { backwards } = startOf(from);
  const more = rows.length > size;
  const page = rows.slice(0, size);
  if (backwards) page.reverse();
  const [first, last] = [page[0], page.at(-1)];
  return {
    rows: page,
    previous: first && (backwards ? more : from !== null) ? { before: placeOf(first) } : null,
    next: last && (backwards || more) ? { after: placeOf(last) } : null,
  };
}

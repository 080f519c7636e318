/** Where a page of a long list begins: after a place in its order, before one, or at the start. */
export type From<Place> = { after: Place } | { before: Place } | null;

/** Where the pages to each side begin; null where there is none. */
export interface Sides<Place> {
  previous: From<Place>;
  next: From<Place>;
}

/** The place that a page is counted from, and whether the list is read towards its start. */
export function startOf<Place>(from: From<Place>): { place: Place | null; backwards: boolean } {
  const backwards = from !== null && 'before' in from;
  return { place: from && ('before' in from ? from.before : from.after), backwards };
}

/**
 * The page in these rows, in the order of the list. Lists go on from a place instead of counting what comes before, so that the last page
 * costs the same as the first, and nothing is counted: one row more than fits is read to see whether the list goes on.
 *
 * @param rows at most `size` + 1 of them, from the place on, in the direction of reading
 */
export function pageOf<Row, Place>(
  rows: readonly Row[],
  { from, size, placeOf }: { from: From<Place>; size: number; placeOf: (row: Row) => Place },
): Sides<Place> & { rows: Row[] } {
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

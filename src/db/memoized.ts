/**
 * A function of rows that is worked out once for as long as it is asked about the very same rows: those that the memory of the database
 * hands out again and again. Rows that were read anew are worked out anew. The result is shared: nobody may alter it.
 */
export function memoized<Sources extends readonly [object, ...object[]], Result extends object>(
  work: (...sources: Sources) => Result,
): (...sources: Sources) => Result {
  const known = new WeakMap<object, { sources: Sources; result: Result }>();
  return (...sources) => {
    const last = known.get(sources[0]);
    if (last?.sources.every((source, at) => source === sources[at])) return last.result;
    const result = work(...sources);
    known.set(sources[0], { sources, result });
    return result;
  };
}

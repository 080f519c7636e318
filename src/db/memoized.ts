/**
 * Memoizes a function of rows by the identity of the rows. The read cache returns the same objects until the database changes, so the
 * result stays valid as long as they do; rows that were read again get a new result. Callers share the result and must not change it.
 */
export function memoized<Sources extends readonly [object, ...object[]], Result extends object>(
  work: (...sources: Sources) => Result,
): (...sources: Sources) => Result {
  const results = new WeakMap<object, { sources: Sources; result: Result }>();
  return (...sources) => {
    const last = results.get(sources[0]);
    if (last?.sources.every((source, index) => source === sources[index])) return last.result;
    const result = work(...sources);
    results.set(sources[0], { sources, result });
    return result;
  };
}

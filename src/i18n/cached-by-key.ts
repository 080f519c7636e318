/**
 * Caches the results of a formatter by its input. Formatting with `Intl` takes as long as a database query, and pages show the same few
 * days and amounts again and again. The cache is emptied at 2000 entries, so it cannot grow with the data.
 */
export function cachedByKey<K extends string | number, V>(make: (key: K) => V): (key: K) => V {
  const results = new Map<K, V>();
  return (key) => {
    let value = results.get(key);
    if (value === undefined) {
      if (results.size >= 2000) results.clear();
      // A map treats 0 and −0 as the same key, but `Intl` formats them differently: always format 0.
      value = make(key === 0 ? (0 as K) : key);
      results.set(key, value);
    }
    return value;
  };
}

/**
 * Formatting by `Intl` costs as much as a query, and the same few days and amounts are asked for again and again. Bounded, so it never
 * grows with the data.
 */
export function remember<K extends string | number, V>(make: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      if (known.size >= 2000) known.clear();
      // A map takes 0 and −0 for the same, and people do too.
      value = make(key === 0 ? (0 as K) : key);
      known.set(key, value);
    }
    return value;
  };
}

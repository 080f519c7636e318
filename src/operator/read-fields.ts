// Numbers as people type them on the operator desk: with a comma or a point, never by coercion.

/** A percentage with at most two decimals, as basis points: "7,7" is 770. Null when it is none. */
export function readPercent(typed: string): number | null {
  const basisPoints = readDecimal(typed.replace(/\s*%$/, ''), 2);
  return basisPoints !== null && basisPoints <= 10_000 ? basisPoints : null;
}

/** A percentage as a field shows it again: "19" or "7.7". */
export function showPercent(basisPoints: number): string {
  return String(basisPoints / 100);
}

function readDecimal(typed: string, decimals: number): number | null {
  const match = typed.trim().match(/^(\d{1,9})(?:[.,](\d+))?$/);
  const fraction = match?.[2] ?? '';
  if (!match || fraction.length > decimals) return null;
  return Number(`${match[1]}${fraction.padEnd(decimals, '0')}`);
}

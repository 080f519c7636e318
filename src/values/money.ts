// Amounts are integers in minor units (cents). Products go through BigInt, because seats × price × days passes 2^53.

/**
 * The part of an amount for a whole period that falls on `daysLeft` of its `daysInPeriod` days, rounded half up. When a period is split in
 * two, the two parts together are never less than the whole.
 */
export function proRate(amountMinor: number, daysLeft: number, daysInPeriod: number): number {
  return divideHalfUp(BigInt(amountMinor) * BigInt(daysLeft), BigInt(daysInPeriod));
}

/** `days` out of a period that is `ofDays` long. */
export interface Part {
  days: number;
  ofDays: number;
}

/** The same as `proRate` for parts of several periods of different lengths, rounded half up once, at the end. */
export function proRateParts(amountMinor: number, parts: readonly Part[]): number {
  let dividend = 0n;
  let divisor = 1n;
  for (const { days, ofDays } of parts) {
    if (days === ofDays) {
      // A whole period adds a whole amount. Only the partial periods at both ends make the divisor larger.
      dividend += divisor;
    } else {
      dividend = dividend * BigInt(ofDays) + BigInt(days) * divisor;
      divisor *= BigInt(ofDays);
    }
  }
  return divideHalfUp(BigInt(amountMinor) * dividend, divisor);
}

/** A percentage in basis points (2500 = 25 %) of an amount, rounded half up: a discount, or a tax on a net amount. */
export function percentOf(amountMinor: number, basisPoints: number): number {
  return divideHalfUp(BigInt(amountMinor) * BigInt(basisPoints), 10_000n);
}

/** Half up means towards the larger number, also for negative amounts, where BigInt division would truncate towards zero. */
function divideHalfUp(dividend: bigint, divisor: bigint): number {
  const doubled = 2n * dividend + divisor;
  const quotient = doubled / (2n * divisor);
  return Number(doubled < 0n && doubled % (2n * divisor) !== 0n ? quotient - 1n : quotient);
}

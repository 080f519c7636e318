// Amounts are integers in minor units (cents). Products go through BigInt, because seats × price × days passes 2^53.

/**
 * The part of an amount for a whole period that falls on `daysLeft` of its `daysInPeriod` days, rounded half up. The parts of a
 * period split in two never add up to less than the whole.
 */
export function proRate(amountMinor: number, daysLeft: number, daysInPeriod: number): number {
  return divideHalfUp(BigInt(amountMinor) * BigInt(daysLeft), BigInt(daysInPeriod));
}

/** Some days of a period of so many days. */
export interface Part {
  days: number;
  ofDays: number;
}

/** The same over several periods of different lengths, rounded half up once, at the end. */
export function proRateParts(amountMinor: number, parts: readonly Part[]): number {
  let dividend = 0n;
  let divisor = 1n;
  for (const { days, ofDays } of parts) {
    if (days === ofDays) {
      // Whole periods are whole amounts; only the broken ones at both ends make the fraction longer.
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

/** Half up is towards the larger number, also below zero, where BigInt would cut towards zero. */
function divideHalfUp(dividend: bigint, divisor: bigint): number {
  const doubled = 2n * dividend + divisor;
  const quotient = doubled / (2n * divisor);
  return Number(doubled < 0n && doubled % (2n * divisor) !== 0n ? quotient - 1n : quotient);
}

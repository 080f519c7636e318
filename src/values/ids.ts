import { randomFillSync } from 'node:crypto';

// Crockford's base 32: no i, l, o, u, so that nobody misreads an id aloud.
const digits = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A new id: 26 characters, the first ten from the clock in milliseconds, so that ids sort by the time they were made (in any
 * order within one millisecond), the other sixteen 80 random bits, so that nobody guesses one.
 */
export function newId(nowMs: number = Date.now()): string {
  let id = '';
  for (let shift = 2 ** 45; shift >= 1; shift /= 32) id += digits[Math.floor(nowMs / shift) % 32];
  if (taken === random.length) taken = 0;
  if (taken === 0) randomFillSync(random);
  for (const end = taken + 10; taken < end; taken += 5) {
    // Five bytes are eight digits; 40 bits are too many for the bit operators, so they go in halves of 20.
    const high = (random[taken]! << 12) | (random[taken + 1]! << 4) | (random[taken + 2]! >> 4);
    const low = ((random[taken + 2]! & 15) << 16) | (random[taken + 3]! << 8) | random[taken + 4]!;
    id += fourDigits(high) + fourDigits(low);
  }
  return id;
}

// To ask for random bytes takes longer than to make an id of them, so they are fetched for a hundred; none is used twice.
const random = new Uint8Array(1000);
let taken = 0;

/** Whether this text has the form of an id; what comes with a URL is asked before it meets a query. */
export function isId(text: string): boolean {
  return /^[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text);
}

function fourDigits(twentyBits: number): string {
  return digits[twentyBits >> 15]! + digits[(twentyBits >> 10) & 31] + digits[(twentyBits >> 5) & 31] + digits[twentyBits & 31];
}

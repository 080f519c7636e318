import { randomFillSync } from 'node:crypto';

// Crockford's base 32: it leaves out i, l, o and u, so that people do not confuse digits when they read an id aloud.
const digits = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A new id of 26 characters. The first ten encode the clock in milliseconds, so ids sort by the time they were made (in any order within
 * one millisecond). The other sixteen are 80 random bits, so an id cannot be guessed.
 */
export function newId(nowMs: number = Date.now()): string {
  let id = '';
  for (let shift = 2 ** 45; shift >= 1; shift /= 32) id += digits[Math.floor(nowMs / shift) % 32];
  if (usedBytes === random.length) usedBytes = 0;
  if (usedBytes === 0) randomFillSync(random);
  for (const end = usedBytes + 10; usedBytes < end; usedBytes += 5) {
    // Five bytes are eight digits; 40 bits are too many for the bit operators, so they go in halves of 20.
    const high = (random[usedBytes]! << 12) | (random[usedBytes + 1]! << 4) | (random[usedBytes + 2]! >> 4);
    const low = ((random[usedBytes + 2]! & 15) << 16) | (random[usedBytes + 3]! << 8) | random[usedBytes + 4]!;
    id += fourDigits(high) + fourDigits(low);
  }
  return id;
}

// One call for random bytes takes longer than making the id itself, so one call fetches the bytes of a hundred ids. No byte is used twice.
const random = new Uint8Array(1000);
let usedBytes = 0;

/** Whether this text has the form of an id. Callers check an id from a URL before they use it in a query. */
export function isId(text: string): boolean {
  return /^[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text);
}

function fourDigits(twentyBits: number): string {
  return digits[twentyBits >> 15]! + digits[(twentyBits >> 10) & 31] + digits[(twentyBits >> 5) & 31] + digits[twentyBits & 31];
}

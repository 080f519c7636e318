import { createHash } from 'node:crypto';
import type { Db } from '../db/open.ts';
import { type Trx, transaction } from '../db/transaction.ts';

/** How failed attempts are throttled: from the n-th failure on there is a wait, which doubles each time up to a limit. No lock-out. */
interface Brake {
  /** The number of the first failure after which there is a wait. */
  from: number;
  firstWaitSeconds: number;
}

const longestWaitSeconds = 15 * 60;
/** After a day without failures the count starts again. */
const forgottenAfterSeconds = 86_400;

/** A whole office can share one network address, so a network address gets more attempts than one e-mail address. */
const brakes = {
  'sign-in': { from: 5, firstWaitSeconds: 32 },
  'sign-in-ip': { from: 30, firstWaitSeconds: 32 },
  reset: { from: 4, firstWaitSeconds: 60 },
  'reset-ip': { from: 15, firstWaitSeconds: 60 },
} as const satisfies Record<string, Brake>;

type BrakeName = keyof typeof brakes;

/** The key of a counter: a typed e-mail address (only its hash is stored) or a network address. */
export interface ThrottleKey {
  brake: BrakeName;
  key: string;
}

/** The two counters of a sign-in: the typed address, even if no member has it, and the network address of the request (quality §3). */
export function signInKeys(email: string, source: string): readonly [ThrottleKey, ThrottleKey] {
  return [
    { brake: 'sign-in', key: `email:${hashOf(email)}` },
    { brake: 'sign-in-ip', key: `ip:${network(source)}` },
  ];
}

/** The two counters of requests for a reset link. Every request counts, not only failures, because every request may send a mail. */
export function resetKeys(email: string, source: string): readonly [ThrottleKey, ThrottleKey] {
  return [
    { brake: 'reset', key: `reset:${hashOf(email)}` },
    { brake: 'reset-ip', key: `reset-ip:${network(source)}` },
  ];
}

/**
 * `waitSeconds` is 0 if the attempt is allowed; then it has been counted. `slowed`: if this attempt fails, the next one with the first key
 * must wait.
 */
interface Attempt {
  waitSeconds: number;
  slowed: boolean;
}

/**
 * Counts an attempt as failed before it is made, and returns whether it is allowed. Because it is counted first, a hundred concurrent
 * attempts have the same limit; a success takes its count back with `forgive`.
 */
export async function countAttempt(db: Db, keys: readonly ThrottleKey[], now: number): Promise<Attempt> {
  return transaction(db, async (trx) => {
    const counters = await Promise.all(keys.map((key) => countOf(trx, key, now)));
    const waitSeconds = Math.max(...counters.map((counter) => counter.waitUntil - now), 0);
    if (waitSeconds > 0) return { waitSeconds, slowed: true };
    let slowed = false;
    for (const [index, { brake, key }] of keys.entries()) {
      const failures = (counters[index]?.failures ?? 0) + 1;
      const wait = waitAfter(failures, brakes[brake]);
      if (index === 0) slowed = wait > 0;
      const row = { failures, last_at: now, wait_until: now + wait };
      await trx
        .insertInto('sign_in_failures')
        .values({ key, ...row })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
        .execute();
    }
    await trx
      .deleteFrom('sign_in_failures')
      .where('last_at', '<', now - forgottenAfterSeconds)
      .execute();
    return { waitSeconds: 0, slowed };
  });
}

/**
 * Takes back the count of a successful attempt: clears the e-mail counter, and subtracts one from the network counter. Called inside the
 * transaction of the success.
 */
export async function uncountAttempt(trx: Trx, [email, network]: readonly [ThrottleKey, ThrottleKey]): Promise<void> {
  await trx.deleteFrom('sign_in_failures').where('key', '=', email.key).execute();
  await trx.deleteFrom('sign_in_failures').where('key', '=', network.key).where('failures', '<=', 1).execute();
  await trx
    .updateTable('sign_in_failures')
    .set((eb) => ({ failures: eb('failures', '-', 1), wait_until: 0 }))
    .where('key', '=', network.key)
    .execute();
}

/** Deletes the counters that no longer cause a wait; the due work calls it regularly. */
export async function removeForgottenAttempts(db: Db, now: number): Promise<void> {
  await db
    .deleteFrom('sign_in_failures')
    .where('last_at', '<', now - forgottenAfterSeconds)
    .execute();
}

/** The seconds to wait after this number of failures. */
function waitAfter(failures: number, { from, firstWaitSeconds }: Brake): number {
  return failures < from ? 0 : Math.min(firstWaitSeconds * 2 ** Math.min(failures - from, 20), longestWaitSeconds);
}

async function countOf(trx: Trx, { key }: ThrottleKey, now: number): Promise<{ failures: number; waitUntil: number }> {
  const row = await trx.selectFrom('sign_in_failures').selectAll().where('key', '=', key).executeTakeFirst();
  if (!row || row.last_at < now - forgottenAfterSeconds) return { failures: 0, waitUntil: 0 };
  // A wait longer than the longest wait means that the clock was set back.
  const clockWentBack = row.wait_until > now + longestWaitSeconds;
  return { failures: row.failures, waitUntil: clockWentBack ? 0 : row.wait_until };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A household or office usually has a whole /64 of IPv6 addresses, so these share one counter. */
function network(source: string): string {
  if (!source.includes(':')) return source;
  const [head = '', tail] = source.toLowerCase().split('::');
  const left = head.split(':').filter(Boolean);
  const right = (tail ?? '').split(':').filter(Boolean);
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0');
  return `${[...left, ...zeros, ...right].slice(0, 4).join(':')}::/64`;
}

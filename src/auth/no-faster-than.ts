import { setTimeout } from 'node:timers/promises';

/**
 * Returns the outcome of `work`, but not before `ms` have passed. A known address causes more work than an unknown one; with a minimum
 * time, the caller cannot measure which of them it was.
 */
export async function noFasterThan<Outcome>(ms: number, work: () => Promise<Outcome>): Promise<Outcome> {
  const [outcome] = await Promise.all([work(), setTimeout(ms)]);
  return outcome;
}

import { setTimeout } from 'node:timers/promises';

/**
 * Gives the outcome of some work no sooner than after this time: where there is more to do for an address that is known than for one that is
 * not, nobody learns from the clock which it was.
 */
export async function noFasterThan<Outcome>(ms: number, work: () => Promise<Outcome>): Promise<Outcome> {
  const [outcome] = await Promise.all([work(), setTimeout(ms)]);
  return outcome;
}

import type { Db } from '../db/open.ts';
import { dayOf } from '../values/day.ts';
import { type DueDeps, runDue } from './run.ts';

export interface DueTimer {
  /** Begins no further work and resolves when the account in progress is finished. */
  stop(): Promise<void>;
}

/** How often the server looks for due work. When nothing is due, this costs a few reads by index. */
const everyMs = 60_000;

/**
 * Does the due work at once and then every minute, one run at a time, as of the current day in UTC. Failed work is tried again in the next
 * run.
 */
export function startDueWork(db: Db, deps: Omit<DueDeps, 'signal' | 'source'>): DueTimer {
  const stopping = new AbortController();
  let running: Promise<void> | null = null;
  const startRun = () => {
    running ??= run().finally(() => {
      running = null;
    });
  };
  const run = async () => {
    try {
      const { renewed } = await runDue(db, { ...deps, signal: stopping.signal }, dayOf(deps.now()));
      if (renewed > 0) deps.log.info({ renewed }, 'subscriptions renewed');
    } catch (err) {
      deps.log.error({ err }, 'due work failed');
    }
  };
  startRun();
  const timer = setInterval(startRun, everyMs).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}

import type { Db } from '../db/open.ts';
import { dayOf } from '../values/day.ts';
import { type DueDeps, runDue } from './run.ts';

export interface DueTimer {
  /** Begins nothing more and resolves when what is under way has been finished. */
  stop(): Promise<void>;
}

/** How often the server looks for what is due. With nothing due that is a few reads by index. */
const everyMs = 60_000;

/** Does the due work at once and then every minute, one run at a time, as of the day it is in UTC; what fails is tried again the next time. */
export function startDueWork(db: Db, deps: Omit<DueDeps, 'signal' | 'source'>): DueTimer {
  const stopping = new AbortController();
  let running: Promise<void> | null = null;
  const look = () => {
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
  look();
  const timer = setInterval(look, everyMs).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await running;
    },
  };
}

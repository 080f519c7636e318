import type { Change, Quote, Subscription } from '../pricing/types.ts';

/** The subscription at the time of the request, and the cost of the change at that time (rules §4.6). Stored with the request. */
export interface Snapshot {
  subscription: Pick<Subscription, 'version' | 'cycle' | 'periodEndsOn' | 'committedUntil' | 'lines' | 'groups'>;
  quote: Pick<Quote, 'today' | 'lines' | 'cycle' | 'committedUntil' | 'due' | 'recurringMinor'>;
}

export function takeSnapshot(subscription: Subscription, quote: Quote): Snapshot {
  const { version, cycle, periodEndsOn, committedUntil, lines, groups } = subscription;
  const { today, due, recurringMinor } = quote;
  return {
    subscription: { version, cycle, periodEndsOn, committedUntil, lines, groups },
    quote: { today, lines: quote.lines, cycle: quote.cycle, committedUntil: quote.committedUntil, due, recurringMinor },
  };
}

/** The part of a request that the audit log stores: each line that the change touches, before the change and in its final state. */
export function auditStates({ quote }: Snapshot, change: Change): { before: object; after: object } {
  const lines = quote.lines.filter((line) => line.changed);
  const summary = (product: string, state: { planName: string; seats: number | null } | null) =>
    state && { product, plan: state.planName, ...(state.seats !== null && { seats: state.seats }) };
  const isAnotherCycle = quote.cycle.later !== quote.cycle.now;
  const isExtended = quote.committedUntil.after !== quote.committedUntil.before;
  return {
    before: {
      lines: lines.map((line) => summary(line.name, line.before)).filter(Boolean),
      ...(isAnotherCycle && { cycle: quote.cycle.now }),
      ...(isExtended && { committedUntil: quote.committedUntil.before }),
    },
    after: {
      lines: lines.map((line) => summary(line.name, line.laterOn ? line.later : line.now)).filter(Boolean),
      ...(isAnotherCycle && { cycle: quote.cycle.later }),
      ...(isExtended && { committedUntil: quote.committedUntil.after }),
      ...(change.promotionCode && { code: change.promotionCode }),
    },
  };
}

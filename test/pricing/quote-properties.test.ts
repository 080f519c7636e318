import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { leaderOf } from '../../src/catalogue/fits.ts';
import { noChange, quote } from '../../src/pricing/quote.ts';
import type { Change, Quote, QuoteInput, Subscription, Upcoming } from '../../src/pricing/types.ts';
import { frozen } from './given.ts';
import { applied, asked, possible, type World, world } from './worlds.ts';

const many = { numRuns: 300 };

/** Quotes and applies the wanted changes of a world one after the other, each to the subscription that the change before left. */
function story(world: World, visit: (input: QuoteInput, quoted: Quote) => void): Subscription {
  let { subscription } = world;
  for (const wanted of world.wishes) {
    const input = possible(asked(world, wanted, subscription));
    const quoted = quote(input);
    visit(input, quoted);
    subscription = applied(input, quoted);
  }
  return subscription;
}

describe('any quote', () => {
  test('adds up', () => {
    fc.assert(
      fc.property(world, (any) => {
        for (const wanted of any.wishes) {
          const { lines, due, recurringMinor, nextInvoice, nextInvoiceBefore } = quote(asked(any, wanted));
          const sum = (of: (line: Quote['lines'][number]) => number) => lines.reduce((total, line) => total + of(line), 0);
          expect(sum((line) => line.dueMinor)).toBe(due.netMinor);
          expect(due.netMinor + due.taxMinor).toBe(due.totalMinor);
          expect(sum((line) => line.before?.periodMinor ?? 0)).toBe(recurringMinor.before);
          expect(sum((line) => line.now?.periodMinor ?? 0)).toBe(recurringMinor.now);
          expect(nextInvoice.chargesMinor).toBe(nextInvoiceBefore.chargesMinor + due.netMinor);
          for (const invoice of [nextInvoice, nextInvoiceBefore]) {
            const net = invoice.recurringMinor + invoice.chargesMinor - invoice.discountMinor;
            expect(net + invoice.taxMinor).toBe(invoice.totalMinor);
            expect(invoice.discountMinor).toBeLessThanOrEqual(invoice.recurringMinor);
          }
          for (const line of lines) {
            expect(Number.isSafeInteger(line.dueMinor) && line.dueMinor >= 0).toBe(true);
            for (const state of [line.before, line.now, line.later]) {
              expect(state?.periodMinor).toBe(state ? (state.seats ?? 1) * state.unitMinor : undefined);
            }
          }
        }
      }),
      many,
    );
  });

  test('is the same for the same input, and does not change its input', () => {
    fc.assert(
      fc.property(world, (any) => {
        for (const wanted of any.wishes) {
          const input = frozen(asked(any, wanted));
          const copy = structuredClone(input);
          expect(quote(input)).toEqual(quote(copy));
          expect(input).toEqual(copy);
        }
      }),
      many,
    );
  });

  test('keeps the seats of a group equal, before, now and later', () => {
    fc.assert(
      fc.property(world, (any) => {
        story(any, ({ catalogue }, { lines }) => {
          const held = lines.map((line) => line.productId);
          for (const line of lines) {
            const leader = lines.find((other) => other.productId === leaderOf(catalogue, held, line.productId));
            if (line.before) expect(line.before.seats).toBe(leader?.before?.seats ?? null);
            if (line.now) expect(line.now.seats).toBe(leader?.now?.seats ?? null);
            if (line.later && leader?.laterOn === line.laterOn) expect(line.later.seats).toBe(leader?.later?.seats ?? null);
          }
        });
      }),
      many,
    );
  });
});

describe('a change that is made', () => {
  test('leads to the invoice and the lines that were promised', () => {
    fc.assert(
      fc.property(world, (any) => {
        let promised: Quote | undefined;
        const hold = ({ nextInvoice, lines, cycle, committedUntil }: Quote, { nextInvoiceBefore, ...after }: Quote) => {
          expect(nextInvoiceBefore).toEqual(nextInvoice);
          expect(after.cycle).toEqual(cycle);
          expect(after.committedUntil.before).toBe(committedUntil.after);
          expect(after.lines.map(({ productId, before, later, laterOn }) => ({ productId, now: before, later, laterOn }))).toEqual(
            lines.map(({ productId, now, later, laterOn }) => ({ productId, now, later, laterOn })),
          );
        };
        const last = story(any, (input, quoted) => {
          if (promised) hold(promised, quote({ ...input, change: noChange(input.subscription.version) }));
          promised = quoted;
        });
        if (promised) hold(promised, quote({ ...asked(any, any.wishes[0]!, last), change: noChange(last.version) }));
      }),
      many,
    );
  });

  test('leaves one upcoming change for each subject, on the day the commitment ends, and reports those it replaces or moves', () => {
    fc.assert(
      fc.property(world, (any) => {
        story(any, (input, quoted) => {
          const replaced = quoted.effects.flatMap((effect) => (effect.kind === 'upcoming-replaced' ? [effect.upcoming] : []));
          const moved = quoted.effects.flatMap((effect) => (effect.kind === 'upcoming-moved' ? [effect] : []));
          const { upcoming } = input.subscription;
          for (const row of [...replaced, ...moved.map((effect) => effect.upcoming)]) expect(upcoming).toContainEqual(row);
          expect(replaced.filter((row) => moved.some((effect) => effect.upcoming.id === row.id))).toEqual([]);
          for (const { to, upcoming: row } of moved) {
            expect(to).toBe(quoted.committedUntil.after);
            expect(row.effectiveOn < to).toBe(true);
          }
          const after = applied(input, quoted).upcoming;
          expect(after.every((row) => row.effectiveOn === quoted.committedUntil.after)).toBe(true);
          const subject = (row: Upcoming) => `${row.kind} ${row.kind === 'cycle' ? '' : row.productId}`;
          expect(new Set(after.map(subject)).size).toBe(after.length);
        });
      }),
      many,
    );
  });

  test('never leaves a line without the product that it follows, nor a subscription without lines', () => {
    fc.assert(
      fc.property(world, (any) => {
        story(any, (input, quoted) => {
          const after = applied(input, quoted);
          const goes = new Set(after.upcoming.flatMap((row) => (row.kind === 'removal' ? [row.productId] : [])));
          const held = after.lines.map((line) => line.productId);
          const stays = held.filter((id) => !goes.has(id));
          expect(stays.length).toBeGreaterThan(0);
          for (const id of stays) expect(leaderOf(input.catalogue, stays, id)).toBe(leaderOf(input.catalogue, held, id));
        });
      }),
      many,
    );
  });

  test('with decreases only changes nothing when it is made again', () => {
    fc.assert(
      fc.property(world, (any) => {
        const input = possible(asked(any, any.wishes[0]!));
        const less = onlyLess(input);
        const quoted = quote(less);
        expect(quoted.due.totalMinor).toBe(0);
        const again = quote({ ...less, subscription: applied(less, quoted) });
        expect(again.refusals.map((refusal) => refusal.reason)).toEqual(['nothing-changed']);
      }),
      many,
    );
  });

  test('with decreases only gives the old quote again when it is undone', () => {
    fc.assert(
      fc.property(world, (any) => {
        const input = onlyLess(possible(asked(any, any.wishes[0]!)));
        const before = quote({ ...input, change: noChange(1) });
        const after = applied(input, quote(input));
        const undone: Subscription = { ...after, upcoming: [], version: 1 };
        expect(quote({ ...input, subscription: undone, change: noChange(1) })).toEqual(before);
      }),
      many,
    );
  });
});

/** The decreases of a change, without the parts that take effect at once. */
function onlyLess(input: QuoteInput): QuoteInput {
  const { change, subscription, catalogue } = input;
  const level = (productId: string, planId: string) => catalogue.get(productId)!.plans.find((plan) => plan.id === planId)!.level;
  const less: Change = {
    ...noChange(subscription.version),
    seats: Object.fromEntries(Object.entries(change.seats).filter(([, more]) => more < 0)),
    plans: Object.fromEntries(Object.entries(change.plans).filter(([id, { from, to }]) => level(id, to) < level(id, from))),
    remove: change.remove,
    cycle: change.cycle === subscription.cycle ? null : change.cycle,
  };
  return possible({ ...input, change: less });
}

describe('more is never cheaper', () => {
  /**
   * Compares a change with the same change and something more, after the other wanted changes were made. Skips changes that are refused.
   */
  function neverCheaper(withMore: (input: QuoteInput) => Change[]): void {
    let compared = 0;
    fc.assert(
      fc.property(world, (any) => {
        const last = any.wishes.at(-1)!;
        const before = story({ ...any, wishes: any.wishes.slice(0, -1) }, () => {});
        const input = possible(asked(any, last, before));
        const quoted = quote(input);
        for (const change of withMore(input)) {
          const more = quote({ ...input, change });
          if (more.refusals.length > 0) continue;
          compared += 1;
          expect(more.due.totalMinor).toBeGreaterThanOrEqual(quoted.due.totalMinor);
          expect(more.nextInvoice.totalMinor).toBeGreaterThanOrEqual(quoted.nextInvoice.totalMinor);
        }
      }),
      many,
    );
    expect(compared).toBeGreaterThan(200);
  }

  test('with more seats', () => {
    neverCheaper(({ change, subscription }) =>
      subscription.groups.map(({ leaderProductId: id }) => {
        const more = (change.seats[id] ?? 0) + 1;
        // A difference of 0 would leave an upcoming decrease as it is, so it is not a change to more seats.
        return { ...change, seats: { ...change.seats, [id]: more === 0 ? 1 : more } };
      }),
    );
  });

  test('with a higher plan', () => {
    neverCheaper(({ change, subscription, catalogue }) =>
      subscription.lines.flatMap(({ productId, planId }) => {
        const plans = catalogue.get(productId)!.plans;
        const wanted = plans.findIndex((plan) => plan.id === (change.plans[productId]?.to ?? planId));
        // The current plan is left out: choosing it does not end an upcoming removal, so it is not a change to a higher plan.
        const higher = plans.slice(wanted + 1).filter(({ id }) => id !== planId);
        return higher.map(({ id }) => ({ ...change, plans: { ...change.plans, [productId]: { from: planId, to: id } } }));
      }),
    );
  });

  test('with more products', () => {
    neverCheaper(({ change, catalogue }) =>
      [...catalogue.values()]
        .filter(({ id }) => !(id in change.add))
        .map(({ id, plans }) => ({ ...change, add: { ...change.add, [id]: { planId: plans[0]!.id, seats: 3 } } })),
    );
  });

  test('with a day more', () => {
    fc.assert(
      fc.property(world, fc.nat(400), (any, days) => {
        const input = possible(asked(any, any.wishes[0]!));
        const earlier = new Date(Date.parse(input.today) - days * 86_400_000).toISOString().slice(0, 10);
        expect(quote({ ...input, today: earlier }).due.netMinor).toBeGreaterThanOrEqual(quote(input).due.netMinor);
      }),
      many,
    );
  });
});

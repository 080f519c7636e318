import { planOf } from '../catalogue/catalogue.ts';
import { whyNotAdd, whyNotRemove, withoutOrphans } from './check-products.ts';
import { maxExtendCycles, type WhyNot, whyNotSeatCount } from './limits.ts';
import type { Change, QuoteInput, Refusal } from './types.ts';

/**
 * Checks a change against the current subscription. Each part that cannot be made is refused at its form field. The other parts are
 * accepted, so that the page can still price and show them. The change as a whole can only be made when nothing is refused (rules §4.8).
 */
export function check(input: QuoteInput): { accepted: Change; refusals: Refusal[] } {
  const { change } = input;
  const refusals: Refusal[] = [];

  const isFine = (why: WhyNot, field: string, productId: string | null = null): boolean => {
    if (why === null) return true;
    const { reason, otherProductId } = typeof why === 'string' ? { reason: why, otherProductId: null } : why;
    refusals.push({ reason, field, productId, otherProductId });
    return false;
  };
  const sift = <Part>(parts: Record<string, Part>, name: string, whyNot: (input: QuoteInput, productId: string, part: Part) => WhyNot) =>
    Object.fromEntries(Object.entries(parts).filter(([id, part]) => isFine(whyNot(input, id, part), `${name}.${id}`, id)));

  const accepted: Change = {
    version: change.version,
    seats: sift(change.seats, 'seats', whyNotSeats),
    plans: sift(change.plans, 'plan', whyNotPlan),
    add: withoutOrphans(input, sift(change.add, 'add', whyNotAdd)),
    remove: [...new Set(change.remove)].filter((id) => isFine(whyNotRemove(input, id), `remove.${id}`, id)),
    cycle: isFine(whyNotCycle(input), 'cycle') ? change.cycle : null,
    extendCycles: isFine(whyNotExtend(input), 'extend') ? change.extendCycles : null,
    promotionCode: isFine(whyNotCode(input), 'code') ? change.promotionCode : null,
  };
  // The days of this period are over and the next period is not billed yet: the renewal runs in a moment, or it has failed and must be
  // repaired. A change made now would belong to neither period.
  if (input.today >= input.subscription.periodEndsOn) {
    refusals.push({ reason: 'renewal-due', field: null, productId: null, otherProductId: null });
  }
  return { accepted, refusals };
}

function whyNotSeats({ subscription, allowed }: QuoteInput, productId: string, more: number): WhyNot {
  // Only the line of the leading product holds the number of seats. Another line of the group, or a flat line, has none of its own.
  const group = subscription.groups.find(({ leaderProductId }) => leaderProductId === productId);
  if (!group || !subscription.lines.some((line) => line.productId === productId)) return 'line-gone';
  if (more < 0 && !allowed.lower) return 'lowering-not-allowed';
  return whyNotSeatCount(group.seats + more);
}

function whyNotPlan(
  { subscription, catalogue, allowed }: QuoteInput,
  productId: string,
  { from, to }: { from: string; to: string },
): WhyNot {
  const line = subscription.lines.find((held) => held.productId === productId);
  const product = catalogue.get(productId);
  if (!line || !product) return 'line-gone';
  if (line.planId !== from) return 'plan-moved';
  const [present, wanted] = [planOf(product, from), planOf(product, to)];
  if (!present || !wanted) return 'plan-unknown';
  // Choosing the current plan again changes nothing, or cancels an upcoming plan change.
  if (wanted === present) return null;
  if (wanted.level < present.level && !allowed.lower) return 'plan-lower-not-allowed';
  return wanted.current ? null : 'plan-not-for-sale';
}

function whyNotCycle({ subscription, change, allowed }: QuoteInput): WhyNot {
  if (change.cycle === null) return null;
  if (!allowed.lower) return 'cycle-not-allowed';
  const hasUpcomingCycle = subscription.upcoming.some(({ kind }) => kind === 'cycle');
  return change.cycle === subscription.cycle && !hasUpcomingCycle ? 'cycle-same' : null;
}

function whyNotExtend({ subscription, change, allowed }: QuoteInput): WhyNot {
  if (change.extendCycles === null) return null;
  if (!allowed.extend) return 'extension-not-allowed';
  return change.extendCycles > maxExtendCycles[subscription.cycle] ? 'extension-too-long' : null;
}

function whyNotCode({ subscription, change, code, allowed }: QuoteInput): WhyNot {
  if (change.promotionCode === null) return null;
  if (!allowed.promotionCode) return 'code-not-allowed';
  if (!code) return 'code-unknown';
  if ('refused' in code) return code.refused;
  return subscription.discount ? 'code-already-one' : null;
}
